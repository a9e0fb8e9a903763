package hawker.accounts;

import hawker.api.ApiKeyKind;
import hawker.kernel.AccountId;
import hawker.look.Look;
import hawker.platform.Platform;
import hawker.platform.Tx;
import hawker.web.Routes;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** The room, put together; its schema is "accounts". */
public final class AccountsModule {

    private final Platform platform;
    private final Accounts accounts;
    private final boolean secure;

    private AccountsModule(Platform platform, Accounts accounts, boolean secure) {
        this.platform = platform;
        this.accounts = accounts;
        this.secure = secure;
    }

    public static AccountsModule open(Platform platform) {
        boolean secure =
                platform.settings().publicUrl().map(u -> u.startsWith("https:")).orElse(false);
        var accounts = new Accounts(platform, new Passwords(platform.ids()), secure);
        platform.chores()
                .every(Duration.ofHours(1), "accounts-prune-sessions", accounts.sessions()::prune);
        platform.chores()
                .every(
                        Duration.ofHours(1),
                        "accounts-prune-registrations",
                        accounts.registering()::prune);
        platform.chores()
                .every(Duration.ofHours(1), "accounts-prune-resets", accounts.resetting()::prune);
        return new AccountsModule(platform, accounts, secure);
    }

    /**
     * Makes a key in the transaction of its cause: for whom an account gave the right to act.
     *
     * @param rights empty: a secret key that may do everything; else a restricted key with them
     */
    public NewKey createKey(Tx tx, AccountId account, String name, Set<String> rights) {
        var kind = rights.isEmpty() ? ApiKeyKind.SECRET : ApiKeyKind.RESTRICTED;
        return accounts.keys.create(tx, account, kind, name, rights);
    }

    /** The same for a publishable key. */
    public NewKey createPublishableKey(Tx tx, AccountId account, String name) {
        return accounts.keys.create(tx, account, ApiKeyKind.PUBLISHABLE, name);
    }

    /** Ends a key at a time, in the transaction of its cause; false if there is no such key. */
    public boolean endKey(Tx tx, AccountId account, String keyId, Instant at) {
        return accounts.keys.end(tx, account, keyId, at);
    }

    public Accounts accounts() {
        return accounts;
    }

    /** /login, /logout, /signup and what belongs to them. */
    public Routes routes(Look look) {
        boolean demo = platform.settings().demo();
        var pages = new AccountsPages(accounts, look, secure, demo);
        return pages.routes().addAll(new SignUpPages(accounts, pages, look, demo).routes());
    }
}
