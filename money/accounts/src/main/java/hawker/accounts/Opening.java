package hawker.accounts;

import hawker.api.ApiKeyKind;
import hawker.api.Versions;
import hawker.kernel.AccountId;
import hawker.kernel.UserId;
import hawker.platform.Event;
import hawker.platform.Platform;
import hawker.platform.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Opening a seller's account: the handle first, then the account with its owner and test keys; and
 * how it presents itself from then on. Both are told.
 */
final class Opening {

    private static final int DRAWS = 5;

    private final Platform platform;
    private final NameClaims names;
    private final AccountsSql sql;
    private final PeopleSql people;
    private final ApiKeys keys;
    private final Accounts.ShopMode mode;

    Opening(
            Platform platform,
            NameClaims names,
            AccountsSql sql,
            PeopleSql people,
            ApiKeys keys,
            Accounts.ShopMode mode) {
        this.platform = platform;
        this.names = names;
        this.sql = sql;
        this.people = people;
        this.keys = keys;
        this.mode = mode;
    }

    /** What is wrong with the fields themselves. */
    static Optional<OpenedAccount.Invalid> check(NewAccount wanted) {
        if (Handles.parse(wanted.handle()).isEmpty()) return invalid("handle", Handles.RULE);
        if (Emails.parse(wanted.email()).isEmpty())
            return invalid("email", "This is not an e-mail address.");
        if (!Countries.exists(wanted.country())) return invalid("country", "Choose a country.");
        if (wanted.name().isBlank() || wanted.name().length() > Profile.MAX_NAME)
            return invalid("name", "A shop's name has 1 to " + Profile.MAX_NAME + " characters.");
        if (wanted.about().length() > Profile.MAX_ABOUT)
            return invalid("about", "Say it in " + Profile.MAX_ABOUT + " characters.");
        return Optional.empty();
    }

    private static Optional<OpenedAccount.Invalid> invalid(String field, String message) {
        return Optional.of(new OpenedAccount.Invalid(field, message));
    }

    OpenedAccount open(NewAccount wanted, UserId owner) {
        var invalid = check(wanted);
        if (invalid.isPresent()) return invalid.get();
        var handle = Handles.parse(wanted.handle());
        var email = Emails.parse(wanted.email());
        for (int draw = 0; draw < DRAWS; draw++) {
            var account =
                    account(
                            platform.ids().newAccount(),
                            wanted,
                            handle.orElseThrow(),
                            email.orElseThrow());
            if (!names.claimHandle(handle.orElseThrow(), account.id()))
                return new OpenedAccount.HandleTaken(handle.orElseThrow());
            var opened = write(account, owner);
            if (opened.isPresent()) return opened.get();
            names.releaseHandle(handle.orElseThrow(), account.id());
        }
        throw new IllegalStateException("no free account number in " + DRAWS + " draws");
    }

    private Account account(AccountId id, NewAccount wanted, String handle, String email) {
        return new Account(
                id,
                handle,
                wanted.name().strip(),
                wanted.country(),
                wanted.currency(),
                email,
                true,
                true,
                wanted.about(),
                wanted.logo(),
                wanted.banner(),
                wanted.accent(),
                Optional.empty(),
                "",
                Optional.empty(),
                Versions.NEWEST,
                platform.clock().now());
    }

    /** Empty if the number drawn is somebody's already. */
    private Optional<OpenedAccount> write(Account account, UserId owner) {
        var membership = new Membership(owner, account.id(), Role.OWNER);
        return platform.tx()
                .acrossAccounts(
                        "open-account",
                        tx -> {
                            if (!sql.insert(account.id(), tx, account)) return Optional.empty();
                            sql.insertMember(
                                    account.id(), tx, owner, Role.OWNER, account.created());
                            people.insertMembership(owner, tx, membership);
                            var test = account.id().test();
                            var open =
                                    keys.create(tx, test, ApiKeyKind.PUBLISHABLE, "Standard key");
                            var secret = keys.create(tx, test, ApiKeyKind.SECRET, "Standard key");
                            announce(tx, account, Accounts.OPENED, account.created());
                            return Optional.of(new OpenedAccount.Opened(account, open, secret));
                        });
    }

    /** Nobody else changes the profile in between. */
    Optional<Account> changeProfile(AccountId id, UnaryOperator<Profile> change) {
        return platform.tx()
                .acrossAccounts(
                        "set-profile",
                        tx -> {
                            var before = sql.lock(id, tx);
                            if (before.isEmpty()) return before;
                            var now =
                                    before.get().withProfile(change.apply(before.get().profile()));
                            sql.setProfile(id, tx, now.profile());
                            announce(tx, now, Accounts.UPDATED, platform.clock().now());
                            return Optional.of(now);
                        });
    }

    private void announce(Tx tx, Account account, String type, Instant at) {
        var shop = mode.numberOf(account.id());
        platform.events()
                .append(
                        tx,
                        new Event(
                                platform.events().newId(shop),
                                shop,
                                List.of(type),
                                account.id().text(),
                                1,
                                Optional.empty(),
                                Optional.empty(),
                                Optional.empty(),
                                at));
    }
}
