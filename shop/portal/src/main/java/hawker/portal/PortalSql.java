package hawker.portal;

import hawker.api.Json;
import hawker.kernel.AccountId;
import hawker.kernel.PageRequest;
import hawker.platform.Row;
import hawker.platform.Tx;
import java.util.List;
import java.util.Optional;

/** The statements of the room. */
final class PortalSql {

    private static final String CONFIGURATION =
            """
            select account_id, configuration_id, version, created, usual, body
            from portal.configuration
            """;

    private static final String LAST = "~";

    /** False if there is a usual one already, and this is another. */
    boolean insert(Tx tx, Configuration one) {
        return tx.update(
                        """
                        insert into portal.configuration
                            (account_id, configuration_id, version, created, usual, body)
                        values (?, ?, ?, ?, ?, ?) on conflict do nothing
                        """,
                        one.account(),
                        one.id(),
                        one.version(),
                        one.created(),
                        one.usual(),
                        new Tx.Json(Json.text(one.body())))
                == 1;
    }

    void update(Tx tx, Configuration one) {
        int changed =
                tx.update(
                        """
                        update portal.configuration set version = ?, body = ?
                        where account_id = ? and configuration_id = ? and version = ?
                        """,
                        one.version(),
                        new Tx.Json(Json.text(one.body())),
                        one.account(),
                        one.id(),
                        one.version() - 1);
        if (changed != 1) throw new IllegalStateException(one.id() + " was not held");
    }

    /** Another one counts from now on when none is named. */
    void notUsual(Tx tx, Configuration one) {
        var body = one.body().deepCopy().put("is_default", false);
        tx.update(
                """
                update portal.configuration set usual = false, version = version + 1, body = ?
                where account_id = ? and configuration_id = ?
                """,
                new Tx.Json(Json.text(body)),
                one.account(),
                one.id());
    }

    Optional<Configuration> find(Tx tx, AccountId account, String id) {
        return tx.one(
                CONFIGURATION + "where account_id = ? and configuration_id = ?",
                PortalSql::configuration,
                account,
                id);
    }

    Optional<Configuration> lock(Tx tx, AccountId account, String id) {
        return tx.one(
                CONFIGURATION + "where account_id = ? and configuration_id = ? for update",
                PortalSql::configuration,
                account,
                id);
    }

    /** The one that counts when none is named. */
    Optional<Configuration> usual(Tx tx, AccountId account) {
        return tx.one(
                CONFIGURATION + "where account_id = ? and usual",
                PortalSql::configuration,
                account);
    }

    /**
     * A page of them, the newest first; of a page before a cursor the oldest first.
     *
     * @param like fields that each must have, as JSON
     */
    List<Configuration> list(Tx tx, AccountId account, String like, PageRequest page) {
        boolean back = page.before().isPresent();
        return tx.list(
                CONFIGURATION
                        + "where account_id = ? and body @> ? and configuration_id "
                        + (back
                                ? "> ? order by configuration_id limit ?"
                                : "< ? order by configuration_id desc limit ?"),
                PortalSql::configuration,
                account,
                new Tx.Json(like),
                page.before().or(page::after).orElse(LAST),
                page.limit() + 1);
    }

    private static Configuration configuration(Row row) {
        return new Configuration(
                row.account("account_id"),
                row.text("configuration_id"),
                row.integer("version"),
                row.time("created"),
                row.flag("usual"),
                Json.parse(row.text("body")));
    }

    void insert(Tx tx, Session session) {
        tx.update(
                """
                insert into portal.session (account_id, session_id, created, token, done, body)
                values (?, ?, ?, ?, ?, ?)
                """,
                session.account(),
                session.id(),
                session.created(),
                session.token(),
                session.done(),
                new Tx.Json(Json.text(session.body())));
    }

    Optional<Session> session(Tx tx, AccountId account, String id) {
        return tx.one(
                """
                select account_id, session_id, created, token, done, body from portal.session
                where account_id = ? and session_id = ?
                """,
                PortalSql::session,
                account,
                id);
    }

    private static Session session(Row row) {
        return new Session(
                row.account("account_id"),
                row.text("session_id"),
                row.time("created"),
                row.text("token"),
                row.flag("done"),
                Json.parse(row.text("body")));
    }

    /** What the buyer came for is done. */
    void done(Tx tx, AccountId account, String session) {
        tx.update(
                "update portal.session set done = true where account_id = ? and session_id = ?",
                account,
                session);
    }
}
