package hawker.connect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Json;
import hawker.kernel.AccountId;
import hawker.kernel.PageRequest;
import hawker.platform.Row;
import hawker.platform.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The rows of connected accounts and of the connections themselves. */
final class ConnectSql {

    private static final String COLUMNS =
            """
            account_id, platform, version, fees, losses, collection, dashboard, country, currency,
            email, business_type, details, metadata, rejected, created_at
            """;

    void insert(AccountId id, Tx tx, ConnectedAccount account) {
        var controller = account.controller();
        tx.update(
                """
                insert into connect.account (
                    account_id, platform, version, fees, losses, collection, dashboard, country,
                    currency, email, business_type, details, metadata, created_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                id,
                account.platform(),
                account.version(),
                controller.fees(),
                controller.losses(),
                controller.collection(),
                controller.dashboard(),
                account.country(),
                account.currency(),
                account.email(),
                account.businessType(),
                Json.text(account.details()),
                Json.text(Json.metadata(account.metadata())),
                account.created());
    }

    void update(AccountId id, Tx tx, ConnectedAccount account) {
        tx.update(
                """
                update connect.account
                set version = ?, currency = ?, email = ?, business_type = ?, details = ?,
                    metadata = ?, rejected = ?
                where account_id = ?
                """,
                account.version(),
                account.currency(),
                account.email(),
                account.businessType(),
                Json.text(account.details()),
                Json.text(Json.metadata(account.metadata())),
                account.rejected(),
                id);
    }

    Optional<ConnectedAccount> find(AccountId id, Tx tx) {
        return tx.one(
                "select "
                        + COLUMNS
                        + " from connect.account where account_id = ? and deleted_at is null",
                ConnectSql::account,
                id);
    }

    /** The same, and nobody else changes it or what belongs to it before the transaction ends. */
    Optional<ConnectedAccount> lock(AccountId id, Tx tx) {
        return tx.one(
                "select "
                        + COLUMNS
                        + " from connect.account where account_id = ? and deleted_at is null"
                        + " for update",
                ConnectSql::account,
                id);
    }

    void delete(AccountId id, Tx tx, Instant now) {
        tx.update("update connect.account set deleted_at = ? where account_id = ?", now, id);
    }

    // Connections, from both sides

    /**
     * Makes a connection, or widens one that could only read.
     *
     * @return whether there was none before
     */
    boolean connect(
            AccountId platform, Tx tx, AccountId connected, boolean readsOnly, Instant since) {
        boolean made =
                tx.one(
                                """
                                insert into connect.connection (
                                    account_id, connected, since, reads_only)
                                values (?, ?, ?, ?)
                                on conflict (account_id, connected) do update
                                set reads_only = connection.reads_only and excluded.reads_only
                                returning xmax = 0 as made
                                """,
                                row -> row.flag("made"),
                                platform,
                                connected.number(),
                                since,
                                readsOnly)
                        .orElseThrow();
        tx.update(
                """
                insert into connect.acting_platform (account_id, platform, since) values (?, ?, ?)
                on conflict do nothing
                """,
                connected,
                platform.number(),
                since);
        return made;
    }

    boolean disconnect(AccountId platform, Tx tx, AccountId connected) {
        tx.update(
                "delete from connect.acting_platform where account_id = ? and platform = ?",
                connected,
                platform.number());
        return tx.update(
                        "delete from connect.connection where account_id = ? and connected = ?",
                        platform,
                        connected.number())
                == 1;
    }

    /** Empty if there is no connection; else whether it can only read. */
    Optional<Boolean> readsOnly(AccountId platform, Tx tx, AccountId connected) {
        return tx.one(
                """
                select reads_only from connect.connection
                where account_id = ? and connected = ?
                """,
                row -> row.flag("reads_only"),
                platform,
                connected.number());
    }

    /** A connection as it stands in a list. */
    record Connection(AccountId connected, Instant since) {}

    Optional<Connection> connection(AccountId platform, Tx tx, AccountId connected) {
        return tx.one(
                """
                select connected, since from connect.connection
                where account_id = ? and connected = ?
                """,
                ConnectSql::connection,
                platform,
                connected.number());
    }

    /** Newest first, or oldest first before a cursor; one more than the page. */
    List<Connection> connections(
            AccountId platform,
            Tx tx,
            PageRequest page,
            Optional<Connection> cursor,
            Optional<Instant> from,
            Optional<Instant> before) {
        boolean backward = page.before().isPresent();
        var at = cursor.map(Connection::since);
        var number = cursor.map(c -> c.connected().number());
        return tx.list(
                """
                select connected, since from connect.connection
                where account_id = ?
                  and (?::timestamptz is null or since >= ?::timestamptz)
                  and (?::timestamptz is null or since < ?::timestamptz)
                  and (?::timestamptz is null or (since, connected)
                """
                        + (backward ? " > " : " < ")
                        + """
                        (?::timestamptz, ?::bigint))
                        order by since
                        """
                        + (backward ? "asc, connected asc" : "desc, connected desc")
                        + " limit ?",
                ConnectSql::connection,
                platform,
                from,
                from,
                before,
                before,
                at,
                at,
                number,
                page.limit() + 1);
    }

    List<AccountId> platforms(AccountId connected, Tx tx) {
        return tx.list(
                "select platform from connect.acting_platform where account_id = ?",
                row -> row.account("platform"),
                connected);
    }

    static ObjectNode json(Row row, String column) {
        return Json.parse(row.text(column));
    }

    private static Connection connection(Row row) {
        return new Connection(row.account("connected"), row.time("since"));
    }

    private static ConnectedAccount account(Row row) {
        return new ConnectedAccount(
                row.account("account_id"),
                row.account("platform"),
                row.integer("version"),
                new Controller(
                        row.text("fees"),
                        row.text("losses"),
                        row.text("collection"),
                        row.text("dashboard")),
                row.text("country"),
                row.currency("currency"),
                row.maybeText("email"),
                row.maybeText("business_type"),
                json(row, "details"),
                Json.metadata(row.text("metadata")),
                row.maybeText("rejected"),
                row.time("created_at"));
    }
}
