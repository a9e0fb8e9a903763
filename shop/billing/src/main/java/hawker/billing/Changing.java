package hawker.billing;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.ApiError;
import hawker.api.Json;
import hawker.api.Params;
import hawker.customers.Customer;
import hawker.hosted.ShareTerms;
import hawker.platform.Tx;
import hawker.pricing.Cause;
import hawker.pricing.Price;
import hawker.usage.Usage;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Changes what a subscription is about; {@link Prorating} makes up for what is left of a period.
 */
final class Changing {

    private final Documents documents;
    private final Buyers buyers;
    private final Prices prices;
    private final Discounting discounting;
    private final Subscribing subscribing;
    private final InvoiceItems items;
    private final PhaseTerms terms;

    Changing(
            Documents documents,
            Buyers buyers,
            Prices prices,
            Discounting discounting,
            Subscribing subscribing,
            InvoiceItems items,
            PhaseTerms terms) {
        this.documents = documents;
        this.buyers = buyers;
        this.prices = prices;
        this.discounting = discounting;
        this.subscribing = subscribing;
        this.items = items;
        this.terms = terms;
    }

    /**
     * How a change is made up for.
     *
     * @param behavior always_invoice, create_prorations, none
     * @param at the moment from which on the new things count
     * @param now when the change happens: a new period begins then
     */
    record Proration(String behavior, Instant at, Instant now) {

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
            return new Proration(behavior, at, now);
        }

        boolean happens() {
            return !behavior.equals("none");
        }

        boolean isInvoiced() {
            return behavior.equals("always_invoice");
        }
    }

    InvoiceItems items() {
        return items;
    }

    /** Applies {@code items[]} of an update to the subscription's body. */
    void apply(
            Tx tx,
            Document subscription,
            ObjectNode body,
            Customer customer,
            List<Params> changes,
            Cause cause) {
        var data = (ArrayNode) body.path("items").path("data");
        for (var change : changes) {
            var id = change.text("id");
            if (id.isEmpty()) add(tx, subscription, body, customer, change, cause);
            else if (change.isTrue("deleted")) remove(tx, subscription, data, id.get(), change);
            else
                alter(
                        tx,
                        subscription,
                        item(data, id.get(), change.nameOf("id")),
                        customer,
                        change,
                        body,
                        cause);
        }
        Subscribing.checkIntervals(JsonFields.objects(data));
    }

    /** Applies all else of an update. */
    void describe(
            Tx tx,
            Document before,
            ObjectNode body,
            Customer customer,
            Params params,
            Instant now) {
        SubscriptionFields.fill(body, params, now);
        var account = before.account();
        ShareTerms.shown(before.body(), account).changed(params, account).show(body, account);
        buyers.methods(tx, body, customer, params);
        if (params.isUnset("default_tax_rates")) body.putArray("default_tax_rates");
        if (params.has("default_tax_rates")) {
            var rates = prices.rates(tx, account, params, "default_tax_rates");
            body.putArray("default_tax_rates").addAll(prices.shownRates(tx, account, rates));
        }
        if (params.isUnset("discounts")) body.putArray("discounts");
        if (params.has("discounts")) {
            var of = Subscribing.subtotal(body);
            var owner = new Discounting.Owner(account, customer, "subscription", before.id(), of);
            var made = discounting.make(tx, owner, params, before.currency());
            made.forEach(body.putArray("discounts")::add);
        }
    }

    private void add(
            Tx tx,
            Document subscription,
            ObjectNode body,
            Customer customer,
            Params change,
            Cause cause) {
        var wanted =
                subscribing.wanted(
                        tx, subscription.account(), change, subscription.currency(), cause);
        append(tx, subscription, body, customer, wanted);
    }

    /** Adds an item to a subscription's body; its period is the others'. */
    ObjectNode append(
            Tx tx,
            Document subscription,
            ObjectNode body,
            Customer customer,
            Subscribing.Wanted wanted) {
        var data = (ArrayNode) body.path("items").path("data");
        for (var each : data)
            if (each.path("price").path("id").asText().equals(wanted.price().id().text()))
                throw ApiError.parameterInvalid(
                        "price",
                        "Cannot add multiple subscription items with the same price: "
                                + wanted.price().id());
        var now = documents.now(tx, subscription);
        var item =
                subscribing.item(
                        tx, customer, subscription.id(), subscription.currency(), wanted, now);
        item.put("current_period_start", Json.seconds(Lifecycle.periodStart(body)));
        item.put("current_period_end", Json.seconds(Lifecycle.periodEnd(body)));
        data.add(item);
        return item;
    }

    /**
     * Gives a subscription's body these items; one with the same price keeps its id, and what was
     * agreed of it alone, unless a schedule says something else of that.
     */
    void become(
            Tx tx,
            Document subscription,
            ObjectNode body,
            Customer customer,
            List<Subscribing.Wanted> wanted) {
        var old = new ArrayList<>(Beginning.items(body));
        var start = Lifecycle.periodStart(body);
        var end = Lifecycle.periodEnd(body);
        var now = documents.now(tx, subscription);
        var data = JsonFields.object(body, "items").putArray("data");
        for (var each : wanted) {
            var item =
                    subscribing.item(
                            tx, customer, subscription.id(), subscription.currency(), each, now);
            for (var known : old)
                if (known.path("price").path("id").equals(item.path("price").path("id")))
                    for (var name : List.of("id", "discounts", "billing_thresholds"))
                        item.set(name, known.path(name).deepCopy());
            var has = item.path("discounts").deepCopy();
            each.agreed().ifPresent(said -> terms.begin(tx, customer, item, said, has));
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

    /**
     * Removes an item; one of which something was used only with {@code clear_usage}: what is not
     * billed is forgotten then.
     */
    void remove(Tx tx, Document subscription, ArrayNode data, String id, Params change) {
        var item = item(data, id, change.has("id") ? change.nameOf("id") : "id");
        if (Subscribing.isMetered(item)) clearUsage(tx, subscription, id, change);
        remove(data, id, "id");
    }

    private void clearUsage(Tx tx, Document subscription, String item, Params change) {
        var usage = subscribing.metering().usage();
        var since = Lifecycle.periodStart(subscription.body());
        if (!usage.isUsed(tx, subscription.account(), item, since)) return;
        if (!change.isTrue("clear_usage"))
            throw ApiError.parameterInvalid(
                    change.nameOf("clear_usage"),
                    "Subscription item "
                            + item
                            + " has usage that is not billed yet. To remove it with its usage, pass"
                            + " `clear_usage=true`.");
        usage.clear(tx, subscription.account(), item, since);
    }

    /** What was used of items that a phase does not have any more goes onto the next invoice. */
    void billUsage(Tx tx, Document before, ObjectNode after, Customer customer, Cause cause) {
        var now = documents.now(tx, before);
        var start = Lifecycle.periodStart(before.body());
        var end = Lifecycle.periodEnd(before.body());
        var span = new Usage.Span(start, end.isBefore(now) ? end : now);
        var kept = Prorating.byId(after).keySet();
        for (var item : Prorating.byId(before.body()).values()) {
            if (!Subscribing.isMetered(item) || kept.contains(item.path("id").asText())) continue;
            var rest = subscribing.metering().rest(tx, before, item, span);
            if (rest.quantity() == 0 || before.is("trialing")) continue;
            var price = Subscribing.priceOf(item);
            var content =
                    new Lines.Content(
                            rest.amount(),
                            BigDecimal.valueOf(rest.quantity()),
                            Optional.empty(),
                            Optional.of(price),
                            Optional.of(
                                    rest.quantity()
                                            + " × "
                                            + prices.name(tx, before.account(), price)),
                            new Lines.Period(span.start(), span.end()),
                            true,
                            Subscribing.rates(item, before),
                            Json.object());
            items.make(tx, customer, content, Optional.of(before.id()), cause);
        }
    }

    private static void remove(ArrayNode data, String id, String param) {
        int before = data.size();
        for (int i = data.size() - 1; i >= 0; i--)
            if (data.get(i).path("id").asText().equals(id)) data.remove(i);
        if (data.size() == before) throw ApiError.missingReference("subscription item", id, param);
    }

    void alter(
            Tx tx,
            Document subscription,
            ObjectNode item,
            Customer customer,
            Params change,
            ObjectNode body,
            Cause cause) {
        var account = subscription.account();
        var named = change.text("price").or(() -> change.text("plan"));
        Optional<Price> price =
                named.isPresent()
                        ? Optional.of(
                                prices.price(tx, account, named.get(), change.nameOf("price")))
                        : prices.price(tx, account, change, cause);
        price.ifPresent(p -> {
            subscribing.checked(p, JsonFields.currency(body), change.nameOf("price"));
            boolean licensed = Subscribing.isMetered(item) && !Subscribing.isMetered(p);
            if (licensed) clearUsage(tx, subscription, item.path("id").asText(), change);
            if (licensed) item.put("quantity", 1);
            subscribing.price(item, prices.terms(tx, account, p));
        });
        Subscribing.checkQuantity(Subscribing.priceOf(item), change);
        if (Subscribing.isMetered(item)) item.remove("quantity");
        change.integer("quantity").ifPresent(q -> item.put("quantity", q));
        if (change.has("tax_rates") || change.isUnset("tax_rates"))
            item.putArray("tax_rates")
                    .addAll(
                            prices.shownRates(
                                    tx, account, prices.rates(tx, account, change, "tax_rates")));
        JsonFields.metadata(item, change);
        subscribing.special(tx, customer, item, JsonFields.currency(body), change);
    }

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
}
