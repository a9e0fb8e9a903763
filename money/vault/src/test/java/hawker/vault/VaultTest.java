package hawker.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hawker.api.Json;
import hawker.kernel.AccountId;
import hawker.kernel.PageRequest;
import hawker.platform.DatabaseException;
import hawker.platform.Event;
import hawker.platform.GroupCommit;
import hawker.platform.TestPlatform;
import hawker.vault.Tokenised.InvalidCard;
import hawker.vault.Tokenised.Made;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Stories through the door, with a real PostgreSQL. */
class VaultTest {

    private static final AccountId SELLER = new AccountId(1001);
    private static final AccountId OTHER = new AccountId(2001);

    private static TestPlatform test;
    private static VaultModule module;
    private static Vault vault;

    @BeforeAll
    static void open() {
        test = TestPlatform.open("vault");
        module = VaultModule.open(test.platform());
        vault = module.vault();
    }

    @AfterAll
    static void close() {
        module.close();
        test.close();
    }

    @Test
    void a_card_becomes_a_payment_method_that_shows_no_number() {
        var method = made(visa());

        assertThat(method.card().brand()).isEqualTo("visa");
        assertThat(method.card().last4()).isEqualTo("4242");
        assertThat(method.card().checks().cvc()).contains(Checks.Check.UNCHECKED);
        assertThat(vault.find(SELLER, method.id())).contains(method);
        assertThat(PaymentMethodJson.render(method).toString()).doesNotContain("4242424242424242");
    }

    @Test
    void a_message_sees_number_and_cvc_and_the_cvc_only_once() {
        var method = made(visa());

        var first = vault.use(SELLER, method, card -> card.number() + " " + cvc(card));
        var second = vault.use(SELLER, method, card -> card.number() + " " + cvc(card));

        assertThat(first).contains("4242424242424242 987");
        assertThat(second).contains("4242424242424242 none");
    }

    @Test
    void the_cvc_is_overwritten_when_the_message_is_over_even_if_it_fails() {
        var method = made(visa());
        var kept = new ArrayList<byte[]>();

        assertThatThrownBy(() ->
                        vault.use(
                                SELLER,
                                method,
                                card -> {
                                    kept.add(card.cvc().orElseThrow());
                                    throw new IllegalStateException("line broken");
                                }))
                .hasMessage("line broken");

        assertThat(kept.getFirst()).containsOnly(0);
        assertThat(vault.use(SELLER, method, OpenCard::hasCvc)).contains(false);
    }

    @Test
    void a_cvc_is_forgotten_after_ten_minutes() {
        var method = made(visa());
        test.clock().advance(Duration.ofMinutes(10));

        assertThat(vault.use(SELLER, method, OpenCard::hasCvc)).contains(false);
    }

    @Test
    void equal_cards_have_equal_fingerprints_on_one_platform_only() {
        var a = made(visa()).card().fingerprint();
        var b = made(visa()).card().fingerprint();
        var elsewhere = ((Made) vault.create(OTHER, visa(), Billing.none(), Map.of())).method();

        assertThat(a).isEqualTo(b).hasSize(16).matches("[0-9A-Za-z]+");
        assertThat(elsewhere.card().fingerprint()).isNotEqualTo(a);
    }

    @Test
    void data_that_cannot_be_a_card_is_refused_with_stripes_codes() {
        assertThat(refusal("4242424242424241", 12, 2030, "123"))
                .isEqualTo("incorrect_number number");
        assertThat(refusal("4242", 12, 2030, "123")).isEqualTo("invalid_number number");
        assertThat(refusal("4242x24242424242", 12, 2030, "123")).isEqualTo("invalid_number number");
        assertThat(refusal("4242424242424242", 13, 2030, "123"))
                .isEqualTo("invalid_expiry_month exp_month");
        assertThat(refusal("4242424242424242", 12, 2020, "123"))
                .isEqualTo("invalid_expiry_year exp_year");
        assertThat(refusal("4242424242424242", 12, 2030, "12")).isEqualTo("invalid_cvc cvc");
    }

    @Test
    void every_number_that_passes_its_check_digit_is_taken_known_or_not() {
        var unknown = vault.create(SELLER, card("4539578763621486"), Billing.none(), Map.of());

        assertThat(unknown).isInstanceOf(Made.class);
    }

    @Test
    void a_fixed_name_makes_a_new_method_at_every_use() {
        var ids = new HashSet<PaymentMethod.Id>();
        for (var card : TestCards.all()) {
            if (card.anyName().isEmpty()) continue;
            var method = vault.createFixed(SELLER, card.anyName().orElseThrow()).orElseThrow();
            assertThat(ids.add(method.id())).isTrue();
            assertThat(method.card().last4()).isEqualTo(card.last4());
            assertThat(vault.find(SELLER, method.id())).contains(method);
            assertThat(vault.use(SELLER, method, OpenCard::number)).contains(card.number());
        }
        assertThat(ids).hasSizeGreaterThan(110);
    }

    @Test
    void fixed_names_exist_in_test_mode_only() {
        assertThat(vault.createFixed(SELLER.live(), "pm_card_visa")).isEmpty();
        assertThat(vault.createFixed(SELLER, "pm_card_nonsense")).isEmpty();
    }

    @Test
    void the_row_of_a_fixed_name_rides_with_a_payment() {
        var unit = new GroupCommit.Unit(SELLER);
        var method = vault.addFixed(unit, SELLER, "pm_card_mastercard").orElseThrow();

        assertThat(vault.find(SELLER, method.id())).isEmpty();
        assertThat(test.platform().groupCommit().commit(unit))
                .isEqualTo(GroupCommit.Outcome.COMMITTED);

        assertThat(vault.find(SELLER, method.id())).contains(method);
    }

    @Test
    void a_method_of_another_account_is_absent_and_the_try_is_audited() {
        var method = made(visa());

        assertThat(vault.use(OTHER, method, OpenCard::number)).isEmpty();
        assertThat(vault.find(OTHER, method.id())).isEmpty();

        var refusals =
                auditOf(method).stream().filter(row -> row.outcome().contains("not this account"));
        assertThat(refusals).hasSize(1);
    }

    @Test
    void a_ciphertext_moved_to_another_row_does_not_open() {
        var mine = made(visa());
        var theirs = made(card("5555555555554444"));
        swapCiphertexts(cardId(mine), cardId(theirs));

        assertThat(vault.use(SELLER, mine, OpenCard::number)).isEmpty();
        assertThat(vault.use(SELLER, theirs, OpenCard::number)).isEmpty();
        assertThat(auditOf(mine)).anyMatch(row -> row.outcome().equals("seal does not open"));
    }

    @Test
    void only_the_vaults_role_can_reach_sealed_cards_and_audit() {
        made(visa());
        for (var table : List.of("vault.card", "vault.audit"))
            assertThatThrownBy(() ->
                            test.platform()
                                    .tx()
                                    .readAccount(
                                            SELLER,
                                            tx ->
                                                    tx.list(
                                                            "select account_id from "
                                                                    + table
                                                                    + " where account_id = ?",
                                                            row -> row.number("account_id"),
                                                            SELLER)))
                    .isInstanceOf(DatabaseException.class)
                    .hasMessageContaining("42501");
    }

    @Test
    void a_method_is_attached_once_and_detached_for_good() {
        var method = made(visa());
        var attached = attach(method, "cus_a");

        assertThat(attached)
                .get()
                .extracting(PaymentMethod::customer)
                .isEqualTo(Optional.of("cus_a"));
        assertThat(attach(method, "cus_b")).isEmpty();
        assertThat(attach(method, "cus_a")).isPresent();
        assertThat(vault.list(SELLER, "cus_a", PageRequest.first(10)).items())
                .containsExactly(attached.orElseThrow());

        var detached =
                test.platform()
                        .tx()
                        .inAccount(
                                SELLER,
                                tx -> vault.detach(tx, Event.Cause.none(SELLER), method.id()));
        assertThat(detached)
                .get()
                .extracting(PaymentMethod::state)
                .isEqualTo(PaymentMethod.State.DETACHED);
        assertThat(attach(method, "cus_a")).isEmpty();
        assertThat(vault.list(SELLER, "cus_a", PageRequest.first(10)).items()).isEmpty();
    }

    @Test
    void attaching_and_detaching_are_told_with_the_method_as_it_was() {
        var method = made(visa());
        attach(method, "cus_told");
        test.platform()
                .tx()
                .inAccount(SELLER, tx -> vault.detach(tx, Event.Cause.none(SELLER), method.id()));

        var told =
                test.platform().events().newest(SELLER, Optional.empty(), 10).stream()
                        .filter(event -> event.subject().equals(method.id().text()))
                        .toList();

        assertThat(told)
                .extracting(event -> event.types().getFirst())
                .containsExactly("payment_method.detached", "payment_method.attached");
        var left = Json.parse(told.getFirst().payload().orElseThrow());
        assertThat(left.at("/previous_attributes/customer").asText()).isEqualTo("cus_told");
        assertThat(PaymentMethodJson.of(told.getLast()))
                .get()
                .extracting(node -> node.get("customer").asText())
                .isEqualTo("cus_told");
    }

    @Test
    void a_customers_methods_are_listed_in_pages_both_ways() {
        var ids = new ArrayList<String>();
        for (int i = 0; i < 5; i++) {
            test.clock().advance(Duration.ofSeconds(1));
            var method = vault.createFixed(SELLER, "pm_card_visa").orElseThrow();
            attach(method, "cus_pages");
            ids.addFirst(method.id().text());
        }
        var first = vault.list(SELLER, "cus_pages", PageRequest.first(2));
        var next = vault.list(SELLER, "cus_pages", PageRequest.after(ids.get(1), 2));
        var back = vault.list(SELLER, "cus_pages", PageRequest.before(ids.get(3), 2));

        assertThat(first.items()).extracting(m -> m.id().text()).isEqualTo(ids.subList(0, 2));
        assertThat(first.hasMore()).isTrue();
        assertThat(next.items()).extracting(m -> m.id().text()).isEqualTo(ids.subList(2, 4));
        assertThat(back.items()).extracting(m -> m.id().text()).isEqualTo(ids.subList(1, 3));
        assertThat(back.hasMore()).isTrue();
    }

    @Test
    void a_card_that_nothing_names_is_deleted_after_an_hour() {
        made(visa());
        var lost = test.platform().ids().ordinary("card", SELLER);
        var sql = new CardsSql(test.platform().txAs("vault"));
        sql.insert(
                SELLER,
                lost,
                new Sealing.Sealed(new byte[] {1}, new byte[] {2}),
                test.clock().now());
        test.clock().advance(Duration.ofMinutes(61));

        assertThat(module.deleteUnnamed()).isEqualTo(1);
        assertThat(sql.find(SELLER, lost)).isEmpty();
    }

    @Test
    void the_audit_is_a_chain_that_shows_a_missing_row() {
        var method = made(visa());
        vault.use(SELLER, method, OpenCard::number);
        vault.use(OTHER, method, OpenCard::number);

        module.checkAudit();
    }

    @Test
    void keys_lie_in_a_file_of_their_own_that_only_the_owner_reads() throws Exception {
        var file = test.platform().settings().data().resolve("keys/vault.json");

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(file)).contains("wrapping").contains("fingerprint");
    }

    @Test
    void what_was_sealed_opens_after_a_restart_with_the_same_keys() {
        var method = made(visa());
        try (var again = VaultModule.open(test.platform())) {
            assertThat(again.vault().use(SELLER, method, OpenCard::number))
                    .contains("4242424242424242");
            assertThat(again.vault().use(SELLER, method, OpenCard::hasCvc)).contains(false);
        }
    }

    private static CardInput visa() {
        return card("4242 4242 4242 4242");
    }

    private static CardInput card(String number) {
        return new CardInput(number, 12, 2034, Optional.of("987"));
    }

    private static PaymentMethod made(CardInput card) {
        return ((Made) vault.create(SELLER, card, Billing.none(), Map.of())).method();
    }

    private static String refusal(String number, long month, long year, String cvc) {
        var input = new CardInput(number, month, year, Optional.of(cvc));
        var refused = (InvalidCard) vault.create(SELLER, input, Billing.none(), Map.of());
        return refused.code() + " " + refused.param();
    }

    private static Optional<PaymentMethod> attach(PaymentMethod method, String customer) {
        return test.platform()
                .tx()
                .inAccount(
                        SELLER,
                        tx -> vault.attach(tx, Event.Cause.none(SELLER), method.id(), customer));
    }

    private static String cvc(OpenCard card) {
        return card.cvc()
                .map(digits -> new String(digits, StandardCharsets.US_ASCII))
                .orElse("none");
    }

    private static String cardId(PaymentMethod method) {
        return ((PaymentMethod.Source.Sealed) method.source()).cardId();
    }

    private static List<CardsSql.AuditRow> auditOf(PaymentMethod method) {
        module.wipe();
        return new CardsSql(test.platform().txAs("vault"))
                .chain(module.auditChain(), 0, 1000).stream()
                        .filter(row -> row.subject().equals(method.id().text()))
                        .toList();
    }

    private static void swapCiphertexts(String one, String two) {
        test.platform()
                .txAs("vault")
                .doInAccount(
                        SELLER,
                        tx ->
                                tx.update(
                                        """
                                        update vault.card a
                                        set pan_ct = b.pan_ct, dek_wrapped = b.dek_wrapped
                                        from vault.card b
                                        where a.account_id = ? and b.account_id = a.account_id
                                            and ((a.card_id = ? and b.card_id = ?)
                                                or (a.card_id = ? and b.card_id = ?))
                                        """,
                                        SELLER,
                                        one,
                                        two,
                                        two,
                                        one));
    }
}
