package hawker.billing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Json;
import hawker.billing.Subscribing.Billed;
import hawker.kernel.Money;
import hawker.platform.Tx;
import hawker.usage.Usage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What was used of metered items, as lines of invoices: when a period is over, or before that where
 * a threshold is reached ({@link Thresholds}). What was billed before its period ended stands in
 * the subscription's detail, and counts no more when the period ends.
 */
final class Metering {

    /** In a subscription's detail: quantity and amount by the item. */
    static final String BILLED = "billed_usage";

    private final Subscribing subscribing;
    private final Prices prices;
    private final Usage usage;

    Metering(Subscribing subscribing, Prices prices, Usage usage) {
        this.subscribing = subscribing;
        this.prices = prices;
        this.usage = usage;
    }

    Usage usage() {
        return usage;
    }

    /**
     * What of an item was used and is not billed yet.
     *
     * @param total of the period, with what is billed
     */
    record Rest(ObjectNode item, long total, long quantity, Money amount) {}

    /** That nothing was used yet: what a first invoice says of metered items. */
    void unused(Tx tx, Document draft, Document subscription, Lines.Period period) {
        var nothing = Money.zero(draft.currency());
        for (var item : metered(subscription))
            line(tx, draft, subscription, new Rest(item, 0, 0, nothing), period);
    }

    private static List<ObjectNode> metered(Document subscription) {
        return Beginning.items(subscription.body()).stream()
                .filter(Subscribing::isMetered)
                .toList();
    }

    /**
     * Puts onto a draft what was used in the period that ends, and notes that it is billed. A trial
     * is free.
     *
     * @param subscription as it is before its next period
     * @param last whether none follows: what was not used is no line then
     */
    void used(Tx tx, Document draft, Document subscription, Instant end, boolean last) {
        used(tx, draft, subscription, end, end, last);
    }

    /**
     * The same of a period that ends before its time.
     *
     * @param counted until when what was reported counts: reports may be a little ahead
     */
    void used(
            Tx tx,
            Document draft,
            Document subscription,
            Instant end,
            Instant counted,
            boolean last) {
        var start = Lifecycle.periodStart(subscription.body());
        if (!start.isBefore(end)) return;
        var span = new Usage.Span(start, counted);
        for (var item : metered(subscription)) {
            var rest = rest(tx, subscription, item, span);
            if (last && rest.quantity() == 0) continue;
            line(tx, draft, subscription, rest, new Lines.Period(start, end));
            var closed = new Usage.Span(start, end);
            var id = item.path("id").asText();
            usage.close(
                    tx,
                    draft.account(),
                    new Usage.Summary(id, closed, rest.total(), Optional.of(draft.id())));
        }
    }

    /** What of each item was used in the period that runs, and is not billed yet. */
    List<Rest> rests(Tx tx, Document subscription) {
        var rests = new ArrayList<Rest>();
        var body = subscription.body();
        var span = new Usage.Span(Lifecycle.periodStart(body), Lifecycle.periodEnd(body));
        for (var item : metered(subscription)) rests.add(rest(tx, subscription, item, span));
        return rests;
    }

    Rest rest(Tx tx, Document subscription, ObjectNode item, Usage.Span span) {
        var id = item.path("id").asText();
        var how = aggregate(item);
        long total = usage.total(tx, subscription.account(), id, how, span);
        var currency = subscription.currency();
        var billed = subscription.detail().path(BILLED).path(id);
        var before = Money.of(billed.path("amount").asLong(), currency);
        var whole = Prices.used(Subscribing.priceOf(item), total, currency);
        // What counts by its newest report may have become less: nothing is given back of it.
        var left = whole.minor() > before.minor() ? whole.minus(before) : Money.zero(currency);
        long quantity = Math.max(0, total - billed.path("quantity").asLong());
        return new Rest(item, total, quantity, left);
    }

    /** Puts onto a draft what was used until now, though the period goes on. */
    void early(
            Tx tx, Document draft, Document subscription, Lines.Period period, ObjectNode detail) {
        var kept = JsonFields.object(detail, BILLED);
        for (var rest : rests(tx, subscription)) {
            if (rest.quantity() == 0) continue;
            line(tx, draft, subscription, rest, period);
            keep(kept, rest.item(), rest.total(), draft);
        }
    }

    private static void keep(ObjectNode kept, ObjectNode item, long quantity, Document draft) {
        var amount = Prices.used(Subscribing.priceOf(item), quantity, draft.currency());
        kept.putObject(item.path("id").asText())
                .put("quantity", quantity)
                .put("amount", amount.minor());
    }

    /**
     * Keeps what was billed of a period that has begun with reports of this very moment. Of what is
     * not added up nothing is kept: it counts anew in each period.
     */
    void carry(Tx tx, Document draft, Document renewed, ObjectNode detail) {
        var kept = Json.object();
        var body = renewed.body();
        var span = new Usage.Span(Lifecycle.periodStart(body), Lifecycle.periodEnd(body));
        for (var item : metered(renewed)) {
            if (aggregate(item) != Usage.Aggregate.SUM) continue;
            var id = item.path("id").asText();
            long total = usage.total(tx, renewed.account(), id, Usage.Aggregate.SUM, span);
            if (total > 0) keep(kept, item, total, draft);
        }
        detail.set(BILLED, kept);
    }

    static Usage.Aggregate aggregate(ObjectNode item) {
        var recurring = Subscribing.priceOf(item).recurring().orElseThrow();
        return Usage.Aggregate.of(recurring.aggregate().orElse(""));
    }

    private void line(
            Tx tx, Document draft, Document subscription, Rest rest, Lines.Period period) {
        var item = rest.item();
        var price = Subscribing.priceOf(item);
        boolean first = draft.body().path("billing_reason").asText().equals("subscription_create");
        boolean free = subscription.is("trialing") || first;
        var amount = free ? Money.zero(draft.currency()) : rest.amount();
        var says = rest.quantity() + " × " + prices.name(tx, draft.account(), price);
        var unit = Subscribing.unit(item, free);
        subscribing.line(
                draft, subscription, item, new Billed(amount, rest.quantity(), unit, says, period));
    }
}
