package hawker.billing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.ApiError;
import hawker.api.Json;
import hawker.api.Params;
import hawker.customers.Customer;
import hawker.hosted.ShareTerms;
import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.kernel.Money;
import hawker.platform.Tx;
import hawker.pricing.Cause;
import hawker.pricing.Price;
import hawker.usage.Usage;
import java.math.BigDecimal;
import java.time.Duration;
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
    private final Discounting discounting;
    private final Metering metering;

    Subscribing(
            Documents documents,
            Prices prices,
            Drafting drafting,
            Discounting discounting,
            Usage usage) {
        this.documents = documents;
        this.prices = prices;
        this.drafting = drafting;
        this.discounting = discounting;
        metering = new Metering(this, prices, usage);
    }

    Metering metering() {
        return metering;
    }

    /**
     * An item that parameters describe, with its price found or made.
     *
     * @param terms the price with all its terms, which the item keeps
     * @param quantity 0 where what is used counts
     * @param asked the parameters, which may say more: discounts and thresholds
     * @param agreed what a phase of a schedule says of them
     */
    record Wanted(
            ObjectNode terms,
            long quantity,
            List<String> rates,
            Map<String, String> metadata,
            Optional<Params> asked,
            Optional<PhaseTerms.Item> agreed) {
        Wanted(
                ObjectNode terms,
                long quantity,
                List<String> rates,
                Map<String, String> metadata,
                Optional<Params> asked) {
            this(terms, quantity, rates, metadata, asked, Optional.empty());
        }

        Price price() {
            return Price.of(terms);
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
        checkQuantity(found, params);
        return new Wanted(
                prices.terms(tx, account, found),
                isMetered(found) ? 0 : params.integer("quantity").orElse(1L),
                prices.rates(tx, account, params, "tax_rates"),
                params.metadata().orElse(Map.of()),
                Optional.of(params));
    }

    Price checked(Price price, Currency currency, String param) {
        if (price.recurring().isEmpty())
            throw ApiError.parameterInvalid(
                    param,
                    "The price specified is set to `type=one_time` but this field only accepts"
                            + " prices with `type=recurring`.");
        if (isMetered(price) && price.recurring().get().aggregate().isEmpty())
            throw ApiError.parameterInvalid(
                    param,
                    "Prices with meters are not offered: leave the meter out, and report usage by"
                            + " usage records.");
        Prices.amount(price, 1, currency, param);
        return price;
    }

    /** Whether what was used of it is paid, when its period is over. */
    static boolean isMetered(Price price) {
        return price.recurring().map(Price.Recurring::metered).orElse(false);
    }

    static boolean isMetered(ObjectNode item) {
        return item.path("price").path("recurring").path("usage_type").asText().equals("metered");
    }

    static void checkQuantity(Price price, Params params) {
        if (isMetered(price) && params.has("quantity"))
            throw ApiError.parameterInvalid(
                    params.nameOf("quantity"),
                    "You cannot set the quantity of a metered price: report its usage instead.");
    }

    /** An item as the API shows it. */
    static ObjectNode shown(ObjectNode item) {
        var shown = item.deepCopy();
        if (shown.path("price") instanceof ObjectNode price) Price.show(price);
        return shown;
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

    /** An item as the API writes it, of a subscription in a currency. */
    ObjectNode item(
            Tx tx,
            Customer customer,
            String subscription,
            Currency currency,
            Wanted wanted,
            Instant now) {
        var account = customer.account();
        var item = Json.object();
        item.put("id", documents.newId(account, "si"));
        item.put("object", "subscription_item");
        item.putNull("billing_thresholds");
        item.put("created", Json.seconds(now));
        item.putNull("current_trial");
        item.putArray("discounts");
        item.set("metadata", Json.metadata(wanted.metadata()));
        price(item, wanted.terms());
        if (!isMetered(item)) item.put("quantity", wanted.quantity());
        item.put("subscription", subscription);
        item.putArray("tax_rates").addAll(prices.shownRates(tx, account, wanted.rates()));
        wanted.asked().ifPresent(asked -> special(tx, customer, item, currency, asked));
        return item;
    }

    /** What is agreed of one item alone: its discounts, and from how much on it is billed. */
    void special(Tx tx, Customer customer, ObjectNode item, Currency currency, Params params) {
        var id = item.path("id").asText();
        var of = worth(item, currency);
        discounting.own(tx, customer, "subscription_item", id, item, of, params);
        Thresholds.ofItem(item, params);
    }

    void price(ObjectNode item, ObjectNode terms) {
        item.set("price", terms.deepCopy());
        item.set("plan", prices.pricing().plan(terms));
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
        for (var item : JsonFields.objects(body.path("items").path("data")))
            sum = sum.plus(worth(item, currency));
        return sum;
    }

    private static Money worth(ObjectNode item, Currency currency) {
        if (isMetered(item)) return Money.zero(currency);
        return Prices.amount(priceOf(item), item.path("quantity").asLong(), currency, "items");
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

        /** What of which periods had run before the subscription was made. */
        record Past(List<Share> shares) implements Part {}

        /** What of a period is before an end within it. */
        static Part of(Instant start, Instant until, Instant end) {
            if (!until.isBefore(end)) return new Whole();
            return new Share(
                    until.getEpochSecond() - start.getEpochSecond(),
                    end.getEpochSecond() - start.getEpochSecond());
        }
    }

    private static Money amount(Part part, Money whole) {
        return switch (part) {
            case Part.Whole all -> whole;
            case Part.Trial free -> Money.zero(whole.currency());
            case Part.Share(var seconds, var of) -> whole.shareOnStep(seconds, of);
            case Part.Past(var shares) -> {
                var sum = Money.zero(whole.currency());
                for (var share : shares) sum = sum.plus(amount(share, whole));
                yield sum;
            }
        };
    }

    private static String says(Part part, String what, long quantity) {
        return switch (part) {
            case Part.Whole all -> quantity + " × " + what;
            case Part.Trial free -> "Trial period for " + what;
            case Part.Share some -> "Remaining time on " + quantity + " × " + what;
            case Part.Past gone -> "Time until now on " + quantity + " × " + what;
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
            if (isMetered(item)) continue;
            var price = priceOf(item);
            long quantity = item.path("quantity").asLong();
            var currency = draft.currency();
            var amount =
                    agreed.isEmpty()
                            ? amount(part, Prices.amount(price, quantity, currency, "price"))
                            : agreed.get(at++);
            var says = says(part, prices.name(tx, draft.account(), price), quantity);
            var unit = unit(item, free);
            var line =
                    line(
                            draft,
                            subscription,
                            item,
                            new Billed(amount, quantity, unit, says, period));
            if (part instanceof Part.Past)
                JsonFields.object(JsonFields.object(line, "parent"), "subscription_item_details")
                        .put("proration", true);
        }
        draft.body().put("period_start", Json.seconds(period.start()));
        draft.body().put("period_end", Json.seconds(free ? period.start() : period.end()));
    }

    /** What a line of an item is about. */
    record Billed(
            Money amount,
            long quantity,
            Optional<BigDecimal> unit,
            String says,
            Lines.Period period) {}

    ObjectNode line(Document draft, Document subscription, ObjectNode item, Billed billed) {
        var price = priceOf(item);
        var content =
                new Lines.Content(
                        billed.amount(),
                        BigDecimal.valueOf(billed.quantity()),
                        billed.unit(),
                        Optional.of(price),
                        Optional.of(billed.says()),
                        billed.period(),
                        true,
                        rates(item, subscription),
                        JsonFields.object(subscription.body(), "metadata").deepCopy());
        var line = Lines.line(draft, documents.newId(draft.account(), "il"), content);
        Lines.ofSubscription(line, subscription.id(), item.path("id").asText());
        line.set("discounts", item.path("discounts").deepCopy());
        Lines.add(draft.body(), draft.detail(), line, price.product(), content.rates());
        return line;
    }

    static Optional<BigDecimal> unit(ObjectNode item, boolean free) {
        if (free) return Optional.of(BigDecimal.ZERO);
        return JsonFields.text(item.path("price"), "unit_amount_decimal").map(BigDecimal::new);
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
        var shares = ShareTerms.shown(of, subscription.account()).node();
        if (!shares.isEmpty()) draft.detail().set(Paying.SHARES, shares);
        body.set("application", of.path("application"));
        body.set("on_behalf_of", of.path("on_behalf_of"));
        body.set("issuer", of.path("invoice_settings").path("issuer").deepCopy());
        InvoiceFields.ofSubscription(body, subscription);
        body.put("billing_reason", reason);
        body.set("collection_method", of.path("collection_method"));
        // Those of the subscription as it becomes: a change brings its discounts with it.
        body.set("discounts", of.path("discounts").deepCopy());
        body.set("description", of.path("description"));
        InvoiceFields.apply(body, of.path("invoice_settings"));
        PaymentSettings.pass(of, draft);
        body.put("auto_advance", true);
        if (of.path("days_until_due").isNumber())
            body.put(
                    "due_date",
                    Json.seconds(now.plus(Duration.ofDays(of.path("days_until_due").asLong()))));
        return draft;
    }
}
