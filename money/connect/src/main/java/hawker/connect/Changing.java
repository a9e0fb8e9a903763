package hawker.connect;

import hawker.accounts.Accounts;
import hawker.api.ApiError;
import hawker.connect.Requirements.Verdict;
import hawker.kernel.AccountId;
import hawker.platform.Platform;
import hawker.platform.Tx;
import java.util.function.Consumer;

/**
 * Every change of a connected account goes through here: it is locked, changed, judged again, and
 * what came of the judgement is written and told in the same transaction.
 */
final class Changing {

    /** Event type, not told to the outside: a platform opened an account. */
    static final String OPENED = "connect.opened";

    private final Platform platform;
    private final Accounts accounts;
    private final ConnectSql sql;
    private final BelongingsSql belongings;
    private final Happenings happenings;

    Changing(
            Platform platform,
            Accounts accounts,
            ConnectSql sql,
            BelongingsSql belongings,
            Happenings happenings) {
        this.platform = platform;
        this.accounts = accounts;
        this.sql = sql;
        this.belongings = belongings;
        this.happenings = happenings;
    }

    /** The account as it is after the effect, which writes the rows. */
    Whole change(Tx tx, AccountId id, Consumer<Whole> effect) {
        var locked = sql.lock(id, tx).orElseThrow(() -> ApiError.noAccess(id.text()));
        var before = whole(tx, locked);
        effect.accept(before);
        var after = whole(tx, sql.find(id, tx).orElseThrow());
        judged(tx, before.verdict(), after);
        if (!before.payoutBank().equals(after.payoutBank())) payInto(tx, after);
        happenings.changed(tx, id, Accounts.UPDATED, id.text(), before.json(), after.json());
        return after;
    }

    /** Opens the account in the books of who may do what, as it is judged at its beginning. */
    Whole opened(Tx tx, ConnectedAccount account) {
        var whole = whole(tx, account);
        var verdict = whole.verdict();
        accounts.enable(tx, account.id(), verdict.charges(), verdict.payouts());
        payInto(tx, whole);
        happenings.tell(tx, account.id(), OPENED, account.id().text(), whole.json());
        return whole;
    }

    /** Payouts go to the default bank account of the account's own currency. */
    private void payInto(Tx tx, Whole whole) {
        accounts.payInto(tx, whole.account().id(), whole.payoutBank(), platform.clock().now());
    }

    Whole whole(Tx tx, ConnectedAccount account) {
        var id = account.id();
        return new Whole(account, belongings.persons(id, tx), belongings.externals(id, tx));
    }

    private void judged(Tx tx, Verdict before, Whole after) {
        var now = after.verdict();
        var id = after.account().id();
        accounts.enable(tx, id, now.charges(), now.payouts());
        for (var name : Capabilities.NAMES) {
            var was = before.capabilities().get(name);
            var is = now.capabilities().get(name);
            if (was == is) continue;
            happenings.tell(
                    tx,
                    id,
                    "capability.updated",
                    name,
                    Capabilities.json(after.account(), now, name));
        }
    }
}
