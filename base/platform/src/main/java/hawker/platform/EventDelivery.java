package hawker.platform;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The threads that deliver: one that watches the head of the log (under a lease, so that one
 * process of several does), and one for each group, so that a slow group stops no other.
 */
final class EventDelivery {

    private static final Logger log = LoggerFactory.getLogger(EventDelivery.class);
    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration SOON = Duration.ofMillis(15);
    private static final Duration RENEW = Duration.ofSeconds(5);
    private static final Duration SAVE = Duration.ofMillis(250);

    private final Map<String, EventGroup> groups;
    private final EventSql sql;
    private final Lease lease;
    private final Semaphore hints = new Semaphore(0);
    private final Map<String, Semaphore> wakes = new HashMap<>();
    private final List<Thread> threads = new ArrayList<>();
    private volatile boolean running;
    private volatile boolean holding;

    EventDelivery(Map<String, EventGroup> groups, EventSql sql, Lease lease) {
        this.groups = groups;
        this.sql = sql;
        this.lease = lease;
    }

    /** Something was just committed: look at once. Costs nothing when nobody listens. */
    void hint() {
        if (running && hints.availablePermits() == 0) hints.release();
    }

    synchronized void start() {
        if (running) return;
        running = true;
        groups.values().forEach(this::launch);
        threads.add(Thread.ofPlatform().name("events").daemon(true).start(this::watch));
    }

    synchronized void added(EventGroup group) {
        if (running) launch(group);
    }

    void stop() {
        List<Thread> all;
        synchronized (this) {
            if (!running) return;
            running = false;
            hints.release();
            wakes.values().forEach(Semaphore::release);
            all = List.copyOf(threads);
        }
        for (var each : all) join(each);
        if (!holding) return;
        try {
            save();
            lease.release();
        } catch (DatabaseException e) {
            log.info(
                    "The lease of the events runs out by itself, and the last ones are heard again: {}",
                    e.getMessage());
        }
    }

    private void launch(EventGroup group) {
        var wake = new Semaphore(0);
        wakes.put(group.name(), wake);
        threads.add(
                Thread.ofVirtual().name("events-" + group.name()).start(() -> work(group, wake)));
    }

    /**
     * Looks for news soon after a hint, else five times a second, and wakes the groups behind.
     * Hints come thousands a second; one look serves all of {@link #SOON}.
     */
    private void watch() {
        long renewed = System.nanoTime() - RENEW.toNanos();
        long saved = renewed;
        int soon = 0;
        while (running) {
            try {
                boolean hinted =
                        hints.tryAcquire(
                                (soon > 0 ? SOON : POLL).toMillis(), TimeUnit.MILLISECONDS);
                // What was hinted at may be held back by an older transaction for a moment.
                soon = hinted ? 10 : Math.max(0, soon - 1);
                if (System.nanoTime() - renewed >= RENEW.toNanos()) {
                    holdOrNot(lease.take());
                    renewed = System.nanoTime();
                }
                if (holding) sql.head().ifPresent(this::wake);
                if (holding && System.nanoTime() - saved >= SAVE.toNanos()) {
                    save();
                    saved = System.nanoTime();
                }
                if (hinted) Thread.sleep(SOON);
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                log.warn("The event log cannot be read now: {}", e.getMessage());
                rest();
            }
        }
    }

    /**
     * Stores the places of all groups, a few times a second and in one commit: one for each batch
     * of each group would cost more than the batches. After a crash the last moments are heard
     * again, as listeners must expect.
     */
    void save() {
        var places = new HashMap<String, EventSql.Position>();
        for (var group : groups.values())
            group.unsaved().ifPresent(place -> places.put(group.name(), place));
        if (places.isEmpty()) return;
        sql.move(places);
        for (var group : groups.values()) {
            var place = places.get(group.name());
            if (place != null) group.saved(place);
        }
    }

    private void holdOrNot(boolean taken) {
        if (taken && !holding) groups.values().forEach(EventGroup::reread);
        holding = taken;
    }

    private synchronized void wake(EventSql.Position head) {
        for (var group : groups.values()) {
            var wake = wakes.get(group.name());
            if (wake != null && wake.availablePermits() == 0 && group.isBehind(head))
                wake.release();
        }
    }

    private void work(EventGroup group, Semaphore wake) {
        while (running) {
            try {
                boolean woken = wake.tryAcquire(POLL.toMillis(), TimeUnit.MILLISECONDS);
                // A batch that is not full was the end; what comes next is worth another wake.
                while (woken && mayDeliver())
                    woken = group.deliver(this::mayDeliver, true) == EventBatches.SIZE;
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                log.warn("Group {} stops for a moment", group.name(), e);
                rest();
            }
        }
    }

    private boolean mayDeliver() {
        return running && holding;
    }

    private static void rest() {
        try {
            Thread.sleep(Duration.ofSeconds(1));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void join(Thread thread) {
        try {
            if (!thread.join(Duration.ofSeconds(10))) thread.interrupt();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
