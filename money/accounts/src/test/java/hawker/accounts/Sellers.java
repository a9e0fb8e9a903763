package hawker.accounts;

import hawker.kernel.Currency;
import hawker.kernel.UserId;

/**
 * For tests of rooms: people who have signed up and opened an account, in the US and in dollars.
 */
public final class Sellers {

    /** What all of them sign in with. */
    public static final String PASSWORD = "correct horse 7";

    private Sellers() {}

    /** An account of this handle and name; its owner signs in with {@link #email}. */
    public static OpenedAccount.Opened open(Accounts accounts, String handle, String name) {
        var owner =
                signUp(accounts, NewPerson.of(handle + "-owner", "Ann", email(handle), PASSWORD));
        var wanted = NewAccount.of(handle, name, "US", Currency.USD, email(handle));
        if (accounts.openAccount(wanted, owner) instanceof OpenedAccount.Opened opened)
            return opened;
        throw new AssertionError("no account for " + handle);
    }

    /** Somebody who has no account; they sign in with {@link #email}. */
    public static UserId person(Accounts accounts, String name) {
        return signUp(accounts, NewPerson.of(name, name, email(name), PASSWORD));
    }

    public static String email(String handle) {
        return handle + "@example.com";
    }

    /** The cookie of whoever signs in with {@link #email}. */
    public static String cookie(Accounts accounts, String handle) {
        if (accounts.signIn(email(handle), PASSWORD, "127.0.0.1")
                instanceof SignIn.SignedIn(var token, _)) return "hk_session=" + token;
        throw new AssertionError("not signed in: " + handle);
    }

    private static UserId signUp(Accounts accounts, NewPerson person) {
        if (accounts.signUp(person) instanceof SignedUp.Welcome welcome)
            return welcome.person().id();
        throw new AssertionError("no such person: " + person);
    }
}
