package hawker.ledger;

import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.kernel.Money;
import hawker.platform.GroupCommit.Insert;
import hawker.platform.GroupCommit.Unit;
import hawker.platform.Row;
import hawker.platform.Tx;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The statements that write the books, and the balances. */
final class LedgerSql {

    private static final Insert JOURNALS =
            Insert.guarded(
                    "ledger.journal",
                    "account_id bigint",
                    "journal_id text",
                    "kind smallint",
                    "source_type smallint",
                    "source_id text",
                    "leg smallint",
                    "effective_on date",
                    "posted_at timestamptz",
                    "reverses text",
                    "link_id text",
                    "plan_version int");
    private static final Insert TRANSFERS =
            Insert.guarded(
                    "ledger.transfer",
                    "account_id bigint",
                    "journal_id text",
                    "n smallint",
                    "debit_purpose smallint",
                    "credit_purpose smallint",
                    "currency text",
                    "amount bigint",
                    "available_on date");
    private static final Insert BALANCES =
            Insert.adding(
                    "ledger.balance",
                    List.of(
                            "account_id bigint",
                            "purpose smallint",
                            "currency text",
                            "stripe smallint"),
                    List.of("debits bigint", "credits bigint"));

    /** What one journal adds to the counters of one pocket. */
    private record Sums(long debits, long credits) {
        Sums plus(Sums other) {
            return new Sums(
                    Math.addExact(debits, other.debits), Math.addExact(credits, other.credits));
        }
    }

    /** The two counters of a pocket. */
    record Counters(long debits, long credits) {
        long creditBalance() {
            return Math.subtractExact(credits, debits);
        }
    }

    /** The rows of a journal for the group-commit writer. */
    void add(Unit unit, Journal j, int stripe) {
        unit.add(
                JOURNALS,
                j.account(),
                j.id(),
                j.kind().code(),
                j.sourceType().code(),
                j.sourceId(),
                j.leg(),
                j.effectiveOn(),
                j.postedAt(),
                j.reverses(),
                j.link(),
                j.planVersion());
        for (var row : transferRows(j)) unit.add(TRANSFERS, row);
        for (var row : balanceRows(j, stripe)) unit.add(BALANCES, row);
    }

    /** Writes the journal row; false if the fact stands already. */
    boolean insertJournal(Tx tx, Journal j) {
        return !tx.list(
                        """
                        insert into ledger.journal (account_id, journal_id, kind, source_type,
                            source_id, leg, effective_on, posted_at, reverses, link_id,
                            plan_version)
                        values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        on conflict do nothing returning journal_id
                        """,
                        row -> row.text("journal_id"),
                        j.account(),
                        j.id(),
                        j.kind().code(),
                        j.sourceType().code(),
                        j.sourceId(),
                        j.leg(),
                        j.effectiveOn(),
                        j.postedAt(),
                        j.reverses(),
                        j.link(),
                        j.planVersion())
                .isEmpty();
    }

    void insertTransfers(Tx tx, Journal j) {
        tx.batch(
                """
                insert into ledger.transfer (account_id, journal_id, n, debit_purpose,
                    credit_purpose, currency, amount, available_on)
                values (?, ?, ?, ?, ?, ?, ?, ?)
                """,
                transferRows(j));
    }

    /** Adds to the balances, in key order: everybody takes these locks in the same order. */
    void addToBalances(Tx tx, Journal j, int stripe) {
        tx.batch(
                """
                insert into ledger.balance (account_id, purpose, currency, stripe, debits, credits)
                values (?, ?, ?, ?, ?, ?)
                on conflict (account_id, purpose, currency, stripe) do update
                    set debits = ledger.balance.debits + excluded.debits,
                        credits = ledger.balance.credits + excluded.credits
                """,
                balanceRows(j, stripe));
    }

    /** The id under which a fact stands in the books. */
    Optional<String> standing(Tx tx, Journal fact) {
        return tx.one(
                """
                select journal_id from ledger.journal
                where account_id = ? and source_type = ? and source_id = ? and kind = ? and leg = ?
                """,
                row -> row.text("journal_id"),
                fact.account(),
                fact.sourceType().code(),
                fact.sourceId(),
                fact.kind().code(),
                fact.leg());
    }

    private static List<Object[]> transferRows(Journal j) {
        var rows = new ArrayList<Object[]>();
        int n = 0;
        for (var t : j.transfers())
            rows.add(
                    new Object[] {
                        j.account(),
                        j.id(),
                        n++,
                        t.debit().code(),
                        t.credit().code(),
                        t.amount().currency(),
                        t.amount().minor(),
                        t.availableOn()
                    });
        return rows;
    }

    private static List<Object[]> balanceRows(Journal j, int stripe) {
        var sums = new TreeMap<Pocket, Sums>();
        for (var t : j.transfers()) {
            sums.merge(t.debited(), new Sums(t.amount().minor(), 0), Sums::plus);
            sums.merge(t.credited(), new Sums(0, t.amount().minor()), Sums::plus);
        }
        var rows = new ArrayList<Object[]>();
        sums.forEach((pocket, sum) ->
                rows.add(
                        new Object[] {
                            j.account(),
                            pocket.purpose().code(),
                            pocket.currency(),
                            stripe,
                            sum.debits(),
                            sum.credits()
                        }));
        return rows;
    }

    /** The counters of a pocket over all its stripes. */
    Counters counters(Tx tx, AccountId account, Pocket pocket) {
        return tx.one(
                        """
                        select coalesce(sum(debits), 0) as debits,
                               coalesce(sum(credits), 0) as credits
                        from ledger.balance
                        where account_id = ? and purpose = ? and currency = ?
                        """,
                        row -> new Counters(row.number("debits"), row.number("credits")),
                        account,
                        pocket.purpose().code(),
                        pocket.currency())
                .orElseThrow();
    }

    /** Every pocket of an account, in one statement and so at one moment. */
    Map<Pocket, Money> balances(Tx tx, AccountId account) {
        return tx
                .list(
                        """
                        select purpose, currency, sum(debits) as debits, sum(credits) as credits
                        from ledger.balance where account_id = ? group by purpose, currency
                        """,
                        row -> Map.entry(pocket(row), signed(row)),
                        account)
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Pocket pocket(Row row) {
        return new Pocket(Purpose.of(row.integer("purpose")), row.currency("currency"));
    }

    private static Money signed(Row row) {
        var currency = row.currency("currency");
        return signed(
                Purpose.of(row.integer("purpose")),
                currency,
                new Counters(row.number("debits"), row.number("credits")));
    }

    /** A balance as it is told: positive on the purpose's normal side. */
    static Money signed(Purpose purpose, Currency currency, Counters counters) {
        var credit = Money.of(counters.creditBalance(), currency);
        return switch (purpose.normalSide()) {
            case CREDIT -> credit;
            case DEBIT -> credit.negated();
        };
    }
}
