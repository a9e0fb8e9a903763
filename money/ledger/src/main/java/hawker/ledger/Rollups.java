package hawker.ledger;

import hawker.kernel.Clock;
import hawker.kernel.Money;
import hawker.platform.TxRunner;
import java.time.LocalDate;
import java.util.List;

/**
 * The platform's own books: sums over all accounts, taken by a chore each minute and kept for each
 * day. Nothing that serves a request writes or waits for them, and no money is moved on what they
 * say.
 */
public final class Rollups {

    /** The counters of one purpose and currency over all accounts. */
    public record Total(Pocket pocket, long debits, long credits) {

        /** Positive on the purpose's normal side. */
        public Money balance() {
            return LedgerSql.signed(
                    pocket.purpose(), pocket.currency(), new LedgerSql.Counters(debits, credits));
        }
    }

    private final TxRunner tx;
    private final AuditSql sql;
    private final Clock clock;

    Rollups(TxRunner tx, AuditSql sql, Clock clock) {
        this.tx = tx;
        this.sql = sql;
        this.clock = clock;
    }

    /** The sums as the chore last took them on or before a day; the day's flow is a difference. */
    public List<Total> at(LocalDate day, boolean livemode) {
        return tx.onSingle(read -> sql.rollUp(read, livemode, day));
    }

    void take() {
        tx.acrossAccounts(
                "rollup",
                write -> {
                    sql.acrossRollUp(write, clock.today());
                    return true;
                });
    }
}
