package hawker.hosted;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Json;
import hawker.api.TimeRange;
import hawker.kernel.AccountId;
import hawker.kernel.PageRequest;
import hawker.platform.Event;
import hawker.platform.Row;
import hawker.platform.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The statements about checkout sessions. */
final class SessionsSql {

    private static final Instant LAST_MOMENT = Instant.parse("9999-12-31T00:00:00Z");

    private static final String SESSION =
            """
            select account_id, session_id, version, state, created, expires_at, intent, attempts,
                   body, detail
            from hosted.session
            """;

    /** Which sessions a list wants; empty parts do not restrict. */
    record Wanted(ObjectNode like, Optional<TimeRange> created) {}

    void insert(Tx tx, Session s) {
        tx.update(
                """
                insert into hosted.session (account_id, session_id, version, state, created,
                    expires_at, intent, attempts, body, detail)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                s.account(),
                s.id().text(),
                s.version(),
                s.state().text(),
                s.created(),
                s.expires(),
                s.intent(),
                s.attempts(),
                new Tx.Json(Json.text(SessionJson.current(s))),
                new Tx.Json(Json.text(s.detail())));
    }

    Optional<Session> find(Tx tx, AccountId account, Session.Id id) {
        return tx.one(
                SESSION + "where account_id = ? and session_id = ?",
                SessionsSql::session,
                account,
                id.text());
    }

    /** The same, and nobody else changes it before the transaction ends. */
    Optional<Session> lock(Tx tx, AccountId account, Session.Id id) {
        return tx.one(
                SESSION + "where account_id = ? and session_id = ? for update",
                SessionsSql::session,
                account,
                id.text());
    }

    /** The session that an intent pays. */
    Optional<Session> ofIntent(Tx tx, AccountId account, String intent) {
        return tx.one(
                SESSION + "where account_id = ? and intent = ?",
                SessionsSql::session,
                account,
                intent);
    }

    /** Those of many intents that a session pays with. */
    Set<String> acrossOfIntents(Tx tx, List<Event> paid) {
        return Set.copyOf(
                tx.list(
                        """
                        /* across: hosted-paid */
                        select s.intent from hosted.session s
                        join unnest(?::text[], ?::text[]) as p(account_id, intent)
                          on s.account_id = p.account_id::bigint and s.intent = p.intent
                        """,
                        row -> row.text("intent"),
                        texts(paid, event -> "" + event.account().number()),
                        texts(paid, Event::subject)));
    }

    private static String[] texts(List<Event> events, Function<Event, String> text) {
        return events.stream().map(text).toArray(String[]::new);
    }

    /** Newest first, or, where a page before a session is wanted, the oldest of the newer ones. */
    List<Session> list(
            Tx tx, AccountId account, Wanted wanted, PageRequest page, Optional<Session> cursor) {
        boolean back = page.before().isPresent();
        return tx.list(
                SESSION
                        + """
                        where account_id = ? and body @> ? and created >= ? and created < ?
                          and (created, session_id)
                        """
                        + (back
                                ? " > (?, ?) order by created, session_id limit ?"
                                : " < (?, ?) order by created desc, session_id desc limit ?"),
                SessionsSql::session,
                account,
                new Tx.Json(Json.text(wanted.like())),
                wanted.created().flatMap(TimeRange::from).orElse(Instant.EPOCH),
                wanted.created().flatMap(TimeRange::before).orElse(LAST_MOMENT),
                cursor.map(Session::created).orElse(LAST_MOMENT),
                cursor.map(s -> s.id().text()).orElse(""),
                page.limit() + 1);
    }

    /** Writes the next version; the version guards against a change meanwhile. */
    void update(Tx tx, Session s) {
        int changed =
                tx.update(
                        """
                        update hosted.session set version = ?, state = ?, intent = ?, attempts = ?,
                            body = ?, detail = ?
                        where account_id = ? and session_id = ? and version = ?
                        """,
                        s.version(),
                        s.state().text(),
                        s.intent(),
                        s.attempts(),
                        new Tx.Json(Json.text(SessionJson.current(s))),
                        new Tx.Json(Json.text(s.detail())),
                        s.account(),
                        s.id().text(),
                        s.version() - 1);
        if (changed != 1) throw new IllegalStateException(s.id() + " changed meanwhile");
    }

    private static Session session(Row row) {
        return new Session(
                new Session.Id(row.text("session_id")),
                row.account("account_id"),
                row.integer("version"),
                Session.State.of(row.text("state")),
                row.time("created"),
                row.time("expires_at"),
                row.maybeText("intent"),
                row.integer("attempts"),
                Json.parse(row.text("body")),
                Json.parse(row.text("detail")));
    }
}
