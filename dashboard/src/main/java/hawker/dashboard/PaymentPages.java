package hawker.dashboard;

import gg.jte.Content;
import hawker.desk.Address;
import hawker.desk.Desk;
import hawker.disputes.Disputes;
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
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
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
    private final Disputes disputes;

    PaymentPages(
            Desk desk,
            Look look,
            Templates templates,
            ChargeSearch search,
            Payments payments,
            Disputes disputes,
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
        this.search = search;
        this.disputes = disputes;
    }

    Response list(Desk.Seat seat) {
        var show = ChargeSearch.Show.of(seat.request().queryParam("show").orElse("all"));
        var words = seat.request().queryParam("q").orElse("").strip();
        var filter = ChargeFilter.of(seat.request());
        var after = seat.request().queryParam("after").filter(cursor -> !cursor.isEmpty());
        var found = search.find(seat, show, words, filter, after);
        var whole = new Address(PATH).with("show", show.word(), "all").with("q", words, "");
        var here = filter.kept(whole);
        var body =
                templates.content(
                        "payments.jte",
                        Map.of(
                                "tabs", tabs(show, filter),
                                "search",
                                        Kit.search(PATH, words, "Amount, last 4 digits or e-mail"),
                                "filter",
                                        Desk.filter(
                                                whole,
                                                fields(filter, seat, show, words),
                                                filter.isUsed()),
                                "table",
                                        table(seat, found.charges())
                                                .orElse(empty(words, filter.isUsed())),
                                "pages", here.pages(after, found.next())));
        return desk.page(seat, "Payments", "payments", body);
    }

    private static List<Content> fields(
            ChargeFilter filter, Desk.Seat seat, ChargeSearch.Show show, String words) {
        var fields = new ArrayList<>(filter.fields(seat.account().currency()));
        fields.add(Kit.hidden("show", show.word()));
        fields.add(Kit.hidden("q", words));
        return fields;
    }

    private static Content tabs(ChargeSearch.Show show, ChargeFilter filter) {
        var tabs = new ArrayList<Kit.Tab>();
        for (var each : ChargeSearch.Show.values()) {
            var there = filter.kept(new Address(PATH).with("show", each.word(), "all"));
            var label =
                    each.word().substring(0, 1).toUpperCase(Locale.ROOT) + each.word().substring(1);
            tabs.add(new Kit.Tab(each.word(), label, there.text()));
        }
        return Kit.tabs("Payments by state", tabs, show.word());
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
                            Kit.text(customer(seat, charge, order)),
                            Kit.text(order.map(Order::number).orElse("–")),
                            Kit.time(charge.created(), clock.now()));
        }
        return table;
    }

    private static Content empty(String words, boolean narrowed) {
        if (words.isEmpty() && narrowed)
            return Kit.empty(
                    "filter",
                    "No payment fits the filter.",
                    Optional.of(new Link("All payments", PATH)));
        if (words.isEmpty()) return Kit.empty("credit-card", "No payments here.", Optional.empty());
        return Kit.empty(
                "search",
                "No payment fits “" + words + "”.",
                Optional.of(new Link("All payments", PATH)));
    }

    /** A charge; asked for by a refund or an intent, the charge it belongs to. */
    Response show(Desk.Seat seat) {
        var id = seat.request().pathParam("id");
        if (id.startsWith("pi_")) return newestOf(seat, id);
        var refunded = Refund.Id.parse(id).flatMap(refund -> payments.refund(seat.shop(), refund));
        if (refunded.isPresent()) return Response.seeOther(of(refunded.get()));
        return charge(seat)
                .map(charge -> page(seat, 200, charge, "", ""))
                .orElseGet(() -> look.problem(seat.request(), 404));
    }

    /** The charge of a refund; one of a cash balance has its customer instead. */
    private static String of(Refund refund) {
        return refund.charge()
                .map(charge -> PATH + "/" + charge)
                .orElseGet(() -> "/dashboard/customers/" + refund.customer().orElseThrow());
    }

    /** The newest attempt of an intent; of one that was never tried, a list with nothing in it. */
    private Response newestOf(Desk.Seat seat, String intent) {
        var charges =
                PaymentIntent.Id.parse(intent)
                        .map(id -> payments.charges(seat.shop(), id))
                        .orElse(List.of());
        return charges.stream()
                .max(Comparator.comparing(Charge::created))
                .map(charge -> Response.seeOther(PATH + "/" + charge.id()))
                .orElseGet(() -> Response.seeOther(new Address(PATH).with("q", intent, "").text()));
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
        var contested = disputes.ofCharge(seat.shop(), charge.id().text());
        var ids = contested.stream().map(dispute -> dispute.id().text()).toList();
        var order = orderOf(seat, charge);
        var action = PATH + "/" + charge.id() + "/refund";
        var refund = refunds.content(seat, charge, action, typed, error);
        var view =
                new PaymentView(
                        charge,
                        PaymentTable.state(charge),
                        customer(seat, charge, order),
                        PaymentStory.verdict(charge),
                        Kit.timeline(PaymentStory.of(sale, charge, contested), clock.now()),
                        ids,
                        !sale.entries().isEmpty(),
                        money.withDisputes(seat.shop(), charge, sale, ids).lines(),
                        PaymentStory.details(charge),
                        PaymentTable.card(charge),
                        PaymentStory.card(charge),
                        order,
                        refund,
                        charge.state() instanceof Charge.State.Authorized
                                && charge.intent().isPresent(),
                        seat);
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

    private String customer(Desk.Seat seat, Charge charge, Optional<Order> order) {
        return charge.facts()
                .billing()
                .email()
                .or(() -> charge.notes().receiptEmail())
                .or(() -> order.map(Order::email))
                .or(() -> charge.facts().billing().name())
                .or(() -> charge.customer().map(id -> search.customer(seat, id)))
                .orElse("Not given");
    }
}
