package hawker.dashboard;

import gg.jte.Content;
import hawker.kernel.Clock;
import hawker.look.DataTable;
import hawker.look.Kit;
import hawker.look.Link;
import hawker.look.Look;
import hawker.look.Templates;
import hawker.orders.Order;
import hawker.orders.Orders;
import hawker.payments.Change;
import hawker.payments.Charge;
import hawker.payments.PaymentIntent;
import hawker.payments.Payments;
import hawker.payments.Refund;
import hawker.web.Response;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Every attempt on a card: the list, one of them with its story, giving money back. */
final class PaymentPages {

    private static final String PATH = "/dashboard/payments";

    private final Desk desk;
    private final Look look;
    private final Templates templates;
    private final Payments payments;
    private final Orders orders;
    private final SaleMoney money;
    private final RefundForm refunds;
    private final Clock clock;
    private final ChargeSearch search;

    PaymentPages(
            Desk desk,
            Look look,
            Templates templates,
            Payments payments,
            Orders orders,
            SaleMoney money,
            RefundForm refunds,
            Clock clock) {
        this.desk = desk;
        this.look = look;
        this.templates = templates;
        this.payments = payments;
        this.orders = orders;
        this.money = money;
        this.refunds = refunds;
        this.clock = clock;
        this.search = new ChargeSearch(payments);
    }

    Response list(Desk.Seat seat) {
        var show = ChargeSearch.Show.of(seat.request().queryParam("show").orElse("all"));
        var words = seat.request().queryParam("q").orElse("").strip();
        var after =
                seat.request().queryParam("after").filter(id -> Charge.Id.parse(id).isPresent());
        var found = search.find(seat.shop(), show, words, after);
        var here = new Address(PATH).with("show", show.word(), "all").with("q", words, "");
        var body =
                templates.content(
                        "payments.jte",
                        Map.of(
                                "tabs", tabs(show),
                                "search",
                                        Kit.search(PATH, words, "Amount, last 4 digits or e-mail"),
                                "table", table(seat, found.charges()).orElse(empty(words)),
                                "pages", here.pages(after, found.next())));
        return desk.page(seat, "Payments", "payments", body);
    }

    private static Content tabs(ChargeSearch.Show show) {
        return Kit.tabs(
                "Payments by state",
                List.of(
                        new Kit.Tab("all", "All", PATH),
                        new Kit.Tab("succeeded", "Succeeded", PATH + "?show=succeeded"),
                        new Kit.Tab("refunded", "Refunded", PATH + "?show=refunded"),
                        new Kit.Tab("uncaptured", "Uncaptured", PATH + "?show=uncaptured"),
                        new Kit.Tab("failed", "Failed", PATH + "?show=failed")),
                show.word());
    }

    private DataTable table(Desk.Seat seat, List<Charge> charges) {
        var table =
                Kit.table(
                        "Payments",
                        DataTable.Column.text("Amount"),
                        DataTable.Column.text("State"),
                        DataTable.Column.text("Card"),
                        DataTable.Column.text("Customer"),
                        DataTable.Column.text("Order"),
                        DataTable.Column.text("When"));
        for (var charge : charges) {
            var order = orderOf(seat, charge);
            table =
                    table.linkedRow(
                            PATH + "/" + charge.id(),
                            Kit.money(charge.amount()),
                            PaymentTable.state(charge),
                            PaymentTable.card(charge),
                            Kit.text(customer(charge, order)),
                            Kit.text(order.map(Order::number).orElse("–")),
                            Kit.time(charge.created(), clock.now()));
        }
        return table;
    }

    private static Content empty(String words) {
        if (words.isEmpty()) return Kit.empty("credit-card", "No payments here.", Optional.empty());
        return Kit.empty(
                "search",
                "No payment fits “" + words + "”.",
                Optional.of(new Link("All payments", PATH)));
    }

    /** A charge; asked for by a refund, the charge it belongs to. */
    Response show(Desk.Seat seat) {
        var id = seat.request().pathParam("id");
        var refunded = Refund.Id.parse(id).flatMap(refund -> payments.refund(seat.shop(), refund));
        if (refunded.isPresent()) return Response.seeOther(PATH + "/" + refunded.get().charge());
        return charge(seat)
                .map(charge -> page(seat, 200, charge, "", ""))
                .orElseGet(() -> look.problem(seat.request(), 404));
    }

    Response refund(Desk.Seat seat) {
        var found = charge(seat);
        if (found.isEmpty()) return look.problem(seat.request(), 404);
        var charge = found.get();
        return switch (refunds.refund(seat, charge)) {
            case RefundForm.Result.Done(var says) -> look.seeOther(PATH + "/" + charge.id(), says);
            case RefundForm.Result.Refused(var typed, var says) ->
                    page(seat, 422, charge, typed, says);
        };
    }

    /** Takes all that was authorised. */
    Response capture(Desk.Seat seat) {
        return settle(
                seat,
                "Captured",
                intent -> payments.capture(seat.shop(), intent, Optional.empty()));
    }

    /** Gives the authorisation up: the buyer's money is free again. */
    Response release(Desk.Seat seat) {
        var reason = PaymentIntent.Reason.REQUESTED_BY_CUSTOMER;
        return settle(seat, "Released", intent -> payments.cancel(seat.shop(), intent, reason));
    }

    private Response settle(Desk.Seat seat, String done, Function<PaymentIntent.Id, Change> act) {
        var found = charge(seat).filter(charge -> charge.intent().isPresent());
        if (found.isEmpty()) return look.problem(seat.request(), 404);
        var says =
                switch (act.apply(found.get().intent().orElseThrow())) {
                    case Change.Done(var intent) -> done;
                    case Change.Refused(var reason, var message) -> message;
                };
        return look.seeOther(PATH + "/" + found.get().id(), says);
    }

    private Response page(Desk.Seat seat, int status, Charge charge, String typed, String error) {
        var sale = money.of(seat.shop(), charge);
        var order = orderOf(seat, charge);
        var refund =
                refunds.view(charge, PATH + "/" + charge.id() + "/refund", typed, error)
                        .map(form ->
                                templates.content(
                                        "refund.jte", Map.of("form", form, "csrf", seat.csrf())));
        var view =
                new PaymentView(
                        charge,
                        PaymentTable.state(charge),
                        customer(charge, order),
                        Kit.timeline(PaymentStory.of(sale, charge), clock.now()),
                        !sale.entries().isEmpty(),
                        sale.lines(),
                        PaymentStory.details(charge),
                        PaymentTable.card(charge),
                        PaymentStory.card(charge),
                        order,
                        refund.orElse(Kit.nothing()),
                        charge.state() instanceof Charge.State.Authorized
                                && charge.intent().isPresent(),
                        seat.csrf());
        var body = templates.content("payment.jte", Map.of("view", view));
        var title = "Payment of " + charge.amount().text();
        return desk.page(seat, status, title, "payments", body);
    }

    private Optional<Charge> charge(Desk.Seat seat) {
        return Charge.Id.parse(seat.request().pathParam("id"))
                .flatMap(id -> payments.charge(seat.shop(), id));
    }

    private Optional<Order> orderOf(Desk.Seat seat, Charge charge) {
        return charge.intent().flatMap(i -> orders.byPayment(seat.shop(), i.text()));
    }

    private static String customer(Charge charge, Optional<Order> order) {
        return charge.facts()
                .billing()
                .email()
                .or(() -> charge.notes().receiptEmail())
                .or(() -> order.map(Order::email))
                .or(() -> charge.facts().billing().name())
                .or(charge::customer)
                .orElse("Not given");
    }
}
