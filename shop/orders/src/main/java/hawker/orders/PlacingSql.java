package hawker.orders;

import hawker.kernel.AccountId;
import hawker.platform.Tx;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * An order, its lines, the first entry of its story and what a shop counts of it, written in one
 * statement. All buyers of a shop wait for each other from here to the end of the transaction, as
 * its numbers have no gaps: each round trip in between would be one more that all of them wait for.
 */
final class PlacingSql {

    private static final ShipTo NOWHERE = new ShipTo("", "", "", "", "", "", "");

    private static final String COUNTED =
            """
            with counted as (
                insert into orders.counters as c (account_id, name, value) values (?, ?, ?)
                on conflict (account_id, name) do update set value = c.value + 1
                returning value),
            """;

    private static final String PLACED =
            """
            placed as (
                insert into orders.placed (account_id, order_id, number, token, payment, buyer,
                    email, name, line1, line2, city, state_name, postal_code, country, shipping,
                    currency, items, shipping_amount, tax, tax_included, tax_label, total,
                    refunded, paid, fulfilment, state, carrier, tracking, shipped_at, source_kind,
                    source_id, placed_at)
                select ?, ?, ? || '-' || counted.value, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?,
                    ?, ?, ?, ?, ?, ?, ?, ?, '', '', null, ?, ?, ? from counted
                on conflict (account_id, payment) do nothing
                returning account_id, order_id, number, email, name, currency, total, placed_at),
            """;

    private static final String LINES =
            """
            lines as (
                insert into orders.lines (account_id, order_id, position, product_id, variant_id,
                    title, choice, sku, picture, unit, quantity, tax, shipped)
                select placed.account_id, placed.order_id, l.position, l.product, l.variant,
                    l.title, l.choice, l.sku, l.picture, l.unit, l.quantity, l.tax, l.shipped
                from placed, unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[],
                        ?::bigint[], ?::bigint[], ?::bigint[], ?::text[]::boolean[]) with ordinality
                    as l(product, variant, title, choice, sku, picture, unit, quantity, tax, shipped,
                        position)),
            """;

    private static final String TOLD =
            """
            told as (
                insert into orders.timeline
                    (account_id, entry_id, order_id, at, actor, says, for_buyer)
                select account_id, ?, order_id, placed_at, 'buyer', ?, true from placed),
            """;

    private static final String SOLD =
            """
            sold as (
                insert into orders.sales_day as s (account_id, day, currency, orders, sold, refunded)
                select account_id, ?, currency, 1, total, 0 from placed
                on conflict (account_id, day, currency)
                    do update set orders = s.orders + 1, sold = s.sold + excluded.sold),
            """;

    private static final String BOUGHT =
            """
            bought as (
                insert into orders.customers as c (account_id, email, name, currency, orders,
                    spent, first_at, last_at)
                select account_id, email, name, currency, 1, total, placed_at, placed_at from placed
                on conflict (account_id, email) do update set orders = c.orders + 1,
                    name = case when excluded.name = '' then c.name else excluded.name end,
                    spent = c.spent
                        + case when c.currency = excluded.currency then excluded.spent else 0 end,
                    last_at = excluded.last_at)
            """;

    private static final String WRITE =
            COUNTED + PLACED + LINES + TOLD + SOLD + BOUGHT + "select number from placed";

    private PlacingSql() {}

    /**
     * Counts and writes.
     *
     * @param counter the shop's, which begins after {@code before}
     * @param order everything but its number, of which {@code prefix} is the first part
     * @param entry id of the story's first entry
     * @return the number; empty if the payment has an order, and then nothing is written, but the
     *     counter has gone on by one that {@link #takeBack} brings back
     */
    static Optional<String> write(
            Tx tx,
            String counter,
            long before,
            String prefix,
            Order order,
            String entry,
            LocalDate day) {
        var account = order.account();
        var to = order.shipTo().orElse(NOWHERE);
        var totals = order.totals();
        var lines = order.lines();
        return tx.one(
                WRITE,
                row -> row.text("number"),
                account,
                counter,
                before + 1,
                account,
                order.id().text(),
                prefix,
                order.token(),
                order.payment(),
                order.buyer(),
                order.email(),
                to.name(),
                to.line1(),
                to.line2(),
                to.city(),
                to.state(),
                to.postalCode(),
                to.country(),
                order.shipping(),
                totals.currency(),
                totals.items().minor(),
                totals.shipping().minor(),
                totals.tax().minor(),
                totals.taxIncluded(),
                totals.taxLabel(),
                totals.total().minor(),
                totals.refunded().minor(),
                order.paid().name(),
                order.fulfilment().name(),
                order.state().name(),
                order.source().kind().name(),
                order.source().id(),
                order.placed(),
                texts(lines, line -> line.product().text()),
                texts(lines, line -> line.variant().text()),
                texts(lines, Order.Line::title),
                texts(lines, Order.Line::choice),
                texts(lines, Order.Line::sku),
                texts(lines, Order.Line::picture),
                numbers(lines, line -> line.unit().minor()),
                numbers(lines, Order.Line::quantity),
                numbers(lines, line -> line.tax().minor()),
                texts(lines, line -> String.valueOf(line.shipped())),
                entry,
                "Order placed and paid, " + totals.total().text() + ".",
                day);
    }

    /** Brings back the number that {@link #write} did not need; nobody can have seen it. */
    static void takeBack(AccountId account, Tx tx, String counter) {
        tx.update(
                "update orders.counters set value = value - 1 where account_id = ? and name = ?",
                account,
                counter);
    }

    private static String[] texts(List<Order.Line> lines, Function<Order.Line, String> part) {
        return lines.stream().map(part).toArray(String[]::new);
    }

    private static long[] numbers(List<Order.Line> lines, ToLongFunction<Order.Line> part) {
        return lines.stream().mapToLong(part).toArray();
    }
}
