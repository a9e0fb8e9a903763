package hawker.payments;

/** Why nothing was done; the API's code and status for each stand in {@link Refusals}. */
public enum Refusal {
    AMOUNT_TOO_SMALL,
    AMOUNT_TOO_LARGE,
    /** Amounts of this currency come in steps (KWD, ISK). */
    AMOUNT_STEP,
    /** The fee plan has no price for this currency. */
    CURRENCY_CLOSED,
    /** The account may not take charges. */
    CHARGES_DISABLED,
    /** A platform's share that is more than the payment. */
    FEE_TOO_LARGE,
    /** More for another account than the payment. */
    PART_TOO_LARGE,
    NO_SUCH_CUSTOMER,
    NO_SUCH_METHOD,
    /** The method belongs to another customer than the intent's. */
    METHOD_OF_ANOTHER,
    /** The method was detached and may not be used again. */
    METHOD_DETACHED,
    /** The payment does not allow what the method is. */
    METHOD_NOT_ALLOWED,
    NO_METHOD,
    /** What the buyer promised does not stand, or not for so much. */
    SOURCE_NOT_CHARGEABLE,
    /** The mandate named is not one for this debit. */
    MANDATE_INVALID,
    /** The deposits were told wrong; they may be told again. */
    DEPOSITS_WRONG,
    DEPOSIT_CODE_WRONG,
    RETURN_URL_MISSING,
    /** Another request holds the intent at this moment. */
    IN_PROGRESS,
    /** The intent's state does not allow it. */
    UNEXPECTED_STATE,
    /** More than was authorised. */
    CAPTURE_TOO_LARGE,
    AUTHORIZATION_EXPIRED,
    ALREADY_CAPTURED,
    /** The hold cannot be raised, or not any more. */
    NOT_RAISABLE,
    /** Not more than is held already. */
    RAISE_TOO_SMALL,
    /** Nothing is left to refund. */
    ALREADY_REFUNDED,
    /** More than is left to refund. */
    REFUND_TOO_LARGE,
    /** A transfer is to be taken back of a charge that has none. */
    NO_TRANSFER,
    /** A fee is to be given back of a charge that has none. */
    NO_FEE,
    /** The charge failed or was never captured. */
    NOT_REFUNDABLE,
    /** Money goes back to this card only while a reader reads it. */
    READER_NEEDED,
    /** Customers are asked for bank accounts in some currencies only. */
    NO_RAIL,
    /** The customer's cash balance has not so much. */
    CASH_INSUFFICIENT,
    /** A refund that goes back the way it came has nobody to ask. */
    NOBODY_TO_ASK,
    /** A bank has taken its money back, or wants to. */
    CHARGE_DISPUTED,
    /** Only a refund that waits may be canceled. */
    NOT_CANCELABLE,
    NO_SUCH_CHARGE,
    NO_SUCH_INTENT,
    /** Neither a charge nor an intent that has one. */
    NOT_CHARGED
}
