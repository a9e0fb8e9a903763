package hawker.platform;

import hawker.kernel.AccountId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The SQL of the event log. */
final class EventSql {

    /** A place in the log: everything up to it and including it has been heard. */
    record Position(long xid, String eventId) implements Comparable<Position> {
        static final Position START = new Position(0, "");

        @Override
        public int compareTo(Position other) {
            int order = Long.compare(xid, other.xid);
            return order != 0 ? order : eventId.compareTo(other.eventId);
        }
    }

    /** An event and its place. */
    record Placed(Event event, Position position) {}

    private static final String COLUMNS =
            " account_id, event_id, types, subject, version, payload, request, idempotency_key, at ";

    private static final String INSERT =
            """
            insert into platform.event (account_id, event_id, types, subject, version, payload,
                request, idempotency_key, at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?)\
            """;

    /**
     * Rows below the oldest transaction under way are final; see {@link Events}. The number is
     * handed out as text under another name: ORDER BY looks at output names first, and as text 1000
     * comes before 999.
     */
    private static final String AFTER =
            "/* across: events */ select xid::text as number,"
                    + COLUMNS
                    + """
                    from platform.event
                    where (xid, event_id) > (?::xid8, ?)
                      and xid < pg_snapshot_xmin(pg_current_snapshot())
                    order by xid, event_id
                    limit ?\
                    """;

    private static final String HEAD =
            """
            /* across: events */
            select xid::text as number, event_id, at from platform.event
            order by xid desc, event_id desc limit 1\
            """;

    private static final String FIND =
            "select" + COLUMNS + "from platform.event where account_id = ? and event_id = ?";

    private static final String FIND_ALL =
            "select" + COLUMNS + "from platform.event where account_id = ? and event_id = any(?)";

    private static final String NEWEST =
            "select"
                    + COLUMNS
                    + "from platform.event where account_id = ? and event_id < ?"
                    + " order by event_id desc limit ?";

    private static final String CLAIM =
            """
            insert into platform.handled_event (account_id, consumer_group, event_id, at)
            values (?, ?, ?, ?) on conflict do nothing\
            """;

    private static final String FORGET =
            """
            /* across: handled-events */
            delete from platform.handled_event where (account_id, consumer_group, event_id) in (
                select account_id, consumer_group, event_id from platform.handled_event
                where at < ? limit 5000)\
            """;

    private static final String CURSOR =
            "select xid::text as number, event_id from platform.event_cursor where consumer_group = ?";

    private static final String CURSOR_NEW =
            """
            insert into platform.event_cursor (consumer_group, xid, event_id)
            values (?, '0'::xid8, '') on conflict do nothing\
            """;

    private static final String CURSOR_MOVE =
            """
            update platform.event_cursor c set xid = p.xid::xid8, event_id = p.event_id
            from unnest(?::text[], ?::text[], ?::text[]) as p(consumer_group, xid, event_id)
            where c.consumer_group = p.consumer_group
              and (c.xid, c.event_id) < (p.xid::xid8, p.event_id)\
            """;

    private static final String PARK =
            """
            insert into platform.event_parked as p (account_id, consumer_group, event_id, parked_at,
                attempts, next_at, last_error)
            values (?, ?, ?, ?, 1, ?, ?)
            on conflict (account_id, consumer_group, event_id) do update
            set attempts = p.attempts + 1, next_at = excluded.next_at,
                last_error = excluded.last_error\
            """;

    private static final String PARKED =
            """
            /* across: parked-events */
            select account_id, consumer_group, event_id, parked_at, attempts, last_error
            from platform.event_parked where next_at <= ? order by next_at limit ?\
            """;

    private static final String UNPARK =
            """
            delete from platform.event_parked
            where account_id = ? and consumer_group = ? and event_id = ?\
            """;

    /** Above every id: ids are ASCII. */
    private static final String LAST = "\uffff";

    private final TxRunner tx;

    EventSql(TxRunner tx) {
        this.tx = tx;
    }

    void insert(Tx t, Event e) {
        t.update(
                INSERT,
                e.account(),
                e.id(),
                String.join(",", e.types()),
                e.subject(),
                e.version(),
                e.payload(),
                e.request(),
                e.idempotencyKey(),
                e.at());
    }

    List<Placed> after(Position position, int limit) {
        return tx.readAcross(
                "events",
                t ->
                        t.list(
                                AFTER,
                                row -> new Placed(event(row), position(row)),
                                Long.toString(position.xid()),
                                position.eventId(),
                                limit));
    }

    /** The newest row that is committed, whether or not its place is final. */
    Optional<Position> head() {
        return tx.readAcross("events", t -> t.one(HEAD, EventSql::position));
    }

    Optional<Event> find(AccountId account, String id) {
        return tx.readAccount(account, t -> t.one(FIND, EventSql::event, account, id));
    }

    List<Event> findAll(AccountId account, Collection<String> ids) {
        return tx.readAccount(
                account,
                t -> t.list(FIND_ALL, EventSql::event, account, ids.toArray(String[]::new)));
    }

    List<Event> newest(AccountId account, Optional<String> before, int limit) {
        return tx.readAccount(
                account, t -> t.list(NEWEST, EventSql::event, account, before.orElse(LAST), limit));
    }

    boolean claim(Tx t, String group, Event event, Instant now) {
        return t.update(CLAIM, event.account(), group, event.id(), now) == 1;
    }

    int forgetHandled(Instant before) {
        return tx.acrossAccounts("handled-events", t -> t.update(FORGET, before));
    }

    /** Where a group is; a group that was never seen is at the beginning. */
    Position cursor(String group) {
        return tx.onSingle(t -> {
            t.update(CURSOR_NEW, group);
            return t.one(CURSOR, EventSql::position, group).orElseThrow();
        });
    }

    /** Moves groups' places forward, never back. */
    void move(Map<String, Position> places) {
        var groups = places.keySet().toArray(String[]::new);
        var xids = each(places, place -> Long.toString(place.xid()));
        var ids = each(places, Position::eventId);
        tx.onSingle(t -> t.update(CURSOR_MOVE, groups, xids, ids));
    }

    private static String[] each(Map<String, Position> places, Function<Position, String> part) {
        return places.values().stream().map(part).toArray(String[]::new);
    }

    void park(
            String group,
            AccountId account,
            String eventId,
            Instant now,
            Instant next,
            String why) {
        tx.doInAccount(account, t -> t.update(PARK, account, group, eventId, now, next, why));
    }

    void unpark(Events.Parked parked) {
        tx.doInAccount(
                parked.account(),
                t -> t.update(UNPARK, parked.account(), parked.group(), parked.eventId()));
    }

    List<Events.Parked> parkedDue(Instant now, int limit) {
        return tx.readAcross("parked-events", t -> t.list(PARKED, EventSql::parked, now, limit));
    }

    List<Events.Parked> parked(int limit) {
        return parkedDue(Instant.parse("9999-01-01T00:00:00Z"), limit);
    }

    private static Events.Parked parked(Row row) {
        return new Events.Parked(
                row.account("account_id"),
                row.text("consumer_group"),
                row.text("event_id"),
                row.time("parked_at"),
                row.integer("attempts"),
                row.text("last_error"));
    }

    private static Position position(Row row) {
        return new Position(Long.parseLong(row.text("number")), row.text("event_id"));
    }

    private static Event event(Row row) {
        return new Event(
                row.text("event_id"),
                row.account("account_id"),
                List.of(row.text("types").split(",")),
                row.text("subject"),
                row.integer("version"),
                row.maybeText("payload"),
                row.maybeText("request"),
                row.maybeText("idempotency_key"),
                row.time("at"));
    }
}
