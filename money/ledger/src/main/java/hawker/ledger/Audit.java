package hawker.ledger;

import hawker.kernel.AccountId;
import hawker.kernel.Clock;
import hawker.platform.Platform;
import hawker.platform.TxRunner;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Looks each minute whether the money is right.
 *
 * <p>Every account whose balances have changed since it was last found right is checked, and every
 * one that was found wrong; besides, each account has its turn within an hour, changed or not, and
 * an older part of its book is added up again. What is found is kept for the operator's page, shown
 * as metrics, and a failure of I1 to I4 stops the account's payouts until a person lets them go on:
 * fail closed for money that leaves, never for charges.
 */
public final class Audit {

    /** The name of the chore. */
    public static final String CHORE = "ledger-audit";

    /** The invariant that is about texts, not accounts: it counts the rows looked at. */
    public static final String TEXTS = "I12";

    private static final Set<String> STOPPING = Set.of("I1", "I2", "I3", "I4");

    /** Every account has its turn within about an hour. */
    private static final int RUNS_A_ROUND = 60;

    private static final int FEWEST_A_RUN = 10;
    private static final int JOURNALS_A_CHECKPOINT = 2_000;
    private static final int SHOWN = 100;

    /**
     * The state of one invariant over all accounts.
     *
     * @param findings the first places where it is broken; empty: green
     * @param brokenSince when the oldest of them was found
     * @param checkedAt when it was last looked at; old means that nobody looks
     * @param accounts how many were looked at; of {@link #TEXTS} rows
     */
    public record Check(
            String invariant,
            String says,
            List<Finding> findings,
            Optional<Instant> brokenSince,
            Instant checkedAt,
            long accounts) {

        public boolean green() {
            return findings.isEmpty();
        }
    }

    private final TxRunner tx;
    private final Clock clock;
    private final AuditSql sql = new AuditSql();
    private final BookSql book = new BookSql();
    private final Sealing sealing;
    private final List<Invariant> invariants;
    private final BookInvariants own;
    private final Optional<TextAudit> texts;
    private final MeterRegistry metrics;
    private final Map<String, AtomicLong> gauges = new HashMap<>();

    /** The sums at which each account was last found right. */
    private final Map<AccountId, Long> right = new HashMap<>();

    private long turn;
    private long runs;

    Audit(Platform platform, List<Invariant> more) {
        this(platform, more, Optional.empty());
    }

    Audit(Platform platform, List<Invariant> more, Optional<TextAudit> texts) {
        this.texts = texts;
        tx = platform.tx();
        clock = platform.clock();
        metrics = platform.metrics();
        var seals = new SealSql();
        sealing = new Sealing(seals, clock);
        own = new BookInvariants(tx, sql, seals);
        invariants = Stream.concat(own.each().stream(), more.stream()).toList();
    }

    /** Everything that is wrong with an account's money now; empty if nothing is. */
    public List<Finding> check(AccountId account) {
        return found(account, invariants);
    }

    /** The same, with its book added up from the first transfer. */
    public List<Finding> checkFromTheStart(AccountId account) {
        return found(account, Stream.concat(invariants.stream(), own.whole().stream()).toList());
    }

    private static List<Finding> found(AccountId account, List<Invariant> of) {
        return of.stream().flatMap(invariant -> invariant.check(account).stream()).toList();
    }

    /** One run of the chore. */
    public synchronized void checkAll() {
        var sums = tx.readAcross("audit", sql::acrossSums);
        for (var sum : sums.entrySet())
            if (!sum.getValue().equals(right.get(sum.getKey())))
                judge(sum.getKey(), sum.getValue(), check(sum.getKey()));
        for (var account : inTurn(List.copyOf(sums.keySet())))
            judge(account, sums.getOrDefault(account, 0L), checkInTurn(account));
        right.keySet().retainAll(sums.keySet());
        runs++;
        publish(sums.size());
    }

    private List<Finding> checkInTurn(AccountId account) {
        var all = Stream.concat(invariants.stream(), own.part(runs).stream()).toList();
        return found(account, all);
    }

    private List<AccountId> inTurn(List<AccountId> accounts) {
        var chosen = new ArrayList<AccountId>();
        int count = Math.max(FEWEST_A_RUN, accounts.size() / RUNS_A_ROUND);
        count = Math.min(count, accounts.size());
        for (int i = 0; i < count; i++)
            chosen.add(accounts.get((int) ((turn + i) % accounts.size())));
        turn += count;
        return chosen;
    }

    /** Keeps what was found of an account, and acts on it. */
    private void judge(AccountId account, long sum, List<Finding> found) {
        boolean wasRight = right.containsKey(account);
        if (found.isEmpty()) right.put(account, sum);
        else right.remove(account);
        if (!found.isEmpty() || !wasRight)
            tx.doInAccount(
                    account,
                    write -> {
                        sql.replaceFindings(write, account, found, clock.now());
                        found.stream()
                                .filter(f -> STOPPING.contains(f.invariant()))
                                .findFirst()
                                .ifPresent(f -> book.stopPayouts(write, account, reason(f)));
                    });
        if (found.isEmpty())
            tx.doInAccount(
                    account, write -> sealing.checkpoint(write, account, JOURNALS_A_CHECKPOINT));
    }

    private static String reason(Finding finding) {
        return finding.invariant() + ": " + finding.offending() + ", " + finding.says();
    }

    private void publish(long accounts) {
        var now = clock.now();
        tx.onSingle(write -> {
            for (var invariant : invariants) sql.checked(write, invariant, now, accounts);
            return true;
        });
        for (var check : report()) {
            var tags = Tags.of("invariant", check.invariant());
            gauge("hawker.invariant.broken", tags).set(check.findings().size());
            gauge("hawker.invariant.checked.seconds", tags).set(now.getEpochSecond());
        }
    }

    private AtomicLong gauge(String name, Tags tags) {
        return gauges.computeIfAbsent(
                name + tags, key -> metrics.gauge(name, tags, new AtomicLong()));
    }

    /** For the operator's page: each invariant, green or with the first places it is broken. */
    public List<Check> report() {
        var found = tx.readAcross("audit", read -> sql.acrossFindings(read, SHOWN));
        var checks = tx.onSingle(read -> sql.checks(read, found));
        return Stream.concat(checks.stream(), texts.flatMap(audit -> audit.report(SHOWN)).stream())
                .toList();
    }
}
