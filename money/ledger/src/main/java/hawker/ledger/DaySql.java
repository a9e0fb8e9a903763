package hawker.ledger;

import hawker.kernel.AccountId;
import hawker.kernel.IdCodec;
import hawker.kernel.Money;
import hawker.ledger.LedgerSql.Counters;
import hawker.platform.Tx;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;

/**
 * What days in the books moved. Journals lie in the order of their ids, which is that of time, so a
 * day is a short piece of that order; a journal may be made a little before or after the day it
 * counts for, and clearing counts for the day of what it clears.
 */
final class DaySql {

    /** Clocks of two nodes, and the moment between deciding and posting. */
    private static final Duration BLUR = Duration.ofHours(1);

    /** The facts whose journals of a day touch a pocket, in the order of their ids. */
    List<String> factsOn(
            Tx tx,
            AccountId account,
            LocalDate day,
            Set<Purpose> purposes,
            String after,
            int limit) {
        return tx.list(
                """
                select distinct j.source_id
                from ledger.journal j
                join ledger.transfer t
                  on t.account_id = j.account_id and t.journal_id = j.journal_id
                where j.account_id = ? and t.account_id = ? and j.journal_id > ?
                  and j.journal_id < ? and j.effective_on = ? and j.source_id > ?
                  and (t.debit_purpose = any(?::smallint[])
                    or t.credit_purpose = any(?::smallint[]))
                order by j.source_id limit ?
                """,
                row -> row.text("source_id"),
                account,
                account,
                from(day),
                upTo(day),
                day,
                after,
                codes(purposes),
                codes(purposes),
                limit);
    }

    /** The pocket's balance less what later days moved: one statement, so one moment. */
    Money through(Tx tx, AccountId account, Pocket pocket, LocalDate day) {
        int purpose = pocket.purpose().code();
        return tx.one(
                        """
                        select
                          coalesce((select sum(debits) from ledger.balance
                            where account_id = ? and purpose = ? and currency = ?), 0)
                          - coalesce(sum(t.amount) filter (where t.debit_purpose = ?), 0)
                            as debits,
                          coalesce((select sum(credits) from ledger.balance
                            where account_id = ? and purpose = ? and currency = ?), 0)
                          - coalesce(sum(t.amount) filter (where t.credit_purpose = ?), 0)
                            as credits
                        from ledger.journal j
                        join ledger.transfer t
                          on t.account_id = j.account_id and t.journal_id = j.journal_id
                        where j.account_id = ? and t.account_id = ? and j.journal_id > ?
                          and j.effective_on > ? and t.currency = ?
                        """,
                        row ->
                                LedgerSql.signed(
                                        pocket.purpose(),
                                        pocket.currency(),
                                        new Counters(row.number("debits"), row.number("credits"))),
                        account,
                        purpose,
                        pocket.currency(),
                        purpose,
                        account,
                        purpose,
                        pocket.currency(),
                        purpose,
                        account,
                        account,
                        from(day.plusDays(1)),
                        day,
                        pocket.currency())
                .orElseThrow();
    }

    private static String from(LocalDate day) {
        return IdCodec.firstBody(day.atStartOfDay(ZoneOffset.UTC).toInstant().minus(BLUR));
    }

    private static String upTo(LocalDate day) {
        return IdCodec.firstBody(
                day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant().plus(BLUR));
    }

    private static long[] codes(Set<Purpose> purposes) {
        return purposes.stream().mapToLong(Purpose::code).toArray();
    }
}
