package hawker.ledger;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * What a pocket is for. One purpose in one currency of one account is a {@link Pocket}. The codes
 * are stored and permanent.
 *
 * <p>The platform's side of each trade (receivables, fee income, tax) is a pocket inside the
 * seller's own book, so that no row is shared between accounts; the platform's books are the
 * roll-up over all accounts.
 */
public enum Purpose {
    /** Captured from cards, not yet paid to us by the card network. */
    NETWORK_RECEIVABLE(10, Side.DEBIT, false),
    /** Cash; of one book it may be negative for a while, only the sum over books is bank money. */
    SETTLEMENT_BANK(11, Side.DEBIT, false),
    BANK_DEBIT_RECEIVABLE(12, Side.DEBIT, false),
    CLAWBACK_RECEIVABLE(13, Side.DEBIT, false),
    ADVERTISER_RECEIVABLE(14, Side.DEBIT, false),
    /** The seller's money that is not available yet: the API's balance "pending". */
    MERCHANT_PENDING(20, Side.CREDIT, false),
    /** The seller's money that can be refunded or paid out: the API's balance "available". */
    MERCHANT_AVAILABLE(21, Side.CREDIT, true),
    MERCHANT_RESERVE(22, Side.CREDIT, true),
    /** On its way to the seller's bank account. */
    PAYOUT_IN_TRANSIT(23, Side.CREDIT, false),
    /** Owed to the card network: refunds and disputes that it will take from our settlement. */
    NETWORK_PAYABLE(24, Side.CREDIT, false),
    /** Sent to another account's book and not yet acknowledged there. */
    TRANSFER_IN_TRANSIT(25, Side.CREDIT, false),
    CAMPAIGN_FUNDS(26, Side.CREDIT, true),
    STATEMENT_CREDIT_PAYABLE(27, Side.CREDIT, false),
    PREPAID(28, Side.CREDIT, true),
    STORED_VALUE(29, Side.CREDIT, true),
    TAX_PAYABLE(30, Side.CREDIT, false),
    /** What customers have sent by bank transfer and no payment has used. */
    CUSTOMER_CASH(35, Side.CREDIT, false),
    FEE_PROCESSING(40, Side.CREDIT, false),
    FEE_DISPUTE(41, Side.CREDIT, false),
    FEE_DISPUTE_COUNTERED(42, Side.CREDIT, false),
    FEE_PAYOUT(43, Side.CREDIT, false),
    FX_SPREAD_INCOME(44, Side.CREDIT, false),
    AD_REVENUE(45, Side.CREDIT, false),
    /** Gain or loss of settled exchange; any sign. */
    FX_RESULT(46, Side.CREDIT, false),
    /** Interchange and scheme fees that we bear. */
    NETWORK_COST(50, Side.DEBIT, false),
    /** Negative balances that an operator gave up. */
    MERCHANT_LOSS(51, Side.DEBIT, false),
    /** The only pocket in which two currencies of a journal meet; any sign. */
    FX_CLEARING(60, Side.DEBIT, false),
    /** What nobody can explain yet; any sign. */
    SUSPENSE(61, Side.DEBIT, false);

    private static final Map<Integer, Purpose> BY_CODE =
            Arrays.stream(values()).collect(Collectors.toMap(Purpose::code, Function.identity()));

    private static final Set<Purpose> FEES =
            EnumSet.of(
                    FEE_PROCESSING,
                    FEE_DISPUTE,
                    FEE_DISPUTE_COUNTERED,
                    FEE_PAYOUT,
                    FX_SPREAD_INCOME,
                    TAX_PAYABLE);

    private final int code;
    private final Side normalSide;
    private final boolean floored;

    Purpose(int code, Side normalSide, boolean floored) {
        this.code = code;
        this.normalSide = normalSide;
        this.floored = floored;
    }

    public int code() {
        return code;
    }

    public Side normalSide() {
        return normalSide;
    }

    /**
     * Whether the pocket has a floor of 0 that no bounded debit may break. Unbounded kinds
     * (disputes, fees of failures) may still take it below.
     */
    public boolean floored() {
        return floored;
    }

    /** Whether the pocket holds the seller's own money: pending, available or in reserve. */
    public boolean isMerchants() {
        return this == MERCHANT_PENDING || this == MERCHANT_AVAILABLE || this == MERCHANT_RESERVE;
    }

    /**
     * Whether the seller's own money may come back out of it, or that of their buyers lies in it:
     * who goes before it has arrived leaves it to nobody.
     */
    boolean isUnderWay() {
        return this == PAYOUT_IN_TRANSIT || this == TRANSFER_IN_TRANSIT || this == CUSTOMER_CASH;
    }

    /** Whether it is what the seller pays for the service: fees, spread and the tax on them. */
    public boolean isFee() {
        return FEES.contains(this);
    }

    /** The purpose of a stored code; throws if there is none: the row is not ours. */
    static Purpose of(int code) {
        var purpose = BY_CODE.get(code);
        if (purpose == null) throw new IllegalStateException("no purpose has the code " + code);
        return purpose;
    }
}
