package hawker.billing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.ApiError;
import hawker.api.Json;
import hawker.api.Param;
import hawker.api.Params;
import hawker.api.Shape;
import hawker.customers.Customer;
import hawker.hosted.ShareTerms;
import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.kernel.Money;
import hawker.platform.Tx;
import hawker.pricing.Cause;
import hawker.pricing.Price;
import hawker.pricing.Pricing;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The phases of schedules: read from parameters, or taken from a subscription. */
final class Phases {

    private static final Shape PHASE =
            Shape.of(ShareTerms.recurring())
                    .plus(
                            SubscriptionParams.addInvoiceItems(AddedItems.OF_PHASES),
                            InvoiceFields.AUTOMATIC_TAX,
                            Param.oneOf(
                                    "collection_method", "charge_automatically", "send_invoice"),
                            Param.id("default_payment_method"),
                            Param.texts("default_tax_rates", 255),
                            ScheduleFields.ANCHOR,
                            Thresholds.OF_SUBSCRIPTION,
                            Param.currency("currency"),
                            Discounting.DISCOUNTS,
                            ScheduleFields.OF_PHASES,
                            Param.text("description", 500).nullable(),
                            Param.hash(
                                    "duration",
                                    Param.oneOf("interval", "day", "week", "month", "year")
                                            .required(),
                                    Param.integer("interval_count", 1, 1095)),
                            Param.text("end_date", 20),
                            Param.list(
                                    "items",
                                    Param.hash(
                                            "item",
                                            Thresholds.OF_ITEM,
                                            Discounting.DISCOUNTS,
                                            Param.metadata(),
                                            Param.id("plan"),
                                            Param.id("price"),
                                            Pricing.priceData(),
                                            Param.integer("quantity", 0, 999_999),
                                            Param.texts("tax_rates", 255))),
                            Param.integer("iterations", 1, 1000),
                            Param.metadata(),
                            SubscriptionParams.PRORATION,
                            Param.text("start_date", 20),
                            Param.flag("trial"),
                            Param.text("trial_end", 20));

    static final Param PHASES =
            Param.list("phases", Param.hash("phase", PHASE.params().toArray(Param[]::new)));

    /** In a schedule's detail: its prices by their ids. */
    private static final String PRICES = "prices";

    private final Prices prices;
    private final Subscribing subscribing;
    private final AddedItems added;
    private final PhaseTerms terms;

    Phases(Prices prices, Subscribing subscribing, InvoiceItems items, PhaseTerms terms) {
        this.terms = terms;
        this.prices = prices;
        this.subscribing = subscribing;
        this.added = new AddedItems(prices, items, terms);
    }

    PhaseTerms terms() {
        return terms;
    }

    /** A request, and the schedule whose phases it writes. */
    record Written(PhaseTerms.Schedule schedule, Params params, Instant now, Cause cause) {
        AccountId account() {
            return schedule.customer().account();
        }
    }

    /** Writes the phases of the parameters, one after the other from a moment on. */
    void write(Tx tx, Written written, ObjectNode body, Instant start) {
        PhaseTerms.kept(written.schedule().detail());
        var phases = body.putArray("phases");
        var begins = start;
        for (var params : written.params().hashes("phases")) {
            var phase = phase(tx, written, params, begins);
            if (!phases.isEmpty() && phase.path("trial_end").isNumber())
                throw ApiError.parameterInvalid(
                        params.nameOf("trial_end"), "Only the first phase can be a trial.");
            phases.add(phase);
            begins = JsonFields.time(phase, "end_date").orElseThrow();
        }
    }

    private ObjectNode phase(Tx tx, Written written, Params params, Instant start) {
        var account = written.account();
        if (params.hashes("items").isEmpty())
            throw ApiError.parameterMissing(params.nameOf("items"));
        SubscriptionParams.moment(params, "start_date", written.now())
                .filter(said -> said.getEpochSecond() != start.getEpochSecond())
                .ifPresent(said -> {
                    throw ApiError.parameterInvalid(
                            params.nameOf("start_date"),
                            "A phase begins where the one before ends, the first one with the"
                                    + " schedule: this one at "
                                    + start.getEpochSecond()
                                    + ".");
                });
        var phase = blank();
        InvoiceFields.checkTax(params);
        JsonFields.texts(
                phase,
                params,
                "billing_cycle_anchor",
                "collection_method",
                "default_payment_method",
                "description");
        Thresholds.ofSubscription(phase, params);
        phase.putArray("default_tax_rates")
                .addAll(
                        prices.shownRates(
                                tx,
                                account,
                                prices.rates(tx, account, params, "default_tax_rates")));
        ScheduleFields.invoices(phase, params);
        // Whether a fee goes with what the schedule says is known by now.
        var own = ShareTerms.of(Optional.of(account), account, params);
        ScheduleFields.show(own, phase, account);
        JsonFields.metadata(phase, params);
        phase.put(
                "proration_behavior",
                params.text("proration_behavior").orElse("create_prorations"));
        var items = phase.putArray("items");
        Subscribing.@Nullable Wanted first = null;
        var currency = params.currency("currency").orElseGet(() -> currency(tx, account, params));
        var subtotal = Money.zero(currency);
        for (var each : params.hashes("items")) {
            var wanted = subscribing.wanted(tx, account, each, currency, written.cause());
            if (first == null) first = wanted;
            var amount = amount(wanted, currency);
            subtotal = subtotal.plus(amount);
            items.add(item(tx, written, wanted, each, amount));
        }
        if (first == null) throw ApiError.parameterMissing("items");
        phase.put("currency", currency.code());
        terms.agree(tx, written.schedule(), phase, params, subtotal);
        var end = end(params, start, first, written.now());
        if (!end.isAfter(start))
            throw ApiError.parameterInvalid(
                    params.nameOf("end_date"), "A phase ends after it begins.");
        added.keep(tx, written, phase, params, new Lines.Period(start, end));
        phase.put("start_date", Json.seconds(start));
        phase.put("end_date", Json.seconds(end));
        if (params.isTrue("trial")) phase.put("trial_end", Json.seconds(end));
        SubscriptionParams.moment(params, "trial_end", written.now())
                .ifPresent(at -> phase.put("trial_end", Json.seconds(at)));
        return phase;
    }

    /** For which time the items of a phase are billed that begins with a period. */
    private Lines.Period first(Tx tx, Document schedule, ObjectNode phase) {
        var start = ScheduleFields.start(phase);
        var price = items(tx, schedule, phase, Optional.empty()).getFirst().price();
        var interval = Periods.Interval.of(price.recurring().orElseThrow());
        var end = JsonFields.time(phase, "trial_end").filter(at -> at.isAfter(start));
        return new Lines.Period(start, end.orElseGet(() -> Periods.after(start, interval, 1)));
    }

    /** What it has beside the items waits for the next invoice of whoever enters a phase. */
    void add(
            Tx tx,
            Document schedule,
            ObjectNode phase,
            Document subscription,
            Customer customer,
            Cause cause) {
        var start = ScheduleFields.start(phase);
        var body = subscription.body();
        var end = Lifecycle.periodEnd(body);
        // At a boundary of periods the next one is what is billed.
        var billed =
                end.isAfter(start)
                        ? new Lines.Period(Lifecycle.periodStart(body), end)
                        : first(tx, schedule, phase);
        added.add(tx, added.once(tx, schedule, phase, billed), subscription, customer, cause);
    }

    /** The same as lines of the first invoice. */
    List<Lines.Content> once(Tx tx, Document schedule, ObjectNode phase) {
        return added.once(tx, schedule, phase, first(tx, schedule, phase));
    }

    static List<String> rates(ObjectNode item) {
        return rates(item, "tax_rates");
    }

    /** The ids of rates that are shown under a name. */
    static List<String> rates(ObjectNode of, String name) {
        return JsonFields.objects(of.path(name)).stream()
                .map(rate -> rate.path("id").asText())
                .toList();
    }

    /** The currency of a phase that names none: that of its first price. */
    private Currency currency(Tx tx, AccountId account, Params phase) {
        var params = phase.hashes("items").getFirst();
        var named = params.text("price").or(() -> params.text("plan"));
        return named.flatMap(id -> prices.find(tx, account, id))
                .map(Price::currency)
                .or(() -> params.hash("price_data").flatMap(d -> d.currency("currency")))
                .orElseThrow(() ->
                        named.isPresent()
                                ? ApiError.missingReference(
                                        "price", named.get(), params.nameOf("price"))
                                : ApiError.parameterMissing(params.nameOf("price")));
    }

    private static Money amount(Subscribing.Wanted wanted, Currency currency) {
        if (Subscribing.isMetered(wanted.price())) return Money.zero(currency);
        return Prices.amount(wanted.price(), wanted.quantity(), currency, "price");
    }

    private ObjectNode item(
            Tx tx, Written written, Subscribing.Wanted wanted, Params params, Money amount) {
        var priced = Json.object();
        priced.set("price", wanted.terms());
        Thresholds.ofItem(priced, params);
        var item = Json.object();
        item.set("billing_thresholds", priced.path("billing_thresholds"));
        terms.agree(tx, written.schedule(), item, params, amount);
        item.set("metadata", Json.metadata(wanted.metadata()));
        item.put("plan", wanted.price().id().text());
        item.put("price", wanted.price().id().text());
        if (!Subscribing.isMetered(wanted.price())) item.put("quantity", wanted.quantity());
        var account = written.account();
        item.putArray("tax_rates").addAll(prices.shownRates(tx, account, wanted.rates()));
        return item;
    }

    private static Instant end(
            Params params, Instant start, Subscribing.Wanted first, Instant now) {
        var said = SubscriptionParams.moment(params, "end_date", now);
        if (said.isPresent()) return said.get();
        var duration = params.hash("duration");
        if (duration.isPresent())
            return Periods.after(
                    start,
                    new Periods.Interval(
                            duration.get().requiredText("interval"),
                            duration.get().integer("interval_count").orElse(1L).intValue()),
                    1);
        var interval = Periods.Interval.of(first.price().recurring().orElseThrow());
        return Periods.after(start, interval, params.integer("iterations").orElse(1L));
    }

    private static ObjectNode blank() {
        var phase =
                JsonFields.nulls(
                        Json.object(),
                        "application_fee_percent",
                        "billing_cycle_anchor",
                        "billing_thresholds",
                        "collection_method",
                        "default_payment_method",
                        "description",
                        "invoice_settings",
                        "on_behalf_of",
                        "transfer_data",
                        "trial_end");
        phase.putArray("add_invoice_items");
        phase.putArray("default_tax_rates");
        phase.putArray("discounts");
        return phase;
    }

    /**
     * The items of a phase.
     *
     * @param before the phase as it was, if it runs already
     */
    List<Subscribing.Wanted> items(
            Tx tx, Document schedule, ObjectNode phase, Optional<ObjectNode> before) {
        return JsonFields.objects(phase.path("items")).stream()
                .map(item -> wanted(tx, schedule, item, before.flatMap(b -> same(b, item))))
                .toList();
    }

    private static Optional<ObjectNode> same(ObjectNode phase, ObjectNode item) {
        return JsonFields.objects(phase.path("items")).stream()
                .filter(other -> other.path("price").equals(item.path("price")))
                .findFirst();
    }

    private Subscribing.Wanted wanted(
            Tx tx, Document schedule, ObjectNode item, Optional<ObjectNode> before) {
        var id = item.path("price").asText();
        var price =
                schedule.detail().path(PRICES).path(id) instanceof ObjectNode kept
                        ? kept
                        : terms(tx, schedule.account(), id)
                                .orElseThrow(
                                        () -> ApiError.missingReference("price", id, "phases"));
        var rates = rates(item);
        long quantity =
                Subscribing.isMetered(Price.of(price)) ? 0 : item.path("quantity").asLong(1);
        var metadata = new LinkedHashMap<String, String>();
        for (var each : item.path("metadata").properties())
            metadata.put(each.getKey(), each.getValue().asText());
        return new Subscribing.Wanted(
                price,
                quantity,
                rates,
                metadata,
                Optional.empty(),
                PhaseTerms.of(schedule, item, before));
    }

    private Optional<ObjectNode> terms(Tx tx, AccountId account, String id) {
        return prices.find(tx, account, id).map(price -> prices.terms(tx, account, price));
    }

    /** Keeps what new phases cost: a plan may be deleted before its phase comes. */
    void keep(Tx tx, AccountId account, ObjectNode body, ObjectNode detail) {
        var kept = detail.putObject(PRICES);
        for (var phase : ScheduleFields.phases(body))
            for (var item : JsonFields.objects(phase.path("items"))) {
                var id = item.path("price").asText();
                if (!kept.has(id)) terms(tx, account, id).ifPresent(price -> kept.set(id, price));
            }
    }

    /** The same of the phase that a subscription is in. */
    static void keep(Document subscription, ObjectNode detail) {
        var kept = JsonFields.object(detail, PRICES);
        for (var item : Beginning.items(subscription.body()))
            kept.set(item.path("price").path("id").asText(), item.path("price").deepCopy());
    }

    /** A phase that is the current period of a subscription. */
    static ObjectNode ofSubscription(Document subscription) {
        var phase = blank();
        phase.putObject("metadata");
        phase.put("currency", subscription.currency().code());
        for (var name : List.of("application_fee_percent", "on_behalf_of", "transfer_data"))
            phase.set(name, subscription.body().path(name).deepCopy());
        PhaseTerms.copy(subscription.body(), phase);
        phase.put("proration_behavior", "create_prorations");
        phase.put("start_date", Json.seconds(Lifecycle.periodStart(subscription.body())));
        phase.put("end_date", Json.seconds(Lifecycle.periodEnd(subscription.body())));
        var items = phase.putArray("items");
        for (var each : Beginning.items(subscription.body())) {
            var item = items.addObject();
            PhaseTerms.copy(each, item);
            item.set("metadata", each.path("metadata").deepCopy());
            item.set("plan", each.path("price").path("id"));
            item.set("price", each.path("price").path("id"));
            if (each.has("quantity")) item.set("quantity", each.path("quantity"));
            item.set("tax_rates", each.path("tax_rates").deepCopy());
        }
        return phase;
    }
}
