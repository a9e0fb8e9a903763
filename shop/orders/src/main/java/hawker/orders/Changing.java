package hawker.orders;

import hawker.catalog.LineRequest;
import hawker.catalog.Stock;
import hawker.kernel.AccountId;
import hawker.kernel.Money;
import hawker.orders.Order.Fulfilment;
import hawker.orders.Order.State;
import hawker.platform.Platform;
import hawker.platform.Tx;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Moves orders on: sent, arrived, cancelled, come back, refunded. */
final class Changing {

    private final Platform platform;
    private final Stock stock;
    private final OrderEvents events;

    Changing(Platform platform, Stock stock, OrderEvents events) {
        this.platform = platform;
        this.stock = stock;
        this.events = events;
    }

    Changed fulfil(AccountId account, Order.Id id, String carrier, String tracking, String actor) {
        return change(
                account,
                id,
                (tx, order) -> {
                    if (order.state() == State.CANCELLED)
                        return new Changed.Refused("It was cancelled; nothing may be sent.");
                    if (order.fulfilment() != Fulfilment.UNFULFILLED)
                        return new Changed.Refused("It was sent already.");
                    if (order.paid() == Order.Payment.REFUNDED)
                        return new Changed.Refused("Its money was given back.");
                    var now = platform.clock().now();
                    stock.ship(tx, account, units(order), order.id().text());
                    OrdersSql.setFulfilment(account, tx, id, Fulfilment.FULFILLED, order.state());
                    OrdersSql.setTracking(
                            account, tx, id, new Order.Tracking(carrier, tracking, now));
                    tell(tx, account, id, actor, sent(order, carrier, tracking), true);
                    return done(tx, account, id, "fulfillment.created");
                });
    }

    Changed deliver(AccountId account, Order.Id id, String actor) {
        return change(
                account,
                id,
                (tx, order) -> {
                    if (order.fulfilment() != Fulfilment.FULFILLED)
                        return new Changed.Refused("Only what was sent can arrive.");
                    OrdersSql.setFulfilment(account, tx, id, Fulfilment.DELIVERED, State.CLOSED);
                    tell(tx, account, id, actor, "Delivered.", true);
                    return done(tx, account, id, "fulfillment.delivered");
                });
    }

    Changed cancel(Tx tx, AccountId account, Order.Id id, String reason, String actor) {
        return changeIn(
                tx,
                account,
                id,
                order -> {
                    if (order.state() == State.CANCELLED)
                        return new Changed.Refused("It is cancelled already.");
                    if (order.fulfilment() != Fulfilment.UNFULFILLED)
                        return new Changed.Refused(
                                "It was sent already and can only come back: take it back and"
                                        + " refund it.");
                    stock.uncommit(tx, account, units(order));
                    OrdersSql.setFulfilment(
                            account, tx, id, Fulfilment.UNFULFILLED, State.CANCELLED);
                    var says = reason.isBlank() ? "Cancelled." : "Cancelled: " + reason.strip();
                    tell(tx, account, id, actor, says, true);
                    return done(tx, account, id, "order.cancelled");
                });
    }

    Changed takeBack(AccountId account, Order.Id id, boolean restock, String actor) {
        return change(
                account,
                id,
                (tx, order) -> {
                    if (order.fulfilment() != Fulfilment.FULFILLED
                            && order.fulfilment() != Fulfilment.DELIVERED)
                        return new Changed.Refused("Only what was sent can come back.");
                    if (restock) stock.giveBack(tx, account, units(order), order.id().text());
                    OrdersSql.setFulfilment(account, tx, id, Fulfilment.RETURNED, State.CLOSED);
                    var says = restock ? "Came back, for sale again." : "Came back.";
                    tell(tx, account, id, actor, says, true);
                    return done(tx, account, id, "order.updated");
                });
    }

    Changed note(AccountId account, Order.Id id, String text, String actor) {
        return change(
                account,
                id,
                (tx, order) -> {
                    if (text.isBlank()) return new Changed.Refused("The note is empty.");
                    tell(tx, account, id, actor, text.strip(), false);
                    return new Changed.Done(order);
                });
    }

    /** Sets what was given back of an order; see {@link Orders#refunded}. */
    void refunded(Tx tx, AccountId account, String payment, Money inAll) {
        var found = OrdersSql.lockByPayment(account, tx, payment);
        if (found.isEmpty()) return;
        var order = found.get();
        var refunded = inAll.min(order.totals().total());
        var more = refunded.minus(order.totals().refunded());
        if (more.isZero()) return;
        OrdersSql.setRefunded(account, tx, order.id(), refunded, paid(order, refunded));
        SalesSql.refunded(account, tx, platform.clock().today(), more);
        SalesSql.gaveBack(account, tx, order.email(), more);
        var says =
                more.isPositive()
                        ? "Refunded " + more.text() + "."
                        : "A refund of " + more.negated().text() + " did not go through.";
        tell(tx, account, order.id(), "payments", says, true);
        done(tx, account, order.id(), "order.updated");
    }

    private static Order.Payment paid(Order order, Money refunded) {
        if (refunded.isZero()) return Order.Payment.PAID;
        return refunded.equals(order.totals().total())
                ? Order.Payment.REFUNDED
                : Order.Payment.PARTIALLY_REFUNDED;
    }

    private Changed change(AccountId account, Order.Id id, BiFunction<Tx, Order, Changed> step) {
        return platform.tx()
                .inAccount(
                        account, tx -> changeIn(tx, account, id, order -> step.apply(tx, order)));
    }

    private static Changed changeIn(
            Tx tx, AccountId account, Order.Id id, Function<Order, Changed> step) {
        return OrdersSql.lock(account, tx, id).map(step).orElseGet(Changed.Missing::new);
    }

    private Changed done(Tx tx, AccountId account, Order.Id id, String type) {
        var order = OrdersSql.find(account, tx, id).orElseThrow();
        events.append(tx, account, type, order);
        return new Changed.Done(order);
    }

    private void tell(
            Tx tx, AccountId account, Order.Id id, String actor, String says, boolean forBuyer) {
        TimelineSql.tell(
                account,
                tx,
                id,
                platform.ids().ordinary("tle", account),
                new TimelineEntry(platform.clock().now(), actor, says, forBuyer));
    }

    private static String sent(Order order, String carrier, String tracking) {
        if (!order.needsShipping()) return "Handed over.";
        if (tracking.isBlank())
            return carrier.isBlank() ? "Shipped." : "Shipped with " + carrier + ".";
        return "Shipped with "
                + Optional.of(carrier).filter(c -> !c.isBlank()).orElse("a carrier")
                + ", tracking "
                + tracking
                + ".";
    }

    private static List<LineRequest> units(Order order) {
        return order.lines().stream()
                .map(line -> new LineRequest(line.variant(), line.quantity()))
                .toList();
    }
}
