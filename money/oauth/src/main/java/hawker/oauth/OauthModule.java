package hawker.oauth;

import hawker.accounts.Accounts;
import hawker.accounts.AccountsModule;
import hawker.connect.Connect;
import hawker.kernel.AccountId;
import hawker.look.Look;
import hawker.platform.Platform;
import hawker.web.Routes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Builds the room; its schema is "oauth". */
public final class OauthModule {

    private final Platform platform;
    private final Accounts accounts;
    private final Connect connect;
    private final OauthSql sql = new OauthSql();
    private final Granting granting;

    private OauthModule(Platform platform, AccountsModule accounts, Connect connect) {
        this.platform = platform;
        this.accounts = accounts.accounts();
        this.connect = connect;
        this.granting = new Granting(platform, accounts, connect, sql);
    }

    public static OauthModule open(Platform platform, AccountsModule accounts, Connect connect) {
        var module = new OauthModule(platform, accounts, connect);
        platform.chores().every(Duration.ofHours(1), "oauth-prune-codes", module.granting::prune);
        platform.events()
                .subscribe("oauth-ended", List.of(Connect.DEAUTHORIZED), module.granting::ended);
        return module;
    }

    /** What programs call, and the pages of sellers and of who wants to be one. */
    public Routes routes(Look look) {
        var asking = new Asking(platform, sql);
        return new Routes()
                .addAll(new TokenHttp(platform, accounts, connect, granting).routes())
                .addAll(new AuthorizePages(accounts, asking, granting, look).routes())
                .addAll(new ExpressPages(platform, accounts, asking, granting, look).routes())
                .addAll(
                        new ApplicationPages(platform, accounts, connect, granting, sql, look)
                                .routes());
    }

    /**
     * Registers an address that browsers may come back to: for the demo and the operator.
     *
     * @return what is wrong with it; empty if it is registered now
     */
    public Optional<String> register(AccountId account, String uri) {
        var problem = Redirects.problem(uri, account.livemode());
        if (problem.isEmpty())
            platform.tx()
                    .doInAccount(
                            account,
                            tx -> sql.addRedirect(account, tx, uri, platform.clock().now()));
        return problem;
    }
}
