package hawker.billing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.ApiError;
import hawker.api.Json;
import hawker.api.Params;
import hawker.customers.Customer;
import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.kernel.Money;
import hawker.platform.Tx;
import hawker.pricing.Cause;
import hawker.pricing.Price;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Subscriptions' items, and the invoices of their periods. */
final class Subscribing {

    /** Of one subscription (docs). */
    private static final int MOST_ITEMS = 20;

    private final Documents documents;
    private final Prices prices;
    private final Drafting drafting;

    Subscribing(Documents documents, Prices prices, Drafting drafting) {
        this.documents = documents;
        this.prices = prices;
        this.drafting = drafting;
    }

    /**
     * An item that parameters describe, with its price found or made.
     *
     * @param shown the price as the API writes it, which the item keeps
     */
    record Wanted(
            ObjectNode shown, long quantity, List<String> rates, Map<String, String> metadata) {
        Price price() {
            return Price.of(shown);
        }
    }

    Wanted wanted(Tx tx, AccountId account, Params params, Currency currency, Cause cause) {
        var named = params.text("price").or(() -> params.text("plan"));
        var price =
                named.isPresent()
                        ? Optional.of(
                                prices.price(tx, account, named.get(), params.nameOf("price")))
                        : prices.price(tx, account, params, cause);
        var found =
                checked(
                        price.orElseThrow(() -> ApiError.parameterMissing(params.nameOf("price"))),
                        currency,
                        params.nameOf("price"));
        return new Wanted(
                prices.shown(tx, account, found),
                params.integer("quantity").orElse(1L),
                prices.rates(tx, account, params, "tax_rates"),
                params.metadata().orElse(Map.of()));
    }

    Price checked(Price price, Currency currency, String param) {
        if (price.recurring().isEmpty())
            throw ApiError.parameterInvalid(
                    param,
                    "The price specified is set to `type=one_time` but this field only accepts"
                            + " prices with `type=recurring`.");
        if (price.recurring().get().metered())
            throw ApiError.parameterInvalid(param, "Metered prices need meters: not offered.");
        Prices.amount(price, 1, currency, param);
        return price;
    }

    /** All items of a subscription are paid at the same time. */
    static void checkIntervals(List<ObjectNode> items) {
        if (items.isEmpty()) throw ApiError.parameterMissing("items");
        checkIntervals(items.stream().map(Subscribing::interval).toList(), "items");
    }

    static void checkIntervals(List<Periods.Interval> intervals, String param) {
        if (intervals.size() > MOST_ITEMS)
            throw ApiError.parameterInvalid(
                    param, "A subscription has at most " + MOST_ITEMS + " items.");
        for (var interval : intervals)
            if (!interval.equals(intervals.getFirst()))
                throw ApiError.parameterInvalid(
                        param,
                        "All prices on a subscription must have the same `interval` and"
                                + " `interval_count`.");
    }

    static Periods.Interval interval(ObjectNode item) {
        return Periods.Interval.of(item.path("price").path("recurring"));
    }

    /** An item as the API writes it. */
    ObjectNode item(Tx tx, AccountId account, String subscription, Wanted wanted, Instant now) {
        var item = Json.object();
        item.put("id", documents.newId(account, "si"));
        item.put("object", "subscription_item");
        item.putNull("billing_thresholds");
        item.put("created", Json.seconds(now));
        item.putNull("current_trial");
        item.putArray("discounts");
        item.set("metadata", Json.metadata(wanted.metadata()));
        price(item, wanted.shown());
        item.put("quantity", wanted.quantity());
        item.put("subscription", subscription);
        item.putArray("tax_rates").addAll(prices.shownRates(tx, account, wanted.rates()));
        return item;
    }

    void price(ObjectNode item, ObjectNode shown) {
        item.set("price", shown.deepCopy());
        item.set("plan", prices.pricing().plan(shown));
    }

    /**
     * The price of an item, which keeps it: a plan may be deleted, and another one made under its
     * id, and whoever has subscribed before pays on as agreed.
     */
    static Price priceOf(ObjectNode item) {
        return Price.of(item.path("price"));
    }

    /** What all items come to in a period. */
    static Money subtotal(ObjectNode body) {
        var currency = JsonFields.currency(body);
        var sum = Money.zero(currency);
        for (var item : JsonFields.objects(body.path("items").path("data"))) {
            var quantity = item.path("quantity").asLong();
            sum = sum.plus(Prices.amount(priceOf(item), quantity, currency, "items"));
        }
        return sum;
    }

    static void period(ObjectNode body, Instant start, Instant end) {
        for (var item : JsonFields.objects(body.path("items").path("data"))) {
            item.put("current_period_start", Json.seconds(start));
            item.put("current_period_end", Json.seconds(end));
        }
    }

    /** How much of a period is billed. */
    sealed interface Part {
        record Whole() implements Part {}

        /** Nothing, as long as it is tried. */
        record Trial() implements Part {}

        /** So many seconds of so many, until the first full period. */
        record Share(long seconds, long of) implements Part {}
    }

    private static Money amount(Part part, Money whole) {
        return switch (part) {
            case Part.Whole all -> whole;
            case Part.Trial free -> Money.zero(whole.currency());
            case Part.Share(var seconds, var of) -> whole.shareHalfUp(seconds, of);
        };
    }

    private static String says(Part part, String what, long quantity) {
        return switch (part) {
            case Part.Whole all -> quantity + " × " + what;
            case Part.Trial free -> "Trial period for " + what;
            case Part.Share some -> "Remaining time on " + quantity + " × " + what;
        };
    }

    /** Puts the lines of a period, or of a part of one, onto a draft of the subscription. */
    void bill(Tx tx, Document draft, Document subscription, Instant start, Instant end, Part part) {
        bill(tx, draft, subscription, new Lines.Period(start, end), part, List.of());
    }

    /**
     * The same of a period whose price was agreed before.
     *
     * @param agreed what each item comes to; empty: what its price says
     */
    void bill(
            Tx tx,
            Document draft,
            Document subscription,
            Lines.Period period,
            Part part,
            List<Money> agreed) {
        boolean free = part instanceof Part.Trial;
        int at = 0;
        for (var item : JsonFields.objects(subscription.body().path("items").path("data"))) {
            var price = priceOf(item);
            long quantity = item.path("quantity").asLong();
            var currency = draft.currency();
            var amount =
                    agreed.isEmpty()
                            ? amount(part, Prices.amount(price, quantity, currency, "price"))
                            : agreed.get(at++);
            var says = says(part, prices.name(tx, draft.account(), price), quantity);
            var content =
                    new Lines.Content(
                            amount,
                            quantity,
                            unit(item, free),
                            Optional.of(price),
                            Optional.of(says),
                            period,
                            true,
                            rates(item, subscription),
                            Json.object());
            var line = Lines.line(draft, documents.newId(draft.account(), "il"), content);
            Lines.ofSubscription(line, subscription.id(), item.path("id").asText());
            Lines.add(draft.body(), draft.detail(), line, price.product(), content.rates());
        }
        draft.body().put("period_start", Json.seconds(period.start()));
        draft.body().put("period_end", Json.seconds(free ? period.start() : period.end()));
    }

    private static Optional<java.math.BigDecimal> unit(ObjectNode item, boolean free) {
        if (free) return Optional.of(java.math.BigDecimal.ZERO);
        return JsonFields.text(item.path("price"), "unit_amount_decimal")
                .map(java.math.BigDecimal::new);
    }

    /** The tax rates of an item: its own, else the subscription's. */
    static List<String> rates(ObjectNode item, Document subscription) {
        var own = ids(JsonFields.objects(item.path("tax_rates")));
        return own.isEmpty()
                ? ids(JsonFields.objects(subscription.body().path("default_tax_rates")))
                : own;
    }

    private static List<String> ids(List<ObjectNode> objects) {
        var ids = new ArrayList<String>();
        for (var object : objects) ids.add(object.path("id").asText());
        return ids;
    }

    /**
     * A draft of a subscription, not written yet, without lines.
     *
     * @param reason subscription_create, subscription_cycle, subscription_update
     */
    Document draft(Tx tx, Document subscription, Customer customer, String reason, Instant now) {
        var draft = drafting.blank(tx, customer, subscription.currency(), now);
        var body = draft.body();
        var of = subscription.body();
        InvoiceFields.ofSubscription(body, subscription);
        body.put("billing_reason", reason);
        body.set("collection_method", of.path("collection_method"));
        body.set("description", of.path("description"));
        JsonFields.object(body, "payment_settings")
                .set(
                        "payment_method_types",
                        of.path("payment_settings").path("payment_method_types"));
        body.put("auto_advance", true);
        if (of.path("days_until_due").isNumber())
            body.put(
                    "due_date",
                    Json.seconds(
                            now.plus(
                                    java.time.Duration.ofDays(
                                            of.path("days_until_due").asLong()))));
        return draft;
    }
}
