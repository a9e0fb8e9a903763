package hawker.accounts;

import hawker.platform.Platform;
import java.util.Optional;

/** A person comes into being: login, handle, then the row itself. */
final class SigningUp {

    private static final int DRAWS = 5;
    static final int MAX_NAME = 60;

    private final Platform platform;
    private final NameClaims names;
    private final PeopleSql sql;
    private final Passwords passwords;

    SigningUp(Platform platform, NameClaims names, PeopleSql sql, Passwords passwords) {
        this.platform = platform;
        this.names = names;
        this.sql = sql;
        this.passwords = passwords;
    }

    SignedUp signUp(NewPerson wanted) {
        var refused = check(wanted);
        if (refused.isPresent()) return refused.get();
        var hash =
                passwords
                        .hash(wanted.password())
                        .orElseThrow(() -> new IllegalStateException("too many sign-ups at once"));
        return create(wanted, hash);
    }

    /** What is wrong with the fields themselves. */
    Optional<SignedUp> check(NewPerson wanted) {
        if (handle(wanted).isEmpty()) return invalid("handle", Handles.RULE);
        if (Emails.parse(wanted.email()).isEmpty())
            return invalid("email", "This is not an e-mail address.");
        if (wanted.name().isBlank() || wanted.name().length() > MAX_NAME)
            return invalid("name", "A name has 1 to " + MAX_NAME + " characters.");
        int length = wanted.password().length();
        if (length < Passwords.MIN || length > Passwords.MAX)
            return invalid("password", "A password has at least " + Passwords.MIN + " characters.");
        return Optional.empty();
    }

    private static Optional<String> handle(NewPerson wanted) {
        return wanted.operator()
                ? Handles.parseAny(wanted.handle())
                : Handles.parse(wanted.handle());
    }

    private static Optional<SignedUp> invalid(String field, String message) {
        return Optional.of(new SignedUp.Invalid(field, message));
    }

    /** The fields have been checked; the password comes as its hash. */
    SignedUp create(NewPerson wanted, String passwordHash) {
        var handle = handle(wanted).orElseThrow();
        var email = Emails.parse(wanted.email()).orElseThrow();
        var login = Emails.hash(email);
        for (int draw = 0; draw < DRAWS; draw++) {
            var id = platform.ids().newUser();
            if (!names.claimLogin(login, id)) return new SignedUp.EmailTaken();
            if (!names.claimHandle(handle, id)) {
                names.releaseLogin(login, id);
                return new SignedUp.HandleTaken(handle);
            }
            var now = platform.clock().now();
            var person =
                    new Person(id, handle, wanted.name().strip(), email, wanted.operator(), now);
            boolean mine = platform.tx().inUser(id, tx -> sql.insert(id, tx, person, passwordHash));
            if (mine) return new SignedUp.Welcome(person);
            names.releaseHandle(handle, id);
            names.releaseLogin(login, id);
        }
        throw new IllegalStateException("no free user number in " + DRAWS + " draws");
    }
}
