package hawker.accounts;

/** What came of a wish to have payouts sent elsewhere. */
public enum BankChange {
    CHANGED,
    /** The password, asked for again because a session may be stolen, is not the person's. */
    WRONG_PASSWORD,
    TOO_MANY
}
