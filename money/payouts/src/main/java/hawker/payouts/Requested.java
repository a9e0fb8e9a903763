package hawker.payouts;

import hawker.kernel.Money;

/** What became of asking for a payout. */
public sealed interface Requested {

    record Made(Payout payout) implements Requested {}

    /**
     * Not enough is available.
     *
     * @param free what could be paid out; negative if the seller owes
     */
    record Insufficient(Money free) implements Requested {}

    record Refused(Refusal reason) implements Requested {}

    /** Why there can be no such payout. */
    enum Refusal {
        /** None in this currency. */
        NO_BANK_ACCOUNT,
        NO_SUCH_DESTINATION,
        /** It cannot be paid within minutes. */
        NOT_INSTANT,
        DISABLED,
        STOPPED,
        /** Less than a day ago. */
        BANK_CHANGED,
        TOO_SMALL,
        /** Not a multiple of what banks pay in this currency. */
        NOT_PAYABLE
    }
}
