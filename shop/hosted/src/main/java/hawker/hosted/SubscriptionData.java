package hawker.hosted;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.ApiError;
import hawker.api.Json;
import hawker.api.Param;
import hawker.api.Params;
import hawker.kernel.AccountId;
import hawker.kernel.Money;
import hawker.platform.Tx;
import hawker.pricing.Pricing;
import hawker.pricing.TaxRate;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code subscription_data}: what a session, or a link, says of the subscription that it begins. It
 * is kept in the session's detail under {@code subscription}.
 */
final class SubscriptionData {

    static final String NAME = "subscription_data";
    private static final String KEPT = "subscription";
    private static final String ANCHOR = "billing_cycle_anchor";
    private static final String PRORATION = "proration_behavior";
    private static final String MODE = "billing_mode";
    private static final String END = "missing_payment_method";
    private static final String CONFIG = "billing_cycle_anchor_config";
    private static final String CYCLE = "billing_cycle";
    private static final String PENDING = "pending_invoice_item_interval";
    private static final String SETTINGS = "invoice_settings";
    private static final String ISSUER = "issuer";
    private static final String DISCOUNTS = "proration_discounts";

    /** From when on the time until the anchor is paid: what the buyer sees does not run away. */
    private static final String SINCE = "since";

    /** A trial that ends at a moment lasts at least so long (docs). */
    private static final Duration SHORTEST = Duration.ofDays(2);

    private static final Duration LONGEST = Duration.ofDays(731);

    private SubscriptionData() {}

    /** The parameter, as sessions take it. */
    static Param ofSessions() {
        return Param.hash(
                NAME,
                ShareTerms.recurringWith(
                        Param.timestamp(ANCHOR),
                        Param.hash(
                                CONFIG,
                                Param.integer("day_of_month", 1, 31).required(),
                                Param.integer("hour", 0, 23),
                                Param.integer("minute", 0, 59),
                                Param.integer("month", 1, 12),
                                Param.integer("second", 0, 59)),
                        Param.hash(
                                PENDING,
                                Param.oneOf("interval", "day", "month", "week", "year").required(),
                                Param.integer("interval_count", 1, 365)),
                        Param.hash(
                                MODE,
                                Param.oneOf("type", "classic", "flexible").required(),
                                Param.hash(
                                        "flexible",
                                        Param.oneOf(DISCOUNTS, "included", "itemized"))),
                        Param.oneOf(PRORATION, "create_prorations", "none"),
                        Param.texts("default_tax_rates", 255),
                        Param.text("description", 500),
                        settings(),
                        Param.metadata(),
                        Param.timestamp("trial_end"),
                        Param.integer("trial_period_days", 1, 730),
                        trialSettings()));
    }

    /** The parameter, as links take it: they know no moments. */
    static Param ofLinks() {
        return Param.hash(
                NAME,
                Param.text("description", 500),
                settings(),
                Param.metadata(),
                Param.integer("trial_period_days", 1, 730),
                trialSettings());
    }

    /** The parameter, as links take it that are there already. */
    static Param ofChangedLinks() {
        return Param.hash(
                NAME,
                settings(),
                Param.metadata(),
                Param.integer("trial_period_days", 1, 730).nullable(),
                trialSettings().nullable());
    }

    /** Changes what a link says of the subscriptions it begins; what is not said stays. */
    static void change(ObjectNode detail, Params params) {
        var said = params.hash(NAME);
        if (said.isEmpty()) return;
        var kept = detail.withObject("/" + KEPT);
        // Metadata of what is to be made is said as a whole.
        if (said.get().has("metadata") || said.get().isUnset("metadata"))
            kept.set("metadata", Json.metadata(said.get().metadata().orElse(Map.of())));
        if (said.get().isUnset("trial_period_days")) kept.remove("trial_period_days");
        said.get()
                .integer("trial_period_days")
                .ifPresent(days -> kept.put("trial_period_days", days));
        if (said.get().isUnset("trial_settings")) kept.remove(END);
        trialEnds(kept, said.get());
        said.get().hash(SETTINGS).ifPresent(s -> InvoiceCreation.issuer(kept, s));
    }

    private static void trialEnds(ObjectNode kept, Params data) {
        data.hash("trial_settings")
                .flatMap(t -> t.hash("end_behavior"))
                .ifPresent(end -> kept.put(END, end.requiredText(END)));
    }

    private static Param settings() {
        return Param.hash(SETTINGS, InvoiceCreation.issuer());
    }

    private static Param trialSettings() {
        return Param.hash(
                "trial_settings",
                Param.hash(
                                "end_behavior",
                                Param.oneOf(END, "cancel", "create_invoice", "pause").required())
                        .required());
    }

    /** Reads and checks the parameter; keeps it in the detail, also if nothing was said. */
    static void keep(
            Tx tx,
            Pricing pricing,
            AccountId account,
            Params params,
            ObjectNode detail,
            Instant now) {
        var kept = detail.putObject(KEPT);
        var rates = kept.putArray("default_tax_rates");
        kept.set("metadata", Json.metadata(Map.of()));
        var said = params.hash(NAME);
        if (said.isEmpty()) return;
        var data = said.get();
        if (data.has("trial_end") && data.has("trial_period_days"))
            throw ApiError.parametersExclusive(
                    data.nameOf("trial_end"), data.nameOf("trial_period_days"));
        data.timestamp("trial_end").ifPresent(end -> checkEnd(end, now, data.nameOf("trial_end")));
        anchor(data, detail, kept, now);
        data.hash(MODE).ifPresent(mode -> mode(kept, mode));
        for (var rate : data.texts("default_tax_rates")) {
            var found = pricing.taxRate(tx, account, new TaxRate.Id(rate));
            if (found.filter(TaxRate::active).isEmpty())
                throw ApiError.missingReference("tax rate", rate, data.nameOf("default_tax_rates"));
            rates.add(rate);
        }
        kept.set("metadata", Json.metadata(data.metadata().orElse(Map.of())));
        data.text("description").ifPresent(text -> kept.put("description", text));
        Json.putTime(kept, "trial_end", data.timestamp("trial_end"));
        data.integer("trial_period_days").ifPresent(days -> kept.put("trial_period_days", days));
        trialEnds(kept, data);
        pending(data, detail, kept);
        data.hash(SETTINGS).ifPresent(settings -> InvoiceCreation.issuer(kept, settings));
    }

    private static void mode(ObjectNode kept, Params mode) {
        var type = mode.requiredText("type");
        if (type.equals("classic") && mode.has("flexible"))
            throw ApiError.parameterInvalid(
                    mode.nameOf("flexible"), "This goes with `type=flexible` only.");
        kept.put(MODE, type);
        mode.hash("flexible")
                .flatMap(flexible -> flexible.text(DISCOUNTS))
                .ifPresent(discounts -> kept.put(DISCOUNTS, discounts));
    }

    /**
     * When the first full period begins, if that is neither at once nor a trial's end. It is later
     * than the session can be paid, so that there is a time before it.
     */
    private static void anchor(Params data, ObjectNode detail, ObjectNode kept, Instant now) {
        if (data.has(ANCHOR) && data.has(CONFIG))
            throw ApiError.parametersExclusive(data.nameOf(ANCHOR), data.nameOf(CONFIG));
        var config = data.hash(CONFIG);
        config.ifPresent(c -> config(c, recurring(detail), kept, now));
        var said = config.isPresent() ? anchor(detail) : data.timestamp(ANCHOR);
        if (said.isEmpty() && data.has(PRORATION))
            throw ApiError.parameterInvalid(
                    data.nameOf(PRORATION), "This goes with `billing_cycle_anchor` only.");
        if (said.isEmpty()) return;
        for (var trial : List.of("trial_end", "trial_period_days"))
            if (data.has(trial))
                throw ApiError.parametersExclusive(
                        data.nameOf(config.isPresent() ? CONFIG : ANCHOR), data.nameOf(trial));
        var latest = Agreement.next(recurring(detail), now);
        if (!said.get().isAfter(now.plus(Creating.LIFE)))
            throw ApiError.parameterInvalid(
                    data.nameOf(ANCHOR),
                    "`billing_cycle_anchor` must be later than a Checkout Session can be paid: more"
                            + " than 24 hours from now.");
        if (config.isEmpty() && said.get().isAfter(latest))
            throw ApiError.parameterInvalid(
                    data.nameOf(ANCHOR),
                    "`billing_cycle_anchor` cannot be later than next natural billing date ("
                            + latest.getEpochSecond()
                            + ") for plan.");
        kept.put(ANCHOR, Json.seconds(said.get()));
        kept.put(PRORATION, data.text(PRORATION).orElse("create_prorations"));
        kept.put(SINCE, Json.seconds(now));
    }

    /**
     * The first moment after the session's end that a config names; a month that has no such day
     * has its last. Boundaries are counted from a month that has the day, so that later ones do.
     */
    private static void config(Params config, JsonNode line, ObjectNode kept, Instant now) {
        var unit = line.path("interval").asText();
        if (!unit.equals("month") && !unit.equals("year"))
            throw refused(config, "day_of_month", "the month or the year");
        if (config.has("month") && !unit.equals("year")) throw refused(config, "month", "the year");
        var from = now.plus(Creating.LIFE);
        var today = now.atZone(ZoneOffset.UTC);
        var time =
                LocalTime.of(
                        part(config, "hour", today.getHour()),
                        part(config, "minute", today.getMinute()),
                        part(config, "second", today.getSecond()));
        int day = (int) config.requiredInteger("day_of_month");
        var month = YearMonth.from(today);
        while (part(config, "month", month.getMonthValue()) != month.getMonthValue()
                || !moment(month, day, time).isAfter(from)) month = month.plusMonths(1);
        kept.put(ANCHOR, Json.seconds(moment(month, day, time)));
        int months = line.path("interval_count").asInt(1) * (unit.equals("year") ? 12 : 1);
        var whole = month;
        for (int i = 0; i < 12 && whole.lengthOfMonth() < day; i++)
            whole = whole.minusMonths(months);
        var cycle = whole.lengthOfMonth() < day ? month : whole;
        kept.put(CYCLE, Json.seconds(moment(cycle, day, time)));
        var shown = kept.putObject(CONFIG);
        for (var name : List.of("day_of_month", "hour", "minute", "month", "second"))
            config.integer(name)
                    .ifPresentOrElse(part -> shown.put(name, part), () -> shown.putNull(name));
    }

    private static ApiError refused(Params config, String name, String by) {
        return ApiError.parameterInvalid(
                config.nameOf(name), "This goes with prices that are paid only by " + by + ".");
    }

    private static int part(Params config, String name, int usual) {
        return config.integer(name).map(Long::intValue).orElse(usual);
    }

    private static Instant moment(YearMonth month, int day, LocalTime time) {
        return month.atDay(Math.min(day, month.lengthOfMonth()))
                .atTime(time)
                .toInstant(ZoneOffset.UTC);
    }

    /** How often what waits to be billed is billed before the subscription is. */
    private static void pending(Params data, JsonNode detail, ObjectNode kept) {
        var said = data.hash(PENDING);
        if (said.isEmpty()) return;
        var node = kept.putObject(PENDING).put("interval", said.get().requiredText("interval"));
        node.put("interval_count", said.get().integer("interval_count").orElse(1L));
        if (Agreement.days(node) >= Agreement.days(recurring(detail)))
            throw ApiError.parameterInvalid(
                    data.nameOf(PENDING),
                    "The `pending_invoice_item_interval` must be shorter than the interval of the"
                            + " subscription's prices.");
    }

    private static JsonNode recurring(JsonNode detail) {
        for (var line : detail.path("lines")) if (line.path("recurs").asBoolean()) return line;
        throw ApiError.parameterInvalid(
                "line_items",
                "You must provide at least one recurring price in `subscription` mode.");
    }

    /** When the first full period begins, where the seller has said it. */
    static Optional<Instant> anchor(JsonNode detail) {
        var at = of(detail).path(ANCHOR);
        return at.isNumber() ? Optional.of(Instant.ofEpochSecond(at.asLong())) : Optional.empty();
    }

    /** Whether there is an anchor, and the time until then costs nothing. */
    static boolean isFreeUntilAnchor(JsonNode detail) {
        return anchor(detail).isPresent() && of(detail).path(PRORATION).asText().equals("none");
    }

    /** What is paid now of what a line costs a period: its part until the anchor, or all. */
    static Money due(JsonNode detail, JsonNode line, Money whole) {
        var at = anchor(detail);
        if (at.isEmpty()) return whole;
        if (isFreeUntilAnchor(detail)) return Money.zero(whole.currency());
        long seconds = at.get().getEpochSecond() - of(detail).path(SINCE).asLong();
        long period = at.get().getEpochSecond() - previous(detail, line, at.get()).getEpochSecond();
        return whole.shareOnStep(seconds, period);
    }

    /** The boundary before the anchor. */
    private static Instant previous(JsonNode detail, JsonNode line, Instant at) {
        var kept = of(detail).path(CYCLE);
        var cycle = kept.isNumber() ? Instant.ofEpochSecond(kept.asLong()) : at;
        int count = line.path("interval_count").asInt(1);
        int n = 0;
        while (Agreement.after(line, cycle, n * count).isBefore(at)) n++;
        return Agreement.after(line, cycle, (n - 1) * count);
    }

    private static void checkEnd(Instant end, Instant now, String param) {
        if (end.isBefore(now.plus(SHORTEST)) || end.isAfter(now.plus(LONGEST)))
            throw ApiError.parameterInvalid(
                    param,
                    "The `trial_end` date has to be at least 2 days in the future, and at most two"
                            + " years.");
    }

    /** What was kept of it. */
    static ObjectNode of(JsonNode detail) {
        return detail.path(KEPT) instanceof ObjectNode kept ? kept : Json.object();
    }

    /** The same with what of its payments goes to others. */
    static ObjectNode withShares(JsonNode detail) {
        var data = of(detail).deepCopy();
        if (detail.has(ShareTerms.KEPT)) data.set(ShareTerms.KEPT, detail.path(ShareTerms.KEPT));
        return data;
    }

    /** When it is to be paid from, if it begins with a free trial. */
    static Optional<Instant> trialEnd(JsonNode detail, Instant now) {
        var kept = of(detail);
        if (kept.path("trial_end").isNumber())
            return Optional.of(Instant.ofEpochSecond(kept.path("trial_end").asLong()));
        if (kept.path("trial_period_days").isNumber())
            return Optional.of(now.plus(Duration.ofDays(kept.path("trial_period_days").asLong())));
        return Optional.empty();
    }

    /** Rates of lines that have none of their own. */
    static List<String> usualRates(JsonNode detail) {
        var rates = new java.util.ArrayList<String>();
        of(detail).path("default_tax_rates").forEach(rate -> rates.add(rate.asText()));
        return rates;
    }

    /** As a link shows it. */
    static void show(ObjectNode link, JsonNode detail) {
        var kept = of(detail);
        var data = link.putObject(NAME);
        Json.put(
                data,
                "description",
                Optional.of(kept.path("description").asText("")).filter(d -> !d.isEmpty()));
        data.putObject("invoice_settings")
                .putNull("account_tax_ids")
                .putNull("custom_fields")
                .putNull("description")
                .putNull("footer")
                .set(
                        ISSUER,
                        kept.path(ISSUER).isObject()
                                ? kept.path(ISSUER).deepCopy()
                                : Json.object().put("type", "self"));
        data.set("metadata", kept.path("metadata").deepCopy());
        data.putNull("trial_period_days").putNull("trial_settings");
        if (kept.has("trial_period_days"))
            data.set("trial_period_days", kept.path("trial_period_days"));
        if (kept.has(END))
            data.putObject("trial_settings").putObject("end_behavior").set(END, kept.path(END));
    }
}
