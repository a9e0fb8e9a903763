package hawker.billing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.ApiError;
import hawker.api.Call;
import hawker.api.Json;
import hawker.api.Param;
import hawker.api.Params;
import hawker.kernel.AccountId;
import hawker.platform.Tx;
import hawker.pricing.Cause;
import hawker.pricing.Pricing;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The phases of schedules: read from parameters, or taken from a subscription. */
final class Phases {

    static final Param PHASES =
            Param.list(
                    "phases",
                    Param.hash(
                            "phase",
                            Param.oneOf(
                                    "collection_method", "charge_automatically", "send_invoice"),
                            Param.text("description", 500),
                            Param.hash(
                                    "duration",
                                    Param.oneOf("interval", "day", "week", "month", "year")
                                            .required(),
                                    Param.integer("interval_count", 1, 1095)),
                            Param.timestamp("end_date"),
                            Param.list(
                                    "items",
                                    Param.hash(
                                            "item",
                                            Param.id("plan"),
                                            Param.id("price"),
                                            Pricing.priceData(),
                                            Param.integer("quantity", 0, 999_999),
                                            Param.texts("tax_rates", 255))),
                            Param.integer("iterations", 1, 1000),
                            Param.metadata(),
                            SubscriptionParams.PRORATION,
                            Param.timestamp("start_date"),
                            Param.flag("trial"),
                            Param.timestamp("trial_end")));

    /** Of invoices that are sent, where nothing else is said (docs). */
    private static final int DAYS_UNTIL_DUE = 30;

    /** In a schedule's detail: its prices by their ids. */
    private static final String PRICES = "prices";

    private final Prices prices;
    private final Subscribing subscribing;

    Phases(Prices prices, Subscribing subscribing) {
        this.prices = prices;
        this.subscribing = subscribing;
    }

    /** Writes the phases of the parameters, one after the other from a moment on. */
    void write(Tx tx, Call call, ObjectNode body, Instant start, Cause cause) {
        var phases = body.putArray("phases");
        var begins = start;
        for (var params : call.params().hashes("phases")) {
            var phase = phase(tx, call, params, begins, cause);
            if (!phases.isEmpty() && phase.path("trial_end").isNumber())
                throw ApiError.parameterInvalid(
                        params.nameOf("trial_end"), "Only the first phase can be a trial.");
            phases.add(phase);
            begins = JsonFields.time(phase, "end_date").orElseThrow();
        }
    }

    private ObjectNode phase(Tx tx, Call call, Params params, Instant start, Cause cause) {
        if (params.hashes("items").isEmpty())
            throw ApiError.parameterMissing(params.nameOf("items"));
        params.timestamp("start_date")
                .filter(said -> !said.equals(start))
                .ifPresent(said -> {
                    throw ApiError.parameterInvalid(
                            params.nameOf("start_date"),
                            "A phase begins where the one before ends, the first one with the"
                                    + " schedule: this one at "
                                    + start.getEpochSecond()
                                    + ".");
                });
        var phase = blank();
        JsonFields.texts(phase, params, "collection_method", "description");
        JsonFields.metadata(phase, params);
        phase.put(
                "proration_behavior",
                params.text("proration_behavior").orElse("create_prorations"));
        var items = phase.putArray("items");
        Subscribing.@Nullable Wanted first = null;
        for (var each : params.hashes("items")) {
            var wanted = wanted(tx, call, each, first, cause);
            if (first == null) first = wanted;
            items.add(item(tx, call, wanted));
        }
        if (first == null) throw ApiError.parameterMissing("items");
        phase.put("currency", first.price().currency().code());
        var end = end(params, start, first);
        if (!end.isAfter(start))
            throw ApiError.parameterInvalid(
                    params.nameOf("end_date"), "A phase ends after it begins.");
        phase.put("start_date", Json.seconds(start));
        phase.put("end_date", Json.seconds(end));
        if (params.isTrue("trial")) phase.put("trial_end", Json.seconds(end));
        JsonFields.times(phase, params, "trial_end");
        return phase;
    }

    private Subscribing.Wanted wanted(
            Tx tx, Call call, Params params, Subscribing.@Nullable Wanted first, Cause cause) {
        var named = params.text("price").or(() -> params.text("plan"));
        var currency =
                first != null
                        ? first.price().currency()
                        : named.flatMap(id -> prices.find(tx, call.account(), id))
                                .map(p -> p.currency())
                                .or(() ->
                                        params.hash("price_data")
                                                .flatMap(d -> d.currency("currency")))
                                .orElseThrow(() ->
                                        named.isPresent()
                                                ? ApiError.missingReference(
                                                        "price",
                                                        named.get(),
                                                        params.nameOf("price"))
                                                : ApiError.parameterMissing(
                                                        params.nameOf("price")));
        return subscribing.wanted(tx, call.account(), params, currency, cause);
    }

    private ObjectNode item(Tx tx, Call call, Subscribing.Wanted wanted) {
        var item = Json.object().putNull("billing_thresholds");
        item.putArray("discounts");
        item.putObject("metadata");
        item.put("plan", wanted.price().id().text());
        item.put("price", wanted.price().id().text());
        item.put("quantity", wanted.quantity());
        item.putArray("tax_rates").addAll(prices.shownRates(tx, call.account(), wanted.rates()));
        return item;
    }

    private static Instant end(Params params, Instant start, Subscribing.Wanted first) {
        if (params.timestamp("end_date").isPresent()) return params.timestamp("end_date").get();
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

    /** Writes all but the items into a subscription's body. */
    static void describe(ObjectNode body, Document schedule, ObjectNode phase) {
        said(schedule, phase, "description").ifPresent(text -> body.put("description", text));
        said(schedule, phase, "default_payment_method")
                .ifPresent(method -> body.put("default_payment_method", method));
        said(schedule, phase, "collection_method").ifPresent(how -> collected(body, how));
        if (!phase.path("metadata").isEmpty())
            body.set("metadata", phase.path("metadata").deepCopy());
    }

    private static Optional<String> said(Document schedule, ObjectNode phase, String name) {
        return JsonFields.text(phase, name)
                .or(() -> JsonFields.text(schedule.body().path("default_settings"), name));
    }

    private static void collected(ObjectNode body, String how) {
        body.put("collection_method", how);
        if (!how.equals("send_invoice")) body.putNull("days_until_due");
        else if (!body.path("days_until_due").isNumber())
            body.put("days_until_due", DAYS_UNTIL_DUE);
    }

    List<Subscribing.Wanted> items(Tx tx, Document schedule, ObjectNode phase) {
        return JsonFields.objects(phase.path("items")).stream()
                .map(item -> wanted(tx, schedule, item))
                .toList();
    }

    private Subscribing.Wanted wanted(Tx tx, Document schedule, ObjectNode item) {
        var id = item.path("price").asText();
        var price =
                schedule.detail().path(PRICES).path(id) instanceof ObjectNode kept
                        ? kept
                        : shown(tx, schedule.account(), id)
                                .orElseThrow(
                                        () -> ApiError.missingReference("price", id, "phases"));
        var rates =
                JsonFields.objects(item.path("tax_rates")).stream()
                        .map(rate -> rate.path("id").asText())
                        .toList();
        return new Subscribing.Wanted(price, item.path("quantity").asLong(1), rates, Map.of());
    }

    private Optional<ObjectNode> shown(Tx tx, AccountId account, String id) {
        return prices.find(tx, account, id).map(price -> prices.shown(tx, account, price));
    }

    /** Keeps what new phases cost: a plan may be deleted before its phase comes. */
    void keep(Tx tx, AccountId account, ObjectNode body, ObjectNode detail) {
        var kept = detail.putObject(PRICES);
        for (var phase : Scheduling.phases(body))
            for (var item : JsonFields.objects(phase.path("items"))) {
                var id = item.path("price").asText();
                if (!kept.has(id)) shown(tx, account, id).ifPresent(price -> kept.set(id, price));
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
        phase.put("proration_behavior", "create_prorations");
        phase.put("start_date", Json.seconds(Lifecycle.periodStart(subscription.body())));
        phase.put("end_date", Json.seconds(Lifecycle.periodEnd(subscription.body())));
        var items = phase.putArray("items");
        for (var each : Beginning.items(subscription.body())) {
            var item = items.addObject().putNull("billing_thresholds");
            item.putArray("discounts");
            item.putObject("metadata");
            item.set("plan", each.path("price").path("id"));
            item.set("price", each.path("price").path("id"));
            item.set("quantity", each.path("quantity"));
            item.set("tax_rates", each.path("tax_rates").deepCopy());
        }
        return phase;
    }

    /** What runs already stays; its end may move, but not into the past. */
    static void checkPast(Document schedule, ObjectNode body, Instant now) {
        if (!schedule.is("active")) return;
        var current =
                JsonFields.time(schedule.body().path("current_phase"), "start_date").orElseThrow();
        for (var phase : Scheduling.phases(body)) {
            if (!JsonFields.time(phase, "start_date").orElseThrow().equals(current)) continue;
            if (!JsonFields.time(phase, "end_date").orElseThrow().isAfter(now)) break;
            var running = JsonFields.object(body, "current_phase");
            running.set("end_date", phase.path("end_date"));
            return;
        }
        throw ApiError.parameterInvalid(
                "phases", "The current phase must be among the phases, and end in the future.");
    }
}
