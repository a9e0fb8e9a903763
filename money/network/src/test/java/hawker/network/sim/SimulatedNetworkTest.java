package hawker.network.sim;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.kernel.AccountId;
import hawker.kernel.Money;
import hawker.network.Advice;
import hawker.network.AdviceAnswer;
import hawker.network.Authorization;
import hawker.network.NetworkAnswer;
import hawker.network.NetworkAnswer.Approved;
import hawker.network.NetworkAnswer.Declined;
import hawker.network.NetworkAnswer.NeedsAuthentication;
import hawker.network.Outcome;
import hawker.network.RefundStatus;
import hawker.vault.Billing;
import hawker.vault.CardInput;
import hawker.vault.CardVerifier.Verification;
import hawker.vault.Checks;
import hawker.vault.Checks.Check;
import hawker.vault.PaymentMethod;
import hawker.vault.TestCard;
import hawker.vault.TestCards;
import hawker.vault.Tokenised;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the simulated network and its issuers decide. */
class SimulatedNetworkTest {

    private static Bench bench;

    @BeforeAll
    static void open() {
        bench = new Bench();
    }

    @AfterAll
    static void close() {
        bench.close();
    }

    @Test
    void every_published_name_has_the_outcome_of_its_row() {
        for (var card : TestCards.all()) {
            if (card.anyName().isEmpty()) continue;
            var answer = bench.pay(card.anyName().orElseThrow(), 2000);
            assertThat(summary(answer)).as(card.anyName() + " " + card).isEqualTo(expected(card));
        }
    }

    private static String expected(TestCard card) {
        if (card.last4().equals("1280")) return "declined card_declined generic_decline";
        if (Set.of("3055", "3097").contains(card.last4())) return "approved";
        if (card.group() == TestCard.Group.THREE_D_SECURE) return "challenge";
        return card.errorCode()
                .map(code -> "declined " + code + card.declineCode().map(d -> " " + d).orElse(""))
                .orElse("approved");
    }

    private static String summary(NetworkAnswer answer) {
        return switch (answer) {
            case Approved approved -> "approved";
            case Declined declined ->
                    "declined "
                            + declined.code()
                            + declined.declineCode().map(text -> " " + text).orElse("");
            case NeedsAuthentication challenge -> "challenge";
            case NetworkAnswer.NotSent notSent -> "not sent";
            case NetworkAnswer.Unknown unknown -> "unknown";
        };
    }

    @Test
    void an_approval_has_reference_approval_code_and_a_normal_risk() {
        var approved = (Approved) bench.pay("pm_card_visa", 1000);

        assertThat(approved.reference()).matches("[0-9]{12}");
        assertThat(approved.approvalCode()).matches("[0-9A-Z]{6}");
        assertThat(approved.outcome().type()).isEqualTo(Outcome.Type.AUTHORIZED);
        assertThat(approved.outcome().riskScore()).isBetween(5, 60);
        assertThat(approved.checks().cvc()).contains(Check.PASS);
        assertThat(approved.fundsAtOnce()).isFalse();
        assertThat(((Approved) bench.pay("pm_card_bypassPending", 1000)).fundsAtOnce()).isTrue();
    }

    @Test
    void a_blocked_risk_never_reaches_the_network() throws IOException {
        long before = lines();
        var blocked = (Declined) bench.pay("pm_card_radarBlock", 1000);

        assertThat(blocked.outcome().type()).isEqualTo(Outcome.Type.BLOCKED);
        assertThat(blocked.outcome().networkStatus())
                .isEqualTo(Outcome.NetworkStatus.NOT_SENT_TO_NETWORK);
        assertThat(lines()).isEqualTo(before);
    }

    @Test
    void checks_fail_where_the_cards_say_so() {
        assertThat(checks("pm_card_cvcCheckFail").cvc()).contains(Check.FAIL);
        assertThat(checks("pm_card_avsZipFail").postalCode()).contains(Check.FAIL);
        assertThat(checks("pm_card_avsFail").addressLine1()).contains(Check.FAIL);
        assertThat(checks("pm_card_visa").postalCode()).isEmpty();
        var withAddress = sealed("4000000000000044", Billing.ofPostalCode("94107"));
        var answer = (Approved) bench.authorize(bench.paying(withAddress, 500));
        assertThat(answer.checks().postalCode()).contains(Check.UNAVAILABLE);
    }

    private static Checks checks(String name) {
        return ((Approved) bench.pay(name, 1000)).checks();
    }

    @Test
    void the_same_attempt_gets_the_same_answer_and_one_approval() throws IOException {
        var authorization = bench.paying(bench.method("pm_card_visa"), 1200);
        var first = bench.authorize(authorization);
        var second = bench.authorize(authorization);

        assertThat(second).isEqualTo(first);
        assertThat(effects(authorization.attemptId()))
                .containsExactlyInAnyOrder("approved", "repeated");
    }

    @Test
    void an_attempt_id_with_another_amount_is_refused() {
        var authorization = bench.paying(bench.method("pm_card_visa"), 1200);
        bench.authorize(authorization);
        var other =
                Authorization.of(
                        Bench.SELLER,
                        authorization.attemptId(),
                        "pi_1",
                        authorization.method(),
                        Money.usd(9900),
                        true,
                        "Acme Shoes");

        var answer = (Declined) bench.authorize(other);

        assertThat(answer.outcome().networkDeclineCode()).contains("94");
    }

    @Test
    void a19_captures_never_exceed_the_hold() {
        var hold = bench.holding(bench.method("pm_card_visa"), 1000);
        bench.authorize(hold);

        assertThat(capture(hold, "cap_1", 600, false)).isInstanceOf(AdviceAnswer.Accepted.class);
        assertThat(capture(hold, "cap_2", 401, false)).isInstanceOf(AdviceAnswer.Refused.class);
        assertThat(capture(hold, "cap_1", 600, false)).isInstanceOf(AdviceAnswer.Accepted.class);
        assertThat(capture(hold, "cap_3", 300, true)).isInstanceOf(AdviceAnswer.Accepted.class);
        assertThat(capture(hold, "cap_4", 100, true)).isInstanceOf(AdviceAnswer.Refused.class);
        assertThat(refund(hold, "ref_1", 901)).isInstanceOf(AdviceAnswer.Refused.class);
        assertThat(refund(hold, "ref_2", 900)).isInstanceOf(AdviceAnswer.Accepted.class);
        assertThat(refund(hold, "ref_3", 1)).isInstanceOf(AdviceAnswer.Refused.class);
    }

    @Test
    void a_capture_of_a_declined_attempt_is_refused() {
        var declined = bench.holding(bench.method("pm_card_visa_chargeDeclined"), 1000);
        bench.authorize(declined);

        var refused = (AdviceAnswer.Refused) capture(declined, "cap_5", 1000, true);

        assertThat(refused.code()).isEqualTo("25");
    }

    @Test
    void a_reversal_undoes_an_approval_once() throws IOException {
        var payment = bench.paying(bench.method("pm_card_visa"), 1000);
        bench.authorize(payment);

        assertThat(reverse(payment, "rev_1")).isInstanceOf(AdviceAnswer.Accepted.class);
        assertThat(reverse(payment, "rev_1")).isInstanceOf(AdviceAnswer.Accepted.class);
        assertThat(reverse(payment, "rev_2")).isInstanceOf(AdviceAnswer.Accepted.class);
        assertThat(refund(payment, "ref_4", 1000)).isInstanceOf(AdviceAnswer.Refused.class);
        assertThat(effectsOf(payment.attemptId())).containsOnlyOnce("reversed");
    }

    @Test
    void a_reversal_that_overtakes_its_attempt_kills_it() {
        var late = bench.paying(bench.method("pm_card_visa"), 1000);
        assertThat(reverse(late, "rev_3")).isInstanceOf(AdviceAnswer.Accepted.class);

        var answer = (Declined) bench.authorize(late);

        assertThat(answer.outcome().networkDeclineCode()).contains("94");
    }

    @Test
    void an_advice_of_another_account_finds_nothing() {
        var payment = bench.paying(bench.method("pm_card_visa"), 1000);
        bench.authorize(payment);
        var thief = new AccountId(3001);

        var answer =
                bench.simulation
                        .network()
                        .advise(
                                Advice.refund(
                                        thief, "ref_5", payment.attemptId(), Money.usd(1000)));

        assertThat(answer).isInstanceOf(AdviceAnswer.Refused.class);
    }

    @Test
    void refunds_of_the_two_refund_cards_change_later() {
        assertThat(refundStates("pm_card_visa")).containsExactly("SUCCEEDED", "SUCCEEDED");
        assertThat(refundStates("pm_card_pendingRefund")).containsExactly("PENDING", "SUCCEEDED");
        assertThat(refundStates("pm_card_refundFail"))
                .containsExactly("SUCCEEDED", "FAILED expired_or_canceled_card");
    }

    private static List<String> refundStates(String name) {
        var payment = bench.paying(bench.method(name), 1000);
        bench.authorize(payment);
        var id = "ref_" + name;
        refund(payment, id, 1000);
        var before = state(id);
        bench.test.clock().advance(Duration.ofSeconds(3));
        return List.of(before, state(id));
    }

    private static String state(String refundId) {
        RefundStatus status =
                bench.simulation.network().refundStatus(Bench.SELLER, refundId).orElseThrow();
        return status.state() + status.failureReason().map(reason -> " " + reason).orElse("");
    }

    @Test
    void a_real_number_in_test_mode_is_refused_before_the_network() throws IOException {
        long before = lines();
        var method = sealed("4539578763621486", Billing.none());

        var declined = (Declined) bench.authorize(bench.paying(method, 1000));

        assertThat(declined.declineCode()).contains("test_mode_live_card");
        assertThat(lines()).isEqualTo(before);
    }

    @Test
    void a_published_number_in_live_mode_is_refused() {
        var live = Bench.SELLER.live();
        var made =
                (Tokenised.Made)
                        bench.vault.create(
                                live,
                                new CardInput("4242424242424242", 12, 2034, Optional.empty()),
                                Billing.none(),
                                Map.of());
        var answer =
                (Declined)
                        bench.authorize(
                                Authorization.of(
                                        live,
                                        bench.attempt(),
                                        "pi_1",
                                        made.method(),
                                        Money.usd(1000),
                                        true,
                                        "Acme"));

        assertThat(answer.declineCode()).contains("live_mode_test_card");
    }

    @Test
    void a2_after_five_wrong_cvcs_a_day_the_network_is_not_asked_again() throws IOException {
        var answers = new HashSet<Object>();
        long before = lines();
        for (int i = 0; i < 12; i++) {
            var method = sealed("4000000000000127", Billing.none());
            var declined = (Declined) bench.authorize(bench.paying(method, 1000));
            answers.add(declined);
        }

        assertThat(lines() - before).isLessThanOrEqualTo(5);
        assertThat(answers).hasSize(1);
    }

    @Test
    void cards_that_decline_cannot_be_kept_and_those_that_decline_later_can() {
        assertThat(verified("pm_card_visa")).isInstanceOf(Verification.Verified.class);
        assertThat(verified("pm_card_visa_chargeDeclined"))
                .isInstanceOf(Verification.Refused.class);
        assertThat(verified("pm_card_chargeDeclinedExpiredCard"))
                .isInstanceOf(Verification.Refused.class);
        assertThat(verified("pm_card_chargeCustomerFail"))
                .isInstanceOf(Verification.Verified.class);
        assertThat(verified("tok_visa_chargeCustomerFailLostCard"))
                .isInstanceOf(Verification.Verified.class);
        assertThat(verified("pm_card_authenticationRequired"))
                .isInstanceOf(Verification.Verified.class);
    }

    private static Verification verified(String name) {
        return bench.simulation.verifier().verify(Bench.SELLER, bench.method(name));
    }

    @Test
    void no_card_number_stands_in_the_witness_log() throws IOException {
        for (var card : TestCards.all())
            if (card.anyName().isPresent()) bench.pay(card.anyName().orElseThrow(), 700);
        var text = Files.readString(bench.log());
        for (var card : TestCards.all()) assertThat(text).doesNotContain(card.number());
    }

    private static PaymentMethod sealed(String number, Billing billing) {
        var input = new CardInput(number, 12, 2034, Optional.of("123"));
        return ((Tokenised.Made) bench.vault.create(Bench.SELLER, input, billing, Map.of()))
                .method();
    }

    private static AdviceAnswer capture(Authorization hold, String id, long cents, boolean last) {
        return bench.simulation
                .network()
                .advise(Advice.capture(Bench.SELLER, id, hold.attemptId(), Money.usd(cents), last));
    }

    private static AdviceAnswer refund(Authorization payment, String id, long cents) {
        return bench.simulation
                .network()
                .advise(Advice.refund(Bench.SELLER, id, payment.attemptId(), Money.usd(cents)));
    }

    private static AdviceAnswer reverse(Authorization payment, String id) {
        return bench.simulation
                .network()
                .advise(Advice.reversal(Bench.SELLER, id, payment.attemptId(), payment.amount()));
    }

    private static long lines() throws IOException {
        try (var lines = Files.lines(bench.log())) {
            return lines.count();
        }
    }

    private static List<String> effects(String key) throws IOException {
        try (var lines = Files.lines(bench.log())) {
            return lines.map(line -> FactJson.parse(line).fact())
                    .filter(fact -> fact.key().equals(key))
                    .map(fact -> fact.effect().text())
                    .toList();
        }
    }

    private static List<String> effectsOf(String attempt) throws IOException {
        try (var lines = Files.lines(bench.log())) {
            return lines.map(line -> FactJson.parse(line).fact())
                    .filter(fact -> fact.of().equals(attempt))
                    .map(fact -> fact.effect().text())
                    .toList();
        }
    }
}
