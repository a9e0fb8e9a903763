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
import hawker.billing.Document.Kind;
import hawker.customers.Currencies;
import hawker.customers.Customer;
import hawker.kernel.Currency;
import hawker.platform.Tx;
import hawker.pricing.Cause;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** {@code /v1/invoiceitems}: what a customer's next invoice, or a draft, has on it. */
final class InvoiceItemsHttp {

    private static final String BASE = "/v1/invoiceitems";
    private static final String ONE = BASE + "/{id}";

    private static final Shape CREATE =
            Shape.of(Prices.WHAT)
                    .plus(
                            Param.currency("currency"),
                            Param.id("customer"),
                            Param.id("invoice"),
                            Param.id("subscription"));

    /** Parameters that change what it comes to; the quantity is asked for last. */
    private static final List<String> ABOUT_AMOUNT =
            List.of(
                    "amount",
                    "price",
                    "pricing",
                    "price_data",
                    "unit_amount",
                    "unit_amount_decimal",
                    "quantity");

    private static final Shape UPDATE = Shape.of(Prices.WHAT);

    private static final Shape LIST =
            Shape.of(
                    Param.paging(),
                    Param.range("created"),
                    Param.id("customer"),
                    Param.id("invoice"),
                    Param.flag("pending"));

    private final Documents documents;
    private final Buyers buyers;
    private final Prices prices;
    private final Drafting drafting;
    private final Discounting discounting;
    private final PhaseTerms terms;
    private final Currencies currencies;

    InvoiceItemsHttp(
            Documents documents,
            Buyers buyers,
            Prices prices,
            Drafting drafting,
            Discounting discounting,
            PhaseTerms terms,
            Currencies currencies) {
        this.documents = documents;
        this.buyers = buyers;
        this.prices = prices;
        this.drafting = drafting;
        this.discounting = discounting;
        this.terms = terms;
        this.currencies = currencies;
    }

    List<Operation> operations() {
        return List.of(
                Operation.post(BASE, CREATE, this::create),
                Operation.get(BASE, LIST, this::list),
                Operation.get(
                        ONE,
                        Shape.of(),
                        call -> InvoicesHttp.shown(documents.named(call, Kind.INVOICE_ITEM))),
                Operation.post(ONE, UPDATE, this::update),
                Operation.delete(ONE, this::delete));
    }

    private Answer create(Call call) {
        var params = call.params();
        return call.write(tx -> {
            var named = params.text("invoice").map(id -> draft(tx, call, id));
            var owner = params.text("customer").or(() -> named.flatMap(Document::customer));
            var customer =
                    buyers.held(
                            tx,
                            call.account(),
                            owner.orElseThrow(() -> ApiError.parameterMissing("customer")));
            var currency =
                    named.map(Document::currency)
                            .or(() -> params.currency("currency"))
                            .or(() -> customer.standing().currency())
                            .orElseGet(() -> currencies.usual(call.account()));
            var item = make(tx, customer, params, currency, Cause.of(call));
            named.ifPresent(seen -> onto(tx, call, item, seen, customer));
            return InvoicesHttp.shown(
                    documents.find(tx, call.account(), Kind.INVOICE_ITEM, item.id()).orElseThrow());
        });
    }

    /** Writes a new item that parameters describe; it waits for an invoice. */
    Document make(Tx tx, Customer customer, Params params, Currency currency, Cause cause) {
        var account = customer.account();
        var now = documents.now(tx, account, customer.testClock());
        var period = new Lines.Period(now, now);
        var content = prices.content(tx, account, params, currency, period, 1, cause);
        var subscription = params.text("subscription");
        subscription.ifPresent(id -> checkTheirs(tx, customer, id));
        return make(tx, customer, content, subscription, cause);
    }

    /** {@code add_invoice_items}: they wait for the next invoice of a subscription. */
    void add(Tx tx, Document subscription, Customer customer, Params params, Cause cause) {
        var now = documents.now(tx, subscription);
        var period = new Lines.Period(now, now);
        var account = subscription.account();
        var currency = subscription.currency();
        for (var item : params.hashes("add_invoice_items")) {
            var content = prices.content(tx, account, item, currency, period, 1, cause);
            make(tx, customer, content, Optional.of(subscription.id()), cause);
        }
    }

    /**
     * The same of a content.
     *
     * @param subscription for whose invoices it waits, if not for any of the customer's
     */
    Document make(
            Tx tx,
            Customer customer,
            Lines.Content content,
            Optional<String> subscription,
            Cause cause) {
        var account = customer.account();
        var now = documents.now(tx, account, customer.testClock());
        var body = body(tx, customer, content, Json.seconds(now));
        subscription.ifPresent(id -> parent(body, id, Optional.empty()));
        var id = documents.newId(account, Kind.INVOICE_ITEM);
        content.discounts()
                .ifPresent(asked -> discounting.own(tx, customer, "invoice_item", id, body, asked));
        content.agreed()
                .ifPresent(said ->
                        body.set(
                                "discounts",
                                terms.own(
                                        tx,
                                        customer,
                                        "invoice_item",
                                        body.deepCopy().put("id", id),
                                        said,
                                        Json.object().path("discounts"))));
        var item = documents.put(tx, account, Kind.INVOICE_ITEM, id, now, body, detail(content));
        documents.tell(tx, item, cause, "invoiceitem.created");
        return item;
    }

    private Document draft(Tx tx, Call call, String id) {
        var invoice =
                documents
                        .find(tx, call.account(), Kind.INVOICE, id)
                        .orElseThrow(() -> ApiError.missingReference("invoice", id, "invoice"));
        if (!invoice.is("draft"))
            throw ApiError.parameterInvalid(
                    "invoice",
                    "This invoice is no longer editable: it is " + invoice.state() + ".");
        return invoice;
    }

    private void onto(Tx tx, Call call, Document item, Document seen, Customer customer) {
        if (!seen.customer().equals(Optional.of(customer.id().text())))
            throw ApiError.parameterInvalid("invoice", "The invoice is another customer's.");
        var invoice = documents.held(tx, call.account(), Kind.INVOICE, seen.id());
        var next = InvoicesHttp.copy(invoice);
        drafting.take(tx, next, item, "subscription");
        again(tx, invoice, next, customer, Cause.of(call));
    }

    /** A draft whose lines have changed. */
    void again(Tx tx, Document before, Document next, Customer customer, Cause cause) {
        drafting.addUp(tx, next, customer);
        var after = documents.change(tx, before, next.body(), next.detail());
        documents.changed(tx, before, after, cause, "invoice.updated");
    }

    private void checkTheirs(Tx tx, Customer customer, String id) {
        boolean theirs =
                documents
                        .find(tx, customer.account(), Kind.SUBSCRIPTION, id)
                        .flatMap(Document::customer)
                        .filter(customer.id().text()::equals)
                        .isPresent();
        if (!theirs) throw ApiError.missingReference("subscription", id, "subscription");
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
        var body = JsonFields.nulls(Json.object(), "customer_account", "invoice", "parent");
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
        body.putArray("tax_rates").addAll(prices.shownRates(tx, account, content.rates()));
    }

    private Answer update(Call call) {
        var seen = documents.named(call, Kind.INVOICE_ITEM);
        return call.write(tx -> {
            var customer = buyers.held(tx, call.account(), seen.customer().orElseThrow());
            var invoice =
                    seen.parent().map(id -> documents.held(tx, call.account(), Kind.INVOICE, id));
            invoice.ifPresent(InvoiceItemsHttp::checkDraft);
            var item = documents.held(tx, call.account(), Kind.INVOICE_ITEM, seen.id());
            var body = item.body().deepCopy();
            var detail = item.detail().deepCopy();
            fill(tx, call.params(), item, body, detail, Cause.of(call));
            var after = documents.change(tx, item, body, detail);
            invoice.ifPresent(before -> {
                var next = InvoicesHttp.copy(before);
                drafting.reattach(next, body, detail);
                again(tx, before, next, customer, Cause.of(call));
            });
            return InvoicesHttp.shown(after);
        });
    }

    private static void checkDraft(Document invoice) {
        if (!invoice.is("draft"))
            throw ApiError.invalid("The invoice item is on an invoice that is no longer editable.");
    }

    /** What was sent replaces what was there; what was not sent stays. */
    void fill(
            Tx tx, Params params, Document item, ObjectNode body, ObjectNode detail, Cause cause) {
        var account = item.account();
        if (isAboutQuantity(params)) many(tx, params.requiredInteger("quantity"), item, body);
        else if (isAboutAmount(params)) {
            var period =
                    new Lines.Period(
                            JsonFields.time(body.path("period"), "start").orElseThrow(),
                            JsonFields.time(body.path("period"), "end").orElseThrow());
            // What costs the whole amount is one; a unit's price leaves as many as there were.
            long now = params.has("amount") ? 1 : body.path("quantity").asLong(1);
            var content = prices.content(tx, account, params, item.currency(), period, now, cause);
            var kept = body.deepCopy();
            write(tx, account, body, content);
            for (var name : new String[] {"description", "discountable", "metadata", "tax_rates"})
                body.set(name, kept.path(name));
            detail.put("product", content.price().map(p -> p.product()).orElse(""));
        }
        if (isAboutAmount(params)) ungiven(body, detail);
        JsonFields.texts(body, params, "description");
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
                            prices.shownRates(
                                    tx, account, prices.rates(tx, account, params, "tax_rates")));
        JsonFields.metadata(body, params);
        buyers.find(tx, account, item.customer().orElseThrow())
                .ifPresent(c -> discounting.own(tx, c, "invoice_item", item.id(), body, params));
    }

    /** Nothing was taken off what the seller says anew. */
    private static void ungiven(ObjectNode body, ObjectNode detail) {
        detail.remove(Lines.GIVEN);
        if (body.path("proration_details") instanceof ObjectNode details)
            details.putArray("discount_amounts");
    }

    private static boolean isAboutQuantity(Params params) {
        for (var name : ABOUT_AMOUNT) if (params.has(name)) return name.equals("quantity");
        return false;
    }

    /** So many of what it is already. */
    private void many(Tx tx, long quantity, Document item, ObjectNode body) {
        var priced = JsonFields.text(body.path("pricing").path("price_details"), "price");
        var price = priced.flatMap(id -> prices.find(tx, item.account(), id));
        var each = new BigDecimal(body.path("pricing").path("unit_amount_decimal").asText());
        var amount =
                price.map(p -> Prices.amount(p, quantity, item.currency(), "quantity"))
                        .orElseGet(() -> Prices.rounded(each, quantity, item.currency()));
        body.put("amount", amount.minor()).put("net_amount", amount.minor());
        body.put("quantity", quantity).put("quantity_decimal", Long.toString(quantity));
    }

    static boolean isAboutAmount(Params params) {
        for (var name : ABOUT_AMOUNT) if (params.has(name)) return true;
        return false;
    }

    /** The invoice without the line of an item. */
    private static Document without(Document invoice, String item) {
        var next = InvoicesHttp.copy(invoice);
        for (var line : Lines.of(next.body())) {
            var from = line.path("parent").path("invoice_item_details").path("invoice_item");
            if (from.asText().equals(item)) Drafting.drop(next, line.path("id").asText());
        }
        return next;
    }

    private Answer delete(Call call) {
        var seen = documents.named(call, Kind.INVOICE_ITEM);
        return call.write(tx -> {
            var customer = buyers.held(tx, call.account(), seen.customer().orElseThrow());
            var invoice =
                    seen.parent().map(id -> documents.held(tx, call.account(), Kind.INVOICE, id));
            invoice.ifPresent(InvoiceItemsHttp::checkDraft);
            var item = documents.held(tx, call.account(), Kind.INVOICE_ITEM, seen.id());
            documents.delete(tx, item);
            documents.tell(tx, item, Cause.of(call), "invoiceitem.deleted");
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
        var wanted = new DocumentsSql.Wanted(like, List.of(), params.range("created"));
        return Lists.answer(
                BASE, documents.list(call.account(), Kind.INVOICE_ITEM, wanted, call.page()));
    }
}
