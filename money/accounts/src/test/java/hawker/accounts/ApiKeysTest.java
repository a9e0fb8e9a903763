package hawker.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hawker.api.ApiError;
import hawker.api.ApiKeyKind;
import hawker.kernel.AccountId;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ApiKeysTest {

    private static final Duration A_SECOND = Duration.ofMillis(1_001);

    private final Story story = new Story();
    private final Accounts accounts = story.accounts;
    private AccountId account = new AccountId(2);

    @BeforeEach
    void open() {
        account = Story.test(story.shop("summit"));
    }

    @AfterEach
    void close() {
        story.close();
    }

    @Test
    void a_key_says_mode_and_kind_and_has_48_characters_behind() {
        var test = accounts.createKey(account, ApiKeyKind.SECRET, "k").secret();
        var live = accounts.createKey(account.live(), ApiKeyKind.PUBLISHABLE, "k").secret();
        assertThat(test).startsWith("sk_test_").hasSize(8 + 48);
        assertThat(live).startsWith("pk_live_").hasSize(8 + 48);
        assertThat(accounts.authenticate(test).orElseThrow())
                .satisfies(caller -> {
                    assertThat(caller.account()).isEqualTo(account);
                    assertThat(caller.kind()).isEqualTo(ApiKeyKind.SECRET);
                });
        assertThat(accounts.authenticate(live).orElseThrow().account()).isEqualTo(account.live());
    }

    @Test
    void what_is_not_a_key_is_nobody() {
        var key = accounts.createKey(account, ApiKeyKind.SECRET, "k").secret();
        var last = key.charAt(key.length() - 1) == 'a' ? "b" : "a";
        for (var wrong :
                List.of(
                        "",
                        "sk_test_",
                        "nonsense",
                        key + "x",
                        key.substring(0, key.length() - 1),
                        key.substring(0, key.length() - 1) + last,
                        key.replace("sk_test_", "sk_live_"),
                        key.replace("sk_test_", "pk_test_"),
                        key.replace("sk_test_", "rk_test_")))
            assertThat(accounts.authenticate(wrong)).as(wrong).isEmpty();
    }

    @Test
    void a_secret_key_is_nowhere_in_the_database() {
        var secret = accounts.createKey(account, ApiKeyKind.SECRET, "k");
        assertThat(story.rowsWith("accounts.api_keys", secret.secret())).isZero();
        assertThat(secret.toString()).doesNotContain(secret.secret());
        var open = accounts.createKey(account, ApiKeyKind.PUBLISHABLE, "k");
        assertThat(accounts.keys(account))
                .filteredOn(k -> k.id().equals(open.key().id()))
                .singleElement()
                .satisfies(k -> assertThat(k.publicKey()).contains(open.secret()));
    }

    @Test
    void a_revoked_key_is_dead_within_a_second_on_every_node() {
        var key = accounts.createKey(account, ApiKeyKind.SECRET, "k");
        try (var platform = story.test.another()) {
            var other = AccountsModule.open(platform).accounts();
            assertThat(other.authenticate(key.secret())).isPresent();
            assertThat(accounts.revoke(account, key.key().id())).isTrue();
            assertThatThrownBy(() -> accounts.authenticate(key.secret()))
                    .isInstanceOfSatisfying(
                            ApiError.class, e -> assertThat(e.code()).contains("api_key_expired"));
            story.test.clock().advance(A_SECOND);
            assertThatThrownBy(() -> other.authenticate(key.secret())).isInstanceOf(ApiError.class);
        }
        assertThat(accounts.keys(account)).doesNotContain(key.key());
    }

    @Test
    void a12_a_rolled_key_works_on_until_its_overlap_is_over() {
        var old = accounts.createKey(account, ApiKeyKind.SECRET, "k");
        accounts.authenticate(old.secret());
        var fresh = accounts.rollKey(account, old.key().id(), Duration.ofHours(1)).orElseThrow();
        assertThat(fresh.key().name()).isEqualTo("k");
        assertThat(accounts.authenticate(old.secret())).isPresent();
        story.test.clock().advance(Duration.ofMinutes(59));
        assertThat(accounts.authenticate(old.secret())).isPresent();
        story.test.clock().advance(Duration.ofMinutes(1));
        assertThatThrownBy(() -> accounts.authenticate(old.secret())).isInstanceOf(ApiError.class);
        assertThat(accounts.authenticate(fresh.secret())).isPresent();
    }

    @Test
    void a_restricted_key_has_its_list_of_rights() {
        var rights = Set.of("payment_intents:write", "charges:read");
        var key = accounts.createRestrictedKey(account, "k", rights);
        assertThat(key.secret()).startsWith("rk_test_");
        assertThat(accounts.authenticate(key.secret()).orElseThrow().rights()).isEqualTo(rights);
    }

    @Test
    void keys_of_another_account_are_not_there() {
        var key = accounts.createKey(account, ApiKeyKind.SECRET, "k");
        var other = Story.test(story.shop("rival"));
        assertThat(accounts.revoke(other, key.key().id())).isFalse();
        assertThat(accounts.revoke(account.live(), key.key().id())).isFalse();
        assertThat(accounts.rollKey(other, key.key().id(), Duration.ZERO)).isEmpty();
        assertThat(accounts.authenticate(key.secret())).isPresent();
    }
}
