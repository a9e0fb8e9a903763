package hawker.webhooks;

import hawker.kernel.AccountId;
import hawker.platform.Row;
import hawker.platform.Tx;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/** The statements of deliveries and their attempts. */
final class DeliveriesSql {

    private static final String COLUMNS =
            """
            account_id, delivery_id, endpoint_id, event_id, type, state, attempts, due_at, created
            """;

    /** An endpoint with something due. */
    record Destination(AccountId account, Endpoint.Id endpoint) {}

    /**
     * What became of one attempt.
     *
     * @param due when it is tried again; of no meaning for one that has ended
     */
    record Tried(Delivery delivery, Delivery.Attempt attempt, Delivery.State state, Instant due) {}

    private DeliveriesSql() {}

    /**
     * One event to one endpoint is one delivery, however often it is asked for.
     *
     * @param claimedUntil until when the new ones are claimed, those that were tried for once
     * @return the ids of those that are new
     */
    static Set<String> insert(
            AccountId account, Tx tx, Instant now, Instant claimedUntil, List<Delivery> heard) {
        var made =
                tx.list(
                        """
                        insert into webhooks.delivery (account_id, delivery_id, endpoint_id, event_id, type,
                          state, attempts, due_at, claimed_until, created)
                        select ?, d.delivery_id, d.endpoint_id, d.event_id, d.type, 'pending', d.attempts,
                          ?, case when d.attempts = 0 then ? else ?::timestamptz end, ?
                        from unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[])
                          as d(delivery_id, endpoint_id, event_id, type, attempts)
                        on conflict (account_id, endpoint_id, event_id) do nothing
                        returning delivery_id
                        """,
                        row -> row.text("delivery_id"),
                        account,
                        now,
                        Instant.EPOCH,
                        claimedUntil,
                        now,
                        texts(heard, Delivery::id),
                        texts(heard, d -> d.endpoint().text()),
                        texts(heard, Delivery::event),
                        texts(heard, Delivery::type),
                        numbers(heard, Delivery::attempts));
        return Set.copyOf(made);
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

    static List<Destination> acrossDue(Tx tx, Instant now, int limit) {
        return tx.list(
                """
                /* across: webhooks-due */
                select distinct account_id, endpoint_id from webhooks.delivery
                where state = 'pending' and due_at <= ? and claimed_until < ? limit ?
                """,
                row ->
                        new Destination(
                                row.account("account_id"),
                                new Endpoint.Id(row.text("endpoint_id"))),
                now,
                now,
                limit);
    }

    /**
     * Takes the oldest that are due to an endpoint for one attempt each, so that a receiver hears
     * in order as long as it answers. What another node has is left out.
     */
    static List<Delivery> take(
            Destination to, Tx tx, Instant now, Instant claimedUntil, int limit) {
        var taken =
                tx.list(
                        """
                        update webhooks.delivery set attempts = attempts + 1, claimed_until = ?
                        where account_id = ? and delivery_id in (
                          select delivery_id from webhooks.delivery
                          where account_id = ? and endpoint_id = ? and state = 'pending'
                            and due_at <= ? and claimed_until < ?
                          order by due_at, delivery_id limit ? for update skip locked)
                        returning
                        """
                                + COLUMNS,
                        DeliveriesSql::read,
                        claimedUntil,
                        to.account(),
                        to.account(),
                        to.endpoint().text(),
                        now,
                        now,
                        limit);
        var inOrder = Comparator.comparing(Delivery::due).thenComparing(Delivery::id);
        return taken.stream().sorted(inOrder).toList();
    }

    /** Gives back what was taken and not tried. */
    static void giveBack(AccountId account, Tx tx, List<Delivery> untried) {
        tx.update(
                """
                update webhooks.delivery set attempts = attempts - 1, claimed_until = ?
                where account_id = ? and delivery_id = any(?)
                """,
                Instant.EPOCH,
                account,
                texts(untried, Delivery::id));
    }

    /** Writes attempts down, and ends their deliveries or sets when they are tried again. */
    static void settle(AccountId account, Tx tx, List<Tried> tried) {
        var ids = texts(tried, t -> t.delivery().id());
        tx.update(
                """
                insert into webhooks.attempt (account_id, delivery_id, n, at, status, millis, says)
                select ?, a.delivery_id, a.n, a.at::timestamptz, a.status, a.millis, a.says
                from unnest(?::text[], ?::bigint[], ?::text[], ?::bigint[], ?::bigint[], ?::text[])
                  as a(delivery_id, n, at, status, millis, says)
                on conflict do nothing
                """,
                account,
                ids,
                numbers(tried, t -> t.attempt().n()),
                texts(tried, t -> t.attempt().at().toString()),
                numbers(tried, t -> t.attempt().status()),
                numbers(tried, t -> t.attempt().millis()),
                texts(tried, t -> t.attempt().says()));
        tx.update(
                """
                update webhooks.delivery d
                set state = t.state, due_at = t.due_at::timestamptz, claimed_until = ?
                from unnest(?::text[], ?::text[], ?::text[]) as t(delivery_id, state, due_at)
                where d.account_id = ? and d.delivery_id = t.delivery_id
                """,
                Instant.EPOCH,
                ids,
                texts(tried, t -> word(t.state())),
                texts(tried, t -> t.due().toString()),
                account);
    }

    /** Makes a delivery due at a moment, whatever became of it. */
    static void again(AccountId account, Tx tx, Delivery d, Instant due) {
        tx.update(
                """
                update webhooks.delivery set state = 'pending', due_at = ?, claimed_until = ?
                where account_id = ? and delivery_id = ?
                """,
                due,
                Instant.EPOCH,
                account,
                d.id());
    }

    private static <T> String[] texts(List<T> rows, Function<T, String> text) {
        return rows.stream().map(text).toArray(String[]::new);
    }

    private static <T> long[] numbers(List<T> rows, ToLongFunction<T> number) {
        return rows.stream().mapToLong(number).toArray();
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
