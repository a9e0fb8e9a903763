package hawker.platform;

import hawker.kernel.AccountId;
import hawker.kernel.Clock;
import hawker.platform.EventSql.Placed;
import hawker.platform.EventSql.Position;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One listener, its place in the log, and what is done when it fails. */
final class EventGroup {

    private static final Logger log = LoggerFactory.getLogger(EventGroup.class);
    private static final List<Duration> WAITS =
            List.of(Duration.ofMillis(50), Duration.ofMillis(300), Duration.ofSeconds(1));
    private static final Duration HELD_BACK = Duration.ofSeconds(20);

    private final String name;
    private final Set<String> types;
    private final boolean all;
    private final UnaryOperator<List<Event>> concerned;
    private final Consumer<Event> listener;
    private final EventSql sql;
    private final EventBatches batches;
    private final Clock clock;
    private final Counter delivered;
    private final Counter parkedCount;

    /** One delivery at a time, also when a test drains while threads run. */
    private final ReentrantLock delivering = new ReentrantLock();

    private volatile @Nullable Position position;
    private volatile @Nullable Position saved;

    EventGroup(
            String name,
            Set<String> types,
            UnaryOperator<List<Event>> concerned,
            Consumer<Event> listener,
            EventSql sql,
            EventBatches batches,
            Clock clock,
            MeterRegistry metrics) {
        this.name = name;
        this.types = types;
        this.all = types.contains(Events.ALL);
        this.concerned = concerned;
        this.listener = listener;
        this.sql = sql;
        this.batches = batches;
        this.clock = clock;
        this.delivered = metrics.counter("hawker.events.delivered", "group", name);
        this.parkedCount = metrics.counter("hawker.events.parked", "group", name);
    }

    String name() {
        return name;
    }

    /** Whether something final may lie behind this group's place. */
    boolean isBehind(Position head) {
        var here = position;
        return here == null || here.compareTo(head) < 0;
    }

    /**
     * Forgets the place, so that the stored one counts: another process may have delivered
     * meanwhile.
     */
    void reread() {
        saved = null;
        position = null;
    }

    /** The place, if it has moved since it was last stored. */
    Optional<Position> unsaved() {
        var here = position;
        return here == null || here.equals(saved) ? Optional.empty() : Optional.of(here);
    }

    void saved(Position place) {
        saved = place;
    }

    /**
     * Delivers one batch; the number of events passed, 0 when there were none. Stops early when
     * {@code goOn} says so.
     */
    int deliver(BooleanSupplier goOn, boolean waiting) {
        delivering.lock();
        try {
            var here = position;
            if (here == null) {
                here = sql.cursor(name);
                saved = here;
            }
            position = here;
            int passed = 0;
            var batch = batches.after(here);
            var wanted = wanted(batch);
            for (var placed : batch) {
                if (!goOn.getAsBoolean()) break;
                if (wanted.contains(placed.event().id())) hear(placed.event(), waiting);
                position = placed.position();
                passed++;
            }
            return passed;
        } finally {
            delivering.unlock();
        }
    }

    /**
     * Delivers until this group is at the newest committed event; false if there was nothing to do.
     */
    boolean drain() {
        var head = sql.head();
        if (head.isEmpty()) return false;
        boolean moved = false;
        long patience = System.nanoTime() + HELD_BACK.toNanos();
        while (isBehind(head.get())) {
            if (deliver(() -> true, false) > 0) moved = true;
            else if (isBehind(head.get())) {
                // A transaction is under way somewhere that is older than our event.
                if (System.nanoTime() > patience)
                    throw new IllegalStateException("an open transaction holds the event log back");
                pause(Duration.ofMillis(2));
            }
        }
        return moved;
    }

    /** Offers a parked event again. */
    void retry(Events.Parked parked) {
        var event = sql.find(parked.account(), parked.eventId());
        try {
            event.filter(this::wants).ifPresent(listener);
            sql.unpark(parked);
        } catch (RuntimeException e) {
            park(parked.account(), parked.eventId(), e, parked.attempts());
        }
    }

    /**
     * Tries until the event is handled or parked. While the database is away neither succeeds, and
     * the event stays the next one.
     */
    private void hear(Event event, boolean waiting) {
        while (true) {
            var failure = attempts(event, waiting);
            if (failure == null) {
                delivered.increment();
                return;
            }
            try {
                park(event.account(), event.id(), failure, 0);
                return;
            } catch (DatabaseException e) {
                if (!e.isUnavailable() || !waiting) throw e;
                log.warn("Group {} waits for the database at event {}", name, event.id());
                pause(Duration.ofSeconds(1));
            }
        }
    }

    /** The ids of those events of a batch that the listener is to hear. */
    private Set<String> wanted(List<Placed> batch) {
        // Each group looks at each event, so this is the loop that runs most: no streams.
        var ofTypes = new ArrayList<Event>();
        for (var placed : batch) if (wants(placed.event())) ofTypes.add(placed.event());
        if (ofTypes.isEmpty()) return Set.of();
        var ids = new HashSet<String>();
        for (var event : concerned.apply(ofTypes)) ids.add(event.id());
        return ids;
    }

    private boolean wants(Event event) {
        if (all) return true;
        for (var type : event.types()) if (types.contains(type)) return true;
        return false;
    }

    private @Nullable RuntimeException attempts(Event event, boolean waiting) {
        for (int n = 0; ; n++) {
            try {
                listener.accept(event);
                return null;
            } catch (RuntimeException e) {
                if (n == WAITS.size()) return e;
                if (waiting) pause(WAITS.get(n));
            }
        }
    }

    private void park(AccountId account, String eventId, RuntimeException why, int before) {
        log.error("Group {} could not handle event {}; it is parked", name, eventId, why);
        Instant now = clock.now();
        var wait = Duration.ofMinutes(1L << Math.min(before, 6));
        sql.park(name, account, eventId, now, now.plus(wait), brief(why));
        parkedCount.increment();
    }

    static String brief(Throwable why) {
        var text = String.valueOf(why);
        return text.length() > 500 ? text.substring(0, 500) : text;
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while delivering events", e);
        }
    }
}
