package hawker.customers;

import hawker.api.Json;
import hawker.api.TimeRange;
import hawker.kernel.AccountId;
import hawker.kernel.PageRequest;
import hawker.platform.Row;
import hawker.platform.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Rows of customers.balance_entry. */
final class BalanceSql {

    private static final Instant LAST_MOMENT = Instant.parse("9999-12-31T00:00:00Z");

    void insert(Tx tx, BalanceEntry entry) {
        tx.update(
                """
                insert into customers.balance_entry (account_id, entry_id, customer_id, amount,
                    currency, ending, kind, description, metadata, invoice, created)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                entry.account(),
                entry.id().text(),
                entry.customer().text(),
                entry.amount().minor(),
                entry.amount().currency(),
                entry.ending().minor(),
                entry.kind().word(),
                entry.description(),
                Json.text(Json.metadata(entry.metadata())),
                entry.invoice(),
                entry.created());
    }

    void describe(Tx tx, BalanceEntry entry) {
        tx.update(
                """
                update customers.balance_entry set description = ?, metadata = ?
                where account_id = ? and entry_id = ?
                """,
                entry.description(),
                Json.text(Json.metadata(entry.metadata())),
                entry.account(),
                entry.id().text());
    }

    Optional<BalanceEntry> find(
            Tx tx, AccountId account, Customer.Id customer, BalanceEntry.Id id) {
        return tx.one(
                """
                select * from customers.balance_entry
                where account_id = ? and customer_id = ? and entry_id = ?
                """,
                BalanceSql::entry,
                account,
                customer.text(),
                id.text());
    }

    /**
     * At most one more than the page holds.
     *
     * @param created when entries were made; empty: at any time
     * @param invoice that entries are about; empty: about any, or none
     */
    List<BalanceEntry> list(
            Tx tx,
            AccountId account,
            Customer.Id customer,
            PageRequest page,
            Optional<TimeRange> created,
            Optional<String> invoice) {
        var range = Cursor.of(page, "cbtxn_");
        var sql =
                range.upwards()
                        ? """
                        select * from customers.balance_entry
                        where account_id = ? and customer_id = ? and entry_id > ? and entry_id < ?
                          and created >= ? and created < ?
                          and coalesce(?, invoice, '') = coalesce(invoice, '')
                        order by entry_id limit ?
                        """
                        : """
                        select * from customers.balance_entry
                        where account_id = ? and customer_id = ? and entry_id > ? and entry_id < ?
                          and created >= ? and created < ?
                          and coalesce(?, invoice, '') = coalesce(invoice, '')
                        order by entry_id desc limit ?
                        """;
        return tx.list(
                sql,
                BalanceSql::entry,
                account,
                customer.text(),
                range.above(),
                range.below(),
                created.flatMap(TimeRange::from).orElse(Instant.EPOCH),
                created.flatMap(TimeRange::before).orElse(LAST_MOMENT),
                invoice,
                page.limit() + 1);
    }

    private static BalanceEntry entry(Row row) {
        return new BalanceEntry(
                new BalanceEntry.Id(row.text("entry_id")),
                row.account("account_id"),
                new Customer.Id(row.text("customer_id")),
                row.money("amount", "currency"),
                row.money("ending", "currency"),
                BalanceEntry.Kind.valueOf(row.text("kind").toUpperCase(Locale.ROOT)),
                row.maybeText("description"),
                Json.metadata(row.text("metadata")),
                row.maybeText("invoice"),
                row.time("created"));
    }
}
