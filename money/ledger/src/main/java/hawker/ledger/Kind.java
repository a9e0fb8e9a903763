package hawker.ledger;

import static hawker.ledger.Purpose.*;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The posting templates: which pockets a business fact may move money between. There is no posting
 * outside this table: a {@link Journal} with another pair of pockets cannot be made. The codes are
 * stored and permanent; the table is also the oracle of the tests.
 *
 * <p>A bounded kind may only be posted through {@link Ledger#postBounded} where it takes money out
 * of a pocket with a floor: it locks the pocket and looks before it takes. All other kinds never
 * wait for anybody.
 */
public enum Kind {
    CHARGE_CAPTURED(
            1,
            pair(NETWORK_RECEIVABLE, MERCHANT_PENDING),
            pair(MERCHANT_PENDING, FEE_PROCESSING),
            pair(MERCHANT_PENDING, TAX_PAYABLE),
            pair(MERCHANT_PENDING, TRANSFER_IN_TRANSIT),
            pair(MERCHANT_PENDING, MERCHANT_RESERVE)),
    CHARGE_CAPTURED_FX(
            2,
            pair(NETWORK_RECEIVABLE, FX_CLEARING),
            pair(FX_CLEARING, MERCHANT_PENDING),
            pair(MERCHANT_PENDING, FX_SPREAD_INCOME),
            pair(MERCHANT_PENDING, FEE_PROCESSING),
            pair(MERCHANT_PENDING, TAX_PAYABLE),
            pair(MERCHANT_PENDING, MERCHANT_RESERVE)),
    /** Cards whose money is available at once. */
    CHARGE_CAPTURED_NOW(
            3,
            pair(NETWORK_RECEIVABLE, MERCHANT_AVAILABLE),
            pair(MERCHANT_AVAILABLE, FEE_PROCESSING),
            pair(MERCHANT_AVAILABLE, TAX_PAYABLE),
            pair(MERCHANT_AVAILABLE, TRANSFER_IN_TRANSIT),
            pair(MERCHANT_AVAILABLE, MERCHANT_RESERVE)),
    /** The sum of a day; swapped when the day's fees were more than its sales. */
    FUNDS_RELEASED(
            4,
            pair(MERCHANT_PENDING, MERCHANT_AVAILABLE),
            pair(MERCHANT_AVAILABLE, MERCHANT_PENDING)),
    RESERVE_RELEASED(5, pair(MERCHANT_RESERVE, MERCHANT_AVAILABLE)),
    RESERVE_SET(6, true, pair(MERCHANT_AVAILABLE, MERCHANT_RESERVE)),
    REFUND_PAID(
            10,
            true,
            pair(MERCHANT_AVAILABLE, NETWORK_PAYABLE),
            pair(MERCHANT_AVAILABLE, FX_CLEARING),
            pair(FX_CLEARING, NETWORK_PAYABLE)),
    REFUND_FAILED(
            11,
            pair(NETWORK_PAYABLE, MERCHANT_AVAILABLE),
            pair(FX_CLEARING, MERCHANT_AVAILABLE),
            pair(NETWORK_PAYABLE, FX_CLEARING)),
    /** Not bounded: the network takes the money whether it is there or not. */
    DISPUTE_OPENED(
            20,
            pair(MERCHANT_AVAILABLE, NETWORK_PAYABLE),
            pair(MERCHANT_AVAILABLE, FEE_DISPUTE),
            pair(MERCHANT_AVAILABLE, FX_CLEARING),
            pair(FX_CLEARING, NETWORK_PAYABLE)),
    DISPUTE_WON(
            21,
            pair(NETWORK_RECEIVABLE, MERCHANT_AVAILABLE),
            pair(FEE_DISPUTE, MERCHANT_AVAILABLE),
            pair(FEE_DISPUTE_COUNTERED, MERCHANT_AVAILABLE),
            pair(NETWORK_RECEIVABLE, FX_CLEARING),
            pair(FX_CLEARING, MERCHANT_AVAILABLE)),
    DISPUTE_COUNTERED(22, pair(MERCHANT_AVAILABLE, FEE_DISPUTE_COUNTERED)),
    CLEARED_IN(
            30, pair(SETTLEMENT_BANK, NETWORK_RECEIVABLE), pair(NETWORK_COST, NETWORK_RECEIVABLE)),
    CLEARED_OUT(31, pair(NETWORK_PAYABLE, SETTLEMENT_BANK)),
    CLEARING_ORPHAN(32, pair(SETTLEMENT_BANK, SUSPENSE)),
    CLEARING_DIFFERENCE(33, pair(SUSPENSE, NETWORK_RECEIVABLE), pair(NETWORK_RECEIVABLE, SUSPENSE)),
    ORPHAN_RETURNED(34, pair(SUSPENSE, NETWORK_PAYABLE)),
    TRANSFER_OUT(
            40,
            true,
            pair(MERCHANT_AVAILABLE, TRANSFER_IN_TRANSIT),
            pair(MERCHANT_PENDING, TRANSFER_IN_TRANSIT)),
    TRANSFER_IN(
            41,
            pair(TRANSFER_IN_TRANSIT, MERCHANT_AVAILABLE),
            pair(TRANSFER_IN_TRANSIT, MERCHANT_PENDING),
            pair(MERCHANT_AVAILABLE, TRANSFER_IN_TRANSIT),
            pair(MERCHANT_PENDING, TRANSFER_IN_TRANSIT),
            pair(SETTLEMENT_BANK, TRANSFER_IN_TRANSIT)),
    TRANSFER_ACKNOWLEDGED(42, pair(TRANSFER_IN_TRANSIT, SETTLEMENT_BANK)),
    TRANSFER_RETURNED(
            43,
            pair(TRANSFER_IN_TRANSIT, MERCHANT_AVAILABLE),
            pair(TRANSFER_IN_TRANSIT, MERCHANT_PENDING)),
    /** What a platform takes back of a transfer: out of the receiver's book … */
    REVERSAL_OUT(
            44,
            true,
            pair(MERCHANT_AVAILABLE, TRANSFER_IN_TRANSIT),
            pair(MERCHANT_PENDING, TRANSFER_IN_TRANSIT)),
    /** … and into the sender's. */
    REVERSAL_IN(
            45,
            pair(TRANSFER_IN_TRANSIT, MERCHANT_AVAILABLE),
            pair(TRANSFER_IN_TRANSIT, MERCHANT_PENDING),
            pair(SETTLEMENT_BANK, TRANSFER_IN_TRANSIT)),
    /** What a payment's money owes to its destination: it goes with it, and is never refused. */
    DESTINATION_OUT(
            46,
            pair(MERCHANT_AVAILABLE, TRANSFER_IN_TRANSIT),
            pair(MERCHANT_PENDING, TRANSFER_IN_TRANSIT)),
    /** A platform's fee, which left the other book with the money it is for. */
    APPLICATION_FEE_IN(
            47,
            pair(TRANSFER_IN_TRANSIT, MERCHANT_AVAILABLE),
            pair(TRANSFER_IN_TRANSIT, MERCHANT_PENDING),
            pair(SETTLEMENT_BANK, TRANSFER_IN_TRANSIT)),
    /** A fee given back: out of the platform's book … */
    FEE_REFUND_OUT(
            48,
            true,
            pair(MERCHANT_AVAILABLE, TRANSFER_IN_TRANSIT),
            pair(MERCHANT_PENDING, TRANSFER_IN_TRANSIT)),
    /** … and into that of who paid it. */
    FEE_REFUND_IN(
            49,
            pair(TRANSFER_IN_TRANSIT, MERCHANT_AVAILABLE),
            pair(TRANSFER_IN_TRANSIT, MERCHANT_PENDING),
            pair(SETTLEMENT_BANK, TRANSFER_IN_TRANSIT)),
    PAYOUT_CREATED(50, true, pair(MERCHANT_AVAILABLE, PAYOUT_IN_TRANSIT)),
    PAYOUT_PAID(51, pair(PAYOUT_IN_TRANSIT, SETTLEMENT_BANK)),
    PAYOUT_FAILED(52, pair(PAYOUT_IN_TRANSIT, MERCHANT_AVAILABLE)),
    /** The bank sent back a payout that it had paid. */
    PAYOUT_RETURNED(53, pair(SETTLEMENT_BANK, MERCHANT_AVAILABLE)),
    PAYOUT_FEE(54, true, pair(MERCHANT_AVAILABLE, FEE_PAYOUT)),
    PAYOUT_CANCELED(55, pair(PAYOUT_IN_TRANSIT, MERCHANT_AVAILABLE)),
    /** Money that an account brought from its own bank account. */
    TOPPED_UP(56, pair(SETTLEMENT_BANK, MERCHANT_AVAILABLE)),
    DEBIT_STARTED(60, pair(BANK_DEBIT_RECEIVABLE, MERCHANT_AVAILABLE)),
    DEBIT_SETTLED(61, pair(SETTLEMENT_BANK, BANK_DEBIT_RECEIVABLE)),
    DEBIT_FAILED(62, pair(MERCHANT_AVAILABLE, BANK_DEBIT_RECEIVABLE)),
    LOSS_WRITTEN_OFF(63, pair(MERCHANT_LOSS, MERCHANT_AVAILABLE)),
    LOSS_RECOVERED(64, pair(MERCHANT_AVAILABLE, MERCHANT_LOSS)),
    OFFER_FUNDED(70, true, pair(PREPAID, CAMPAIGN_FUNDS)),
    OFFER_CREDIT_DUE(71, true, pair(CAMPAIGN_FUNDS, STATEMENT_CREDIT_PAYABLE)),
    OFFER_CREDIT_PAID(72, pair(STATEMENT_CREDIT_PAYABLE, NETWORK_PAYABLE)),
    OFFER_CLAWBACK(73, pair(CLAWBACK_RECEIVABLE, CAMPAIGN_FUNDS)),
    OFFER_RELEASED(74, true, pair(CAMPAIGN_FUNDS, PREPAID)),
    CLAWBACK_WRITTEN_OFF(75, true, pair(CAMPAIGN_FUNDS, CLAWBACK_RECEIVABLE)),
    CLAWBACK_COLLECTED(
            76,
            pair(STATEMENT_CREDIT_PAYABLE, CLAWBACK_RECEIVABLE),
            pair(NETWORK_RECEIVABLE, CLAWBACK_RECEIVABLE)),
    PREPAID_FROM_BALANCE(80, true, pair(MERCHANT_AVAILABLE, PREPAID)),
    AD_SPENT(
            81,
            true,
            pair(PREPAID, AD_REVENUE),
            pair(PREPAID, TAX_PAYABLE),
            pair(ADVERTISER_RECEIVABLE, AD_REVENUE),
            pair(ADVERTISER_RECEIVABLE, TAX_PAYABLE)),
    AD_CREDITED(
            82,
            pair(AD_REVENUE, PREPAID),
            pair(TAX_PAYABLE, PREPAID),
            pair(AD_REVENUE, ADVERTISER_RECEIVABLE),
            pair(TAX_PAYABLE, ADVERTISER_RECEIVABLE)),
    PREPAID_CHARGED(83, pair(NETWORK_RECEIVABLE, PREPAID)),
    AD_INVOICE_CHARGED(84, pair(NETWORK_RECEIVABLE, ADVERTISER_RECEIVABLE)),
    STORED_VALUE_SOLD(86, true, pair(MERCHANT_AVAILABLE, STORED_VALUE)),
    STORED_VALUE_SPENT(87, true, pair(STORED_VALUE, MERCHANT_AVAILABLE)),
    /** Another journal with the sides of every transfer swapped: {@link Ledger#correct}. */
    CORRECTION(90),
    /** A person's decision, through suspense only. */
    ADJUSTMENT(91),
    FX_SETTLED(
            95,
            pair(FX_CLEARING, SETTLEMENT_BANK),
            pair(SETTLEMENT_BANK, FX_CLEARING),
            pair(FX_CLEARING, FX_RESULT),
            pair(FX_RESULT, FX_CLEARING)),
    /** A buyer's bank paid a debit: the money has arrived. */
    DEBIT_COLLECTED(
            110,
            pair(SETTLEMENT_BANK, MERCHANT_PENDING),
            pair(MERCHANT_PENDING, FEE_PROCESSING),
            pair(MERCHANT_PENDING, TAX_PAYABLE)),
    /** A customer sent money by bank transfer; it is theirs until a payment uses it. */
    CASH_RECEIVED(111, pair(SETTLEMENT_BANK, CUSTOMER_CASH)),
    CASH_APPLIED(
            112,
            pair(CUSTOMER_CASH, MERCHANT_PENDING),
            pair(MERCHANT_PENDING, FEE_PROCESSING),
            pair(MERCHANT_PENDING, TAX_PAYABLE)),
    /** A refund of such a payment, which the refund itself has booked as owed, reaches them. */
    CASH_REFUNDED(113, pair(NETWORK_PAYABLE, CUSTOMER_CASH)),
    /** Sent back to the bank it came from. */
    CASH_RETURNED(114, pair(CUSTOMER_CASH, SETTLEMENT_BANK)),
    /** A customer is owed what they sent: it goes to the account they name. */
    CASH_OWED(115, pair(CUSTOMER_CASH, NETWORK_PAYABLE)),
    /** That did not come to pass: it waits for payments again. */
    CASH_KEPT(116, pair(NETWORK_PAYABLE, CUSTOMER_CASH));

    private static final Map<Integer, Kind> BY_CODE =
            Arrays.stream(values()).collect(Collectors.toMap(Kind::code, Function.identity()));

    private final int code;
    private final boolean bounded;
    private final Set<Pair> template;

    Kind(int code, Pair... template) {
        this(code, false, template);
    }

    Kind(int code, boolean bounded, Pair... template) {
        this.code = code;
        this.bounded = bounded;
        this.template = Set.of(template);
    }

    /** A debit and a credit that may stand in one transfer. */
    record Pair(Purpose debit, Purpose credit) {}

    private static Pair pair(Purpose debit, Purpose credit) {
        return new Pair(debit, credit);
    }

    public int code() {
        return code;
    }

    /** As it is written in reports: {@code charge_captured}. */
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether it may only take what is there: see {@link Ledger#postBounded}. */
    public boolean bounded() {
        return bounded;
    }

    /** Whether a transfer of this journal may go from one pocket to the other. */
    public boolean allows(Purpose debit, Purpose credit) {
        if (this == CORRECTION) return true;
        if (this == ADJUSTMENT) return debit == SUSPENSE || credit == SUSPENSE;
        return template.contains(pair(debit, credit));
    }

    /**
     * Whether its journals are lines of the seller's account statement (balance transactions). A
     * release only moves money from pending to available and is none; kinds that never touch the
     * seller's own pockets are none. What is set aside is one: it can be neither spent nor paid out
     * as long as it lies there.
     */
    public boolean onStatement() {
        if (this == FUNDS_RELEASED) return false;
        return Arrays.stream(Purpose.values()).anyMatch(p -> p.isMerchants() && touches(p));
    }

    /**
     * Whether what this kind moves out of the seller's pockets is a platform's fee: it goes to
     * another book with the money it is for.
     */
    boolean paysApplicationFee() {
        return this == CHARGE_CAPTURED || this == CHARGE_CAPTURED_NOW || this == TRANSFER_IN;
    }

    /** The kinds that may move money into or out of a pocket of this purpose. */
    static List<Kind> touching(Purpose purpose) {
        return Arrays.stream(values()).filter(kind -> kind.touches(purpose)).toList();
    }

    private boolean touches(Purpose purpose) {
        if (this == CORRECTION || this == ADJUSTMENT) return true;
        return template.stream().anyMatch(p -> p.debit() == purpose || p.credit() == purpose);
    }

    static Kind of(int code) {
        var kind = BY_CODE.get(code);
        if (kind == null) throw new IllegalStateException("no kind has the code " + code);
        return kind;
    }
}
