package hawker.disputes;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.kernel.Money;
import hawker.ledger.Purpose;
import hawker.network.Notice;
import hawker.payments.Charge;
import hawker.payments.Refund;
import hawker.payments.Refusal;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Stories of cardholders who complain. */
class DisputesTest {

    private static final String FRAUD = "pm_card_createDispute";
    private static final String INQUIRY = "pm_card_createDisputeInquiry";

    private static Stage stage;

    @BeforeAll
    static void open() {
        stage = new Stage(Map.of("HAWKER_DISPUTE_FEES", "usd:1500:300"));
    }

    @AfterAll
    static void close() {
        stage.close();
    }

    @BeforeEach
    void another() {
        stage.another();
    }

    @AfterEach
    void the_books_are_right() {
        stage.settle();
        assertThat(stage.findings()).isEmpty();
    }

    @Test
    void a_chargeback_takes_the_money_and_a_fee() {
        var dispute = stage.disputed(10_000, FRAUD);

        assertThat(dispute.status()).isEqualTo(Dispute.Status.NEEDS_RESPONSE);
        assertThat(dispute.reason()).isEqualTo("fraudulent");
        assertThat(stage.balance(Purpose.MERCHANT_AVAILABLE)).isEqualTo(-11_500);
        assertThat(stage.balance(Purpose.FEE_DISPUTE)).isEqualTo(1_500);
        assertThat(stage.balance(Purpose.NETWORK_PAYABLE)).isEqualTo(10_000);
        assertThat(stage.told(dispute)).containsExactly("created", "funds_withdrawn");
        assertThat(stage.charge(dispute).disputed().ever()).isTrue();
        assertThat(stage.charge(dispute).refundable().isZero()).isTrue();
    }

    @Test
    void an_ordinary_card_does_not_complain() {
        var charge = stage.paid(5_000, "pm_card_visa");
        stage.settle();

        assertThat(stage.disputes.ofCharge(stage.seller, charge.id().text())).isEmpty();
    }

    @Test
    void winning_gives_money_and_fees_back() {
        var dispute = stage.disputed(10_000, FRAUD);
        answer(dispute, "winning_evidence");
        assertThat(stage.balance(Purpose.FEE_DISPUTE_COUNTERED)).isEqualTo(300);
        stage.settle();

        assertThat(stage.now(dispute).status()).isEqualTo(Dispute.Status.WON);
        assertThat(stage.balance(Purpose.MERCHANT_AVAILABLE)).isZero();
        assertThat(stage.balance(Purpose.FEE_DISPUTE)).isZero();
        assertThat(stage.balance(Purpose.FEE_DISPUTE_COUNTERED)).isZero();
        assertThat(stage.told(dispute))
                .containsExactly(
                        "created", "funds_withdrawn", "updated", "funds_reinstated", "closed");
        assertThat(stage.charge(dispute).refundable()).isEqualTo(Money.usd(10_000));
    }

    @Test
    void losing_gives_nothing_back() {
        var dispute = stage.disputed(10_000, "pm_card_createDisputeProductNotReceived");
        assertThat(dispute.reason()).isEqualTo("product_not_received");
        answer(dispute, "losing_evidence");
        stage.settle();

        assertThat(stage.now(dispute).status()).isEqualTo(Dispute.Status.LOST);
        assertThat(stage.balance(Purpose.MERCHANT_AVAILABLE)).isEqualTo(-11_800);
        assertThat(stage.told(dispute))
                .containsExactly("created", "funds_withdrawn", "updated", "closed");
    }

    @Test
    void other_evidence_is_thought_about_for_three_days() {
        var dispute = stage.disputed(10_000, FRAUD);
        answer(dispute, "They were home and signed for it.");
        stage.settle();
        assertThat(stage.now(dispute).status()).isEqualTo(Dispute.Status.UNDER_REVIEW);

        stage.clock.advance(Duration.ofDays(3));
        stage.settle();
        assertThat(stage.now(dispute).status()).isEqualTo(Dispute.Status.LOST);
    }

    @Test
    void silence_until_the_deadline_loses() {
        var dispute = stage.disputed(10_000, FRAUD);
        stage.clock.advance(Notice.TO_ANSWER.minusMinutes(1));
        stage.settle();
        assertThat(stage.now(dispute).status()).isEqualTo(Dispute.Status.NEEDS_RESPONSE);

        stage.clock.advance(Duration.ofMinutes(1));
        stage.settle();
        assertThat(stage.now(dispute).status()).isEqualTo(Dispute.Status.LOST);
    }

    @Test
    void a43_evidence_is_final_and_comes_in_time() {
        var late = stage.disputed(1_000, FRAUD);
        stage.clock.advance(Notice.TO_ANSWER);
        assertThat(refusal(late, "winning_evidence")).isEqualTo(Outcome.Refusal.TOO_LATE);

        var twice = stage.disputed(1_000, FRAUD);
        answer(twice, "first");
        assertThat(refusal(twice, "winning_evidence")).isEqualTo(Outcome.Refusal.NOT_OPEN);

        var won = stage.disputed(1_000, FRAUD);
        answer(won, "winning_evidence");
        stage.settle();
        assertThat(stage.disputes.close(stage.seller, won.id()))
                .isInstanceOf(Outcome.Refused.class);
        assertThat(stage.now(won).status()).isEqualTo(Dispute.Status.WON);
    }

    @Test
    void accepting_loses_at_once() {
        var dispute = stage.disputed(10_000, FRAUD);
        assertThat(stage.disputes.close(stage.seller, dispute.id()))
                .isInstanceOf(Outcome.Done.class);
        stage.settle();

        assertThat(stage.now(dispute).status()).isEqualTo(Dispute.Status.LOST);
        assertThat(stage.told(dispute)).containsExactly("created", "funds_withdrawn", "closed");
    }

    @Test
    void an_inquiry_takes_no_money() {
        var dispute = stage.disputed(10_000, INQUIRY);

        assertThat(dispute.status()).isEqualTo(Dispute.Status.WARNING_NEEDS_RESPONSE);
        assertThat(dispute.isChargeRefundable()).isTrue();
        assertThat(stage.balance(Purpose.MERCHANT_AVAILABLE)).isZero();
        assertThat(stage.told(dispute)).containsExactly("created");

        answer(dispute, "losing_evidence");
        stage.settle();
        assertThat(stage.now(dispute).status()).isEqualTo(Dispute.Status.WARNING_CLOSED);
        assertThat(stage.balance(Purpose.MERCHANT_AVAILABLE)).isZero();
    }

    @Test
    void an_inquiry_ends_when_its_charge_is_refunded() {
        var dispute = stage.disputed(10_000, INQUIRY);
        assertThat(stage.refund(stage.charge(dispute), 10_000))
                .isInstanceOf(Refund.Outcome.Refunded.class);
        stage.settle();

        assertThat(stage.now(dispute).status()).isEqualTo(Dispute.Status.WARNING_CLOSED);
    }

    @Test
    void an_inquiry_can_become_a_chargeback_and_be_won() {
        var dispute = stage.disputed(10_000, INQUIRY);
        answer(dispute, "escalate_inquiry_evidence");
        stage.settle();
        assertThat(stage.now(dispute).status()).isEqualTo(Dispute.Status.NEEDS_RESPONSE);
        assertThat(stage.balance(Purpose.MERCHANT_AVAILABLE)).isEqualTo(-11_500);

        answer(dispute, "winning_evidence");
        stage.settle();
        assertThat(stage.now(dispute).status()).isEqualTo(Dispute.Status.WON);
        assertThat(stage.balance(Purpose.MERCHANT_AVAILABLE)).isZero();
        assertThat(stage.told(dispute))
                .containsExactly(
                        "created",
                        "updated",
                        "updated",
                        "funds_withdrawn",
                        "updated",
                        "funds_reinstated",
                        "closed");
    }

    @Test
    void several_disputes_share_the_charge() {
        var charge = stage.paid(10_001, "pm_card_createMultipleDisputes");
        stage.disputes.hear();

        var both = stage.disputes.ofCharge(stage.seller, charge.id().text());
        assertThat(both)
                .extracting(d -> d.amount().minor())
                .containsExactlyInAnyOrder(5_000L, 5_001L);
        assertThat(stage.payments.charge(stage.seller, charge.id()).orElseThrow().refundable())
                .isEqualTo(Money.usd(0));
    }

    @Test
    void a_charged_back_payment_is_not_refunded() {
        var dispute = stage.disputed(10_000, FRAUD);

        assertThat(stage.refund(stage.charge(dispute), 500))
                .isInstanceOfSatisfying(
                        Refund.Outcome.Refused.class,
                        no -> assertThat(no.reason()).isEqualTo(Refusal.CHARGE_DISPUTED));
    }

    @Test
    void what_was_refunded_is_not_charged_back_again() {
        var charge = stage.paid(10_000, FRAUD);
        stage.refund(charge, 4_000);
        stage.settle();

        var dispute = stage.disputes.ofCharge(stage.seller, charge.id().text()).getFirst();
        assertThat(dispute.amount()).isEqualTo(Money.usd(6_000));
    }

    @Test
    void a_notice_heard_twice_opens_one_case() throws Exception {
        var charge = stage.paid(10_000, FRAUD);
        race(
                4,
                () -> {
                    stage.disputes.hear();
                    return true;
                });

        assertThat(stage.disputes.ofCharge(stage.seller, charge.id().text())).hasSize(1);
        assertThat(stage.balance(Purpose.NETWORK_PAYABLE)).isEqualTo(10_000);
    }

    /** Whoever comes first has the money; the other one finds nothing left. */
    @Test
    void a26_refund_against_dispute() throws Exception {
        for (int round = 0; round < 8; round++) {
            stage.another();
            stage.paid(50_000, "pm_card_bypassPending");
            var charge = stage.paid(10_000, FRAUD);
            var start = new CyclicBarrier(2);
            try (var racers = Executors.newVirtualThreadPerTaskExecutor()) {
                var refund =
                        racers.submit(() -> {
                            start.await();
                            return stage.refund(charge, 10_000) instanceof Refund.Outcome.Refunded;
                        });
                racers.submit(
                                () -> {
                                    start.await();
                                    stage.disputes.hear();
                                    return true;
                                })
                        .get();
                boolean refunded = refund.get();
                stage.settle();
                var cases = stage.disputes.ofCharge(stage.seller, charge.id().text());
                assertThat(refunded).isNotEqualTo(!cases.isEmpty());
                var left = stage.payments.charge(stage.seller, charge.id()).orElseThrow();
                assertThat(left.refundable()).isEqualTo(Money.usd(0));
                assertThat(stage.balance(Purpose.NETWORK_PAYABLE)).isEqualTo(10_000);
                assertThat(stage.findings()).isEmpty();
            }
        }
    }

    @Test
    void two_answers_at_once_are_one() throws Exception {
        var dispute = stage.disputed(10_000, FRAUD);
        var done = race(4, () -> stage.disputes.close(stage.seller, dispute.id()));

        assertThat(done).filteredOn(Outcome.Done.class::isInstance).hasSize(1);
        assertThat(stage.told(dispute)).containsExactly("created", "funds_withdrawn", "closed");
    }

    @Test
    void drafts_are_kept_and_too_much_is_refused() {
        var dispute = stage.disputed(10_000, FRAUD);
        stage.disputes.answer(stage.seller, dispute.id(), Map.of("customer_name", "Bea"), false);
        assertThat(stage.now(dispute).status()).isEqualTo(Dispute.Status.NEEDS_RESPONSE);
        assertThat(stage.now(dispute).standing().evidence().field("customer_name")).contains("Bea");

        var longText = Map.of("uncategorized_text", "x".repeat(Evidence.MOST_TEXT - 3));
        assertThat(stage.disputes.answer(stage.seller, dispute.id(), longText, false))
                .isInstanceOf(Outcome.Done.class);
        assertThat(refusal(dispute, Map.of("access_activity_log", "y")))
                .isEqualTo(Outcome.Refusal.TOO_MUCH_TEXT);

        stage.files.put("file_a", 4_000_000L);
        stage.files.put("file_b", 500_001L);
        assertThat(refusal(dispute, Map.of("receipt", "file_a", "refund_policy", "file_b")))
                .isEqualTo(Outcome.Refusal.TOO_LARGE_FILES);
        assertThat(refusal(dispute, Map.of("receipt", "file_x")))
                .isEqualTo(Outcome.Refusal.NO_SUCH_FILE);
    }

    @Test
    void a_notice_is_said_again_until_it_is_in_the_books() {
        stage.paid(10_000, FRAUD);
        var issuer = stage.network.chargebacks();
        var kinds = java.util.EnumSet.allOf(Notice.Kind.class);
        assertThat(issuer.notices(kinds, 10)).isEqualTo(issuer.notices(kinds, 10)).hasSize(1);
        stage.disputes.hear();
        assertThat(issuer.notices(kinds, 10)).isEmpty();
    }

    private static void answer(Dispute dispute, String text) {
        var outcome =
                stage.disputes.answer(
                        stage.seller, dispute.id(), Map.of("uncategorized_text", text), true);
        assertThat(outcome).isInstanceOf(Outcome.Done.class);
    }

    private static Outcome.Refusal refusal(Dispute dispute, String text) {
        return refusal(dispute, Map.of("uncategorized_text", text));
    }

    private static Outcome.Refusal refusal(Dispute dispute, Map<String, String> fields) {
        if (stage.disputes.answer(stage.seller, dispute.id(), fields, false)
                instanceof Outcome.Refused(var reason, var ignored)) return reason;
        throw new AssertionError("not refused");
    }

    private static <T> List<T> race(int racers, Callable<T> work) throws Exception {
        var start = new CyclicBarrier(racers);
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var running =
                    java.util.stream.IntStream.range(0, racers)
                            .mapToObj(n ->
                                    pool.submit(() -> {
                                        start.await();
                                        return work.call();
                                    }))
                            .toList();
            var done = new java.util.ArrayList<T>();
            for (var each : running) done.add(each.get());
            return done;
        }
    }

    @Test
    void a_charge_is_told_as_disputed() {
        var dispute = stage.disputed(2_000, FRAUD);
        var charge = stage.get("/v1/charges/" + dispute.facts().charge()).body();
        assertThat(charge.path("disputed").asBoolean()).isTrue();
        assertThat(stage.charge(dispute).state()).isInstanceOf(Charge.State.Captured.class);
    }
}
