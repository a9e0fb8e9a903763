package hawker.accounts;

import hawker.kernel.UserId;
import hawker.platform.Platform;
import hawker.web.RateLimit;
import java.time.Duration;
import java.util.Optional;

/**
 * E-mail or handle, and password. Known and unknown logins take the same way: the limits, one
 * reckoning of Argon2id, the same refusal.
 */
final class SigningIn {

    private static final int TRIES_PER_LOGIN = 10;
    private static final int TRIES_PER_ADDRESS = 100;
    private static final Duration WINDOW = Duration.ofMinutes(10);

    private final Platform platform;
    private final NameClaims names;
    private final PeopleSql sql;
    private final Passwords passwords;
    private final Sessions sessions;
    private final RateLimit perLogin;
    private final RateLimit perAddress;

    SigningIn(
            Platform platform,
            NameClaims names,
            PeopleSql sql,
            Passwords passwords,
            Sessions sessions) {
        this.platform = platform;
        this.names = names;
        this.sql = sql;
        this.passwords = passwords;
        this.sessions = sessions;
        this.perLogin = new RateLimit(TRIES_PER_LOGIN, WINDOW, platform.clock());
        this.perAddress = new RateLimit(TRIES_PER_ADDRESS, WINDOW, platform.clock());
    }

    SignIn signIn(String typed, String password, String address) {
        var name = typed.strip();
        if (!perAddress.tryTake(address)) return new SignIn.TooMany();
        var login = Emails.hash(name.toLowerCase(java.util.Locale.ROOT));
        if (!perLogin.tryTake(login)) return new SignIn.TooMany();
        var person = find(name);
        var stored =
                person.flatMap(id -> platform.tx().readUser(id, tx -> sql.passwordHash(id, tx)));
        var capped = password.length() > Passwords.MAX ? "" : password;
        var matches = passwords.matches(capped, stored);
        if (matches.isEmpty()) return new SignIn.TooMany();
        if (person.isEmpty() || !matches.get()) return new SignIn.Refused();
        // The limit is against guessing: who knows the password may come from as many devices as
        // there are.
        perLogin.giveBack(login);
        var id = person.get();
        var found = platform.tx().readUser(id, tx -> sql.find(id, tx)).orElseThrow();
        return new SignIn.SignedIn(sessions.begin(id), found);
    }

    /** Asks somebody who is signed in for the password again; empty: too many tries. */
    Optional<Boolean> proves(UserId person, String password) {
        if (!perLogin.tryTake(person.text())) return Optional.empty();
        var stored = platform.tx().readUser(person, tx -> sql.passwordHash(person, tx));
        var capped = password.length() > Passwords.MAX ? "" : password;
        var matches = passwords.matches(capped, stored);
        if (matches.orElse(false)) perLogin.giveBack(person.text());
        return matches;
    }

    private Optional<UserId> find(String login) {
        var email = Emails.parse(login);
        if (email.isPresent()) return names.login(Emails.hash(email.get()));
        return Handles.parseAny(login)
                .flatMap(names::handle)
                .flatMap(handle ->
                        switch (handle) {
                            case Handle.OfPerson(var name, var id) -> Optional.of(id);
                            case Handle.OfAccount of -> Optional.<UserId>empty();
                        });
    }
}
