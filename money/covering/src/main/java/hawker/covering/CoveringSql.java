package hawker.covering;

import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.kernel.Money;
import hawker.platform.Row;
import hawker.platform.Tx;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The statements of the room. */
final class CoveringSql {

    /** What a platform has set aside for an account, and how often that changed. */
    record Reserved(long amount, int moves) {}

    List<Shortfall> shortfalls(Tx tx, AccountId account) {
        return tx.list(
                """
                select currency, since, due_on, tries from covering.shortfall
                where account_id = ? order by currency
                """,
                row ->
                        new Shortfall(
                                account,
                                row.currency("currency"),
                                row.day("since"),
                                row.day("due_on"),
                                row.integer("tries")),
                account);
    }

    /** Accounts with one, in the order of their numbers, from the one behind {@code after}. */
    List<AccountId> acrossShort(Tx tx, long after, int limit) {
        return tx.list(
                """
                /* across: covering */ select distinct account_id from covering.shortfall
                where account_id > ? order by account_id limit ?
                """,
                row -> row.account("account_id"),
                after,
                limit);
    }

    /** Accounts for which a platform has set something aside, likewise. */
    List<AccountId> acrossCovered(Tx tx, long after, int limit) {
        return tx.list(
                """
                /* across: covering */ select distinct covered_id from covering.reserve
                where amount > 0 and covered_id > ? order by covered_id limit ?
                """,
                row -> row.account("covered_id"),
                after,
                limit);
    }

    void insert(Tx tx, Shortfall shortfall) {
        tx.update(
                """
                insert into covering.shortfall (account_id, currency, since, due_on, tries)
                values (?, ?, ?, ?, ?) on conflict do nothing
                """,
                shortfall.account(),
                shortfall.currency().code(),
                shortfall.since(),
                shortfall.dueOn(),
                shortfall.tries());
    }

    void update(Tx tx, Shortfall shortfall) {
        tx.update(
                """
                update covering.shortfall set due_on = ?, tries = ?
                where account_id = ? and currency = ?
                """,
                shortfall.dueOn(),
                shortfall.tries(),
                shortfall.account(),
                shortfall.currency().code());
    }

    void delete(Tx tx, AccountId account, Currency currency) {
        tx.update(
                "delete from covering.shortfall where account_id = ? and currency = ?",
                account,
                currency.code());
    }

    /** False if one of the currency is on its way. */
    boolean insert(Tx tx, Debit debit) {
        return tx.update(
                        """
                        insert into covering.debit
                            (account_id, debit_id, currency, amount, status, failure, created)
                        values (?, ?, ?, ?, ?, null, ?) on conflict do nothing
                        """,
                        debit.account(),
                        debit.id(),
                        debit.amount().currency().code(),
                        debit.amount().minor(),
                        debit.status().word(),
                        debit.created())
                == 1;
    }

    /** Ends one that is pending; false if it was ended before. */
    boolean end(
            Tx tx, AccountId account, String id, Debit.Status status, Optional<String> failure) {
        return tx.update(
                        """
                        update covering.debit set status = ?, failure = ?
                        where account_id = ? and debit_id = ? and status = 'pending'
                        """,
                        status.word(),
                        failure,
                        account,
                        id)
                == 1;
    }

    Optional<Debit> debit(Tx tx, AccountId account, String id) {
        return tx.one(
                "select * from covering.debit where account_id = ? and debit_id = ?",
                CoveringSql::debit,
                account,
                id);
    }

    List<Debit> debits(Tx tx, AccountId account) {
        return tx.list(
                "select * from covering.debit where account_id = ? order by debit_id",
                CoveringSql::debit,
                account);
    }

    /** What is on its way from an account's bank, by currency. */
    Map<Currency, Money> underWay(Tx tx, AccountId account) {
        var all = new TreeMap<Currency, Money>();
        tx.list(
                        """
                        select currency, sum(amount)::bigint as amount from covering.debit
                        where account_id = ? and status = 'pending' group by currency
                        """,
                        row -> row.money("amount", "currency"),
                        account)
                .forEach(money -> all.put(money.currency(), money));
        return all;
    }

    /** What a platform has set aside, by currency. */
    Map<Currency, Money> reserved(Tx tx, AccountId platform) {
        var all = new TreeMap<Currency, Money>();
        tx.list(
                        """
                        select currency, sum(amount)::bigint as amount from covering.reserve
                        where account_id = ? group by currency
                        """,
                        row -> row.money("amount", "currency"),
                        platform)
                .forEach(money -> all.put(money.currency(), money));
        return all;
    }

    /** A platform's row for an account, made if it is not there, and locked. */
    Reserved lockReserve(Tx tx, AccountId platform, AccountId covered, Currency currency) {
        tx.update(
                """
                insert into covering.reserve (account_id, covered_id, currency, amount, moves)
                values (?, ?, ?, 0, 0) on conflict do nothing
                """,
                platform,
                covered,
                currency.code());
        return tx.one(
                        """
                        select amount, moves from covering.reserve
                        where account_id = ? and covered_id = ? and currency = ? for update
                        """,
                        row -> new Reserved(row.number("amount"), row.integer("moves")),
                        platform,
                        covered,
                        currency.code())
                .orElseThrow();
    }

    /** The currencies in which a platform has set something aside for an account. */
    List<Currency> reservedFor(Tx tx, AccountId platform, AccountId covered) {
        return tx.list(
                """
                select currency from covering.reserve
                where account_id = ? and covered_id = ? and amount > 0
                """,
                row -> row.currency("currency"),
                platform,
                covered);
    }

    void setReserve(Tx tx, AccountId platform, AccountId covered, Currency currency, Reserved now) {
        tx.update(
                """
                update covering.reserve set amount = ?, moves = ?
                where account_id = ? and covered_id = ? and currency = ?
                """,
                now.amount(),
                now.moves(),
                platform,
                covered,
                currency.code());
    }

    private static Debit debit(Row row) {
        return new Debit(
                row.text("debit_id"),
                row.account("account_id"),
                row.money("amount", "currency"),
                Debit.Status.of(row.text("status")),
                row.maybeText("failure"),
                row.time("created"));
    }
}
