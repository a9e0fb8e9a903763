package hawker.accounts;

/** What became of opening an account. */
public sealed interface OpenedAccount {

    /**
     * It is open, with a pair of test keys.
     *
     * @param secretKey shown here once
     */
    record Opened(Account account, NewKey publishableKey, NewKey secretKey)
            implements OpenedAccount {}

    /** Somebody has the handle. */
    record HandleTaken(String handle) implements OpenedAccount {}

    /** A field cannot be as it is; the message is for the person who filled it in. */
    record Invalid(String field, String message) implements OpenedAccount {}
}
