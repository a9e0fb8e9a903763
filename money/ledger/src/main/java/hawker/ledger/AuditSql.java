package hawker.ledger;

import hawker.kernel.AccountId;
import hawker.ledger.BookInvariants.Broken;
import hawker.platform.Row;
import hawker.platform.Tx;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The statements that look for what must not be, and keep what was found. */
final class AuditSql {

    /** How many offending rows of one check are kept. */
    private static final int MOST = 5;

    private static final long[] BOUNDED_KINDS =
            Arrays.stream(Kind.values()).filter(Kind::bounded).mapToLong(Kind::code).toArray();
    private static final long[] FLOORED =
            Arrays.stream(Purpose.values())
                    .filter(Purpose::floored)
                    .mapToLong(Purpose::code)
                    .toArray();

    /**
     * Debits and credits of the pockets: a checkpoint's, and those of the transfers between two
     * positions, which are read once and added up by both of their sides before they are told
     * apart.
     */
    static final String LINES =
            """
            with moved as (
                select t.debit_purpose, t.credit_purpose, t.currency, sum(t.amount) as amount
                from ledger.journal j join ledger.transfer t
                  on t.account_id = j.account_id and t.journal_id = j.journal_id
                where j.account_id = ? and j.position > ? and j.position <= ?
                group by t.debit_purpose, t.credit_purpose, t.currency),
            line as (
                select debit_purpose as purpose, currency, amount as debits, 0 as credits
                from moved
                union all
                select credit_purpose, currency, 0, amount from moved
                union all
                select c.purpose, c.currency, c.debits, c.credits
                from ledger.checkpoint c where c.account_id = ? and c.seq = ?)
            """;

    private static final String COMPARED =
            """
            select coalesce(a.purpose, b.purpose) || ' ' || coalesce(a.currency, b.currency)
                     as offending,
                   format('stored %s debits %s credits, transfers %s debits %s credits',
                     b.debits, b.credits, a.debits, a.credits) as says
            from added a full join stored b using (purpose, currency)
            where (a.debits, a.credits) is distinct from (b.debits, b.credits) limit ?
            """;

    List<Broken> unbalanced(Tx tx, AccountId account) {
        return tx.list(
                """
                select currency as offending,
                       format('%s debits, %s credits', sum(debits), sum(credits)) as says
                from ledger.balance where account_id = ?
                group by currency having sum(debits) <> sum(credits)
                """,
                AuditSql::broken, account);
    }

    /** Stored balances against a checkpoint and all transfers since. */
    List<Broken> drifted(Tx tx, AccountId account, Seal since) {
        return compared(
                tx,
                """
                select purpose, currency, sum(debits) as debits, sum(credits) as credits
                from ledger.balance where account_id = ? group by purpose, currency
                """,
                List.of(account),
                account,
                since,
                Long.MAX_VALUE);
    }

    /** A checkpoint against the one before and the transfers between. */
    List<Broken> driftedBetween(Tx tx, AccountId account, Seal before, Seal now) {
        return compared(
                tx,
                """
                select purpose, currency, debits::numeric, credits::numeric
                from ledger.checkpoint where account_id = ? and seq = ?
                """,
                List.of(account, now.number()),
                account,
                before,
                now.position());
    }

    private static List<Broken> compared(
            Tx tx, String stored, List<Object> of, AccountId account, Seal since, long upTo) {
        var args = new ArrayList<Object>();
        args.addAll(List.of(account, since.position(), upTo));
        args.addAll(List.of(account, since.number()));
        args.addAll(of);
        args.add(MOST);
        return tx.list(
                LINES
                        + ", added as (select purpose, currency, sum(debits) as debits,"
                        + " sum(credits) as credits from line group by purpose, currency),"
                        + " stored as ("
                        + stored
                        + ") "
                        + COMPARED,
                AuditSql::broken,
                args.toArray());
    }

    /**
     * Bounded debits that did not see the one before them (the newest of each pocket); those of the
     * journals since a checkpoint that stand without their row of what they saw, or take another
     * amount; promises of funded pockets that are not covered.
     */
    List<Broken> overdrawn(Tx tx, AccountId account, Seal since, int newest) {
        return tx.list(
                """
                select journal_id as offending, format('saw %s debits after %s', debits_seen,
                         before) as says
                from (
                    select b.journal_id, b.debits_seen, lag(b.debits_seen + b.amount)
                             over (partition by p.purpose, p.currency
                                   order by b.debits_seen, b.journal_id) as before
                    from ledger.pocket p cross join lateral (
                        select journal_id, debits_seen, amount from ledger.bounded_debit
                        where account_id = p.account_id and purpose = p.purpose
                          and currency = p.currency
                        order by debits_seen desc limit ?) b
                    where p.account_id = ?) chain
                where debits_seen < before
                union all
                select j.journal_id, format('takes %s, guarded %s', sum(t.amount), max(b.amount))
                from ledger.journal j
                join ledger.transfer t
                  on t.account_id = j.account_id and t.journal_id = j.journal_id
                left join ledger.bounded_debit b
                  on b.account_id = j.account_id and b.journal_id = j.journal_id
                where j.account_id = ? and j.position > ? and j.kind = any(?::smallint[])
                  and t.debit_purpose = any(?::smallint[])
                group by j.journal_id
                having sum(t.amount) is distinct from max(b.amount)
                union all
                select h.purpose || ' ' || h.currency, format('%s promised of %s', h.held,
                         coalesce(b.balance, 0))
                from (
                    select purpose, currency, sum(amount) as held from ledger.hold
                    where account_id = ? and released_at is null and purpose in (26, 28, 29)
                    group by purpose, currency) h
                left join (
                    select purpose, currency, sum(credits - debits) as balance
                    from ledger.balance where account_id = ? group by purpose, currency) b
                  using (purpose, currency)
                where h.held > coalesce(b.balance, 0)
                limit ?
                """,
                AuditSql::broken,
                newest,
                account,
                account,
                since.position(),
                BOUNDED_KINDS,
                FLOORED,
                account,
                account,
                MOST);
    }

    List<Broken> incomplete(Tx tx, AccountId account, Seal since) {
        return tx.list(
                """
                select j.journal_id as offending, 'no transfers' as says
                from ledger.journal j
                where j.account_id = ? and j.position > ? and not exists (
                    select 1 from ledger.transfer t
                    where t.account_id = j.account_id and t.journal_id = j.journal_id)
                limit ?
                """,
                AuditSql::broken,
                account,
                since.position(),
                MOST);
    }

    List<Broken> badSeals(Tx tx, AccountId account) {
        return tx.list(
                """
                select seq::text as offending, format('position %s follows seal %s at %s',
                         position, before, lower) as says
                from (
                    select seq, position, lag(seq, 1, 0::bigint) over w as before,
                           lag(position, 1, 0::bigint) over w as lower
                    from ledger.seal where account_id = ? window w as (order by seq)) s
                where seq <> before + 1 or position <= lower limit ?
                """,
                AuditSql::broken, account, MOST);
    }

    private static Broken broken(Row row) {
        return new Broken(row.text("offending"), row.text("says"));
    }

    /**
     * What all counters of an account add up to. They only grow, so an account whose sum stands has
     * had no posting.
     */
    SortedMap<AccountId, Long> acrossSums(Tx tx) {
        var sums = new TreeMap<AccountId, Long>();
        tx.list(
                        """
                        /* across: audit */
                        select account_id, sum(debits + credits) as counted
                        from ledger.balance group by account_id
                        """,
                        row -> Map.entry(row.account("account_id"), row.number("counted")))
                .forEach(sum -> sums.put(sum.getKey(), sum.getValue()));
        return sums;
    }

    /**
     * Puts what was found of an account in the place of what stood there; old ones keep their time.
     */
    void replaceFindings(Tx tx, AccountId account, List<Finding> found, Instant at) {
        tx.update(
                """
                delete from ledger.finding
                where account_id = ? and invariant || ' ' || offending <> all(?)
                """,
                account,
                found.stream()
                        .map(f -> f.invariant() + " " + f.offending())
                        .toArray(String[]::new));
        tx.batch(
                """
                insert into ledger.finding (account_id, invariant, offending, says, found_at)
                values (?, ?, ?, ?, ?)
                on conflict (account_id, invariant, offending) do update set says = excluded.says
                """,
                found.stream()
                        .map(f ->
                                new Object[] {account, f.invariant(), f.offending(), f.says(), at})
                        .toList());
    }

    /** A finding and when it was first seen. */
    record Dated(Finding finding, Instant since) {}

    /** The oldest findings of all accounts. */
    List<Dated> acrossFindings(Tx tx, int most) {
        return tx.list(
                """
                /* across: audit */
                select account_id, invariant, offending, says, found_at from ledger.finding
                order by found_at, account_id, invariant, offending limit ?
                """,
                row ->
                        new Dated(
                                new Finding(
                                        row.text("invariant"),
                                        row.account("account_id"),
                                        row.text("offending"),
                                        row.text("says")),
                                row.time("found_at")),
                most);
    }

    void checked(Tx tx, Invariant invariant, Instant at, long accounts) {
        tx.update(
                """
                insert into ledger.audit (invariant, says, checked_at, accounts)
                values (?, ?, ?, ?)
                on conflict (invariant) do update set says = excluded.says,
                    checked_at = excluded.checked_at, accounts = excluded.accounts
                """,
                invariant.id(),
                invariant.says(),
                at,
                accounts);
    }

    /** When each invariant was last looked at, with the findings of its own, oldest first. */
    List<Audit.Check> checks(Tx tx, List<Dated> found) {
        return tx.list(
                "select invariant, says, checked_at, accounts from ledger.audit order by invariant",
                row -> {
                    var id = row.text("invariant");
                    var own =
                            found.stream().filter(f -> f.finding().invariant().equals(id)).toList();
                    return new Audit.Check(
                            id,
                            row.text("says"),
                            own.stream().map(Dated::finding).toList(),
                            own.stream().findFirst().map(Dated::since),
                            row.time("checked_at"),
                            row.number("accounts"));
                });
    }

    /** Takes the sums over all accounts for the day. */
    void acrossRollUp(Tx tx, LocalDate day) {
        tx.update(
                """
                /* across: rollup */
                insert into ledger.rollup (on_day, livemode, purpose, currency, debits, credits)
                select ?, account_id % 2 = 0, purpose, currency, sum(debits), sum(credits)
                from ledger.balance group by account_id % 2 = 0, purpose, currency
                on conflict (on_day, livemode, purpose, currency) do update
                    set debits = excluded.debits, credits = excluded.credits
                """,
                day);
    }

    /** The sums of the newest day taken on or before a day. */
    List<Rollups.Total> rollUp(Tx tx, boolean livemode, LocalDate day) {
        return tx.list(
                """
                select purpose, currency, debits, credits from ledger.rollup
                where livemode = ? and on_day = (
                    select max(on_day) from ledger.rollup where livemode = ? and on_day <= ?)
                order by purpose, currency
                """,
                row ->
                        new Rollups.Total(
                                new Pocket(
                                        Purpose.of(row.integer("purpose")),
                                        row.currency("currency")),
                                row.number("debits"),
                                row.number("credits")),
                livemode,
                livemode,
                day);
    }
}
