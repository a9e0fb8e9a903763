package hawker.accounts;

import hawker.platform.Platform;
import hawker.platform.Secrets;
import hawker.web.RateLimit;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * Sign-up through mail: the form is kept under a secret, the secret goes to the address, and only
 * who reads mail there becomes a person. An address that has an account already gets another mail;
 * the one who typed it sees the same page after the same work, so that nobody learns who has an
 * account.
 */
final class Registering {

    static final Duration LINK_WORKS = Duration.ofHours(24);
    private static final int PER_ADDRESS = 30;
    private static final int MAILS_PER_LOGIN = 5;
    private static final int HANDLE_DRAWS = 5;

    /** The form as it is kept. */
    record Pending(
            NewPerson person, String passwordHash, Optional<NewAccount> shop, Instant expires) {}

    sealed interface Begun {
        record MailSent() implements Begun {}

        record Invalid(String field, String message) implements Begun {}

        record TooMany() implements Begun {}
    }

    sealed interface Confirmed {
        /**
         * The person is signed in.
         *
         * @param shop what became of the shop, if one was asked for
         */
        record Welcome(Person person, String token, Optional<OpenedAccount> shop)
                implements Confirmed {}

        /** Used, too old, or never made. */
        record DeadLink() implements Confirmed {}
    }

    private final Platform platform;
    private final Accounts accounts;
    private final NameClaims names;
    private final Passwords passwords;
    private final RegistrationsSql sql = new RegistrationsSql();
    private final RateLimit perAddress;
    private final RateLimit perLogin;

    Registering(Platform platform, Accounts accounts, NameClaims names, Passwords passwords) {
        this.platform = platform;
        this.accounts = accounts;
        this.names = names;
        this.passwords = passwords;
        this.perAddress = new RateLimit(PER_ADDRESS, Duration.ofHours(1), platform.clock());
        this.perLogin = new RateLimit(MAILS_PER_LOGIN, Duration.ofHours(1), platform.clock());
    }

    /** Keeps the form and sends the mail. */
    Begun begin(NewPerson person, Optional<NewAccount> shop, String address) {
        var wrong = wrong(person, shop);
        if (wrong.isPresent()) return wrong.get();
        if (!perAddress.tryTake(address)) return new Begun.TooMany();
        var hash = passwords.hash(person.password());
        if (hash.isEmpty()) return new Begun.TooMany();
        var email = Emails.parse(person.email()).orElseThrow();
        var login = Emails.hash(email);
        boolean known = names.login(login).isPresent();
        var token = platform.ids().token(40);
        var kept = new Pending(person, hash.get(), shop, platform.clock().now().plus(LINK_WORKS));
        boolean mails = perLogin.tryTake(login);
        platform.tx()
                .acrossAccounts(
                        "sign-up",
                        tx -> {
                            var name = Secrets.sha256(token);
                            sql.insert(name, tx, kept);
                            var settings = platform.settings();
                            var mail =
                                    known
                                            ? AccountMails.known(settings, email)
                                            : AccountMails.confirm(settings, email, token);
                            if (mails)
                                platform.mail().send(tx, Accounts.PLATFORM, "signup-" + name, mail);
                            return true;
                        });
        return new Begun.MailSent();
    }

    private Optional<Begun> wrong(NewPerson person, Optional<NewAccount> shop) {
        var refused = accounts.signingUp().check(person);
        if (refused.isPresent() && refused.get() instanceof SignedUp.Invalid(var field, var text))
            return Optional.of(new Begun.Invalid(field, text));
        if (shop.isEmpty()) {
            var handle = Handles.parse(person.handle()).orElseThrow();
            return names.handle(handle).isPresent() ? taken("handle") : Optional.empty();
        }
        var invalid = Opening.check(shop.get());
        if (invalid.isPresent())
            return Optional.of(
                    new Begun.Invalid("shop_" + invalid.get().field(), invalid.get().message()));
        var handle = Handles.parse(shop.get().handle()).orElseThrow();
        return names.handle(handle).isPresent() ? taken("shop_handle") : Optional.empty();
    }

    private static Optional<Begun> taken(String field) {
        return Optional.of(new Begun.Invalid(field, "Somebody has this handle already."));
    }

    /** Whether a link still works; looking does not use it up. */
    boolean works(String token) {
        return find(token).isPresent();
    }

    private Optional<Pending> find(String token) {
        var name = Secrets.sha256(token);
        var now = platform.clock().now();
        return platform.tx()
                .readName(name, tx -> sql.find(name, tx))
                .filter(pending -> now.isBefore(pending.expires()));
    }

    /** Makes the person (and the shop) and signs them in. */
    Confirmed confirm(String token) {
        var pending = find(token);
        var name = Secrets.sha256(token);
        if (pending.isEmpty() || !platform.tx().onName(name, tx -> sql.take(name, tx)))
            return new Confirmed.DeadLink();
        var person = create(pending.get());
        if (person.isEmpty()) return new Confirmed.DeadLink();
        var id = person.get().id();
        var shop = pending.get().shop().map(wanted -> accounts.openAccount(wanted, id));
        return new Confirmed.Welcome(person.get(), accounts.sessions().begin(id), shop);
    }

    /** With the handle that was asked for, or one like it if it is gone meanwhile. */
    private Optional<Person> create(Pending pending) {
        var wanted = pending.person();
        var reserved = pending.shop().flatMap(shop -> Handles.parse(shop.handle())).orElse("");
        var handle = wanted.handle();
        for (int draw = 0; draw < HANDLE_DRAWS; draw++) {
            if (!handle.equals(reserved)) {
                var made =
                        accounts.signingUp()
                                .create(wanted.withHandle(handle), pending.passwordHash());
                if (made instanceof SignedUp.Welcome(var person)) return Optional.of(person);
                if (!(made instanceof SignedUp.HandleTaken)) return Optional.empty();
            }
            handle = Handles.like(wanted.handle(), platform.ids().token(4));
        }
        return Optional.empty();
    }

    int prune() {
        var now = platform.clock().now();
        return platform.tx().acrossAccounts("prune-registrations", tx -> sql.acrossPrune(tx, now));
    }
}
