package hawker.vault;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.kernel.AccountId;
import hawker.platform.TestPlatform;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A45: the key changes while cards are used. */
class RotationTest {

    private static final AccountId SELLER = new AccountId(1001);

    private TestPlatform test;
    private VaultModule module;

    @BeforeEach
    void open() throws IOException {
        test = TestPlatform.open("vault");
        // Rotations of other stories must not count.
        Files.deleteIfExists(test.platform().settings().data().resolve("keys/vault.json"));
        module = VaultModule.open(test.platform());
    }

    @AfterEach
    void close() {
        module.close();
        test.close();
    }

    @Test
    void cards_open_before_during_and_after_a_rotation() throws IOException {
        var before = cards(3);
        module.rotateKeys();
        assertThat(keys()).isEqualTo(2);
        assertOpen(before);
        var during = cards(2);

        assertThat(module.goOnRotating()).isEqualTo(3);
        assertThat(module.goOnRotating()).isZero();
        assertThat(keys()).as("every node has a day").isEqualTo(2);
        test.clock().advance(Duration.ofHours(25));
        module.goOnRotating();

        assertThat(keys()).isEqualTo(1);
        assertOpen(before);
        assertOpen(during);
    }

    @Test
    void another_node_reads_the_new_keys_when_it_meets_them() {
        try (var other = VaultModule.open(test.platform())) {
            module.rotateKeys();
            var fresh = cards(1).getFirst();

            assertThat(other.vault().use(SELLER, fresh, OpenCard::number))
                    .contains("4242424242424242");
        }
    }

    @Test
    void a45_charges_go_on_while_every_key_is_wrapped_anew() throws Exception {
        var cards = cards(40);
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var uses = new ArrayList<Callable<Boolean>>();
            for (int round = 0; round < 10; round++)
                for (var card : cards) uses.add(() -> opens(card));
            module.rotateKeys();
            var rotating = callers.submit(module::goOnRotating);
            for (var use : callers.invokeAll(uses)) assertThat(use.get()).isTrue();
            assertThat(rotating.get()).isEqualTo(40);
        }
        assertOpen(cards);
    }

    private boolean opens(PaymentMethod method) {
        return module.vault()
                .use(SELLER, method, OpenCard::number)
                .equals(Optional.of("4242424242424242"));
    }

    private void assertOpen(List<PaymentMethod> methods) {
        for (var method : methods) assertThat(opens(method)).isTrue();
    }

    private List<PaymentMethod> cards(int count) {
        var made = new ArrayList<PaymentMethod>();
        for (int i = 0; i < count; i++) {
            var input = new CardInput("4242424242424242", 12, 2034, Optional.of("123"));
            var outcome = module.vault().create(SELLER, input, Billing.none(), Map.of());
            made.add(((Tokenised.Made) outcome).method());
        }
        return made;
    }

    private int keys() throws IOException {
        var text = Files.readString(test.platform().settings().data().resolve("keys/vault.json"));
        return text.split("\"keyId\"", -1).length - 1;
    }
}
