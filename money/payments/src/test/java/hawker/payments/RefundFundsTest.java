package hawker.payments;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.kernel.Money;
import hawker.ledger.Purpose;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Refunds that the seller's balance does not cover, where no overdraft is allowed. */
class RefundFundsTest {

    private static Stage stage;

    @BeforeAll
    static void open() {
        stage = new Stage(Map.of("HAWKER_REFUND_OVERDRAFT", "0"));
    }

    @AfterAll
    static void close() {
        stage.close();
    }

    @BeforeEach
    void begin() {
        stage.another();
    }

    @AfterEach
    void the_books_are_right() {
        stage.settle();
        assertThat(stage.findings()).isEmpty();
    }

    private static Refund now(Refund refund) {
        return stage.payments.refund(stage.seller, refund.id()).orElseThrow();
    }

    @Test
    void only_test_money_may_be_owed_unless_the_operator_says_otherwise() {
        var live = new AccountId(1000);
        var usual = new Overdraft(Optional.empty());
        assertThat(usual.of(live, Currency.USD)).isEqualTo(Money.usd(0));
        assertThat(usual.of(live.test(), Currency.USD).isPositive()).isTrue();
        assertThat(new Overdraft(Optional.of(500L)).of(live, Currency.USD))
                .isEqualTo(Money.usd(500));
    }

    @Test
    void a_refund_without_funds_waits_with_a_hold_and_is_paid_when_they_come() {
        var charge = stage.paid(5000);
        var refund = stage.refunded(stage.refund(charge, 3000));
        assertThat(refund.status()).isEqualTo(Refund.Status.PENDING);
        assertThat(PaymentsJson.refund(refund).path("pending_reason").asText())
                .isEqualTo("insufficient_funds");
        assertThat(stage.balance(Purpose.NETWORK_PAYABLE)).isEqualTo(Money.usd(0));
        assertThat(stage.payments.retryRefunds(stage.seller)).isZero();
        stage.paid(2000, "pm_card_bypassPending");
        assertThat(stage.payments.retryRefunds(stage.seller)).isZero();
        stage.paid(2000, "pm_card_bypassPending");
        assertThat(stage.payments.retryRefunds(stage.seller)).isEqualTo(1);
        assertThat(now(refund).status()).isEqualTo(Refund.Status.SUCCEEDED);
        assertThat(stage.balance(Purpose.NETWORK_PAYABLE)).isEqualTo(Money.usd(3000));
        assertThat(stage.payments.retryRefunds(stage.seller)).isZero();
    }

    @Test
    void money_of_another_currency_is_not_waited_for() {
        var terms = Terms.of(Money.of(3000, Currency.EUR));
        if (!(stage.confirm(stage.intent(terms), "pm_card_visa")
                instanceof Confirmation.Succeeded(var ignored, var euros)))
            throw new AssertionError("not paid");
        var all =
                new NewRefund(
                        new NewRefund.Target.OfCharge(euros.id()),
                        Optional.empty(),
                        Optional.empty(),
                        Map.of(),
                        Optional.empty());
        var first = stage.refunded(stage.payments.refund(stage.seller, all));
        stage.clock.advance(Duration.ofSeconds(1));
        var second = stage.refunded(stage.refund(stage.paid(1000), 1000));
        stage.paid(5000, "pm_card_bypassPending");
        assertThat(stage.payments.retryRefunds(stage.seller)).isOne();
        assertThat(now(first).status()).isEqualTo(Refund.Status.PENDING);
        assertThat(now(second).status()).isEqualTo(Refund.Status.SUCCEEDED);
    }

    @Test
    void a_waiting_refund_is_tried_again_by_itself() {
        var charge = stage.paid(1000);
        var refund = stage.refunded(stage.refund(charge, 1000));
        stage.paid(5000, "pm_card_bypassPending");
        stage.settle();
        assertThat(now(refund).status()).isEqualTo(Refund.Status.PENDING);
        stage.clock.advance(Duration.ofMinutes(16));
        stage.settle();
        assertThat(now(refund).status()).isEqualTo(Refund.Status.SUCCEEDED);
    }

    @Test
    void a_waiting_refund_uses_up_what_may_be_refunded_until_it_is_called_back() {
        var charge = stage.paid(1000);
        var refund = stage.refunded(stage.refund(charge, 1000));
        assertThat(stage.refund(charge, 1)).isInstanceOf(Refund.Outcome.Refused.class);
        var refunding = cancel(refund);
        assertThat(refunding).isInstanceOf(Refund.Outcome.Refunded.class);
        assertThat(now(refund).status()).isEqualTo(Refund.Status.CANCELED);
        assertThat(cancel(refund))
                .isInstanceOfSatisfying(
                        Refund.Outcome.Refused.class,
                        no -> assertThat(no.reason()).isEqualTo(Refusal.NOT_CANCELABLE));
        assertThat(stage.refund(charge, 1000)).isInstanceOf(Refund.Outcome.Refunded.class);
    }

    private static Refund.Outcome cancel(Refund refund) {
        return stage.payments.cancel(stage.seller, refund.id());
    }

    @Test
    void a_waiting_refund_gives_way_to_a_chargeback_and_not_to_an_inquiry() {
        var charge = stage.paid(1000);
        var refund = stage.refunded(stage.refund(charge, 1000));
        assertThat(disputed(charge, "dp_1", true)).isEmpty();
        assertThat(now(refund).status()).isEqualTo(Refund.Status.PENDING);
        assertThat(disputed(charge, "dp_2", false)).contains(Money.usd(1000));
        var failed = now(refund);
        assertThat(failed.status()).isEqualTo(Refund.Status.FAILED);
        assertThat(failed.failureReason()).contains("charge_for_pending_refund_disputed");
        assertThat(failed.failureJournal()).isEmpty();
        stage.paid(5000, "pm_card_bypassPending");
        assertThat(stage.payments.retryRefunds(stage.seller)).isZero();
        stage.clock.advance(Duration.ofMinutes(16));
        stage.settle();
        assertThat(now(refund).status()).isEqualTo(Refund.Status.FAILED);
        assertThat(stage.balance(Purpose.NETWORK_PAYABLE)).isEqualTo(Money.usd(0));
    }

    private static Optional<Money> disputed(Charge charge, String id, boolean asks) {
        return stage.platform
                .tx()
                .inAccount(
                        stage.seller,
                        tx ->
                                stage.payments.dispute(
                                        tx, stage.seller, charge.id(), id, Money.usd(1000), asks));
    }

    @Test
    void the_oldest_waiting_refund_comes_first() {
        var first = stage.refunded(stage.refund(stage.paid(3000), 3000));
        var second = stage.refunded(stage.refund(stage.paid(1000), 1000));
        stage.paid(2000, "pm_card_bypassPending");
        stage.payments.retryRefunds(stage.seller);
        assertThat(List.of(now(first).status(), now(second).status()))
                .containsOnly(Refund.Status.PENDING);
    }
}
