package hawker.payments;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.kernel.AccountId;
import hawker.kernel.Money;
import hawker.ledger.Kind;
import hawker.ledger.Purpose;
import hawker.ledger.Transfer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What payments write in the books, template by template. */
class PostingsTest {

    private static final AccountId SELLER = new AccountId(1001);
    private static final String JOURNAL = "1abcdefghijklmnopqrstuvw";
    private static final Charge.Id CHARGE = new Charge.Id("ch_1");
    private static final Refund.Id REFUND = new Refund.Id("re_1");
    private static final Instant FRIDAY = Instant.parse("2026-11-20T23:59:59Z");
    private static final LocalDate TUESDAY = LocalDate.parse("2026-11-24");

    @Test
    void a_capture_gives_the_seller_the_gross_and_takes_the_fee() {
        var journal =
                Postings.captured(
                        JOURNAL,
                        SELLER,
                        CHARGE,
                        Money.usd(10000),
                        false,
                        Optional.empty(),
                        TUESDAY,
                        FRIDAY);

        assertThat(journal.kind()).isEqualTo(Kind.CHARGE_CAPTURED);
        assertThat(journal.sourceId()).isEqualTo("ch_1");
        assertThat(journal.planVersion()).isEqualTo(1);
        assertThat(journal.transfers())
                .containsExactly(
                        Transfer.of(
                                Purpose.NETWORK_RECEIVABLE,
                                Purpose.MERCHANT_PENDING,
                                Money.usd(10000),
                                TUESDAY),
                        Transfer.of(
                                Purpose.MERCHANT_PENDING,
                                Purpose.FEE_PROCESSING,
                                Money.usd(320),
                                TUESDAY));
    }

    @Test
    void a_card_that_pays_at_once_goes_to_the_available_balance() {
        var journal =
                Postings.captured(
                        JOURNAL,
                        SELLER,
                        CHARGE,
                        Money.usd(1000),
                        true,
                        Optional.empty(),
                        TUESDAY,
                        FRIDAY);
        assertThat(journal.kind()).isEqualTo(Kind.CHARGE_CAPTURED_NOW);
        assertThat(journal.transfers())
                .containsExactly(
                        Transfer.of(
                                Purpose.NETWORK_RECEIVABLE,
                                Purpose.MERCHANT_AVAILABLE,
                                Money.usd(1000)),
                        Transfer.of(
                                Purpose.MERCHANT_AVAILABLE, Purpose.FEE_PROCESSING, Money.usd(59)));
    }

    @Test
    void a_fee_above_the_amount_is_booked_all_the_same() {
        var journal =
                Postings.captured(
                        JOURNAL,
                        SELLER,
                        CHARGE,
                        Money.usd(30),
                        false,
                        Optional.empty(),
                        TUESDAY,
                        FRIDAY);
        assertThat(journal.transfers().get(1).amount()).isEqualTo(Money.usd(31));
    }

    @Test
    void a_refund_leaves_the_available_balance_and_is_bounded() {
        var journal = Postings.refunded(JOURNAL, SELLER, REFUND, Money.usd(700), FRIDAY);
        assertThat(journal.kind()).isEqualTo(Kind.REFUND_PAID);
        assertThat(journal.isBounded()).isTrue();
        assertThat(journal.transfers())
                .containsExactly(
                        Transfer.of(
                                Purpose.MERCHANT_AVAILABLE,
                                Purpose.NETWORK_PAYABLE,
                                Money.usd(700)));
    }

    @Test
    void a_failed_refund_is_the_refund_with_its_sides_swapped() {
        var journal = Postings.refundFailed(JOURNAL, SELLER, REFUND, Money.usd(700), FRIDAY);
        assertThat(journal.kind()).isEqualTo(Kind.REFUND_FAILED);
        assertThat(journal.transfers())
                .containsExactly(
                        Transfer.of(
                                Purpose.NETWORK_PAYABLE,
                                Purpose.MERCHANT_AVAILABLE,
                                Money.usd(700)));
    }
}
