package hawker.orders;

import hawker.catalog.Product;
import hawker.catalog.Variant;
import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.kernel.Money;
import hawker.kernel.PageRequest;
import hawker.kernel.UserId;
import hawker.platform.Row;
import hawker.platform.Tx;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/** Orders, their lines and their story: rows in, rows out. */
final class OrdersSql {

    private static final String COLUMNS =
            """
            select account_id, order_id, number, token, payment, buyer, email, name, line1, line2,
                city, state_name, postal_code, country, shipping, currency, items,
                shipping_amount, tax, tax_included, tax_label, total, refunded, paid, fulfilment,
                state, carrier, tracking, shipped_at, source_kind, source_id, placed_at
            from orders.placed
            """;

    /** Above every order id: ids are ASCII. */
    private static final String LAST = "ord_\u007f";

    private OrdersSql() {}

    static Optional<Order> find(AccountId account, Tx tx, Order.Id id) {
        var heads =
                tx.list(
                        COLUMNS + "where account_id = ? and order_id = ?",
                        OrdersSql::order,
                        account,
                        id.text());
        return withLines(account, tx, heads).stream().findFirst();
    }

    /** The order, kept from others until the end of the transaction. */
    static Optional<Order> lock(AccountId account, Tx tx, Order.Id id) {
        var heads =
                tx.list(
                        COLUMNS + "where account_id = ? and order_id = ? for update",
                        OrdersSql::order,
                        account,
                        id.text());
        return withLines(account, tx, heads).stream().findFirst();
    }

    static Optional<Order> lockByPayment(AccountId account, Tx tx, String payment) {
        var heads =
                tx.list(
                        COLUMNS + "where account_id = ? and payment = ? for update",
                        OrdersSql::order,
                        account,
                        payment);
        return withLines(account, tx, heads).stream().findFirst();
    }

    static Optional<Order> byPayment(AccountId account, Tx tx, String payment) {
        var heads =
                tx.list(
                        COLUMNS + "where account_id = ? and payment = ?",
                        OrdersSql::order,
                        account,
                        payment);
        return withLines(account, tx, heads).stream().findFirst();
    }

    static Optional<Order> byToken(AccountId account, Tx tx, String token) {
        var heads =
                tx.list(
                        COLUMNS + "where account_id = ? and token = ?",
                        OrdersSql::order,
                        account,
                        token);
        return withLines(account, tx, heads).stream().findFirst();
    }

    /** Orders of a list, one more than the page takes; oldest first if the page looks back. */
    static List<Order> list(AccountId account, Tx tx, OrderFilter filter, PageRequest page) {
        var order =
                page.before().isPresent()
                        ? "order by order_id limit ?"
                        : "order by order_id desc limit ?";
        var heads =
                tx.list(
                        COLUMNS + MATCHING + "and order_id < ? and order_id > ? " + order,
                        OrdersSql::order,
                        arguments(
                                account,
                                filter,
                                page.after().orElse(LAST),
                                page.before().orElse(""),
                                page.limit() + 1));
        return withLines(account, tx, heads);
    }

    static int count(AccountId account, Tx tx, OrderFilter filter) {
        return tx.one(
                        "select count(*) as n from orders.placed " + MATCHING,
                        row -> row.integer("n"),
                        arguments(account, filter))
                .orElse(0);
    }

    private static final String MATCHING =
            """
            where account_id = ?
                and (? = '' or paid = ?)
                and (? = '' or fulfilment = ?)
                and (? = '' or state = ?)
                and (? = '' or starts_with(lower(number), ?) or starts_with(email, ?)
                    or starts_with(lower(name), ?))
            """;

    private static Object[] arguments(AccountId account, OrderFilter filter, Object... more) {
        var paid = filter.paid().map(Enum::name).orElse("");
        var fulfilment = filter.fulfilment().map(Enum::name).orElse("");
        var state = filter.state().map(Enum::name).orElse("");
        var text = filter.text().strip().toLowerCase(java.util.Locale.ROOT);
        var all =
                new ArrayList<Object>(
                        List.of(account, paid, paid, fulfilment, fulfilment, state, state));
        all.addAll(List.of(text, text, text, text));
        all.addAll(List.of(more));
        return all.toArray();
    }

    static void setFulfilment(
            AccountId account, Tx tx, Order.Id id, Order.Fulfilment fulfilment, Order.State state) {
        tx.update(
                """
                update orders.placed set fulfilment = ?, state = ?
                where account_id = ? and order_id = ?
                """,
                fulfilment.name(),
                state.name(),
                account,
                id.text());
    }

    static void setTracking(AccountId account, Tx tx, Order.Id id, Order.Tracking tracking) {
        tx.update(
                """
                update orders.placed set carrier = ?, tracking = ?, shipped_at = ?
                where account_id = ? and order_id = ?
                """,
                tracking.carrier(),
                tracking.number(),
                tracking.shipped(),
                account,
                id.text());
    }

    static void setRefunded(
            AccountId account, Tx tx, Order.Id id, Money refunded, Order.Payment paid) {
        tx.update(
                """
                update orders.placed set refunded = ?, paid = ?
                where account_id = ? and order_id = ?
                """,
                refunded.minor(),
                paid.name(),
                account,
                id.text());
    }

    private static List<Order> withLines(AccountId account, Tx tx, List<Order> heads) {
        if (heads.isEmpty()) return heads;
        var ids = heads.stream().map(o -> o.id().text()).toArray(String[]::new);
        var currencies = new HashMap<String, Currency>();
        for (var head : heads) currencies.put(head.id().text(), head.totals().currency());
        var lines = new HashMap<String, List<Order.Line>>();
        tx.list(
                """
                select order_id, position, product_id, variant_id, title, choice, sku, picture,
                    unit, quantity, tax, shipped
                from orders.lines where account_id = ? and order_id = any(?)
                order by order_id, position
                """,
                row -> {
                    var id = row.text("order_id");
                    var currency = currencies.get(id);
                    if (currency == null) throw new IllegalStateException("line of " + id);
                    return lines.computeIfAbsent(id, any -> new ArrayList<>())
                            .add(line(row, currency));
                },
                account,
                ids);
        return heads.stream()
                .map(head -> withLines(head, lines.getOrDefault(head.id().text(), List.of())))
                .toList();
    }

    private static Order.Line line(Row row, Currency currency) {
        return new Order.Line(
                row.integer("position"),
                new Product.Id(row.text("product_id")),
                new Variant.Id(row.text("variant_id")),
                row.text("title"),
                row.text("choice"),
                row.text("sku"),
                row.text("picture"),
                Money.of(row.number("unit"), currency),
                row.integer("quantity"),
                Money.of(row.number("tax"), currency),
                row.flag("shipped"));
    }

    private static Order withLines(Order head, List<Order.Line> lines) {
        return new Order(
                head.id(),
                head.account(),
                head.number(),
                head.token(),
                head.payment(),
                head.buyer(),
                head.email(),
                lines,
                head.shipTo(),
                head.shipping(),
                head.totals(),
                head.paid(),
                head.fulfilment(),
                head.state(),
                head.tracking(),
                head.source(),
                head.placed());
    }

    private static Order order(Row row) {
        var country = row.text("country");
        var currency = row.currency("currency");
        return new Order(
                new Order.Id(row.text("order_id")),
                row.account("account_id"),
                row.text("number"),
                row.text("token"),
                row.text("payment"),
                row.maybeNumber("buyer").map(UserId::new),
                row.text("email"),
                List.of(),
                country.isEmpty() ? Optional.empty() : Optional.of(shipTo(row, country)),
                row.text("shipping"),
                new Totals(
                        Money.of(row.number("items"), currency),
                        Money.of(row.number("shipping_amount"), currency),
                        Money.of(row.number("tax"), currency),
                        row.flag("tax_included"),
                        row.text("tax_label"),
                        Money.of(row.number("total"), currency),
                        Money.of(row.number("refunded"), currency)),
                Order.Payment.valueOf(row.text("paid")),
                Order.Fulfilment.valueOf(row.text("fulfilment")),
                Order.State.valueOf(row.text("state")),
                row.maybeTime("shipped_at").map(at -> tracking(row, at)),
                new Source(Source.Kind.valueOf(row.text("source_kind")), row.text("source_id")),
                row.time("placed_at"));
    }

    private static ShipTo shipTo(Row row, String country) {
        return new ShipTo(
                row.text("name"),
                row.text("line1"),
                row.text("line2"),
                row.text("city"),
                row.text("state_name"),
                row.text("postal_code"),
                country);
    }

    private static Order.Tracking tracking(Row row, Instant at) {
        return new Order.Tracking(row.text("carrier"), row.text("tracking"), at);
    }
}
