package hawker.billing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Answer;
import hawker.api.ApiError;
import hawker.api.Call;
import hawker.api.Json;
import hawker.api.Lists;
import hawker.api.Operation;
import hawker.api.Param;
import hawker.api.Params;
import hawker.api.Shape;
import hawker.customers.Currencies;
import hawker.customers.Customer;
import hawker.platform.Tx;
import hawker.pricing.Cause;
import java.util.List;
import java.util.Optional;

/** {@code /v1/invoiceitems}: what a customer's next invoice, or a draft, has on it. */
final class ItemsHttp {

    private static final String BASE = "/v1/invoiceitems";
    private static final String ONE = BASE + "/{id}";

    private static final Shape CREATE =
            Shape.of(Goods.WHAT)
                    .plus(
                            Param.currency("currency"),
                            Param.id("customer"),
                            Param.id("invoice"),
                            Param.id("subscription"));

    private static final Shape UPDATE = Shape.of(Goods.WHAT);

    private static final Shape LIST =
            Shape.of(
                    Param.paging(),
                    Param.range("created"),
                    Param.id("customer"),
                    Param.id("invoice"),
                    Param.flag("pending"));

    private final Papers papers;
    private final Buyers buyers;
    private final Goods goods;
    private final Drafting drafting;
    private final Currencies currencies;

    ItemsHttp(Papers papers, Buyers buyers, Goods goods, Drafting drafting, Currencies currencies) {
        this.papers = papers;
        this.buyers = buyers;
        this.goods = goods;
        this.drafting = drafting;
        this.currencies = currencies;
    }

    List<Operation> operations() {
        return List.of(
                Operation.post(BASE, CREATE, this::create),
                Operation.get(BASE, LIST, this::list),
                Operation.get(
                        ONE,
                        Shape.of(),
                        call -> InvoicesHttp.shown(papers.named(call, Kind.INVOICE_ITEM))),
                Operation.post(ONE, UPDATE, this::update),
                Operation.delete(ONE, this::delete));
    }

    private Answer create(Call call) {
        var params = call.params();
        return call.write(tx -> {
            var named = params.text("invoice").map(id -> draft(tx, call, id));
            var owner = params.text("customer").or(() -> named.flatMap(Paper::customer));
            var customer =
                    buyers.held(
                            tx,
                            call.account(),
                            owner.orElseThrow(() -> ApiError.parameterMissing("customer")));
            var currency =
                    named.map(Paper::currency)
                            .or(() -> params.currency("currency"))
                            .or(() -> customer.standing().currency())
                            .orElseGet(() -> currencies.usual(call.account()));
            var now = papers.now(tx, call.account(), customer.testClock());
            var content =
                    goods.content(
                            tx,
                            call.account(),
                            params,
                            currency,
                            new Lines.Period(now, now),
                            Cause.of(call));
            var body = body(tx, customer, content, Json.seconds(now));
            params.text("subscription").ifPresent(id -> of(tx, body, customer, id));
            var detail = detail(content);
            var item =
                    papers.put(
                            tx,
                            call.account(),
                            Kind.INVOICE_ITEM,
                            papers.newId(call.account(), Kind.INVOICE_ITEM),
                            now,
                            body,
                            detail);
            papers.tell(tx, item, Cause.of(call), "invoiceitem.created");
            named.ifPresent(seen -> onto(tx, call, item, seen, customer));
            return InvoicesHttp.shown(
                    papers.find(tx, call.account(), Kind.INVOICE_ITEM, item.id()).orElseThrow());
        });
    }

    private Paper draft(Tx tx, Call call, String id) {
        var invoice =
                papers.find(tx, call.account(), Kind.INVOICE, id)
                        .orElseThrow(() -> ApiError.missingReference("invoice", id, "invoice"));
        if (!invoice.is("draft"))
            throw ApiError.parameterInvalid(
                    "invoice",
                    "This invoice is no longer editable: it is " + invoice.state() + ".");
        return invoice;
    }

    private void onto(Tx tx, Call call, Paper item, Paper seen, Customer customer) {
        if (!seen.customer().equals(Optional.of(customer.id().text())))
            throw ApiError.parameterInvalid("invoice", "The invoice is another customer's.");
        var invoice = papers.held(tx, call.account(), Kind.INVOICE, seen.id());
        var next = InvoicesHttp.copy(invoice);
        drafting.take(tx, next, item);
        again(tx, invoice, next, customer, Cause.of(call));
    }

    /** A draft whose lines have changed. */
    private void again(Tx tx, Paper before, Paper next, Customer customer, Cause cause) {
        drafting.addUp(tx, next, customer);
        var after = papers.change(tx, before, next.body(), next.detail());
        papers.changed(tx, before, after, cause, "invoice.updated");
    }

    private void of(Tx tx, ObjectNode body, Customer customer, String id) {
        boolean theirs =
                papers.find(tx, customer.account(), Kind.SUBSCRIPTION, id)
                        .flatMap(Paper::customer)
                        .filter(customer.id().text()::equals)
                        .isPresent();
        if (!theirs) throw ApiError.missingReference("subscription", id, "subscription");
        parent(body, id, Optional.empty());
    }

    static void parent(ObjectNode body, String subscription, Optional<String> item) {
        var details =
                body.putObject("parent")
                        .put("type", "subscription_details")
                        .putObject("subscription_details")
                        .put("subscription", subscription);
        item.ifPresent(id -> details.put("subscription_item", id));
    }

    /** A new item as the API writes it. */
    ObjectNode body(Tx tx, Customer customer, Lines.Content content, long date) {
        var body = Nodes.nulls(Json.object(), "customer_account", "invoice", "parent");
        body.put("customer", customer.id().text());
        body.put("date", date);
        body.putArray("discounts");
        body.put("proration", false);
        Json.put(body, "test_clock", customer.testClock());
        write(tx, customer.account(), body, content);
        return body;
    }

    static ObjectNode detail(Lines.Content content) {
        var product = content.price().map(p -> p.product()).orElse("");
        return Json.object().put("product", product);
    }

    private void write(
            Tx tx, hawker.kernel.AccountId account, ObjectNode body, Lines.Content content) {
        body.put("amount", content.amount().minor());
        body.put("net_amount", content.amount().minor());
        body.put("currency", content.amount().currency().code());
        Json.put(body, "description", content.description());
        body.put("discountable", content.discountable());
        body.set("metadata", content.metadata());
        Lines.period(body, content.period());
        body.set("pricing", content.pricing());
        body.put("quantity", content.quantity());
        body.put("quantity_decimal", Long.toString(content.quantity()));
        body.putArray("tax_rates").addAll(goods.shownRates(tx, account, content.rates()));
    }

    private Answer update(Call call) {
        var seen = papers.named(call, Kind.INVOICE_ITEM);
        return call.write(tx -> {
            var customer = buyers.held(tx, call.account(), seen.customer().orElseThrow());
            var invoice =
                    seen.parent().map(id -> papers.held(tx, call.account(), Kind.INVOICE, id));
            invoice.ifPresent(ItemsHttp::checkDraft);
            var item = papers.held(tx, call.account(), Kind.INVOICE_ITEM, seen.id());
            var body = item.body().deepCopy();
            var detail = item.detail().deepCopy();
            fill(tx, call, item, body, detail);
            var after = papers.change(tx, item, body, detail);
            invoice.ifPresent(before -> {
                var next = without(before, after.id());
                drafting.attach(next, body, detail);
                again(tx, before, next, customer, Cause.of(call));
            });
            return InvoicesHttp.shown(after);
        });
    }

    private static void checkDraft(Paper invoice) {
        if (!invoice.is("draft"))
            throw ApiError.invalid("The invoice item is on an invoice that is no longer editable.");
    }

    /** What was sent replaces what was there; what was not sent stays. */
    private void fill(Tx tx, Call call, Paper item, ObjectNode body, ObjectNode detail) {
        var params = call.params();
        if (isAboutAmount(params)) {
            var period =
                    new Lines.Period(
                            Nodes.time(body.path("period"), "start").orElseThrow(),
                            Nodes.time(body.path("period"), "end").orElseThrow());
            var content =
                    goods.content(
                            tx, call.account(), params, item.currency(), period, Cause.of(call));
            var kept = body.deepCopy();
            write(tx, call.account(), body, content);
            for (var name : new String[] {"description", "discountable", "metadata", "tax_rates"})
                body.set(name, kept.path(name));
            detail.put("product", content.price().map(p -> p.product()).orElse(""));
        }
        Nodes.texts(body, params, "description");
        params.flag("discountable").ifPresent(flag -> body.put("discountable", flag));
        params.hash("period")
                .ifPresent(p ->
                        Lines.period(
                                body,
                                new Lines.Period(
                                        p.timestamp("start").orElseThrow(),
                                        p.timestamp("end").orElseThrow())));
        if (params.isUnset("tax_rates")) body.putArray("tax_rates");
        if (params.has("tax_rates"))
            body.putArray("tax_rates")
                    .addAll(
                            goods.shownRates(
                                    tx,
                                    call.account(),
                                    goods.rates(tx, call.account(), params, "tax_rates")));
        Nodes.metadata(body, params);
    }

    private static boolean isAboutAmount(Params params) {
        for (var name :
                new String[] {
                    "amount",
                    "price",
                    "pricing",
                    "price_data",
                    "quantity",
                    "unit_amount",
                    "unit_amount_decimal"
                }) if (params.has(name)) return true;
        return false;
    }

    /** The invoice without the line of an item. */
    private static Paper without(Paper invoice, String item) {
        var next = InvoicesHttp.copy(invoice);
        var lines = Nodes.array(Nodes.object(next.body(), "lines"), "data");
        for (int i = lines.size() - 1; i >= 0; i--) {
            var line = lines.get(i);
            var from = line.path("parent").path("invoice_item_details").path("invoice_item");
            if (!from.asText().equals(item)) continue;
            Nodes.object(next.detail(), "lines").remove(line.path("id").asText());
            lines.remove(i);
        }
        return next;
    }

    private Answer delete(Call call) {
        var seen = papers.named(call, Kind.INVOICE_ITEM);
        return call.write(tx -> {
            var customer = buyers.held(tx, call.account(), seen.customer().orElseThrow());
            var invoice =
                    seen.parent().map(id -> papers.held(tx, call.account(), Kind.INVOICE, id));
            invoice.ifPresent(ItemsHttp::checkDraft);
            var item = papers.held(tx, call.account(), Kind.INVOICE_ITEM, seen.id());
            papers.delete(tx, item);
            papers.tell(tx, item, Cause.of(call), "invoiceitem.deleted");
            invoice.ifPresent(before ->
                    again(tx, before, without(before, item.id()), customer, Cause.of(call)));
            return Answer.deleted("invoiceitem", item.id());
        });
    }

    private Answer list(Call call) {
        var params = call.params();
        var like = Json.object();
        for (var name : new String[] {"customer", "invoice"})
            params.text(name).ifPresent(text -> like.put(name, text));
        if (params.isTrue("pending")) like.putNull("invoice");
        var wanted = new PapersSql.Wanted(like, List.of(), params.range("created"));
        return Lists.answer(
                BASE, papers.list(call.account(), Kind.INVOICE_ITEM, wanted, call.page()));
    }
}
