package hawker.accounts;

/** What became of a sign-in. */
public sealed interface SignIn {

    /**
     * @param token the session's secret, for the cookie
     */
    record SignedIn(String token, Person person) implements SignIn {}

    /** Unknown login or wrong password: nobody is told which. */
    record Refused() implements SignIn {}

    /** Too many tries for this login or from this address; later it goes on. */
    record TooMany() implements SignIn {}
}
