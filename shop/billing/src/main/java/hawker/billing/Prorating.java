package hawker.billing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Json;
import hawker.billing.Document.Kind;
import hawker.customers.Customer;
import hawker.kernel.Money;
import hawker.platform.Tx;
import hawker.pricing.Cause;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Makes up for the part of a period that is left when items change: what was paid for the old ones
 * and is not used is a credit, the new ones' part is owed. Both are invoice items, to the second,
 * rounded half up. A credit is of what the item came to after its discounts: nobody gets back more
 * than was asked for; what is owed is discounted on its invoice. Whether a credit shows those
 * discounts apart is the subscription's billing mode.
 */
final class Prorating {

    private final Documents documents;
    private final DocumentsSql sql;
    private final Prices prices;
    private final InvoiceItems items;

    Prorating(Documents documents, DocumentsSql sql, Prices prices, InvoiceItems items) {
        this.documents = documents;
        this.sql = sql;
        this.prices = prices;
        this.items = items;
    }

    /**
     * A trial is free, a first invoice is open still, a pause has given back already: there is
     * nothing that could be given back.
     */
    private static final Set<String> NOTHING_PAID = Set.of("trialing", "incomplete", "paused");

    /**
     * Makes the invoice items that make up for a change.
     *
     * @param at the moment from which on it counts
     * @return whether there are any
     */
    boolean prorate(
            Tx tx, Document before, ObjectNode after, Customer customer, Instant at, Cause cause) {
        var start = Lifecycle.periodStart(before.body());
        var until = Lifecycle.billedUntil(before);
        if (NOTHING_PAID.contains(before.state()) || !at.isBefore(until) || at.isBefore(start))
            return false;
        var left = new Lines.Period(at, until);
        var old = byId(before.body());
        var next = byId(after);
        boolean any = false;
        for (var item : old.values()) {
            var other = next.get(item.path("id").asText());
            if (other != null && same(item, other)) continue;
            any |= make(tx, before, customer, item, -1, left, cause);
        }
        for (var item : next.values()) {
            var other = old.get(item.path("id").asText());
            if (other != null && same(item, other)) continue;
            any |= make(tx, before, customer, item, 1, left, cause);
        }
        return any;
    }

    /** Makes the items of what is left of the period of one that goes on after a pause. */
    boolean resumed(Tx tx, Document subscription, Customer customer, Instant now, Cause cause) {
        var left = new Lines.Period(now, Lifecycle.billedUntil(subscription));
        boolean any = false;
        if (!left.start().isBefore(left.end())) return false;
        for (var item : Beginning.items(subscription.body()))
            any |= make(tx, subscription, customer, item, 1, left, cause);
        return any;
    }

    /**
     * An end within the period that runs is set, moved or taken back: what is between is given
     * back, or owed. A credit for an end that was meant before and waits still is taken back.
     *
     * @param after what the subscription becomes
     * @return the subscription, billed until then; the same if nothing changes
     */
    Document ending(Tx tx, Document before, ObjectNode after, Customer customer, Cause cause) {
        var start = Lifecycle.periodStart(before.body());
        var end = Lifecycle.periodEnd(before.body());
        var said = Lifecycle.ends(before.body(), start, end);
        var until = Lifecycle.ends(after, start, end);
        if (NOTHING_PAID.contains(before.state()) || until.equals(said)) return before;
        var paid = Lifecycle.billedUntil(before);
        if (paid.equals(said) && takenBack(tx, before, after, said, cause)) paid = end;
        if (until.isBefore(paid)) between(tx, before, after, customer, -1, until, paid, cause);
        else if (paid.equals(said)) between(tx, before, after, customer, 1, paid, until, cause);
        else until = paid;
        var detail = before.detail().deepCopy();
        Lifecycle.billed(detail, until, end);
        return detail.equals(before.detail())
                ? before
                : documents.change(tx, before, before.body(), detail);
    }

    private void between(
            Tx tx,
            Document before,
            ObjectNode after,
            Customer customer,
            int sign,
            Instant from,
            Instant to,
            Cause cause) {
        for (var item : Beginning.items(after))
            make(tx, before, customer, item, sign, new Lines.Period(from, to), cause);
    }

    /** Takes the credits back that wait because of an end, if they are for what the items are. */
    private boolean takenBack(Tx tx, Document before, ObjectNode after, Instant end, Cause cause) {
        var customer = before.customer().orElseThrow();
        var code = before.currency().code();
        var credits =
                sql.pending(tx, before.account(), customer, code).stream()
                        .filter(credit -> isSince(credit.body(), before, end))
                        .toList();
        var since = new Lines.Period(end, Lifecycle.periodEnd(before.body()));
        var items =
                Beginning.items(after).stream()
                        .filter(item -> !Subscribing.isMetered(item))
                        .filter(item -> !credit(tx, before, item, since).net().isZero())
                        .toList();
        for (var item : items)
            if (credits.stream().noneMatch(credit -> isFor(credit.body(), item))) return false;
        if (credits.size() != items.size()) return false;
        for (var credit : credits) {
            documents.delete(tx, credit);
            documents.tell(tx, credit, cause, "invoiceitem.deleted");
        }
        return true;
    }

    private static boolean isSince(ObjectNode credit, Document subscription, Instant end) {
        var details = credit.path("parent").path("subscription_details");
        return credit.path("amount").asLong() < 0
                && details.path("subscription").asText().equals(subscription.id())
                && credit.path("period").path("start").asLong() == Json.seconds(end);
    }

    static Map<String, ObjectNode> byId(ObjectNode body) {
        var found = new LinkedHashMap<String, ObjectNode>();
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

    /**
     * A part of an item's price as it was asked for: when the period was invoiced, or later, where
     * the item has become what it is within the period. A discount may be over since.
     */
    private Totals.Credit credit(Tx tx, Document subscription, ObjectNode item, Lines.Period left) {
        var account = subscription.account();
        var part = part(subscription, item, left);
        var later = later(tx, subscription, item, left.start());
        var asked =
                later.flatMap(Document::parent)
                        .flatMap(id -> documents.find(tx, account, Kind.INVOICE, id));
        if (asked.isPresent() && !asked.get().is("void"))
            return Totals.Credit.ofLater(asked.get().body(), later.get().id(), part);
        var invoice =
                JsonFields.text(subscription.detail(), "billed")
                        .flatMap(id -> documents.find(tx, account, Kind.INVOICE, id));
        // What is void is not owed: nothing was paid.
        if (asked.or(() -> invoice).filter(i -> i.is("void")).isPresent())
            return new Totals.Credit(part.minus(part), Map.of(), Optional.empty(), List.of());
        var now = documents.now(tx, subscription);
        return Totals.Credit.of(
                invoice.map(Document::body),
                item.path("id").asText(),
                part,
                discount ->
                        later.isEmpty()
                                || documents
                                        .find(tx, account, Kind.DISCOUNT, discount)
                                        .filter(d -> Discounting.runs(d, now))
                                        .isPresent());
    }

    /** The newest that was owed within the period for what an item is from a moment on. */
    private Optional<Document> later(Tx tx, Document subscription, ObjectNode item, Instant from) {
        var customer = subscription.customer().orElseThrow();
        long since = Json.seconds(from);
        var until = Json.seconds(Lifecycle.billedUntil(subscription));
        return sql
                .ofCustomer(tx, subscription.account(), Kind.INVOICE_ITEM, customer)
                .reversed()
                .stream()
                .filter(owed -> owed.body().path("amount").asLong() > 0)
                .filter(owed -> isFor(owed.body(), item))
                .filter(owed -> owed.body().path("period").path("end").asLong() == until)
                .filter(owed -> owed.body().path("period").path("start").asLong() <= since)
                .findFirst();
    }

    /** Whether an invoice item makes up for an item as it is. */
    private static boolean isFor(ObjectNode owed, ObjectNode item) {
        var details = owed.path("parent").path("subscription_details");
        return owed.path("proration").asBoolean()
                && details.path("subscription_item").equals(item.path("id"))
                && owed.path("quantity").asLong() == item.path("quantity").asLong()
                && owed.path("pricing")
                        .path("price_details")
                        .path("price")
                        .equals(item.path("price").path("id"));
    }

    private boolean make(
            Tx tx,
            Document subscription,
            Customer customer,
            ObjectNode item,
            int sign,
            Lines.Period left,
            Cause cause) {
        if (Subscribing.isMetered(item)) return false;
        var price = Subscribing.priceOf(item);
        long quantity = item.path("quantity").asLong();
        var part = part(subscription, item, left);
        var credit =
                sign < 0
                        ? Optional.of(credit(tx, subscription, item, left))
                        : Optional.<Totals.Credit>empty();
        if (credit.map(Totals.Credit::net).orElse(part).isZero()) return false;
        boolean apart = SubscriptionFields.isItemized(subscription.body());
        if (!apart) part = credit.map(Totals.Credit::net).orElse(part);
        var name = quantity + " × " + prices.name(tx, subscription.account(), price);
        var rates = Subscribing.rates(item, subscription);
        var content =
                new Lines.Content(
                        sign < 0 ? part.negated() : part,
                        BigDecimal.valueOf(quantity),
                        Optional.empty(),
                        Optional.of(price),
                        Optional.of((sign < 0 ? "Unused time on " : "Remaining time on ") + name),
                        left,
                        sign > 0,
                        rates,
                        Json.object());
        var today = documents.now(tx, subscription);
        var body = items.body(tx, customer, content, Json.seconds(today));
        body.put("proration", true);
        if (sign > 0) body.set("discounts", item.path("discounts").deepCopy());
        InvoiceItems.parent(body, subscription.id(), Optional.of(item.path("id").asText()));
        var detail = InvoiceItems.detail(content);
        details(body, detail, credit, apart);
        var made =
                documents.put(
                        tx,
                        subscription.account(),
                        Kind.INVOICE_ITEM,
                        documents.newId(subscription.account(), Kind.INVOICE_ITEM),
                        today,
                        body,
                        detail);
        documents.tell(tx, made, cause, "invoiceitem.created");
        return true;
    }

    /** What a part of a period costs of an item. */
    private static Money part(Document subscription, ObjectNode item, Lines.Period left) {
        var price = Subscribing.priceOf(item);
        long quantity = item.path("quantity").asLong();
        return Prices.amount(price, quantity, subscription.currency(), "items")
                .shareOnStep(seconds(left), seconds(wholePeriod(subscription)));
    }

    /** The period that a price is for: a first one may be shorter than that. */
    private static Lines.Period wholePeriod(Document subscription) {
        var body = subscription.body();
        var end = Lifecycle.periodEnd(body);
        var anchor = JsonFields.time(body, "billing_cycle_anchor").orElseThrow();
        var interval = Subscribing.interval(Beginning.items(body).getFirst());
        return new Lines.Period(Periods.previous(anchor, interval, end), end);
    }

    private static long seconds(Lines.Period period) {
        return period.end().getEpochSecond() - period.start().getEpochSecond();
    }

    /**
     * What a credit gives back, and what discounts had taken off that: with the amount before them
     * if they are shown apart (decision 0107), else already within the amount.
     */
    private static void details(
            ObjectNode body, ObjectNode detail, Optional<Totals.Credit> credit, boolean apart) {
        var details = body.putObject("proration_details").putNull("credited_items");
        var offs = details.putArray("discount_amounts");
        if (credit.isEmpty()) return;
        var of = credit.get();
        body.put("net_amount", of.net().negated().minor());
        for (var off : of.offs().entrySet()) {
            long amount = apart ? off.getValue().minor() : 0;
            offs.addObject().put("amount", -amount).put("discount", off.getKey());
            if (apart) JsonFields.object(detail, Lines.GIVEN).put(off.getKey(), amount);
        }
        if (of.invoice().isEmpty()) return;
        var items = details.putObject("credited_items").put("type", "invoice_line_items");
        var lines = items.putObject("invoice_line_item_details");
        lines.put("invoice", of.invoice().get());
        of.lines().forEach(lines.putArray("invoice_line_items")::add);
    }
}
