package hawker.platform;

import hawker.kernel.AccountId;
import hawker.kernel.Clock;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Work of an account that is due at a time: retries, time-outs, releases.
 *
 * <p>Exactly one process works on a job at a time, without locks over accounts: whoever finds it
 * unclaimed raises its fence, and only the holder of that number can finish it. A claim runs out
 * after {@link #CLAIM}; a worker that was slower than that finds the fence raised and rolls back.
 * Work may therefore begin twice, but end once. Calls to the outside happen between transactions
 * and carry the job's id as their own idempotency key.
 */
public final class Jobs {

    static final Duration CLAIM = Duration.ofMinutes(5);

    private static final Logger log = LoggerFactory.getLogger(Jobs.class);
    private static final int PAGE = 200;

    private record Kind(Retry retry, Consumer<Job> handler) {}

    private final Clock clock;
    private final JobSql sql;
    private final MeterRegistry metrics;
    private final Map<String, Kind> kinds = new ConcurrentHashMap<>();

    /** Jobs whose handler has settled them, by key and fence, until it returns. */
    private final Set<List<Object>> settled = ConcurrentHashMap.newKeySet();

    private final JobRunner runner;

    Jobs(Clock clock, TxRunner tx, MeterRegistry metrics) {
        this.clock = clock;
        this.sql = new JobSql(tx);
        this.metrics = metrics;
        this.runner = new JobRunner(clock, this);
    }

    /**
     * How a kind of job is tried again: the waits between attempts; after the last one it is dead
     * and shown.
     */
    public record Retry(List<Duration> waits) {
        public Retry {
            waits = List.copyOf(waits);
        }

        /** One attempt only. */
        public static Retry never() {
            return new Retry(List.of());
        }

        /** Waits that double from the first one, so many of them. */
        public static Retry doubling(Duration first, int times) {
            return new Retry(
                    IntStream.range(0, times).mapToObj(n -> first.multipliedBy(1L << n)).toList());
        }
    }

    /** A job that is not tried any more. */
    public record Dead(
            AccountId account, String id, String kind, Instant due, int attempts, String error) {}

    /**
     * Adds a job in the transaction of its cause. The id is unique in the account: adding it twice
     * changes nothing, also when it is done already (done jobs are forgotten after 30 days).
     */
    public void add(Tx tx, AccountId account, String id, String kind, Instant due, String payload) {
        if (sql.add(tx, account, id, kind, due, payload))
            tx.afterCommit(() -> runner.expect(account, id, due));
    }

    /**
     * Who does a kind of job. The listener runs outside any transaction and must call {@link
     * #finish} or {@link #again} in the transaction of its effect; one that throws, or returns
     * without, is tried again.
     */
    public void handle(String kind, Retry retry, Consumer<Job> handler) {
        if (kinds.putIfAbsent(kind, new Kind(retry, handler)) != null)
            throw new IllegalArgumentException("jobs of kind " + kind + " are handled already");
    }

    /**
     * Ends a job in the transaction of its effect; throws (and so rolls back) when the claim was
     * lost meanwhile.
     */
    public void finish(Tx tx, Job job) {
        if (!sql.finish(tx, job)) throw lost(job);
        tx.afterCommit(() -> settled.add(key(job)));
    }

    /**
     * Ends this run of a job and makes it due again later, in the transaction of what was learnt.
     * Its attempts are counted from the beginning.
     */
    public void again(Tx tx, Job job, Instant due, String payload) {
        if (!sql.again(tx, job, due, payload)) throw lost(job);
        tx.afterCommit(() -> {
            settled.add(key(job));
            runner.expect(job.account(), job.id(), due);
        });
    }

    /** Runs what is due now, in the calling thread: for tests. */
    public void runDue() {
        boolean ran = true;
        while (ran) {
            ran = false;
            for (var due : due(clock.now())) ran |= run(due);
        }
    }

    /** Jobs that were given up, newest first: for the operator's page. */
    public List<Dead> dead(int limit) {
        return sql.dead(limit);
    }

    /** Makes a dead job due now, with all its attempts before it; false if it is not dead. */
    public boolean revive(AccountId account, String id) {
        return sql.revive(account, id, clock.now());
    }

    List<JobSql.Due> due(Instant now) {
        var known = kinds.keySet().toArray(String[]::new);
        return known.length == 0 ? List.of() : sql.due(now, known, PAGE);
    }

    /** Claims and runs one job; false if another one has it or it is not due. */
    boolean run(JobSql.Due due) {
        var now = clock.now();
        var claimed = sql.claim(due, now, now.plus(CLAIM));
        if (claimed.isEmpty()) return false;
        var job = claimed.get();
        var kind = kinds.get(job.kind());
        if (kind == null) {
            sql.fail(job, now, job.attempt() - 1, "nobody handles this kind here");
            return false;
        }
        try {
            kind.handler().accept(job);
            if (!settled.remove(key(job)))
                throw new IllegalStateException(
                        "the handler neither finished the job nor put it off");
            metrics.counter("hawker.jobs.done", "kind", job.kind()).increment();
        } catch (RuntimeException e) {
            settled.remove(key(job));
            failed(job, kind.retry(), e);
        }
        return true;
    }

    private void failed(Job job, Retry retry, RuntimeException why) {
        metrics.counter("hawker.jobs.failed", "kind", job.kind()).increment();
        boolean last = job.attempt() > retry.waits().size();
        log.warn("Job {} {} failed at attempt {}", job.kind(), job.id(), job.attempt(), why);
        try {
            var text = EventGroup.brief(why);
            if (last) {
                log.error("Job {} {} is given up", job.kind(), job.id());
                sql.giveUp(job, text);
            } else {
                var due = clock.now().plus(retry.waits().get(job.attempt() - 1));
                sql.fail(job, due, job.attempt(), text);
                runner.expect(job.account(), job.id(), due);
            }
        } catch (DatabaseException e) {
            // The claim runs out by itself and the job comes back.
            log.warn("The failure of job {} could not be written", job.id(), e);
        }
    }

    /** Forgets jobs done long ago: a chore. */
    void forgetDone() {
        int forgotten = 1;
        while (forgotten > 0) forgotten = sql.forgetDone(clock.now().minus(Duration.ofDays(30)));
    }

    void start() {
        runner.start();
    }

    void stop() {
        runner.stop();
    }

    private static List<Object> key(Job job) {
        return List.of(job.account(), job.id(), job.fence());
    }

    private static IllegalStateException lost(Job job) {
        return new IllegalStateException("the claim on job " + job.id() + " is lost");
    }
}
