package hawker.billing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.ApiError;
import hawker.api.Json;
import hawker.api.Params;
import hawker.billing.Document.Kind;
import hawker.customers.Customer;
import hawker.kernel.AccountId;
import hawker.kernel.Money;
import hawker.platform.Tx;
import hawker.pricing.Cause;
import hawker.pricing.Price;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Changes what a subscription is about, and makes up for the part of the period that is left: what
 * was paid for the old items and is not used is a credit, the new items' part is owed. Both are
 * invoice items, to the second, rounded half up. A credit is of what the item came to after its
 * discounts: nobody gets back more than was asked for; what is owed is discounted on its invoice.
 */
final class Changing {

    private final Documents documents;
    private final Prices prices;
    private final Subscribing subscribing;
    private final InvoiceItemsHttp items;

    Changing(Documents documents, Prices prices, Subscribing subscribing, InvoiceItemsHttp items) {
        this.documents = documents;
        this.prices = prices;
        this.subscribing = subscribing;
        this.items = items;
    }

    /**
     * How a change is made up for.
     *
     * @param behavior always_invoice, create_prorations, none
     * @param at the moment from which on the new things count
     */
    record Proration(String behavior, Instant at) {

        /** What parameters say; {@code proration_date} is within the current period. */
        static Proration of(Params params, Document subscription, Instant now) {
            var behavior = params.text("proration_behavior").orElse("create_prorations");
            var at = params.timestamp("proration_date").orElse(now);
            var body = subscription.body();
            boolean outside =
                    at.isBefore(Lifecycle.periodStart(body))
                            || !at.isBefore(Lifecycle.periodEnd(body));
            if (params.has("proration_date") && outside)
                throw ApiError.parameterInvalid(
                        "proration_date",
                        "Cannot specify a `proration_date` outside of the current billing period.");
            return new Proration(behavior, at);
        }

        boolean happens() {
            return !behavior.equals("none");
        }

        boolean isInvoiced() {
            return behavior.equals("always_invoice");
        }
    }

    /** Applies {@code items[]} of an update to the subscription's body. */
    void apply(Tx tx, Document subscription, ObjectNode body, List<Params> changes, Cause cause) {
        var account = subscription.account();
        var data = (ArrayNode) body.path("items").path("data");
        for (var change : changes) {
            var id = change.text("id");
            if (id.isEmpty()) add(tx, subscription, body, change, cause);
            else if (change.isTrue("deleted")) remove(data, id.get(), change.nameOf("id"));
            else alter(tx, account, item(data, id.get(), change.nameOf("id")), change, body, cause);
        }
        Subscribing.checkIntervals(JsonFields.objects(data));
    }

    private void add(Tx tx, Document subscription, ObjectNode body, Params change, Cause cause) {
        var wanted =
                subscribing.wanted(
                        tx, subscription.account(), change, subscription.currency(), cause);
        append(tx, subscription, body, wanted);
    }

    /** Adds an item to a subscription's body; its period is the others'. */
    ObjectNode append(Tx tx, Document subscription, ObjectNode body, Subscribing.Wanted wanted) {
        var data = (ArrayNode) body.path("items").path("data");
        for (var each : data)
            if (each.path("price").path("id").asText().equals(wanted.price().id().text()))
                throw ApiError.parameterInvalid(
                        "price",
                        "Cannot add multiple subscription items with the same price: "
                                + wanted.price().id());
        var now = documents.now(tx, subscription);
        var item = subscribing.item(tx, subscription.account(), subscription.id(), wanted, now);
        item.put("current_period_start", Json.seconds(Lifecycle.periodStart(body)));
        item.put("current_period_end", Json.seconds(Lifecycle.periodEnd(body)));
        data.add(item);
        return item;
    }

    /** Gives a subscription's body these items; one with the same price keeps its id. */
    void become(Tx tx, Document subscription, ObjectNode body, List<Subscribing.Wanted> wanted) {
        var old = new ArrayList<>(Beginning.items(body));
        var start = Lifecycle.periodStart(body);
        var end = Lifecycle.periodEnd(body);
        var now = documents.now(tx, subscription);
        var data = JsonFields.object(body, "items").putArray("data");
        for (var each : wanted) {
            var item = subscribing.item(tx, subscription.account(), subscription.id(), each, now);
            for (var known : old)
                if (known.path("price").path("id").equals(item.path("price").path("id")))
                    item.set("id", known.path("id"));
            data.add(item);
        }
        Subscribing.period(body, start, end);
        Subscribing.checkIntervals(Beginning.items(body));
    }

    private static ObjectNode item(ArrayNode data, String id, String param) {
        for (var each : JsonFields.objects(data))
            if (each.path("id").asText().equals(id)) return each;
        throw ApiError.missingReference("subscription item", id, param);
    }

    static void remove(ArrayNode data, String id, String param) {
        int before = data.size();
        for (int i = data.size() - 1; i >= 0; i--)
            if (data.get(i).path("id").asText().equals(id)) data.remove(i);
        if (data.size() == before) throw ApiError.missingReference("subscription item", id, param);
    }

    void alter(
            Tx tx,
            AccountId account,
            ObjectNode item,
            Params change,
            ObjectNode body,
            Cause cause) {
        var named = change.text("price").or(() -> change.text("plan"));
        Optional<Price> price =
                named.isPresent()
                        ? Optional.of(
                                prices.price(tx, account, named.get(), change.nameOf("price")))
                        : prices.price(tx, account, change, cause);
        price.ifPresent(p -> {
            subscribing.checked(p, JsonFields.currency(body), change.nameOf("price"));
            subscribing.price(item, prices.shown(tx, account, p));
        });
        change.integer("quantity").ifPresent(q -> item.put("quantity", q));
        if (change.has("tax_rates") || change.isUnset("tax_rates"))
            item.putArray("tax_rates")
                    .addAll(
                            prices.shownRates(
                                    tx, account, prices.rates(tx, account, change, "tax_rates")));
        JsonFields.metadata(item, change);
    }

    /**
     * A trial is free, a first invoice is open still, a pause has given back already: there is
     * nothing that could be given back.
     */
    private static final Set<String> NOTHING_PAID = Set.of("trialing", "incomplete", "paused");

    /**
     * Refuses what would make another period of a subscription that has none that is paid.
     *
     * @param items whether its items change
     * @param again whether a new period is to begin now
     */
    static void check(Document before, boolean items, boolean again) {
        if (before.is("incomplete") && (items || again))
            throw ApiError.invalid(
                    "The first invoice of this subscription is not paid yet: pay it, or cancel the"
                            + " subscription and create another one.");
        if (before.is("paused") && again)
            throw ApiError.invalid(
                    "This subscription is paused. Resume it with billing_cycle_anchor=now instead.");
    }

    /**
     * Makes the invoice items that make up for a change.
     *
     * @param now the moment from which on it counts
     * @return whether there are any
     */
    boolean prorate(
            Tx tx, Document before, ObjectNode after, Customer customer, Instant now, Cause cause) {
        var start = Lifecycle.periodStart(before.body());
        var end = Lifecycle.periodEnd(before.body());
        if (NOTHING_PAID.contains(before.state()) || !now.isBefore(end) || now.isBefore(start))
            return false;
        var old = byId(before.body());
        var next = byId(after);
        boolean any = false;
        for (var item : old.values()) {
            var other = next.get(item.path("id").asText());
            if (other != null && same(item, other)) continue;
            any |= make(tx, before, customer, item, -1, now, cause);
        }
        for (var item : next.values()) {
            var other = old.get(item.path("id").asText());
            if (other != null && same(item, other)) continue;
            any |= make(tx, before, customer, item, 1, now, cause);
        }
        return any;
    }

    private static Map<String, ObjectNode> byId(ObjectNode body) {
        var found = new java.util.LinkedHashMap<String, ObjectNode>();
        for (var item : Beginning.items(body)) found.put(item.path("id").asText(), item);
        return found;
    }

    /** Whether two items cost the same for the same: an inline price is a new one each time. */
    private static boolean same(ObjectNode a, ObjectNode b) {
        return price(a.path("price")).equals(price(b.path("price")))
                && a.path("quantity").asLong() == b.path("quantity").asLong();
    }

    private static List<JsonNode> price(JsonNode price) {
        if (!price.path("unit_amount_decimal").isTextual()) return List.of(price.path("id"));
        return List.of(
                price.path("product"),
                price.path("unit_amount_decimal"),
                price.path("billing_scheme"),
                price.path("transform_quantity"),
                price.path("recurring"));
    }

    /** A part of a price, less what the discounts took off it when the period was invoiced. */
    private Money discounted(Tx tx, Document subscription, ObjectNode item, Money part) {
        var invoice =
                JsonFields.text(subscription.detail(), "billed")
                        .flatMap(
                                id -> documents.find(tx, subscription.account(), Kind.INVOICE, id));
        if (invoice.isEmpty()) return part;
        long own = 0;
        long ownOff = 0;
        long all = 0;
        long allOff = 0;
        for (var line : Lines.of(invoice.get().body())) {
            var of =
                    line.path("parent").path("subscription_item_details").path("subscription_item");
            long amount = line.path("amount").asLong();
            if (amount <= 0) continue;
            long off = 0;
            for (var each : line.path("discount_amounts")) off += each.path("amount").asLong();
            all += amount;
            allOff += off;
            if (!of.equals(item.path("id"))) continue;
            own += amount;
            ownOff += off;
        }
        if (own > 0) return part.shareHalfUp(own - ownOff, own);
        // An item that came later was discounted as the others were.
        return all > 0 ? part.shareHalfUp(all - allOff, all) : part;
    }

    private boolean make(
            Tx tx,
            Document subscription,
            Customer customer,
            ObjectNode item,
            int sign,
            Instant now,
            Cause cause) {
        var start = Lifecycle.periodStart(subscription.body());
        var end = Lifecycle.periodEnd(subscription.body());
        var price = Subscribing.priceOf(item);
        long quantity = item.path("quantity").asLong();
        Money whole = Prices.amount(price, quantity, subscription.currency(), "items");
        long left = end.getEpochSecond() - now.getEpochSecond();
        var part = whole.shareHalfUp(left, end.getEpochSecond() - start.getEpochSecond());
        if (sign < 0) part = discounted(tx, subscription, item, part);
        if (part.isZero()) return false;
        var name = quantity + " × " + prices.name(tx, subscription.account(), price);
        var rates = Subscribing.rates(item, subscription);
        var content =
                new Lines.Content(
                        sign < 0 ? part.negated() : part,
                        quantity,
                        Optional.empty(),
                        Optional.of(price),
                        Optional.of((sign < 0 ? "Unused time on " : "Remaining time on ") + name),
                        new Lines.Period(now, end),
                        sign > 0,
                        rates,
                        Json.object());
        var today = documents.now(tx, subscription);
        var body = items.body(tx, customer, content, Json.seconds(today));
        body.put("proration", true);
        InvoiceItemsHttp.parent(body, subscription.id(), Optional.of(item.path("id").asText()));
        var made =
                documents.put(
                        tx,
                        subscription.account(),
                        Kind.INVOICE_ITEM,
                        documents.newId(subscription.account(), Kind.INVOICE_ITEM),
                        today,
                        body,
                        InvoiceItemsHttp.detail(content));
        documents.tell(tx, made, cause, "invoiceitem.created");
        return true;
    }
}
