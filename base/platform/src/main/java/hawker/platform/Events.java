package hawker.platform;

import hawker.kernel.AccountId;
import hawker.kernel.Clock;
import hawker.kernel.Ids;
import hawker.platform.GroupCommit.Insert;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/**
 * The event log: what happened, in the order of commits. Rooms append in the transaction of the
 * fact; rooms above subscribe. A listener hears each event at least once and may hear it twice: it
 * asks {@link #firstTime} in the transaction of its own effect.
 *
 * <p><b>Why a transaction number and not a serial one.</b> A reader that remembers "I have seen
 * everything up to id 100" loses events if ids are given before commit: id 99 may belong to a
 * transaction that commits after the reader passed 100, and is never read. Ids of ours (time based)
 * and sequences have that fault alike. So each row holds the number of the transaction that wrote
 * it ({@code xid}), and a reader takes only rows whose number is below {@code
 * pg_snapshot_xmin(pg_current_snapshot())}, the oldest transaction still under way when its query
 * began. Everything below that has ended: committed rows are visible, aborted ones are gone, and no
 * row can appear there any more. So the part of the log below that border is final, and the pair
 * (xid, event_id) is a position in it that is never passed too early. No lock, no queue at a head
 * row, nothing for the writer to do: a payment's event is one more row of its batch.
 *
 * <p>What it costs: one transaction that stays open after it has written holds back all later
 * events until it ends. Transactions here last milliseconds; the roles have an
 * idle_in_transaction_session_timeout for the forgotten ones; {@code hawker.events.behind} shows
 * it. Positions are numbers of one database cluster: after a dump and restore into another cluster
 * {@link EventMove} puts the log in order before anything is delivered.
 *
 * <p>Order: by (xid, event_id). Two facts about one subject are written by transactions that lock
 * or fence that subject, so the later one has the higher number. An event that a listener refuses
 * again and again is parked, so that it does not stop its group for ever; later events of the same
 * subject are then heard before it. Listeners therefore look at the version or read the subject
 * again.
 *
 * <p>On Citus each node counts its own transactions, and this order means nothing across nodes:
 * there the relay of the design's section on the event log takes this class's place, behind the
 * same methods.
 */
public final class Events {

    /** A type that stands for all types. */
    public static final String ALL = "*";

    /** An event names things, it does not carry them. */
    private static final int PAYLOAD_LIMIT = 64 * 1024;

    private static final Insert ROW =
            Insert.guarded(
                    "platform.event",
                    "account_id bigint",
                    "event_id text",
                    "types text",
                    "subject text",
                    "version int",
                    "payload text",
                    "request text",
                    "idempotency_key text",
                    "at timestamptz");

    private final Clock clock;
    private final Ids ids;
    private final EventSql sql;
    private final EventBatches batches;
    private final MeterRegistry metrics;
    private final Map<String, EventGroup> groups = new ConcurrentSkipListMap<>();
    private final EventDelivery delivery;

    Events(Clock clock, Ids ids, TxRunner tx, MeterRegistry metrics) {
        this.clock = clock;
        this.ids = ids;
        this.sql = new EventSql(tx);
        this.batches = new EventBatches(sql);
        this.metrics = metrics;
        this.delivery =
                new EventDelivery(groups, sql, new Lease(tx, clock, "events", ids.token(16)));
    }

    /** A new event id of an account; its last character is 0 (see {@link Event}). */
    public String newId(AccountId account) {
        var id = ids.ordinary("evt", account);
        return id.substring(0, id.length() - 1) + "0";
    }

    /**
     * Writes what happens now, in the transaction that makes it so; the other parts are an {@link
     * Event}'s.
     */
    public void tell(
            Tx tx,
            Event.Cause cause,
            List<String> types,
            String subject,
            int version,
            Optional<String> payload) {
        append(
                tx,
                new Event(
                        newId(cause.account()),
                        cause.account(),
                        types,
                        subject,
                        version,
                        payload,
                        cause.request(),
                        cause.idempotencyKey(),
                        clock.now()));
    }

    public void append(Tx tx, Event event) {
        sql.insert(tx, checked(event));
        tx.afterCommit(delivery::hint);
    }

    /** The same row for a unit of the group-commit writer. */
    public void append(GroupCommit.Unit unit, Event event) {
        checked(event);
        unit.add(
                ROW,
                event.account(),
                event.id(),
                String.join(",", event.types()),
                event.subject(),
                event.version(),
                event.payload(),
                event.request(),
                event.idempotencyKey(),
                event.at());
        unit.afterCommit(delivery::hint);
    }

    /**
     * Hears all events that carry one of the types (or {@link #ALL}), from the beginning of the
     * log. The group names the listener for ever: its place is stored. The listener runs outside
     * any transaction; what it throws has it called again, three times with waits between, and
     * later by a chore.
     */
    public void subscribe(String group, List<String> types, Consumer<Event> listener) {
        subscribe(group, types, UnaryOperator.identity(), listener);
    }

    /**
     * The same for a listener whom most events of these types do not concern, and who can tell for
     * many at once which ones do.
     *
     * @param concerned asked once a batch, outside any transaction: those of the events that the
     *     listener wants to hear. What it throws has the batch offered again
     */
    public void subscribe(
            String group,
            List<String> types,
            UnaryOperator<List<Event>> concerned,
            Consumer<Event> listener) {
        var added =
                new EventGroup(
                        group,
                        Set.copyOf(types),
                        concerned,
                        listener,
                        sql,
                        batches,
                        clock,
                        metrics);
        if (groups.putIfAbsent(group, added) != null)
            throw new IllegalArgumentException("there is a group " + group + " already");
        delivery.added(added);
    }

    /**
     * The same for a listener that writes down many events as cheaply as one.
     *
     * @param many hears all of a batch that carry one of the types. What it throws has each of them
     *     offered to {@code one}, so that a single bad event is parked and holds up no other
     */
    public void subscribeMany(
            String group, List<String> types, Consumer<List<Event>> many, Consumer<Event> one) {
        UnaryOperator<List<Event>> left =
                batch -> {
                    try {
                        many.accept(batch);
                        return List.of();
                    } catch (RuntimeException e) {
                        return batch;
                    }
                };
        subscribe(group, types, left, one);
    }

    /**
     * Claims an event for a listener in the transaction of its effect; false if it was handled
     * before.
     */
    public boolean firstTime(Tx tx, String group, Event event) {
        return sql.claim(tx, group, event, clock.now());
    }

    /**
     * Delivers everything that is committed, and what the listeners add by hearing it, in the
     * calling thread: for tests and orderly stops. A listener that fails is tried again at once.
     */
    public void drain() {
        boolean moved = true;
        while (moved) {
            moved = false;
            for (var group : groups.values()) moved |= group.drain();
            delivery.save();
        }
    }

    /** One event of an account by the id of its row. */
    public Optional<Event> find(AccountId account, String id) {
        return sql.find(account, id);
    }

    /** Those of an account's events that have these ids, in no order. */
    public List<Event> findAll(AccountId account, Collection<String> ids) {
        return ids.isEmpty() ? List.of() : sql.findAll(account, ids);
    }

    /**
     * Events of an account, newest first, with ids below {@code before} (exclusive, empty: from the
     * newest).
     */
    public List<Event> newest(AccountId account, Optional<String> before, int limit) {
        return sql.newest(account, before, limit);
    }

    /** An event that a group has refused so far. */
    public record Parked(
            AccountId account,
            String group,
            String eventId,
            java.time.Instant since,
            int attempts,
            String lastError) {}

    /** What lies parked, oldest first: for the operator's page. */
    public List<Parked> parked(int limit) {
        return sql.parked(limit);
    }

    /** Offers parked events that are due to their groups again: a chore. */
    void retryParked() {
        for (var due : sql.parkedDue(clock.now(), 100)) {
            var group = groups.get(due.group());
            if (group != null) group.retry(due);
        }
    }

    /** Forgets who handled what long ago: a chore. Events come again within minutes, not days. */
    void forgetHandled() {
        int forgotten = 1;
        while (forgotten > 0) forgotten = sql.forgetHandled(clock.now().minus(Duration.ofDays(8)));
    }

    void start() {
        delivery.start();
    }

    void stop() {
        delivery.stop();
    }

    private static Event checked(Event event) {
        if (event.payload().map(String::length).orElse(0) > PAYLOAD_LIMIT)
            throw new IllegalArgumentException("an event's payload is too long: " + event.types());
        return event;
    }
}
