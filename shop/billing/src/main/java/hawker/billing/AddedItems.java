package hawker.billing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.ApiError;
import hawker.api.Json;
import hawker.api.Param;
import hawker.api.Params;
import hawker.customers.Customer;
import hawker.platform.Tx;
import hawker.pricing.Cause;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code add_invoice_items[period]}: for which time something is that is billed once beside the
 * items of a subscription or a phase. Where nothing is said it is the time that they are billed
 * for.
 */
final class AddedItems {

    static final String PERIOD = "period";
    private static final String START = "start";
    private static final String END = "end";
    private static final String TYPE = "type";
    private static final String TIMESTAMP = "timestamp";
    private static final String FIRST = "max_item_period_start";
    private static final String LAST = "min_item_period_end";

    static final Param OF_SUBSCRIPTIONS =
            Param.hash(PERIOD, edge(END, LAST, TIMESTAMP), edge(START, FIRST, "now", TIMESTAMP));

    static final Param OF_PHASES =
            Param.hash(
                    PERIOD,
                    edge(END, LAST, "phase_end", TIMESTAMP),
                    edge(START, FIRST, "phase_start", TIMESTAMP));

    private static final String NAME = "add_invoice_items";

    private final Prices prices;
    private final InvoiceItems items;
    private final PhaseTerms terms;

    AddedItems(Prices prices, InvoiceItems items, PhaseTerms terms) {
        this.prices = prices;
        this.items = items;
        this.terms = terms;
    }

    /**
     * What the words of a period stand for.
     *
     * @param items what the items are billed for
     * @param phase from when to when the phase is; of a subscription the same as its items
     * @param now when it is said
     * @param usual tax rates of what says none
     */
    record Around(Lines.Period items, Lines.Period phase, Instant now, List<String> usual) {
        Around(Lines.Period items, Instant now) {
            this(items, items, now, List.of());
        }

        /** The same where a subscription's tax rates are for what has none of its own. */
        Around taxedBy(List<String> rates) {
            return new Around(items, phase, now, rates);
        }
    }

    private static Param edge(String name, String... words) {
        return Param.hash(name, Param.timestamp(TIMESTAMP), Param.oneOf(TYPE, words).required())
                .required();
    }

    /** As a phase keeps and shows it. */
    static ObjectNode kept(Params item) {
        var period = Json.object();
        var said = item.hash(PERIOD);
        edge(period.putObject(END), said.flatMap(s -> s.hash(END)), LAST);
        edge(period.putObject(START), said.flatMap(s -> s.hash(START)), FIRST);
        return period;
    }

    private static void edge(ObjectNode into, Optional<Params> said, String usual) {
        var type = said.map(s -> s.requiredText(TYPE)).orElse(usual);
        into.put(TYPE, type);
        if (said.isEmpty()) return;
        var at = said.get().timestamp(TIMESTAMP);
        if (type.equals(TIMESTAMP) && at.isEmpty())
            throw ApiError.parameterMissing(said.get().nameOf(TIMESTAMP));
        if (!type.equals(TIMESTAMP) && at.isPresent())
            throw ApiError.parameterInvalid(
                    said.get().nameOf(TIMESTAMP), "This goes with `type=timestamp` only.");
        at.ifPresent(moment -> into.put(TIMESTAMP, Json.seconds(moment)));
    }

    /** What parameters of an item say. */
    static Lines.Period of(Params item, Around around) {
        var period = of(kept(item), around);
        if (period.end().isBefore(period.start()))
            throw ApiError.parameterInvalid(
                    item.nameOf(PERIOD), "The period must not end before it starts.");
        return period;
    }

    /** What was kept stands for. */
    static Lines.Period of(JsonNode kept, Around around) {
        return new Lines.Period(at(kept.path(START), around), at(kept.path(END), around));
    }

    private static Instant at(JsonNode edge, Around around) {
        return switch (edge.path(TYPE).asText()) {
            case FIRST -> around.items().start();
            case LAST -> around.items().end();
            case "phase_start" -> around.phase().start();
            case "phase_end" -> around.phase().end();
            case TIMESTAMP -> JsonFields.time(edge, TIMESTAMP).orElseThrow();
            default -> around.now();
        };
    }

    /** Writes what the first invoice of a phase has on it beside the items. */
    void keep(Tx tx, Phases.Written written, ObjectNode phase, Params params, Lines.Period period) {
        var account = written.account();
        var added = phase.putArray(NAME);
        var currency = JsonFields.currency(phase);
        for (var each : params.hashes(NAME)) {
            var around = new Around(period, written.now());
            var content = prices.added(tx, account, each, currency, around, written.cause());
            var item = added.addObject().putNull("discountable");
            each.flag("discountable").ifPresent(flag -> item.put("discountable", flag));
            terms.agree(tx, written.schedule(), item, each, content.amount());
            item.set("metadata", Json.metadata(each.metadata().orElse(Map.of())));
            item.set(PERIOD, kept(each));
            item.put("price", content.price().orElseThrow().id().text());
            item.put("quantity", content.quantity().longValueExact());
            item.putArray("tax_rates").addAll(prices.shownRates(tx, account, content.rates()));
        }
    }

    /**
     * The same as lines, when the phase begins.
     *
     * @param billed for which time the items are billed then
     */
    List<Lines.Content> once(Tx tx, Document schedule, ObjectNode phase, Lines.Period billed) {
        var account = schedule.account();
        var currency = JsonFields.currency(phase);
        var start = ScheduleFields.start(phase);
        var whole = new Lines.Period(start, ScheduleFields.end(phase));
        var around = new Around(billed, whole, start, List.of());
        var usual = Phases.rates(phase, "default_tax_rates");
        var once = new ArrayList<Lines.Content>();
        for (var item : JsonFields.objects(phase.path(NAME))) {
            var id = item.path("price").asText();
            var price =
                    prices.find(tx, account, id)
                            .orElseThrow(() -> ApiError.missingReference("price", id, "phases"));
            var metadata = (ObjectNode) item.path("metadata").deepCopy();
            long quantity = item.path("quantity").asLong();
            var said = of(item.path(PERIOD), around);
            // The items may end earlier by now than when it was said.
            var period = said.end().isBefore(said.start()) ? said.momentary() : said;
            var content =
                    prices.content(
                            tx,
                            account,
                            price,
                            quantity,
                            currency,
                            period,
                            Phases.rates(item),
                            metadata);
            boolean discounted = item.path("discountable").asBoolean(content.discountable());
            once.add(
                    content.taxed(usual)
                            .with(PhaseTerms.of(schedule, item, Optional.empty()), discounted));
        }
        return once;
    }

    /** They wait for the next invoice of a subscription. */
    void add(
            Tx tx,
            List<Lines.Content> once,
            Document subscription,
            Customer customer,
            Cause cause) {
        for (var content : once)
            items.make(tx, customer, content, Optional.of(subscription.id()), cause);
    }
}
