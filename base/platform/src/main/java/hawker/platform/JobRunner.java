package hawker.platform;

import hawker.kernel.AccountId;
import hawker.kernel.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that starts due jobs. It looks into the database every second; what this process added
 * itself it also expects in a heap of its own, so that a job which is due now starts now and the
 * looking is only the safety net (other nodes' jobs, jobs of a process that died).
 */
final class JobRunner {

    private static final Logger log = LoggerFactory.getLogger(JobRunner.class);
    private static final int AT_ONCE = 32;
    private static final int EXPECTED = 10_000;
    private static final Duration HORIZON = Duration.ofMinutes(10);

    private record Expected(AccountId account, String id, Instant due) {}

    private final Clock clock;
    private final Jobs jobs;
    private final PriorityQueue<Expected> heap =
            new PriorityQueue<>(Comparator.comparing(Expected::due));
    private final Semaphore slots = new Semaphore(AT_ONCE);
    private final Semaphore wake = new Semaphore(0);
    private volatile boolean running;
    private @Nullable Thread thread;

    JobRunner(Clock clock, Jobs jobs) {
        this.clock = clock;
        this.jobs = jobs;
    }

    /** A job of ours will be due; only a hint, so a full heap forgets it. */
    void expect(AccountId account, String id, Instant due) {
        if (!running || due.isAfter(clock.now().plus(HORIZON))) return;
        synchronized (heap) {
            if (heap.size() < EXPECTED) heap.add(new Expected(account, id, due));
        }
        if (wake.availablePermits() == 0) wake.release();
    }

    synchronized void start() {
        if (running) return;
        running = true;
        thread = Thread.ofPlatform().name("jobs").daemon(true).start(this::watch);
    }

    /** Starts nothing more and waits for what runs. */
    void stop() {
        Thread watcher;
        synchronized (this) {
            if (!running) return;
            running = false;
            watcher = thread;
        }
        wake.release();
        try {
            if (watcher != null) watcher.join(Duration.ofSeconds(10));
            if (!slots.tryAcquire(AT_ONCE, 30, TimeUnit.SECONDS))
                log.warn("Some jobs still run; their claims run out by themselves");
            else slots.release(AT_ONCE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void watch() {
        long look = 0;
        while (running) {
            try {
                if (System.nanoTime() >= look) {
                    for (var due : jobs.due(clock.now())) launch(due);
                    look = System.nanoTime() + jittered();
                }
                for (var due : ripe()) launch(due);
                wake.tryAcquire(waitNanos(look), TimeUnit.NANOSECONDS);
                wake.drainPermits();
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                log.warn("The job queue cannot be read now: {}", e.getMessage());
                look = System.nanoTime() + jittered();
                rest();
            }
        }
    }

    private void launch(JobSql.Due due) throws InterruptedException {
        slots.acquire();
        Thread.ofVirtual()
                .name("job-" + due.id())
                .start(() -> {
                    try {
                        jobs.run(due);
                    } catch (RuntimeException e) {
                        log.warn("Job {} could not be claimed: {}", due.id(), e.getMessage());
                    } finally {
                        slots.release();
                    }
                });
    }

    private List<JobSql.Due> ripe() {
        var now = clock.now();
        var ripe = new ArrayList<JobSql.Due>();
        synchronized (heap) {
            while (!heap.isEmpty() && !heap.element().due().isAfter(now)) {
                var next = heap.remove();
                ripe.add(new JobSql.Due(next.account(), next.id()));
            }
        }
        return ripe;
    }

    private long waitNanos(long look) {
        long wait = look - System.nanoTime();
        synchronized (heap) {
            var next = heap.peek();
            if (next != null)
                wait =
                        Math.min(
                                wait,
                                Math.max(
                                        1_000_000,
                                        Duration.between(clock.now(), next.due()).toNanos()));
        }
        return Math.max(0, wait);
    }

    /** Nodes that started together must not look together for ever. */
    private static long jittered() {
        return ThreadLocalRandom.current().nextLong(900_000_000, 1_100_000_000);
    }

    private static void rest() {
        try {
            Thread.sleep(Duration.ofMillis(500));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
