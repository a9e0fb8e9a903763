package hawker.usage;

import hawker.kernel.AccountId;
import hawker.platform.Row;
import hawker.platform.Tx;
import hawker.usage.Usage.Span;
import hawker.usage.Usage.Summary;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The statements of the room. */
final class UsageSql {

    /** Writes a quantity anew; gives what stands there. */
    long set(Tx tx, AccountId account, String item, Instant at, long quantity) {
        tx.update(
                """
                insert into usage.record (account_id, item, at, quantity) values (?, ?, ?, ?)
                on conflict (account_id, item, at) do update set quantity = excluded.quantity
                """,
                account,
                item,
                at,
                quantity);
        return quantity;
    }

    /** Adds to what is there; empty if it would be too much. */
    Optional<Long> increment(Tx tx, AccountId account, String item, Instant at, long quantity) {
        return tx.one(
                """
                insert into usage.record as old (account_id, item, at, quantity)
                values (?, ?, ?, ?)
                on conflict (account_id, item, at) do update
                set quantity = old.quantity + excluded.quantity
                where old.quantity + excluded.quantity <= ?
                returning quantity
                """,
                row -> row.number("quantity"),
                account,
                item,
                at,
                quantity,
                Usage.MOST);
    }

    long sum(Tx tx, AccountId account, String item, Span span) {
        return total(tx, "coalesce(sum(quantity), 0)::bigint", account, item, span);
    }

    long max(Tx tx, AccountId account, String item, Span span) {
        return total(tx, "coalesce(max(quantity), 0)", account, item, span);
    }

    private static long total(Tx tx, String what, AccountId account, String item, Span span) {
        return tx.one(
                        "select "
                                + what
                                + """
                                 as total from usage.record
                                where account_id = ? and item = ? and at >= ? and at < ?
                                """,
                        row -> row.number("total"),
                        account,
                        item,
                        span.start(),
                        span.end())
                .orElse(0L);
    }

    Optional<Long> last(Tx tx, AccountId account, String item, Span span) {
        return tx.one(
                """
                select quantity from usage.record
                where account_id = ? and item = ? and at >= ? and at < ? order by at desc limit 1
                """,
                row -> row.number("quantity"),
                account,
                item,
                span.start(),
                span.end());
    }

    boolean isUsed(Tx tx, AccountId account, String item, Instant since) {
        return tx.one(
                        """
                        select exists (select 1 from usage.record
                            where account_id = ? and item = ? and at >= ? and quantity > 0) as used
                        """,
                        row -> row.flag("used"),
                        account,
                        item,
                        since)
                .orElse(false);
    }

    void clear(Tx tx, AccountId account, String item, Instant since) {
        tx.update(
                "delete from usage.record where account_id = ? and item = ? and at >= ?",
                account,
                item,
                since);
    }

    void close(Tx tx, AccountId account, Summary summary) {
        tx.update(
                """
                insert into usage.period (account_id, item, begins, ends, total, invoice)
                values (?, ?, ?, ?, ?, ?)
                """,
                account,
                summary.item(),
                summary.period().start(),
                summary.period().end(),
                summary.total(),
                summary.invoice().orElseThrow());
    }

    /** Closed periods that began before a moment, newest first. */
    List<Summary> before(Tx tx, AccountId account, String item, Instant moment, int limit) {
        return tx.list(
                """
                select item, begins, ends, total, invoice from usage.period
                where account_id = ? and item = ? and begins < ? order by begins desc limit ?
                """,
                UsageSql::summary,
                account,
                item,
                moment,
                limit);
    }

    /** Closed periods that began after a moment, oldest first. */
    List<Summary> after(Tx tx, AccountId account, String item, Instant moment, int limit) {
        return tx.list(
                """
                select item, begins, ends, total, invoice from usage.period
                where account_id = ? and item = ? and begins > ? order by begins limit ?
                """,
                UsageSql::summary,
                account,
                item,
                moment,
                limit);
    }

    private static Summary summary(Row row) {
        return new Summary(
                row.text("item"),
                new Span(row.time("begins"), row.time("ends")),
                row.number("total"),
                Optional.of(row.text("invoice")));
    }
}
