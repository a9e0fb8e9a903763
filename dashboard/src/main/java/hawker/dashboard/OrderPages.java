package hawker.dashboard;

import hawker.checkout.Checkout;
import hawker.kernel.Clock;
import hawker.kernel.Ids;
import hawker.kernel.Money;
import hawker.kernel.PageRequest;
import hawker.look.Kit;
import hawker.look.Link;
import hawker.look.Look;
import hawker.look.Templates;
import hawker.look.Tone;
import hawker.orders.Changed;
import hawker.orders.Order;
import hawker.orders.OrderFilter;
import hawker.orders.Orders;
import hawker.payments.NewRefund;
import hawker.payments.PaymentIntent;
import hawker.payments.Payments;
import hawker.payments.Refund;
import hawker.platform.Response;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The orders of a shop: the list, one order, and what is done with it. */
final class OrderPages {

    private static final int ROWS = 25;

    private final Desk desk;
    private final Look look;
    private final Templates templates;
    private final Orders orders;
    private final Payments payments;
    private final Checkout checkout;
    private final OrderMoney money;
    private final Clock clock;
    private final Ids ids;

    OrderPages(
            Desk desk,
            Look look,
            Templates templates,
            Orders orders,
            Payments payments,
            Checkout checkout,
            OrderMoney money,
            Clock clock,
            Ids ids) {
        this.desk = desk;
        this.look = look;
        this.templates = templates;
        this.orders = orders;
        this.payments = payments;
        this.checkout = checkout;
        this.money = money;
        this.clock = clock;
        this.ids = ids;
    }

    Response list(Desk.Seat seat) {
        var show = seat.request().queryParam("show").orElse("all");
        var search = seat.request().queryParam("q").orElse("").strip();
        var after = seat.request().queryParam("after").filter(id -> Order.Id.parse(id).isPresent());
        var filter = filter(show).matching(search);
        var page = new PageRequest(ROWS, after, Optional.empty());
        var found = orders.list(seat.shop(), filter, page);
        int toShip = orders.count(seat.shop(), OrderFilter.toShip());
        var tabs =
                List.of(
                        new Kit.Tab("all", "All", "/dashboard/orders"),
                        new Kit.Tab("to-ship", "To ship", "/dashboard/orders?show=to-ship", toShip),
                        new Kit.Tab("refunded", "Refunded", "/dashboard/orders?show=refunded"));
        var older =
                found.hasMore()
                        ? Optional.of(
                                "/dashboard/orders?show="
                                        + show
                                        + "&after="
                                        + found.items().getLast().id())
                        : Optional.<String>empty();
        var table =
                OrderTable.of("Orders", found.items(), clock.now())
                        .orElse(
                                search.isEmpty()
                                        ? Kit.empty("package", "No orders here.", Optional.empty())
                                        : Kit.empty(
                                                "search",
                                                "No order begins with “" + search + "”.",
                                                Optional.of(
                                                        new Link(
                                                                "All orders",
                                                                "/dashboard/orders"))));
        var body =
                templates.content(
                        "orders.jte",
                        Map.of(
                                "tabs", Kit.tabs("Orders", tabs, show),
                                "search",
                                        Kit.search(
                                                "/dashboard/orders",
                                                search,
                                                "Number, e-mail or name"),
                                "table", table,
                                "pages",
                                        Kit.pages(
                                                after.map(a -> "/dashboard/orders?show=" + show),
                                                older)));
        return desk.page(seat, "Orders", "orders", toShip, body);
    }

    Response show(Desk.Seat seat) {
        return order(seat)
                .map(order -> page(seat, 200, order, "", ""))
                .orElseGet(() -> missing(seat));
    }

    /** Gives a part or all of the money back. The form's key makes a repeated press one refund. */
    Response refund(Desk.Seat seat) {
        var found = order(seat);
        if (found.isEmpty()) return missing(seat);
        var order = found.get();
        var typed = seat.request().formParam("amount").orElse("").strip();
        var amount = Typed.money(typed, order.totals().currency());
        if (amount.isEmpty() || !amount.get().isPositive())
            return page(seat, 422, order, typed, "Write an amount like 12.50");
        var key =
                seat.request()
                        .formParam("key")
                        .filter(k -> k.length() <= 64)
                        .orElseGet(() -> ids.token(24));
        var wanted =
                NewRefund.of(
                        new PaymentIntent.Id(order.payment()),
                        amount,
                        "order-" + order.id() + "-" + key);
        return switch (payments.refund(seat.shop(), wanted)) {
            case Refund.Outcome.Refunded(var refund) -> look.seeOther(path(order), says(refund));
            case Refund.Outcome.Refused(var reason, var message) ->
                    page(seat, 422, order, typed, message);
        };
    }

    Response ship(Desk.Seat seat) {
        var carrier = seat.request().formParam("carrier").orElse("").strip();
        var tracking = seat.request().formParam("tracking").orElse("").strip();
        return change(
                seat,
                "Marked as shipped",
                id -> orders.fulfil(seat.shop(), id, cut(carrier), cut(tracking), seat.actor()));
    }

    Response deliver(Desk.Seat seat) {
        return change(
                seat, "Marked as delivered", id -> orders.deliver(seat.shop(), id, seat.actor()));
    }

    /** The buyer gets everything back, and the stock can be sold again. */
    Response cancel(Desk.Seat seat) {
        return change(
                seat,
                "Order cancelled and refunded",
                id -> checkout.cancelOrder(seat.shop(), id, "Cancelled by the shop", seat.actor()));
    }

    Response note(Desk.Seat seat) {
        var text = seat.request().formParam("note").orElse("").strip();
        if (text.isEmpty()) return show(seat);
        return change(
                seat, "Note added", id -> orders.note(seat.shop(), id, cut(text), seat.actor()));
    }

    private Response change(
            Desk.Seat seat, String done, java.util.function.Function<Order.Id, Changed> act) {
        var id = Order.Id.parse(seat.request().pathParam("id"));
        if (id.isEmpty()) return missing(seat);
        return switch (act.apply(id.get())) {
            case Changed.Done(var order) -> look.seeOther(path(order), done);
            case Changed.Refused(var says) -> look.seeOther("/dashboard/orders/" + id.get(), says);
            case Changed.Missing() -> missing(seat);
        };
    }

    private Response page(Desk.Seat seat, int status, Order order, String typed, String error) {
        var timeline =
                orders.timeline(seat.shop(), order.id()).stream()
                        .map(e -> new Kit.Event(e.at(), e.says(), e.actor(), Tone.PLAIN))
                        .toList();
        var view =
                new OrderView(
                        order,
                        OrderTable.payment(order),
                        OrderTable.delivery(order),
                        money.of(seat.shop(), order),
                        Kit.timeline(timeline.reversed(), clock.now()),
                        refundForm(order, typed, error),
                        ids.token(24),
                        seat.csrf());
        int toShip = orders.count(seat.shop(), OrderFilter.toShip());
        var body = templates.content("order.jte", Map.of("view", view));
        return desk.page(seat, status, "Order " + order.number(), "orders", toShip, body);
    }

    private static Optional<hawker.look.Field> refundForm(Order order, String typed, String error) {
        var left = order.totals().kept();
        if (!left.isPositive()) return Optional.empty();
        var field =
                Kit.moneyField("amount", "Amount to refund", Typed.sign(left.currency()))
                        .value(typed.isEmpty() ? left.major().toPlainString() : typed)
                        .hint("Up to " + left.text() + ". The processing fee is not returned.");
        return Optional.of(error.isEmpty() ? field : field.error(error));
    }

    private Optional<Order> order(Desk.Seat seat) {
        return Order.Id.parse(seat.request().pathParam("id"))
                .flatMap(id -> orders.find(seat.shop(), id));
    }

    private Response missing(Desk.Seat seat) {
        return look.problem(seat.request(), 404);
    }

    private static OrderFilter filter(String show) {
        return switch (show) {
            case "to-ship" -> OrderFilter.toShip();
            case "refunded" -> OrderFilter.all().with(Order.Payment.REFUNDED);
            default -> OrderFilter.all();
        };
    }

    private static String says(Refund refund) {
        Money amount = refund.amount();
        return switch (refund.status()) {
            case PENDING ->
                    "The refund of " + amount.text() + " waits until your balance covers it";
            case SUCCEEDED -> amount.text() + " refunded";
            case FAILED, CANCELED -> "The refund of " + amount.text() + " did not go through";
        };
    }

    private static String path(Order order) {
        return "/dashboard/orders/" + order.id();
    }

    private static String cut(String text) {
        return text.length() > 200 ? text.substring(0, 200) : text;
    }
}
