package hawker.orders;

import hawker.kernel.UserId;
import hawker.platform.Platform;
import hawker.platform.Tx;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Writes an order down, once for each payment. Its number is counted as late as can be: from then
 * on to the end of the transaction all other buyers of the shop wait.
 */
final class Placing {

    private static final String COUNTER = "order";
    private static final long BEFORE_FIRST = 1000;

    private final Platform platform;
    private final OrderEvents events;

    Placing(Platform platform, OrderEvents events) {
        this.platform = platform;
        this.events = events;
    }

    Order place(Tx tx, NewOrder wanted) {
        var account = wanted.account();
        var first = OrdersSql.byPayment(account, tx, wanted.payment());
        if (first.isPresent()) return first.get();
        var order = unnumbered(wanted);
        var number = number(tx, wanted.prefix(), order);
        if (number.isEmpty()) {
            // Another delivery of the payment was faster: this one waited for it at the counter.
            PlacingSql.takeBack(account, tx, COUNTER);
            return OrdersSql.byPayment(account, tx, wanted.payment()).orElseThrow();
        }
        var placed = order.numbered(number.get());
        events.append(tx, account, "order.created", placed);
        return placed;
    }

    private Optional<String> number(Tx tx, String prefix, Order order) {
        var entry = platform.ids().ordinary("tle", order.account());
        var today = platform.clock().today();
        return PlacingSql.write(tx, COUNTER, BEFORE_FIRST, prefix, order, entry, today);
    }

    private Order unnumbered(NewOrder wanted) {
        return new Order(
                new Order.Id(platform.ids().ordinary("ord", wanted.account())),
                wanted.account(),
                "",
                wanted.token(),
                wanted.payment(),
                wanted.buyer(),
                wanted.email().strip().toLowerCase(Locale.ROOT),
                counted(wanted.lines()),
                wanted.shipTo(),
                wanted.shipping(),
                wanted.totals(),
                Order.Payment.PAID,
                Order.Fulfilment.UNFULFILLED,
                Order.State.OPEN,
                Optional.empty(),
                wanted.source(),
                platform.clock().now());
    }

    private static List<Order.Line> counted(List<Order.Line> lines) {
        var counted = new ArrayList<Order.Line>();
        for (var line : lines)
            counted.add(
                    new Order.Line(
                            counted.size() + 1,
                            line.product(),
                            line.variant(),
                            line.title(),
                            line.choice(),
                            line.sku(),
                            line.picture(),
                            line.unit(),
                            line.quantity(),
                            line.tax(),
                            line.shipped()));
        return counted;
    }

    /** Puts an order into its buyer's own list; heard from order.created. */
    void remember(Order order, UserId buyer) {
        platform.tx()
                .doInUser(
                        buyer,
                        tx -> SalesSql.remember(buyer, tx, order.account(), order.id().text()));
    }
}
