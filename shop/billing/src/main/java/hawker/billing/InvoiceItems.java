package hawker.billing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.ApiError;
import hawker.api.Json;
import hawker.api.Param;
import hawker.api.Params;
import hawker.api.Shape;
import hawker.billing.Document.Kind;
import hawker.customers.Customer;
import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.platform.Tx;
import hawker.pricing.Cause;
import hawker.pricing.Price;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** What customers' invoices have on them beside their subscriptions: written and changed. */
final class InvoiceItems {

    /** What an item may be about. */
    static final Param[] WHAT =
            Shape.of(Prices.WHAT).plus(LineTaxes.AUTOMATIC).params().toArray(Param[]::new);

    /** Parameters that change what it comes to; the quantity is asked for last. */
    private static final List<String> ABOUT_AMOUNT =
            List.of(
                    "amount",
                    "price",
                    "pricing",
                    "price_data",
                    "unit_amount",
                    "unit_amount_decimal",
                    "quantity",
                    "quantity_decimal");

    private final Documents documents;
    private final Buyers buyers;
    private final Prices prices;
    private final Drafting drafting;
    private final Discounting discounting;
    private final PhaseTerms terms;

    InvoiceItems(
            Documents documents,
            Buyers buyers,
            Prices prices,
            Drafting drafting,
            Discounting discounting,
            PhaseTerms terms) {
        this.documents = documents;
        this.buyers = buyers;
        this.prices = prices;
        this.drafting = drafting;
        this.discounting = discounting;
        this.terms = terms;
    }

    /** Writes a new item that parameters describe; it waits for an invoice. */
    Document make(Tx tx, Customer customer, Params params, Currency currency, Cause cause) {
        var account = customer.account();
        var now = documents.now(tx, account, customer.testClock());
        var period = new Lines.Period(now, now).said(params);
        var content = prices.content(tx, account, params, currency, period, BigDecimal.ONE, cause);
        var subscription = params.text("subscription");
        subscription.ifPresent(id -> checkTheirs(tx, customer, id));
        var detail = detail(content);
        var price = content.price();
        LineTaxes.automatic(prices, detail, () -> terms(tx, account, price), params);
        return make(tx, customer, content, detail, subscription, cause);
    }

    private JsonNode terms(Tx tx, AccountId account, Optional<Price> price) {
        return price.map(p -> (JsonNode) prices.terms(tx, account, p))
                .orElseGet(MissingNode::getInstance);
    }

    /** {@code add_invoice_items}: they wait for the next invoice of a subscription. */
    void add(Tx tx, Document subscription, Customer customer, Params params, Cause cause) {
        var body = subscription.body();
        var period = new Lines.Period(Lifecycle.periodStart(body), Lifecycle.periodEnd(body));
        var usual =
                params.has("default_tax_rates") || params.isUnset("default_tax_rates")
                        ? params.texts("default_tax_rates")
                        : Phases.rates(body, "default_tax_rates");
        var around = new AddedItems.Around(period, documents.now(tx, subscription)).taxedBy(usual);
        var account = subscription.account();
        var currency = subscription.currency();
        for (var item : params.hashes("add_invoice_items")) {
            var content = prices.added(tx, account, item, currency, around, cause);
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
        return make(tx, customer, content, detail(content), subscription, cause);
    }

    private Document make(
            Tx tx,
            Customer customer,
            Lines.Content content,
            ObjectNode detail,
            Optional<String> subscription,
            Cause cause) {
        var account = customer.account();
        var now = documents.now(tx, account, customer.testClock());
        var body = body(tx, customer, content, Json.seconds(now));
        subscription.ifPresent(id -> parent(body, id, Optional.empty()));
        var id = documents.newId(account, Kind.INVOICE_ITEM);
        content.discounts().ifPresent(asked -> discounts(tx, customer, id, body, asked));
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
        var item = documents.put(tx, account, Kind.INVOICE_ITEM, id, now, body, detail);
        documents.tell(tx, item, cause, "invoiceitem.created");
        return item;
    }

    private void discounts(Tx tx, Customer customer, String id, ObjectNode body, Params params) {
        var of = JsonFields.worth(body);
        discounting.own(tx, customer, "invoice_item", id, body, of, params);
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

    private void write(Tx tx, AccountId account, ObjectNode body, Lines.Content content) {
        body.put("amount", content.amount().minor());
        body.put("net_amount", content.amount().minor());
        body.put("currency", content.amount().currency().code());
        Json.put(body, "description", content.description());
        body.put("discountable", content.discountable());
        body.set("metadata", content.metadata());
        Lines.period(body, content.period());
        body.set("pricing", content.pricing());
        Lines.quantity(body, content.quantity());
        body.putArray("tax_rates").addAll(prices.shownRates(tx, account, content.rates()));
    }

    /** Changes one that waits for the customer's next invoice: {@code invoiceitem}. */
    void changeWaiting(Tx tx, Customer customer, Params params) {
        var id = params.requiredText("invoiceitem");
        var item =
                documents
                        .lock(tx, customer.account(), Kind.INVOICE_ITEM, id)
                        .filter(i -> i.customer().equals(Optional.of(customer.id().text())))
                        .filter(i -> i.parent().isEmpty())
                        .orElseThrow(() ->
                                ApiError.missingReference(
                                        "invoice item", id, params.nameOf("invoiceitem")));
        var body = item.body().deepCopy();
        var detail = item.detail().deepCopy();
        fill(tx, params, item, body, detail, Cause.NONE);
        documents.change(tx, item, body, detail);
    }

    /** What was sent replaces what was there; what was not sent stays. */
    void fill(
            Tx tx, Params params, Document item, ObjectNode body, ObjectNode detail, Cause cause) {
        var account = item.account();
        if (isAboutQuantity(params)) many(tx, params, item, body);
        else if (isAboutAmount(params)) {
            var period =
                    new Lines.Period(
                                    JsonFields.time(body.path("period"), "start").orElseThrow(),
                                    JsonFields.time(body.path("period"), "end").orElseThrow())
                            .said(params);
            // What costs the whole amount is one; a unit's price leaves as many as there were.
            var now = params.has("amount") ? BigDecimal.ONE : Lines.quantity(body);
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
        var priced = JsonFields.text(body.path("pricing").path("price_details"), "price");
        var price = priced.flatMap(id -> prices.find(tx, account, id));
        LineTaxes.automatic(prices, detail, () -> terms(tx, account, price), params);
        buyers.find(tx, account, item.customer().orElseThrow())
                .ifPresent(c -> discounts(tx, c, item.id(), body, params));
    }

    /** Nothing was taken off what the seller says anew. */
    private static void ungiven(ObjectNode body, ObjectNode detail) {
        detail.remove(Lines.GIVEN);
        if (body.path("proration_details") instanceof ObjectNode details)
            details.putArray("discount_amounts");
    }

    private static boolean isAboutQuantity(Params params) {
        for (var name : ABOUT_AMOUNT) if (params.has(name)) return name.startsWith("quantity");
        return false;
    }

    /** So many of what it is already. */
    private void many(Tx tx, Params params, Document item, ObjectNode body) {
        var quantity = Prices.quantity(params).orElseThrow();
        var priced = JsonFields.text(body.path("pricing").path("price_details"), "price");
        var price = priced.flatMap(id -> prices.find(tx, item.account(), id));
        var each = new BigDecimal(body.path("pricing").path("unit_amount_decimal").asText());
        var amount =
                price.map(p ->
                                Prices.amount(
                                        p, quantity, item.currency(), params.nameOf("quantity")))
                        .orElseGet(() -> Prices.rounded(each, quantity, item.currency()));
        if (amount.minor() % item.currency().step() != 0)
            throw ApiError.amountStep(params.nameOf("quantity"), item.currency());
        body.put("amount", amount.minor()).put("net_amount", amount.minor());
        Lines.quantity(body, quantity);
    }

    static boolean isAboutAmount(Params params) {
        for (var name : ABOUT_AMOUNT) if (params.has(name)) return true;
        return false;
    }
}
