package hawker.payouts;

/** Why an account is not paid automatically. */
public enum Obstacle {
    /** Nobody said where to. */
    NO_BANK_ACCOUNT,
    /** The platform does not pay this account out. */
    DISABLED,
    /** A check of the books failed; a person looks into it. */
    STOPPED,
    /** The last payout came back; the seller must give another bank account or ask for one. */
    LAST_FAILED,
    /** The seller chose to be paid only when asked. */
    MANUAL
}
