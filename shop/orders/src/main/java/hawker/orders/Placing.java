package hawker.orders;

import hawker.kernel.UserId;
import hawker.platform.Platform;
import hawker.platform.Tx;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Writes an order down. The counter's row is locked first: whoever has it is alone in this shop, so
 * that two deliveries of one payment cannot both find no order, and a number is taken only for an
 * order that is written.
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
        OrdersSql.lockCounter(account, tx, COUNTER, BEFORE_FIRST);
        var first = OrdersSql.byPayment(account, tx, wanted.payment());
        if (first.isPresent()) return first.get();
        var number = wanted.prefix() + "-" + OrdersSql.next(account, tx, COUNTER);
        var order = order(wanted, number);
        OrdersSql.insert(account, tx, order);
        var now = order.placed();
        var total = order.totals().total();
        var says = "Order placed and paid, " + total.text() + ".";
        TimelineSql.tell(
                account,
                tx,
                order.id(),
                platform.ids().ordinary("tle", account),
                new TimelineEntry(now, "buyer", says, true));
        SalesSql.sold(account, tx, platform.clock().today(), total);
        var name = order.shipTo().map(ShipTo::name).orElse("");
        SalesSql.bought(account, tx, order.email(), name, total, now);
        events.append(tx, account, "order.created", order);
        return order;
    }

    private Order order(NewOrder wanted, String number) {
        return new Order(
                new Order.Id(platform.ids().ordinary("ord", wanted.account())),
                wanted.account(),
                number,
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
