package hawker.accounts;

import hawker.api.Operation;
import hawker.platform.Platform;
import java.time.Duration;
import java.util.List;

/** The room, put together; its schema is "accounts". */
public final class AccountsModule {

    private final Accounts accounts;

    private AccountsModule(Accounts accounts) {
        this.accounts = accounts;
    }

    public static AccountsModule open(Platform platform) {
        boolean secure =
                platform.settings().publicUrl().map(u -> u.startsWith("https:")).orElse(false);
        var accounts = new Accounts(platform, new Passwords(platform.ids()), secure);
        platform.chores()
                .every(Duration.ofHours(1), "accounts-prune-sessions", accounts.sessions()::prune);
        return new AccountsModule(accounts);
    }

    public Accounts accounts() {
        return accounts;
    }

    /** GET /v1/account and /v1/accounts/{id}. */
    public List<Operation> operations() {
        return new AccountsHttp(accounts).operations();
    }
}
