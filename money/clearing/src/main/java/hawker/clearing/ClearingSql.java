package hawker.clearing;

import hawker.clearing.Difference.Kind;
import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.kernel.Money;
import hawker.network.ClearingFile.Line;
import hawker.platform.Row;
import hawker.platform.Tx;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The rows of files, lines and differences. */
final class ClearingSql {

    private static final String DIFFERENCE =
            """
            select account_id, kind, subject, line_id, pays, attempt, on_day, currency, expected,
                   said, remains, found_at, settled_at
            from clearing.difference
            """;

    /** Which of these lines are in the books already. */
    Set<String> known(Tx tx, AccountId account, Collection<String> lineIds) {
        return new HashSet<>(
                tx.list(
                        """
                        select line_id from clearing.line
                        where account_id = ? and line_id = any(?)
                        """,
                        row -> row.text("line_id"),
                        account,
                        lineIds.toArray(String[]::new)));
    }

    /**
     * Writes a line that is in the books with the same transaction; throws if it was written
     * meanwhile by another program, whose transaction counts.
     *
     * @param subject the fact in the books
     */
    void insertLine(Tx tx, LocalDate day, Line line, String subject, Money settled) {
        int rows =
                tx.update(
                        """
                        insert into clearing.line (account_id, line_id, on_day, type, subject,
                            attempt, reference, currency, amount, interchange, settled)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing
                        """,
                        line.account(),
                        line.id(),
                        day,
                        String.valueOf(line.type().code()),
                        subject,
                        line.attempt(),
                        line.reference(),
                        line.amount().currency(),
                        line.amount().minor(),
                        line.interchange().minor(),
                        settled.minor());
        if (rows != 1) throw new IllegalStateException("somebody else reads " + line.id());
    }

    /** How much of these facts was settled, by fact, direction and currency. */
    Map<Side, Money> settled(Tx tx, AccountId account, Collection<String> subjects) {
        var sums = new HashMap<Side, Money>();
        tx.list(
                        """
                        select subject, type, currency, settled from clearing.line
                        where account_id = ? and subject = any(?)
                        """,
                        ClearingSql::settled,
                        account,
                        subjects.toArray(String[]::new))
                .forEach(each -> sums.merge(each.getKey(), each.getValue(), Money::plus));
        return sums;
    }

    private static Map.Entry<Side, Money> settled(Row row) {
        boolean pays = "CP".contains(row.text("type"));
        var amount = row.money("settled", "currency");
        return Map.entry(new Side(row.text("subject"), pays, amount.currency()), amount);
    }

    void insert(Tx tx, Difference d) {
        tx.update(
                """
                insert into clearing.difference (account_id, kind, subject, line_id, pays, attempt,
                    on_day, currency, expected, said, remains, found_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict do nothing
                """,
                d.account(),
                d.kind().text(),
                d.subject(),
                d.line(),
                d.pays(),
                d.attempt(),
                d.day(),
                d.expected().currency(),
                d.expected().minor(),
                d.said().minor(),
                d.remains().minor(),
                d.foundAt());
    }

    /** A later file had what was missing. */
    void settleMissing(Tx tx, AccountId account, Collection<String> subjects, Instant now) {
        tx.update(
                """
                update clearing.difference set settled_at = ?, remains = 0
                where account_id = ? and subject = any(?) and kind = 'missing'
                  and settled_at is null
                """,
                now,
                account,
                subjects.toArray(String[]::new));
    }

    /**
     * What the network paid for a payment of nobody it has taken again; whether there was one. Of
     * several one is settled: each has to be taken again.
     */
    boolean settleOrphan(Tx tx, AccountId account, String attempt, Money amount, Instant now) {
        return tx.update(
                        """
                        update clearing.difference set settled_at = ?
                        where account_id = ? and (kind, subject, line_id) = (
                          select kind, subject, line_id from clearing.difference
                          where account_id = ? and attempt = ? and currency = ? and said = ?
                            and kind in ('orphan', 'double') and pays and settled_at is null
                          order by on_day, line_id limit 1)
                        """,
                        now,
                        account,
                        account,
                        attempt,
                        amount.currency(),
                        amount.minor())
                == 1;
    }

    List<Difference> open(Tx tx, AccountId account) {
        return tx.list(
                DIFFERENCE + "where account_id = ? and settled_at is null order by on_day, subject",
                ClearingSql::difference,
                account);
    }

    /** Of all accounts, the newest first: for the operator's page. */
    List<Difference> acrossOpen(Tx tx, int limit) {
        return tx.list(
                "/* across: clearing-differences */ "
                        + DIFFERENCE
                        + "where settled_at is null order by found_at desc, subject limit ?",
                ClearingSql::difference,
                limit);
    }

    private static Difference difference(Row row) {
        return new Difference(
                row.account("account_id"),
                Kind.valueOf(row.text("kind").toUpperCase(Locale.ROOT)),
                row.text("subject"),
                row.text("line_id"),
                row.flag("pays"),
                row.text("attempt"),
                row.day("on_day"),
                row.money("expected", "currency"),
                row.money("said", "currency"),
                row.money("remains", "currency"),
                row.time("found_at"),
                row.maybeTime("settled_at"));
    }

    /** What a book has left of the days through one, and what of that is listed. */
    void keep(Tx tx, AccountId account, Left left) {
        tx.update(
                """
                insert into clearing.book (account_id, pays, currency, through, left_minor, listed)
                values (?, ?, ?, ?, ?, ?)
                on conflict (account_id, pays, currency) do update
                set through = excluded.through, left_minor = excluded.left_minor,
                    listed = excluded.listed
                """,
                account,
                left.pays(),
                left.left().currency(),
                left.through(),
                left.left().minor(),
                left.listed().minor());
    }

    List<Left> left(Tx tx, AccountId account) {
        return tx.list(
                """
                select pays, currency, through, left_minor, listed from clearing.book
                where account_id = ? order by currency, pays
                """,
                row ->
                        new Left(
                                row.flag("pays"),
                                row.day("through"),
                                row.money("left_minor", "currency"),
                                row.money("listed", "currency")),
                account);
    }

    /** The last day whose file is in the books whole. */
    Optional<LocalDate> lastDone(Tx tx) {
        return tx.one(
                "select on_day from clearing.file where done order by on_day desc limit 1",
                row -> row.day("on_day"));
    }

    void file(Tx tx, ClearedDay file) {
        tx.update(
                """
                insert into clearing.file (on_day, lines, problem, read_at, done)
                values (?, ?, ?, ?, ?)
                on conflict (on_day) do update
                set lines = excluded.lines, problem = excluded.problem,
                    read_at = excluded.read_at, done = excluded.done
                """,
                file.day(),
                file.lines(),
                file.problem(),
                file.readAt(),
                file.done());
    }

    List<ClearedDay> files(Tx tx, int limit) {
        return tx.list(
                """
                select on_day, lines, problem, read_at, done from clearing.file
                order by on_day desc limit ?
                """,
                row ->
                        new ClearedDay(
                                row.day("on_day"),
                                row.number("lines"),
                                row.maybeText("problem"),
                                row.time("read_at"),
                                row.flag("done")),
                limit);
    }

    /**
     * One fact in the books, seen from the network: what it is to pay for it, or to take.
     *
     * @param pays whether it is to pay
     */
    record Side(String subject, boolean pays, Currency currency) {}

    /**
     * What a book has left of the days through one that should be settled.
     *
     * @param pays what the network is to pay, or to take
     * @param listed how much of it stands in the list of differences
     */
    record Left(boolean pays, LocalDate through, Money left, Money listed) {}
}
