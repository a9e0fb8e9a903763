package hawker.accounts;

/** What became of a sign-up. */
public sealed interface SignedUp {

    record Welcome(Person person) implements SignedUp {}

    /** Never shown to the one who asks: it would tell who has an account. */
    record EmailTaken() implements SignedUp {}

    record HandleTaken(String handle) implements SignedUp {}

    /** A field cannot be as it is; the message is for the person who filled it in. */
    record Invalid(String field, String message) implements SignedUp {}
}
