package hawker.accounts;

import hawker.look.Look;
import hawker.platform.Platform;
import hawker.web.Routes;
import java.time.Duration;

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
