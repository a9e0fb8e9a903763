package hawker.disputes;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.kernel.Money;
import hawker.ledger.Purpose;
import hawker.payments.Charge;
import hawker.payments.Refund;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Cardholders who complain while refunds wait for the seller's funds. */
class WaitingRefundsTest {

    private static final String FRAUD = "pm_card_createDispute";
    private static final String INQUIRY = "pm_card_createDisputeInquiry";

    private static Stage stage;

    @BeforeAll
    static void open() {
        stage =
                new Stage(
                        Map.of(
                                "HAWKER_DISPUTE_FEES", "usd:1500:300",
                                "HAWKER_REFUND_OVERDRAFT", "0"));
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

    private static Refund refunded(Charge charge, long cents) {
        return ((Refund.Outcome.Refunded) stage.refund(charge, cents)).refund();
    }

    private static Refund now(Refund refund) {
        return stage.payments.refund(stage.seller, refund.id()).orElseThrow();
    }

    @Test
    void an_inquiry_goes_on_until_its_refund_has_left() {
        var dispute = stage.disputed(10_000, INQUIRY);
        var refund = refunded(stage.charge(dispute), 10_000);
        assertThat(refund.status()).isEqualTo(Refund.Status.PENDING);
        stage.settle();
        assertThat(stage.now(dispute).status()).isEqualTo(Dispute.Status.WARNING_NEEDS_RESPONSE);

        stage.payments.cancel(stage.seller, refund.id());
        stage.settle();
        assertThat(stage.now(dispute).status()).isEqualTo(Dispute.Status.WARNING_NEEDS_RESPONSE);

        var again = refunded(stage.charge(dispute), 10_000);
        stage.paid(20_000, "pm_card_bypassPending");
        assertThat(stage.payments.retryRefunds(stage.seller)).isOne();
        stage.settle();
        assertThat(now(again).status()).isEqualTo(Refund.Status.SUCCEEDED);
        assertThat(stage.now(dispute).status()).isEqualTo(Dispute.Status.WARNING_CLOSED);
    }

    @Test
    void a_chargeback_fails_refunds_that_wait_and_takes_the_money_itself() {
        var paid = stage.paid(10_000, FRAUD);
        var refund = refunded(paid, 10_000);
        assertThat(refund.status()).isEqualTo(Refund.Status.PENDING);
        stage.settle();
        var dispute = stage.disputes.ofCharge(stage.seller, paid.id().text()).getFirst();
        assertThat(dispute.amount()).isEqualTo(Money.usd(10_000));
        assertThat(now(refund).status()).isEqualTo(Refund.Status.FAILED);
        assertThat(now(refund).failureReason()).contains("charge_for_pending_refund_disputed");
        assertThat(stage.balance(Purpose.MERCHANT_AVAILABLE)).isEqualTo(-11_500);
    }
}
