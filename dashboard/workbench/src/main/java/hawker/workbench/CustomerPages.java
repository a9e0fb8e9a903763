package hawker.workbench;

import gg.jte.Content;
import hawker.desk.Address;
import hawker.desk.Desk;
import hawker.kernel.Clock;
import hawker.kernel.Currency;
import hawker.kernel.Money;
import hawker.look.DataTable;
import hawker.look.Kit;
import hawker.look.Link;
import hawker.look.Look;
import hawker.look.Templates;
import hawker.look.Tone;
import hawker.web.Response;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The buyers a seller knows: who they are, how they pay, what they paid, what they have left. */
final class CustomerPages {

    static final String PATH = "/dashboard/customers";
    static final String ALL = "/v1/customers";
    private static final int ROWS = 25;
    private static final int FEW = 10;

    /** Parts of words are searched from this many letters on. */
    private static final int PART = 3;

    private final Desk desk;
    private final Look look;
    private final Templates templates;
    private final Asking api;
    private final Clock clock;

    CustomerPages(Desk desk, Look look, Templates templates, Asking api, Clock clock) {
        this.desk = desk;
        this.look = look;
        this.templates = templates;
        this.api = api;
        this.clock = clock;
    }

    /**
     * Whoever paid a charge, as well as it is known: name and e-mail of the customer, else what was
     * told with the payment.
     *
     * @param charge with its customer expanded
     */
    static String payer(Thing charge) {
        var name = charge.maybe("customer.name").or(() -> charge.maybe("billing_details.name"));
        var email =
                charge.maybe("customer.email")
                        .or(() -> charge.maybe("billing_details.email"))
                        .or(() -> charge.maybe("receipt_email"));
        if (name.isPresent() && email.isPresent()) return name.get() + ", " + email.get();
        return name.or(() -> email).orElse("Not given");
    }

    /** The same, leading to the customer's page if they are one. */
    static Content linkedPayer(Thing charge) {
        return charge.maybe("customer.id")
                .filter(id -> !charge.is("customer.deleted"))
                .<Content>map(id -> Words.link(payer(charge), PATH + "/" + id))
                .orElseGet(() -> Kit.text(payer(charge)));
    }

    Response list(Desk.Seat seat) {
        var words = seat.request().queryParam("q").orElse("").strip();
        if (words.startsWith("cus_") && api.find(seat, ALL + "/{}", words).isPresent())
            return Response.seeOther(PATH + "/" + words);
        var after = seat.request().queryParam("after").filter(text -> !text.isEmpty());
        var found =
                words.isEmpty()
                        ? api.list(seat, ALL, Query.NONE, after, ROWS)
                        : api.search(seat, ALL + "/search", query(words), after, ROWS);
        var body =
                templates.content(
                        "customers.jte",
                        Map.of(
                                "seat", seat,
                                "search", Kit.search(PATH, words, "Name, e-mail or phone"),
                                "table", table(found.all(), words),
                                "pages",
                                        new Address(PATH)
                                                .with("q", words, "")
                                                .pages(after, found.next())));
        return desk.page(seat, "Customers", "customers", body);
    }

    private static String query(String words) {
        var sign = words.length() < PART ? ":" : "~";
        var quoted = "\"" + words.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
        return "email" + sign + quoted + " OR name" + sign + quoted + " OR phone" + sign + quoted;
    }

    private Content table(List<Thing> customers, String words) {
        var table =
                Kit.table(
                        "Customers",
                        DataTable.Column.text("Customer"),
                        DataTable.Column.text("E-mail"),
                        DataTable.Column.text("Description"),
                        DataTable.Column.text("Since"));
        for (var customer : customers)
            table =
                    table.linkedRow(
                            PATH + "/" + customer.id(),
                            Kit.text(name(customer)),
                            Kit.text(customer.maybe("email").orElse("–")),
                            Kit.text(customer.maybe("description").orElse("–")),
                            Kit.time(customer.created(), clock.now()));
        return table.orElse(
                words.isEmpty()
                        ? Kit.empty(
                                "users",
                                "No customers yet. Add one here, or let your program make them through"
                                        + " the API; they keep cards for later payments. Who buys in"
                                        + " your shop is a guest, and stands with the order.",
                                Optional.of(new Link("Orders", "/dashboard/orders")))
                        : Kit.empty(
                                "search",
                                "No customer fits “" + words + "”.",
                                Optional.of(new Link("All customers", PATH))));
    }

    /** What they are called, as well as it is known. */
    static String name(Thing customer) {
        return customer.maybe("name")
                .or(() -> customer.maybe("business_name"))
                .or(() -> customer.maybe("email"))
                .orElse(customer.id());
    }

    Response show(Desk.Seat seat) {
        return api.find(seat, ALL + "/{}", seat.request().pathParam("id"))
                .filter(customer -> !customer.is("deleted"))
                .map(customer -> page(seat, customer))
                .orElseGet(() -> look.problem(seat.request(), 404));
    }

    private Response page(Desk.Seat seat, Thing customer) {
        var id = customer.id();
        var after = seat.request().queryParam("after").filter(text -> text.startsWith("ch_"));
        var charges = api.list(seat, "/v1/charges", Query.of("customer", id), after, FEW);
        var methods =
                api.list(seat, ALL + "/{}/payment_methods", Query.NONE, Optional.empty(), FEW, id);
        var entries =
                api.list(
                        seat,
                        ALL + "/{}/balance_transactions",
                        Query.NONE,
                        Optional.empty(),
                        FEW,
                        id);
        var params = new HashMap<String, Object>();
        params.put(
                "way",
                Kit.breadcrumb(List.of(new Link("Customers", PATH), new Link(name(customer), ""))));
        params.put("name", name(customer));
        params.put("facts", facts(customer));
        params.put("address", address(customer));
        params.put("methods", methods(methods.all(), customer));
        params.put("payments", payments(charges.all()));
        params.put("pages", new Address(PATH + "/" + id).pages(after, charges.next()));
        params.put("subscriptions", subscriptions(seat, id));
        params.put("invoices", invoices(seat, id));
        params.put("edit", PATH + "/" + id + "/edit");
        params.put("seat", seat);
        params.put("balance", balance(customer));
        params.put("entries", entries(entries.all()));
        var body = templates.content("customer.jte", params);
        return desk.page(seat, name(customer), "customers", body);
    }

    private Content subscriptions(Desk.Seat seat, String id) {
        var query = Query.of("customer", id).with("status", "all");
        var table =
                Kit.table(
                        "Subscriptions",
                        DataTable.Column.text("What"),
                        DataTable.Column.text("State"),
                        DataTable.Column.text("Renews"),
                        DataTable.Column.text("Since"));
        for (var each : api.list(seat, "/v1/subscriptions", query, Optional.empty(), FEW).all())
            table =
                    table.row(
                            Kit.text(BillingWords.what(each)),
                            BillingWords.subscription(each.text("status")),
                            Kit.text(BillingWords.renews(each)),
                            Kit.time(each.created(), clock.now()));
        return table.orElse(Kit.empty("refresh-cw", "No subscriptions.", Optional.empty()));
    }

    private Content invoices(Desk.Seat seat, String id) {
        var query = Query.of("customer", id);
        var table =
                Kit.table(
                        "Invoices",
                        DataTable.Column.text("Invoice"),
                        DataTable.Column.text("State"),
                        DataTable.Column.text("When"),
                        DataTable.Column.number("Amount"));
        for (var each : api.list(seat, "/v1/invoices", query, Optional.empty(), FEW).all())
            table =
                    table.row(
                            BillingWords.number(each),
                            BillingWords.invoice(each.text("status")),
                            Kit.time(each.created(), clock.now()),
                            Kit.money(each.money("total")));
        return table.orElse(Kit.empty("file-text", "No invoices.", Optional.empty()));
    }

    private static List<Kit.Pair> facts(Thing customer) {
        var pairs = new ArrayList<Kit.Pair>();
        for (var field : List.of("email", "phone", "description"))
            customer.maybe(field)
                    .ifPresent(text -> pairs.add(new Kit.Pair(Words.words(field), text)));
        pairs.add(new Kit.Pair("Customer", customer.id()));
        pairs.add(new Kit.Pair("Since", Kit.moment(customer.created())));
        if (!customer.text("tax_exempt").equals("none"))
            pairs.add(new Kit.Pair("Taxes", Words.words(customer.text("tax_exempt"))));
        pairs.addAll(Words.metadata(customer));
        return pairs;
    }

    private static Content address(Thing customer) {
        var lines = new ArrayList<String>();
        for (var field : List.of("line1", "line2", "city", "state", "postal_code", "country"))
            customer.maybe("address." + field).ifPresent(lines::add);
        return lines.isEmpty() ? Kit.nothing() : Kit.address(lines);
    }

    private static List<Content> methods(List<Thing> methods, Thing customer) {
        var usual = customer.text("invoice_settings.default_payment_method");
        var shown = new ArrayList<Content>();
        for (var method : methods) {
            var card = Words.method(method);
            shown.add(
                    method.id().equals(usual)
                            ? Kit.all(List.of(card, Kit.badge("Usual", Tone.NOTE)))
                            : card);
        }
        return shown;
    }

    private Content payments(List<Thing> charges) {
        var table =
                Kit.table(
                        "Payments",
                        DataTable.Column.text("Amount"),
                        DataTable.Column.text("State"),
                        DataTable.Column.text("Paid with"),
                        DataTable.Column.text("When"));
        for (var charge : charges)
            table =
                    table.linkedRow(
                            "/dashboard/payments/" + charge.id(),
                            Kit.money(charge.money("amount")),
                            Words.charge(charge),
                            Words.method(charge.inner("payment_method_details")),
                            Kit.time(charge.created(), clock.now()));
        return table.orElse(Kit.empty("credit-card", "No payments yet.", Optional.empty()));
    }

    /** What the next invoice adds or takes off; the API's negative is the customer's credit. */
    private static String balance(Thing customer) {
        long minor = customer.number("balance");
        if (minor == 0) return "";
        var currency = Currency.parse(customer.text("currency")).orElse(Currency.USD);
        var amount = Money.of(Math.abs(minor), currency).text();
        return minor < 0
                ? "A credit of " + amount + " is taken off the next invoice."
                : amount + " is added to the next invoice.";
    }

    private Content entries(List<Thing> entries) {
        var table =
                Kit.table(
                        "Balance entries",
                        DataTable.Column.text("What"),
                        DataTable.Column.text("When"),
                        DataTable.Column.number("Amount"));
        for (var entry : entries)
            table =
                    table.row(
                            Kit.text(
                                    entry.maybe("description")
                                            .orElse(Words.words(entry.text("type")))),
                            Kit.time(entry.created(), clock.now()),
                            Kit.money(entry.money("amount")));
        return table.orElse(Kit.empty("wallet", "Nothing was ever booked here.", Optional.empty()));
    }
}
