package hawker.dashboard;

import gg.jte.Content;
import hawker.checkout.Checkout;
import hawker.desk.Address;
import hawker.desk.Desk;
import hawker.kernel.Clock;
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
import hawker.payments.Charge;
import hawker.payments.PaymentIntent;
import hawker.web.Response;
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
    private final Checkout checkout;
    private final SaleMoney money;
    private final RefundForm refunds;
    private final Clock clock;

    OrderPages(
            Desk desk,
            Look look,
            Templates templates,
            Orders orders,
            Checkout checkout,
            SaleMoney money,
            RefundForm refunds,
            Clock clock) {
        this.desk = desk;
        this.look = look;
        this.templates = templates;
        this.orders = orders;
        this.checkout = checkout;
        this.money = money;
        this.refunds = refunds;
        this.clock = clock;
    }

    Response list(Desk.Seat seat) {
        var show = seat.request().queryParam("show").orElse("all");
        var search = seat.request().queryParam("q").orElse("").strip();
        var after = seat.request().queryParam("after").filter(id -> Order.Id.parse(id).isPresent());
        var page = new PageRequest(ROWS, after, Optional.empty());
        var found = orders.list(seat.shop(), filter(show).matching(search), page);
        var here = new Address("/dashboard/orders").with("show", show, "all").with("q", search, "");
        var body =
                templates.content(
                        "orders.jte",
                        Map.of(
                                "tabs",
                                tabs(seat, show),
                                "search",
                                Kit.search("/dashboard/orders", search, "Number, e-mail or name"),
                                "table",
                                OrderTable.of("Orders", found.items(), clock.now())
                                        .orElse(empty(search)),
                                "pages",
                                here.pages(
                                        after,
                                        found.hasMore()
                                                ? Optional.of(found.items().getLast().id().text())
                                                : Optional.empty())));
        return desk.page(seat, "Orders", "orders", body);
    }

    private Content tabs(Desk.Seat seat, String show) {
        int toShip = orders.count(seat.shop(), OrderFilter.toShip());
        return Kit.tabs(
                "Orders by state",
                List.of(
                        new Kit.Tab("all", "All", "/dashboard/orders"),
                        new Kit.Tab("to-ship", "To ship", "/dashboard/orders?show=to-ship", toShip),
                        new Kit.Tab("shipped", "Shipped", "/dashboard/orders?show=shipped"),
                        new Kit.Tab("delivered", "Delivered", "/dashboard/orders?show=delivered"),
                        new Kit.Tab("partly", "Partly refunded", "/dashboard/orders?show=partly"),
                        new Kit.Tab("refunded", "Refunded", "/dashboard/orders?show=refunded")),
                show);
    }

    private static Content empty(String search) {
        if (search.isEmpty())
            return Kit.empty(
                    "package",
                    "No orders here. What buyers order is listed with what to do.",
                    Optional.empty());
        return Kit.empty(
                "search",
                "No order begins with “" + search + "”.",
                Optional.of(new Link("All orders", "/dashboard/orders")));
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
        var charge = moneyOf(seat, order).charge();
        if (charge.isEmpty()) return missing(seat);
        return switch (refunds.refund(seat, charge.get())) {
            case RefundForm.Result.Done(var says) -> look.seeOther(path(order), says);
            case RefundForm.Result.Refused(var typed, var says) ->
                    page(seat, 422, order, typed, says);
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
                        .map(e -> new Kit.Event(e.at(), e.says(), by(e.actor()), Tone.PLAIN))
                        .toList();
        var sale = moneyOf(seat, order);
        var refund =
                sale.charge()
                        .map(c -> refunds.content(seat, c, path(order) + "/refund", typed, error));
        var view =
                new OrderView(
                        order,
                        // The charge knows of a refund a moment before the order hears of it.
                        sale.charge()
                                .filter(Charge::isCaptured)
                                .map(PaymentTable::state)
                                .filter(badge -> !badge.word().equals("Succeeded"))
                                .orElseGet(() -> OrderTable.payment(order)),
                        OrderTable.delivery(order),
                        sale.lines(),
                        sale.charge().map(PaymentTable::card).orElse(Kit.nothing()),
                        sale.charge().map(c -> "/dashboard/payments/" + c.id()),
                        Kit.timeline(timeline.reversed(), clock.now()),
                        refund.orElse(Kit.nothing()),
                        seat);
        var body = templates.content("order.jte", Map.of("view", view));
        return desk.page(seat, status, "Order " + order.number(), "orders", body);
    }

    private SaleMoney.View moneyOf(Desk.Seat seat, Order order) {
        return money.of(
                seat.shop(),
                new PaymentIntent.Id(order.payment()),
                Money.zero(order.totals().currency()));
    }

    private static String by(String actor) {
        return actor.isEmpty() || actor.equals("system") ? "" : "by " + actor;
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
            case "shipped" -> OrderFilter.all().at(Order.Fulfilment.FULFILLED);
            case "delivered" -> OrderFilter.all().at(Order.Fulfilment.DELIVERED);
            case "partly" -> OrderFilter.all().with(Order.Payment.PARTIALLY_REFUNDED);
            case "refunded" -> OrderFilter.all().with(Order.Payment.REFUNDED);
            default -> OrderFilter.all();
        };
    }

    private static String path(Order order) {
        return "/dashboard/orders/" + order.id();
    }

    private static String cut(String text) {
        return text.length() > 200 ? text.substring(0, 200) : text;
    }
}
