package hawker.connect;

import hawker.api.ApiError;
import hawker.api.Call;
import hawker.kernel.AccountId;

/**
 * Which account a path names, and whether the caller may reach it: its own, or one that the
 * caller's account made. Everything else is refused in the same words, whether it exists or not.
 */
final class Targets {

    private final Connect connect;
    private final ConnectSql sql;
    private final Changing changing;

    Targets(Connect connect, ConnectSql sql, Changing changing) {
        this.connect = connect;
        this.sql = sql;
        this.changing = changing;
    }

    /** The account's number in the caller's mode; 403 if it is neither its own nor connected. */
    AccountId reachable(Call call, String named) {
        if (named.equals(call.account().text())) return call.account();
        return connect.connected(call.account(), named).orElseThrow(() -> ApiError.noAccess(named));
    }

    /** An account that described itself through a platform, with all that belongs to it. */
    Whole whole(Call call, String named) {
        var id = reachable(call, named);
        return call.read(tx -> sql.find(id, tx).map(account -> changing.whole(tx, account)))
                .orElseThrow(() -> ApiError.noAccess(named));
    }

    /** One that the caller may change: an account of its own making, not itself. */
    ConnectedAccount changeable(Call call, String named) {
        var id = reachable(call, named);
        boolean self = id.equals(call.account()) && call.platform().isEmpty();
        return call.read(tx -> sql.find(id, tx))
                .filter(account -> !self)
                .filter(account ->
                        account.platform().equals(call.platform().orElse(call.account())))
                .orElseThrow(() -> ApiError.noAccess(named));
    }
}
