package hawker.platform;

import hawker.kernel.Clock;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Recurring work of the whole installation, done by one node at a time: the node that moves a
 * chore's next time forward has it, and keeps it while it works. A node that dies during a chore
 * blocks it for {@link #BUSY} at most; one that stands still for longer may find another at the
 * same chore, so none relies on being alone.
 */
public final class Chores {

    static final Duration BUSY = Duration.ofMinutes(2);

    /** Rounds of about a second after which a claim is renewed. */
    private static final int RENEWED = 30;

    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private static final Logger log = LoggerFactory.getLogger(Chores.class);

    /** What an operator sees of a chore; {@code lastRun} is 1970 for one that has not run yet. */
    public record Status(
            String name, Duration every, Instant lastRun, Duration lastTook, boolean lastFailed) {}

    private record Chore(String name, Duration every, Runnable work) {}

    private final Clock clock;
    private final ChoreSql sql;
    private final MeterRegistry metrics;
    private final Map<String, Chore> chores = new ConcurrentHashMap<>();
    private final Set<String> introduced = ConcurrentHashMap.newKeySet();
    private final Map<Thread, String> working = new ConcurrentHashMap<>();
    private volatile boolean running;
    private @Nullable Thread thread;

    Chores(Clock clock, TxRunner tx, MeterRegistry metrics) {
        this.clock = clock;
        this.sql = new ChoreSql(tx);
        this.metrics = metrics;
    }

    /**
     * Runs a chore again and again; a run that throws is logged and counted, and the next one comes
     * as planned. The first one comes within the interval, at most a minute after the start.
     */
    public void every(Duration interval, String name, Runnable chore) {
        if (interval.isNegative() || interval.isZero())
            throw new IllegalArgumentException("interval");
        if (chores.putIfAbsent(name, new Chore(name, interval, chore)) != null)
            throw new IllegalArgumentException("there is a chore " + name + " already");
    }

    /** Runs one chore now, in the calling thread; what it throws is thrown. */
    public void run(String name) {
        var chore = chores.get(name);
        if (chore == null) throw new IllegalArgumentException("no chore " + name);
        var failure = runAndRecord(chore, clock.now().plus(chore.every()));
        if (failure != null) throw failure;
    }

    public List<Status> status() {
        var stored = sql.all();
        return chores.values().stream()
                .map(chore -> {
                    var row = stored.get(chore.name());
                    return row == null
                            ? new Status(
                                    chore.name(),
                                    chore.every(),
                                    Instant.EPOCH,
                                    Duration.ZERO,
                                    false)
                            : new Status(
                                    chore.name(),
                                    chore.every(),
                                    row.lastRun(),
                                    row.took(),
                                    row.failed());
                })
                .sorted(Comparator.comparing(Status::name))
                .toList();
    }

    synchronized void start() {
        if (running) return;
        running = true;
        thread = Thread.ofPlatform().name("chores").daemon(true).start(this::watch);
    }

    void stop() {
        Thread watcher;
        synchronized (this) {
            running = false;
            watcher = thread;
        }
        if (watcher == null) return;
        watcher.interrupt();
        try {
            watcher.join(Duration.ofSeconds(10));
            for (var each : working.keySet()) each.join(Duration.ofSeconds(20));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void watch() {
        for (int round = 1; running; round++) {
            try {
                Thread.sleep(ThreadLocalRandom.current().nextLong(900, 1100));
                if (round % RENEWED == 0) renew();
                for (var chore : chores.values()) introduce(chore);
                for (var name : sql.due(clock.now())) begin(name);
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                log.warn("The chores cannot be read now: {}", e.getMessage());
            }
        }
    }

    private void renew() {
        working.keySet().removeIf(each -> !each.isAlive());
        if (!working.isEmpty()) sql.renew(working.values(), clock.now().plus(BUSY));
    }

    /** Spreads the first runs, so that a start is not a storm. */
    private void introduce(Chore chore) {
        if (introduced.add(chore.name())) {
            var spread = Math.min(chore.every().toMillis(), 60_000);
            sql.introduce(
                    chore.name(),
                    clock.now().plusMillis(ThreadLocalRandom.current().nextLong(spread + 1)));
        }
    }

    private void begin(String name) {
        var chore = chores.get(name);
        if (chore == null) return;
        var now = clock.now();
        if (!sql.claim(name, now, now.plus(chore.every()), now.plus(BUSY))) return;
        var next = now.plus(chore.every());
        working.keySet().removeIf(each -> !each.isAlive());
        var work =
                Thread.ofVirtual().name("chore-" + name).unstarted(() -> runAndRecord(chore, next));
        working.put(work, name);
        work.start();
    }

    private @Nullable RuntimeException runAndRecord(Chore chore, Instant next) {
        var started = clock.now();
        long nanos = System.nanoTime();
        RuntimeException failure = null;
        try {
            chore.work().run();
        } catch (RuntimeException e) {
            failure = e;
            log.error("Chore {} failed", chore.name(), e);
            metrics.counter("hawker.chores.failed", "chore", chore.name()).increment();
        }
        var took = Duration.ofNanos(System.nanoTime() - nanos);
        boolean failed = failure != null;
        // Until the database knows of the end nobody begins the chore anew.
        while (!isRecorded(chore, next, started, took, failed)) if (!isStillRunning()) break;
        return failure;
    }

    private boolean isRecorded(
            Chore chore, Instant next, Instant started, Duration took, boolean failed) {
        try {
            sql.record(chore.name(), next, started, took, failed);
            return true;
        } catch (DatabaseException e) {
            log.warn("The end of chore {} could not be written: {}", chore.name(), e.getMessage());
            return false;
        }
    }

    /** After a moment. */
    private boolean isStillRunning() {
        try {
            if (running) Thread.sleep(PATIENCE);
            return running;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
