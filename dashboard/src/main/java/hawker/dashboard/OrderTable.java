package hawker.dashboard;

import hawker.look.Badge;
import hawker.look.DataTable;
import hawker.look.Kit;
import hawker.look.Tone;
import hawker.orders.Order;
import java.time.Instant;
import java.util.List;

/** Orders as a table, and their states as words with a colour. */
final class OrderTable {

    private OrderTable() {}

    static DataTable of(String caption, List<Order> orders, Instant now) {
        var table =
                Kit.table(
                        caption,
                        DataTable.Column.text("Order"),
                        DataTable.Column.text("When"),
                        DataTable.Column.text("Customer"),
                        DataTable.Column.number("Items"),
                        DataTable.Column.text("Payment"),
                        DataTable.Column.text("Delivery"),
                        DataTable.Column.number("Total"));
        for (var order : orders)
            table =
                    table.linkedRow(
                            "/dashboard/orders/" + order.id(),
                            Kit.text(order.number()),
                            Kit.time(order.placed(), now),
                            Kit.text(customer(order)),
                            Kit.text(String.valueOf(order.units())),
                            payment(order),
                            delivery(order),
                            Kit.money(order.totals().total()));
        return table;
    }

    /** The same for a narrow place: what, whose, how far, how much. */
    static DataTable brief(String caption, List<Order> orders, Instant now) {
        var table =
                Kit.table(
                        caption,
                        DataTable.Column.text("Order"),
                        DataTable.Column.text("Customer"),
                        DataTable.Column.text("State"),
                        DataTable.Column.text("When"),
                        DataTable.Column.number("Total"));
        for (var order : orders)
            table =
                    table.linkedRow(
                            "/dashboard/orders/" + order.id(),
                            Kit.text(order.number()),
                            Kit.text(customer(order)),
                            order.paid() == Order.Payment.PAID ? delivery(order) : payment(order),
                            Kit.time(order.placed(), now),
                            Kit.money(order.totals().total()));
        return table;
    }

    static String customer(Order order) {
        return order.shipTo()
                .map(to -> to.name())
                .filter(name -> !name.isBlank())
                .orElse(order.email());
    }

    static Badge payment(Order order) {
        return switch (order.paid()) {
            case PAID -> Kit.badge("Paid", Tone.GOOD);
            case PARTIALLY_REFUNDED -> Kit.badge("Partly refunded", Tone.WARN);
            case REFUNDED -> Kit.badge("Refunded", Tone.PLAIN);
        };
    }

    static Badge delivery(Order order) {
        if (order.state() == Order.State.CANCELLED) return Kit.badge("Cancelled", Tone.PLAIN);
        return switch (order.fulfilment()) {
            case UNFULFILLED -> Kit.badge("To ship", Tone.WARN);
            case FULFILLED -> Kit.badge("Shipped", Tone.GOOD);
            case DELIVERED -> Kit.badge("Delivered", Tone.GOOD);
            case RETURNED -> Kit.badge("Returned", Tone.PLAIN);
        };
    }
}
