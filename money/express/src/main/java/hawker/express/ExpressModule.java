package hawker.express;

import hawker.accounts.Accounts;
import hawker.api.Operation;
import hawker.connect.Connect;
import hawker.ledger.Ledger;
import hawker.look.Look;
import hawker.payouts.Payouts;
import hawker.platform.Platform;
import hawker.web.Routes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Builds the room; its schema is "express". */
public final class ExpressModule {

    private final Platform platform;
    private final Accounts accounts;
    private final Connect connect;
    private final Ledger ledger;
    private final Payouts payouts;
    private final ExpressSql sql = new ExpressSql();

    private ExpressModule(
            Platform platform, Accounts accounts, Connect connect, Ledger ledger, Payouts payouts) {
        this.platform = platform;
        this.accounts = accounts;
        this.connect = connect;
        this.ledger = ledger;
        this.payouts = payouts;
    }

    public static ExpressModule open(
            Platform platform, Accounts accounts, Connect connect, Ledger ledger, Payouts payouts) {
        var module = new ExpressModule(platform, accounts, connect, ledger, payouts);
        platform.chores().every(Duration.ofHours(1), "express-prune", module::prune);
        return module;
    }

    private void prune() {
        var now = platform.clock().now();
        platform.tx().acrossAccounts("prune-login-links", tx -> sql.acrossPruneLinks(tx, now));
        platform.tx()
                .acrossAccounts("prune-account-sessions", tx -> sql.acrossPruneSessions(tx, now));
    }

    /** {@code /v1/accounts/{id}/login_links} and {@code /v1/account_sessions}. */
    public List<Operation> operations() {
        var settings = platform.settings();
        var origin =
                settings.publicUrl()
                        .orElseGet(() -> "http://" + settings.host() + ":" + settings.port());
        var all = new ArrayList<Operation>();
        all.addAll(new LoginLinksHttp(platform, connect, sql, origin).operations());
        all.addAll(new AccountSessionsHttp(platform, connect, sql).operations());
        return all;
    }

    public Routes routes(Look look) {
        return new AccountPages(platform, accounts, connect, ledger, payouts, sql, look).routes();
    }
}
