package hawker.webhooks;

import hawker.kernel.AccountId;
import hawker.platform.Row;
import hawker.platform.Tx;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The statements of deliveries and their attempts. */
final class DeliveriesSql {

    private static final String COLUMNS =
            """
            account_id, delivery_id, endpoint_id, event_id, type, state, attempts, due_at, created
            """;

    /** An endpoint with something due. */
    record Lane(AccountId account, Endpoint.Id endpoint) {}

    private DeliveriesSql() {}

    /** One event to one endpoint is one delivery, however often it is asked for. */
    static boolean insert(AccountId account, Tx tx, Delivery d) {
        return tx.update(
                        """
                        insert into webhooks.delivery (account_id, delivery_id, endpoint_id, event_id, type,
                          state, due_at, claimed_until, created)
                        values (?, ?, ?, ?, ?, 'pending', ?, ?, ?)
                        on conflict (account_id, endpoint_id, event_id) do nothing
                        """,
                        account,
                        d.id(),
                        d.endpoint().text(),
                        d.event(),
                        d.type(),
                        d.due(),
                        Instant.EPOCH,
                        d.created())
                == 1;
    }

    static List<Delivery> ofEvent(AccountId account, Tx tx, String event) {
        return tx.list(
                "select "
                        + COLUMNS
                        + " from webhooks.delivery where account_id = ? and event_id = ?"
                        + " order by delivery_id",
                DeliveriesSql::read,
                account,
                event);
    }

    static List<Lane> acrossDue(Tx tx, Instant now, int limit) {
        return tx.list(
                """
                /* across: webhooks-due */
                select distinct account_id, endpoint_id from webhooks.delivery
                where state = 'pending' and due_at <= ? and claimed_until < ? limit ?
                """,
                row ->
                        new Lane(
                                row.account("account_id"),
                                new Endpoint.Id(row.text("endpoint_id"))),
                now,
                now,
                limit);
    }

    /** The oldest that are due, so that a receiver hears in order as long as it answers. */
    static List<Delivery> due(
            AccountId account, Tx tx, Endpoint.Id endpoint, Instant now, int limit) {
        return tx.list(
                "select "
                        + COLUMNS
                        + """
                         from webhooks.delivery
                        where account_id = ? and endpoint_id = ? and state = 'pending' and due_at <= ?
                          and claimed_until < ?
                        order by due_at, delivery_id limit ?
                        """,
                DeliveriesSql::read,
                account,
                endpoint.text(),
                now,
                now,
                limit);
    }

    /** Takes a delivery for one attempt; false: another node has it. */
    static boolean claim(AccountId account, Tx tx, Delivery d, Instant now, Instant until) {
        return tx.update(
                        """
                        update webhooks.delivery set attempts = attempts + 1, claimed_until = ?
                        where account_id = ? and delivery_id = ? and state = 'pending' and attempts = ?
                          and claimed_until < ?
                        """,
                        until,
                        account,
                        d.id(),
                        d.attempts(),
                        now)
                == 1;
    }

    static void record(AccountId account, Tx tx, Delivery d, Delivery.Attempt attempt) {
        tx.update(
                """
                insert into webhooks.attempt (account_id, delivery_id, n, at, status, millis, says)
                values (?, ?, ?, ?, ?, ?, ?) on conflict do nothing
                """,
                account,
                d.id(),
                attempt.n(),
                attempt.at(),
                attempt.status(),
                attempt.millis(),
                attempt.says());
    }

    /** Ends a delivery, or sets when it is tried again. */
    static void settle(AccountId account, Tx tx, Delivery d, Delivery.State state, Instant due) {
        tx.update(
                """
                update webhooks.delivery set state = ?, due_at = ?, claimed_until = ?
                where account_id = ? and delivery_id = ?
                """,
                word(state),
                due,
                Instant.EPOCH,
                account,
                d.id());
    }

    static Optional<Delivery> find(AccountId account, Tx tx, String id) {
        return tx.one(
                "select "
                        + COLUMNS
                        + " from webhooks.delivery where account_id = ? and delivery_id = ?",
                DeliveriesSql::read,
                account,
                id);
    }

    static List<Delivery> newest(AccountId account, Tx tx, Optional<String> before, int limit) {
        return tx.list(
                "select "
                        + COLUMNS
                        + """
                         from webhooks.delivery where account_id = ? and delivery_id < ?
                        order by delivery_id desc limit ?
                        """,
                DeliveriesSql::read,
                account,
                before.orElse("whd_~"),
                limit);
    }

    /** Those of one endpoint. */
    static List<Delivery> newest(
            AccountId account, Tx tx, Endpoint.Id endpoint, Optional<String> before, int limit) {
        return tx.list(
                "select "
                        + COLUMNS
                        + """
                         from webhooks.delivery
                        where account_id = ? and endpoint_id = ? and delivery_id < ?
                        order by delivery_id desc limit ?
                        """,
                DeliveriesSql::read,
                account,
                endpoint.text(),
                before.orElse("whd_~"),
                limit);
    }

    static List<Delivery.Attempt> attempts(AccountId account, Tx tx, String delivery) {
        return tx.list(
                """
                select n, at, status, millis, says from webhooks.attempt
                where account_id = ? and delivery_id = ? order by n
                """,
                row ->
                        new Delivery.Attempt(
                                row.integer("n"),
                                row.time("at"),
                                row.integer("status"),
                                row.number("millis"),
                                row.text("says")),
                account,
                delivery);
    }

    /** How many endpoints have not yet been told of an event. */
    static int waiting(AccountId account, Tx tx, String event) {
        return tx.one(
                        """
                        select count(*) n from webhooks.delivery
                        where account_id = ? and event_id = ? and state = 'pending'
                        """,
                        row -> row.integer("n"),
                        account,
                        event)
                .orElse(0);
    }

    private static Delivery read(Row row) {
        return new Delivery(
                row.text("delivery_id"),
                row.account("account_id"),
                new Endpoint.Id(row.text("endpoint_id")),
                row.text("event_id"),
                row.text("type"),
                Delivery.State.valueOf(row.text("state").toUpperCase(Locale.ROOT)),
                row.integer("attempts"),
                row.time("due_at"),
                row.time("created"));
    }

    private static String word(Delivery.State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
