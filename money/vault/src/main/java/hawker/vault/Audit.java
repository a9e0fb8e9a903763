package hawker.vault;

import hawker.kernel.AccountId;
import hawker.kernel.Clock;
import hawker.platform.Secrets;
import hawker.vault.CardsSql.AuditRow;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/**
 * The vault's audit: who opened which card and what was refused (PCI DSS 10.2). Rows of one start
 * of the program form a chain, each holding the hash of the one before, so that a row taken out or
 * changed afterwards shows.
 *
 * <p>A refusal is written before its caller hears of it. Ordinary openings are collected and
 * written within a second, so that a payment does not wait for them; a crash may lose that second.
 */
final class Audit implements AutoCloseable {

    private static final int MOST = 500;

    private final CardsSql sql;
    private final Clock clock;
    private final String chain;
    private final List<AuditRow> waiting = new ArrayList<>();
    private long n;
    private String previous;

    Audit(CardsSql sql, Clock clock, String chain) {
        this.sql = sql;
        this.clock = clock;
        this.chain = chain;
        this.previous = Secrets.sha256(chain);
    }

    /** Something ordinary. */
    synchronized void note(AccountId account, String act, String subject, String outcome) {
        add(account, act, subject, outcome);
        if (waiting.size() >= MOST) flush();
    }

    /** Something that should not have been tried: durable when this returns. */
    synchronized void refusal(AccountId account, String act, String subject, String outcome) {
        add(account, act, subject, outcome);
        flush();
    }

    /** Writes what waits; on failure it waits on. */
    synchronized void flush() {
        if (waiting.isEmpty()) return;
        sql.insertAudit(List.copyOf(waiting));
        waiting.clear();
    }

    /** Whether the stored chain is whole: numbers without a gap, each hash right. */
    boolean isWhole() {
        flush();
        var before = Secrets.sha256(chain);
        long expected = 0;
        while (true) {
            var rows = sql.chain(chain, expected, MOST);
            for (var row : rows) {
                if (row.n() != expected++ || !row.previous().equals(before)) return false;
                before = hash(row.n(), row.account(), row.at().toString(), row, before);
                if (!row.hash().equals(before)) return false;
            }
            if (rows.size() < MOST) return expected == length();
        }
    }

    String chain() {
        return chain;
    }

    @Override
    public void close() {
        flush();
    }

    private synchronized long length() {
        return n;
    }

    private void add(AccountId account, String act, String subject, String outcome) {
        // The database keeps microseconds; the hash must be over what will be read again.
        var at = clock.now().truncatedTo(ChronoUnit.MICROS);
        var draft = new AuditRow(account, chain, n, at, act, subject, outcome, previous, "");
        var hash = hash(n, account, at.toString(), draft, previous);
        waiting.add(new AuditRow(account, chain, n, at, act, subject, outcome, previous, hash));
        previous = hash;
        n++;
    }

    private static String hash(
            long n, AccountId account, String at, AuditRow row, String previous) {
        return Secrets.sha256(
                String.join(
                        "\n",
                        Long.toString(n),
                        account.toString(),
                        at,
                        row.act(),
                        row.subject(),
                        row.outcome(),
                        previous));
    }
}
