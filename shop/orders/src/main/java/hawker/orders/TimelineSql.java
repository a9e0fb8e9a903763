package hawker.orders;

import hawker.kernel.AccountId;
import hawker.platform.Tx;
import java.util.List;

/** The stories of orders: rows in, rows out. */
final class TimelineSql {

    private TimelineSql() {}

    static void tell(AccountId account, Tx tx, Order.Id id, String entry, TimelineEntry what) {
        tx.update(
                """
                insert into orders.timeline
                    (account_id, entry_id, order_id, at, actor, says, for_buyer)
                values (?, ?, ?, ?, ?, ?, ?)
                """,
                account,
                entry,
                id.text(),
                what.at(),
                what.actor(),
                what.says(),
                what.forBuyer());
    }

    static List<TimelineEntry> timeline(AccountId account, Tx tx, Order.Id id) {
        return tx.list(
                """
                select at, actor, says, for_buyer from orders.timeline
                where account_id = ? and order_id = ? order by entry_id
                """,
                row ->
                        new TimelineEntry(
                                row.time("at"),
                                row.text("actor"),
                                row.text("says"),
                                row.flag("for_buyer")),
                account,
                id.text());
    }
}
