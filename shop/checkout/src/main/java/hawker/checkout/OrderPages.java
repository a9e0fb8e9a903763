package hawker.checkout;

import hawker.accounts.Account;
import hawker.accounts.Accounts;
import hawker.look.Kit;
import hawker.look.Place;
import hawker.look.Tone;
import hawker.orders.Order;
import hawker.orders.Orders;
import hawker.orders.TimelineEntry;
import hawker.web.Request;
import hawker.web.Response;
import hawker.web.Routes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The order's page, which is confirmation and receipt and the guest's link at once. */
final class OrderPages {

    private static final int MINE = 50;

    private final Visiting visiting;
    private final Accounts accounts;
    private final Orders orders;
    private final hawker.kernel.Clock clock;

    OrderPages(Visiting visiting, Accounts accounts, Orders orders, hawker.kernel.Clock clock) {
        this.visiting = visiting;
        this.accounts = accounts;
        this.orders = orders;
        this.clock = clock;
    }

    Routes routes() {
        return new Routes().get("/orders", this::mine).get("/orders/{token}", this::order);
    }

    private Response mine(Request request) {
        var person = visiting.person(request);
        if (person.isEmpty()) return Response.seeOther("/login?next=/orders");
        var bought = Map.<String, Object>of("orders", orders.ofBuyer(person.get(), MINE));
        var page = visiting.publicPage(request, "Your orders", Place.ME, "orders.jte", bought);
        return visiting.look().page(request, page);
    }

    private Response order(Request request) {
        return orders.byToken(request.pathParam("token"))
                .map(order -> page(request, order))
                .orElseGet(() -> visiting.missing(request));
    }

    private Response page(Request request, Order order) {
        var seller = accounts.find(order.account());
        var params = new HashMap<String, Object>();
        params.put("order", order);
        params.put("seller", seller.map(Account::name).orElse("the shop"));
        params.put("sellerHref", seller.map(s -> "/@" + s.handle()).orElse("/shops"));
        params.put("contact", seller.flatMap(Account::supportEmail));
        params.put("policies", seller.map(BuyPages::policies).orElse("/shops"));
        params.put("steps", steps(order));
        params.put("step", step(order));
        params.put("receipt", receipt(order));
        params.put("story", story(order));
        params.put("guest", visiting.person(request).isEmpty());
        var back = seller.map(BuyPages::shop);
        var title = "Order " + order.number();
        return visiting.look()
                .page(request, visiting.barePage(request, title, back, "order.jte", params));
    }

    private static List<String> steps(Order order) {
        return order.needsShipping() && order.shipTo().isPresent()
                ? List.of("Placed", "Packed", "Shipped", "Delivered")
                : List.of("Placed", "Ready", "Received");
    }

    /** Which step is the present one. */
    private static int step(Order order) {
        int all = steps(order).size();
        return switch (order.fulfilment()) {
            case UNFULFILLED -> 0;
            case FULFILLED -> all - 2;
            case DELIVERED, RETURNED -> all - 1;
        };
    }

    private static gg.jte.Content receipt(Order order) {
        var totals = order.totals();
        var lines = new ArrayList<Kit.BillLine>();
        lines.add(new Kit.BillLine("Subtotal", "", totals.items()));
        if (!order.shipping().isEmpty())
            lines.add(new Kit.BillLine("Delivery", order.shipping(), totals.shipping()));
        if (!totals.tax().isZero())
            lines.add(
                    new Kit.BillLine(
                            totals.taxIncluded() ? "Tax, included" : "Tax",
                            totals.taxLabel(),
                            totals.tax()));
        return Kit.receipt(lines, "Paid", totals.total());
    }

    private gg.jte.Content story(Order order) {
        var events =
                orders.timeline(order.account(), order.id()).stream()
                        .filter(TimelineEntry::forBuyer)
                        .map(e -> new Kit.Event(e.at(), e.says(), "", Tone.PLAIN))
                        .toList();
        return Kit.timeline(events, clock.now());
    }
}
