package hawker.payouts;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Json;
import hawker.kernel.AccountId;
import hawker.ledger.Ledger;
import hawker.platform.Event.Cause;
import hawker.platform.Events;
import hawker.platform.Platform;
import hawker.platform.Tx;
import java.util.List;
import java.util.Optional;

/** What this room tells the world; each event carries the object as it was. */
final class Happenings {

    static final String BALANCE_AVAILABLE = "balance.available";

    private final Events events;
    private final Ledger ledger;

    Happenings(Platform platform, Ledger ledger) {
        this.events = platform.events();
        this.ledger = ledger;
    }

    /** Tells of what became of a payout by itself, in the transaction that changed it. */
    void tell(Tx tx, Payout payout, String... types) {
        tell(tx, Cause.none(payout.account()), payout, types);
    }

    /** Tells of a payout, in the transaction that made or changed it. */
    void tell(Tx tx, Cause why, Payout payout, String... types) {
        append(
                tx,
                why,
                List.of(types),
                payout.id().text(),
                payout.version(),
                PayoutJson.render(payout));
    }

    /** Tells of a top-up, in the transaction that made or changed it. */
    void tell(Tx tx, Cause why, Topup topup, String type) {
        append(tx, why, List.of(type), topup.id(), topup.version(), TopupJson.render(topup));
    }

    /** Money became available; called after the posting, in its transaction. */
    void balanceAvailable(Tx tx, AccountId account) {
        var balance = BalanceJson.balance(account, ledger.balances(tx, account), List.of());
        var none = Cause.none(account);
        append(tx, none, List.of(BALANCE_AVAILABLE), account.text(), 0, balance);
    }

    private void append(
            Tx tx, Cause why, List<String> types, String subject, int version, ObjectNode object) {
        events.tell(tx, why, types, subject, version, Optional.of(Json.text(object)));
    }
}
