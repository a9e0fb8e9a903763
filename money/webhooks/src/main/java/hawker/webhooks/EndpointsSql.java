package hawker.webhooks;

import hawker.api.Json;
import hawker.kernel.AccountId;
import hawker.kernel.PageRequest;
import hawker.platform.Row;
import hawker.platform.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The statements of endpoints. */
final class EndpointsSql {

    private static final String COLUMNS =
            """
            account_id, endpoint_id, url, enabled_events, status, secret, api_version, description,
            metadata, failing_since, connect, old_secret, old_until, created
            """;

    private EndpointsSql() {}

    static void insert(AccountId account, Tx tx, Endpoint e) {
        tx.update(
                """
                insert into webhooks.endpoint (account_id, endpoint_id, url, enabled_events, status,
                  secret, api_version, description, metadata, connect, created)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                account,
                e.id().text(),
                e.url(),
                String.join(",", e.events()),
                status(e),
                e.secret(),
                e.apiVersion(),
                e.description(),
                metadata(e),
                e.connect(),
                e.created());
    }

    static void update(AccountId account, Tx tx, Endpoint e) {
        tx.update(
                """
                update webhooks.endpoint set url = ?, enabled_events = ?, status = ?, description = ?,
                  metadata = ?, failing_since = ?
                where account_id = ? and endpoint_id = ?
                """,
                e.url(),
                String.join(",", e.events()),
                status(e),
                e.description(),
                metadata(e),
                e.failingSince(),
                account,
                e.id().text());
    }

    /** Another secret, and the one before with its end. */
    static void roll(AccountId account, Tx tx, Endpoint e) {
        tx.update(
                """
                update webhooks.endpoint set secret = ?, old_secret = ?, old_until = ?
                where account_id = ? and endpoint_id = ?
                """,
                e.secret(),
                e.oldSecret().map(Endpoint.OldSecret::secret),
                e.oldSecret().map(Endpoint.OldSecret::until),
                account,
                e.id().text());
    }

    /** Deliveries under way end with it. */
    static boolean delete(AccountId account, Tx tx, Endpoint.Id id) {
        tx.update(
                """
                update webhooks.delivery set state = 'failed'
                where account_id = ? and endpoint_id = ? and state = 'pending'
                """,
                account,
                id.text());
        return tx.update(
                        "delete from webhooks.endpoint where account_id = ? and endpoint_id = ?",
                        account,
                        id.text())
                == 1;
    }

    static Optional<Endpoint> find(AccountId account, Tx tx, Endpoint.Id id) {
        return tx.one(
                "select "
                        + COLUMNS
                        + " from webhooks.endpoint where account_id = ? and endpoint_id = ?",
                EndpointsSql::read,
                account,
                id.text());
    }

    static List<Endpoint> all(AccountId account, Tx tx) {
        return tx.list(
                "select "
                        + COLUMNS
                        + " from webhooks.endpoint where account_id = ? order by endpoint_id desc",
                EndpointsSql::read,
                account);
    }

    static List<Endpoint> page(AccountId account, Tx tx, PageRequest page) {
        var older = page.before().isEmpty();
        var rows =
                tx.list(
                        "select "
                                + COLUMNS
                                + " from webhooks.endpoint where account_id = ? and endpoint_id "
                                + (older ? "< ?" : "> ?")
                                + " order by endpoint_id "
                                + (older ? "desc" : "asc")
                                + " limit ?",
                        EndpointsSql::read,
                        account,
                        page.after().or(page::before).orElse("we_~"),
                        page.limit() + 1);
        return rows;
    }

    /** The beginning of a row of failures; empty ends it. */
    static void failing(AccountId account, Tx tx, Endpoint.Id id, Optional<Instant> since) {
        tx.update(
                """
                update webhooks.endpoint set failing_since = ?
                where account_id = ? and endpoint_id = ?
                """,
                since,
                account,
                id.text());
    }

    static void disable(AccountId account, Tx tx, Endpoint.Id id) {
        tx.update(
                """
                update webhooks.endpoint set status = 'disabled'
                where account_id = ? and endpoint_id = ?
                """,
                account,
                id.text());
    }

    private static Endpoint read(Row row) {
        return new Endpoint(
                new Endpoint.Id(row.text("endpoint_id")),
                row.account("account_id"),
                row.text("url"),
                List.of(row.text("enabled_events").split(",", -1)),
                row.text("status").equals("enabled"),
                row.text("secret"),
                row.maybeText("api_version"),
                row.maybeText("description"),
                Json.metadata(row.text("metadata")),
                row.maybeTime("failing_since"),
                row.flag("connect"),
                row.maybeText("old_secret")
                        .map(old ->
                                new Endpoint.OldSecret(
                                        old, row.maybeTime("old_until").orElse(Instant.EPOCH))),
                row.time("created"));
    }

    private static String status(Endpoint e) {
        return e.enabled() ? "enabled" : "disabled";
    }

    private static String metadata(Endpoint e) {
        return Json.text(Json.metadata(e.metadata()));
    }
}
