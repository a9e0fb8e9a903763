package hawker.accounts;

import hawker.kernel.UserId;
import hawker.platform.Platform;
import hawker.platform.Secrets;
import hawker.web.RateLimit;
import java.time.Duration;
import java.util.Optional;

/**
 * A forgotten password: a link by mail, good once and for an hour, sets a new one and ends all
 * sessions. Whoever asks sees the same page, whether the address has an account or not.
 */
final class Resetting {

    static final Duration LINK_WORKS = Duration.ofHours(1);
    private static final int PER_ADDRESS = 30;
    private static final int MAILS_PER_LOGIN = 5;

    enum Reset {
        DONE,
        DEAD_LINK,
        BAD_PASSWORD,
        TOO_MANY
    }

    private final Platform platform;
    private final NameClaims names;
    private final PeopleSql people;
    private final RegistrationsSql sql = new RegistrationsSql();
    private final Passwords passwords;
    private final RateLimit perAddress;
    private final RateLimit perLogin;

    Resetting(Platform platform, NameClaims names, PeopleSql people, Passwords passwords) {
        this.platform = platform;
        this.names = names;
        this.people = people;
        this.passwords = passwords;
        this.perAddress = new RateLimit(PER_ADDRESS, Duration.ofHours(1), platform.clock());
        this.perLogin = new RateLimit(MAILS_PER_LOGIN, Duration.ofHours(1), platform.clock());
    }

    /** False only when too much is asked from one address. */
    boolean begin(String typed, String address) {
        if (!perAddress.tryTake(address)) return false;
        var email = Emails.parse(typed);
        if (email.isEmpty()) return true;
        var login = Emails.hash(email.get());
        var person = names.login(login);
        var token = platform.ids().token(40);
        if (perLogin.tryTake(login) && person.isPresent()) send(email.get(), person.get(), token);
        return true;
    }

    private void send(String email, UserId person, String token) {
        var name = Secrets.sha256(token);
        var expires = platform.clock().now().plus(LINK_WORKS);
        platform.tx()
                .acrossAccounts(
                        "reset-password",
                        tx -> {
                            sql.insertReset(name, tx, person, expires);
                            var mail = AccountMails.reset(platform.settings(), email, token);
                            platform.mail().send(tx, Accounts.PLATFORM, "reset-" + name, mail);
                            return true;
                        });
    }

    boolean works(String token) {
        return find(token).isPresent();
    }

    private Optional<UserId> find(String token) {
        var name = Secrets.sha256(token);
        var now = platform.clock().now();
        return platform.tx().readName(name, tx -> sql.findReset(name, tx, now));
    }

    Reset reset(String token, String password) {
        if (password.length() < Passwords.MIN || password.length() > Passwords.MAX)
            return Reset.BAD_PASSWORD;
        var person = find(token);
        if (person.isEmpty()) return Reset.DEAD_LINK;
        var hash = passwords.hash(password);
        if (hash.isEmpty()) return Reset.TOO_MANY;
        var name = Secrets.sha256(token);
        if (!platform.tx().onName(name, tx -> sql.takeReset(name, tx))) return Reset.DEAD_LINK;
        var id = person.get();
        platform.tx()
                .doInUser(
                        id,
                        tx -> {
                            people.setPasswordHash(id, tx, hash.get());
                            people.deleteSessions(id, tx);
                        });
        return Reset.DONE;
    }

    int prune() {
        var now = platform.clock().now();
        return platform.tx().acrossAccounts("prune-resets", tx -> sql.acrossPruneResets(tx, now));
    }
}
