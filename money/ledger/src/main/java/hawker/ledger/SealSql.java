package hawker.ledger;

import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.kernel.Money;
import hawker.platform.Row;
import hawker.platform.Tx;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The statements about seals and what lies between them. */
final class SealSql {

    /** The book row of the account, locked until the end of the transaction. */
    void lockBook(Tx tx, AccountId account) {
        tx.update(
                "insert into ledger.book (account_id) values (?) on conflict do nothing", account);
        tx.one(
                "select stripes from ledger.book where account_id = ? for update",
                row -> row.integer("stripes"),
                account);
    }

    Optional<Seal> last(Tx tx, AccountId account) {
        return tx.one(
                """
                select seq, position, sealed_at from ledger.seal
                where account_id = ? order by seq desc limit 1
                """,
                SealSql::seal,
                account);
    }

    Optional<Seal> find(Tx tx, AccountId account, long number) {
        return tx.one(
                """
                select seq, position, sealed_at from ledger.seal
                where account_id = ? and seq = ?
                """,
                SealSql::seal,
                account,
                number);
    }

    private static Seal seal(Row row) {
        return new Seal(row.number("seq"), row.number("position"), row.time("sealed_at"));
    }

    /** The last position below every transaction that still runs. */
    long finalPosition(Tx tx) {
        return tx.one(
                        """
                        select pg_snapshot_xmin(pg_current_snapshot())::text::bigint - 1 as position
                        """,
                        row -> row.number("position"))
                .orElseThrow();
    }

    /** 20 ms of the server's time. */
    void waitALittle(Tx tx) {
        tx.one("select pg_sleep(0.02) is null as slept", row -> row.flag("slept"));
    }

    /** The position of the newest journal between two positions; empty if there is none. */
    Optional<Long> newest(Tx tx, AccountId account, long after, long upTo) {
        return tx.one(
                        """
                        select max(position) as newest from ledger.journal
                        where account_id = ? and position > ? and position <= ?
                        """,
                        row -> row.maybeNumber("newest"),
                        account,
                        after,
                        upTo)
                .flatMap(newest -> newest);
    }

    void insert(Tx tx, AccountId account, Seal seal) {
        tx.update(
                """
                insert into ledger.seal (account_id, seq, position, sealed_at) values (?, ?, ?, ?)
                """,
                account,
                seal.number(),
                seal.position(),
                seal.sealedAt());
    }

    /** Credits less debits of a pocket between two positions, one sort of journal left out. */
    Money moved(
            Tx tx,
            AccountId account,
            Pocket pocket,
            long after,
            long upTo,
            Kind without,
            SourceType withoutOf) {
        int purpose = pocket.purpose().code();
        return tx.one(
                        """
                        select coalesce(sum(
                            case when t.credit_purpose = ? then t.amount else -t.amount end), 0)
                            as moved
                        from ledger.journal j
                        join ledger.transfer t
                          on t.account_id = j.account_id and t.journal_id = j.journal_id
                        where j.account_id = ? and j.position > ? and j.position <= ?
                          and j.kind = any(?::smallint[])
                          and not (j.kind = ? and j.source_type = ?)
                          and t.currency = ? and (t.debit_purpose = ? or t.credit_purpose = ?)
                        """,
                        row -> Money.of(row.number("moved"), pocket.currency()),
                        purpose,
                        account,
                        after,
                        upTo,
                        StatementSql.codes(Kind.touching(pocket.purpose())),
                        without.code(),
                        withoutOf.code(),
                        pocket.currency(),
                        purpose,
                        purpose)
                .orElseThrow();
    }

    /** What a waiting pocket gained for a day, by currency, releases themselves left out. */
    Map<Currency, Money> waitingFor(
            Tx tx, AccountId account, Purpose waiting, LocalDate day, long after, long upTo) {
        var byCurrency = new TreeMap<Currency, Money>();
        tx.list(
                        """
                        select t.currency, sum(
                            case when t.credit_purpose = ? then t.amount else -t.amount end)
                            as amount
                        from ledger.transfer t
                        join ledger.journal j
                          on j.account_id = t.account_id and j.journal_id = t.journal_id
                        where t.account_id = ? and t.available_on = ?
                          and (t.debit_purpose = ? or t.credit_purpose = ?)
                          and j.position > ? and j.position <= ? and j.kind not in (4, 5)
                        group by t.currency
                        """,
                        row -> row.money("amount", "currency"),
                        waiting.code(),
                        account,
                        day,
                        waiting.code(),
                        waiting.code(),
                        after,
                        upTo)
                .forEach(amount -> byCurrency.put(amount.currency(), amount));
        return byCurrency;
    }

    /** What waits in a pocket for each day between two, releases included, zeros left out. */
    List<Waiting> waiting(
            Tx tx, AccountId account, Purpose waiting, LocalDate from, LocalDate through) {
        return tx.list(
                """
                select available_on, currency, sum(
                    case when credit_purpose = ? then amount else -amount end) as amount
                from ledger.transfer
                where account_id = ? and available_on >= ? and available_on <= ?
                  and (debit_purpose = ? or credit_purpose = ?)
                group by available_on, currency
                having sum(case when credit_purpose = ? then amount else -amount end) <> 0
                order by available_on, currency
                """,
                row -> new Waiting(row.day("available_on"), row.money("amount", "currency")),
                waiting.code(),
                account,
                from,
                through,
                waiting.code(),
                waiting.code(),
                waiting.code());
    }

    /** The newest checkpoint's seal. */
    Optional<Seal> checkpointed(Tx tx, AccountId account) {
        return tx.one(
                """
                select s.seq, s.position, s.sealed_at from ledger.seal s
                where s.account_id = ? and s.seq = (
                    select max(c.seq) from ledger.checkpoint c where c.account_id = s.account_id)
                """,
                SealSql::seal,
                account);
    }

    /** All seals that have a checkpoint, oldest first. */
    List<Seal> checkpoints(Tx tx, AccountId account) {
        return tx.list(
                """
                select s.seq, s.position, s.sealed_at from ledger.seal s
                where s.account_id = ? and exists (
                    select 1 from ledger.checkpoint c
                    where c.account_id = s.account_id and c.seq = s.seq)
                order by s.seq
                """,
                SealSql::seal,
                account);
    }

    long journalsAfter(Tx tx, AccountId account, long position) {
        return tx.one(
                        """
                        select count(*) as journals from ledger.journal
                        where account_id = ? and position > ?
                        """,
                        row -> row.number("journals"),
                        account,
                        position)
                .orElseThrow();
    }

    /** Writes the totals up to a seal: those of the checkpoint before and what came since. */
    void insertCheckpoint(Tx tx, AccountId account, Seal before, Seal now) {
        tx.update(
                AuditSql.LINES
                        + """
                        insert into ledger.checkpoint
                            (account_id, seq, purpose, currency, debits, credits)
                        select ?, ?, purpose, currency, sum(debits), sum(credits) from line
                        group by purpose, currency
                        """,
                account,
                before.position(),
                now.position(),
                account,
                before.number(),
                account,
                now.number());
    }
}
