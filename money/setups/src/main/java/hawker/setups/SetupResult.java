package hawker.setups;

import hawker.setups.SetupIntent.Failure;

/** What came of a request about a setup intent. */
public sealed interface SetupResult {

    /** It is as asked; a challenge may wait for the buyer ({@link SetupIntent#state}). */
    record Done(SetupIntent intent) implements SetupResult {}

    /** The issuer said no, or did not answer; another card may be tried. */
    record Declined(SetupIntent intent, Failure failure) implements SetupResult {}

    /** Nothing was done. */
    record Refused(Refusal reason, String message) implements SetupResult {}

    /** Why nothing was done. */
    enum Refusal {
        /** The state does not allow it. */
        UNEXPECTED_STATE,
        NO_METHOD,
        NO_SUCH_METHOD,
        NO_SUCH_CUSTOMER,
        /** The card belongs to another customer, or was detached. */
        METHOD_NOT_ALLOWED,
        RETURN_URL_MISSING,
        /** The deposits were told wrong; they may be told again. */
        DEPOSITS_WRONG,
        DEPOSIT_CODE_WRONG,
        /** Somebody else changed it at the same moment. */
        IN_PROGRESS
    }
}
