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
    private final Prices prices;
    private final InvoiceItems items;

    Prorating(Documents documents, Prices prices, InvoiceItems items) {
        this.documents = documents;
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

    /** Makes the items of what is left of the period of one that goes on after a pause. */
    boolean resumed(Tx tx, Document subscription, Customer customer, Instant now, Cause cause) {
        boolean any = false;
        for (var item : Beginning.items(subscription.body()))
            any |= make(tx, subscription, customer, item, 1, now, cause);
        return any;
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

    /** A part of an item's price as it was asked for when the period was invoiced. */
    private Totals.Credit credit(Tx tx, Document subscription, ObjectNode item, Money part) {
        var invoice =
                JsonFields.text(subscription.detail(), "billed")
                        .flatMap(
                                id -> documents.find(tx, subscription.account(), Kind.INVOICE, id));
        return Totals.Credit.of(invoice.map(Document::body), item.path("id").asText(), part);
    }

    private boolean make(
            Tx tx,
            Document subscription,
            Customer customer,
            ObjectNode item,
            int sign,
            Instant now,
            Cause cause) {
        if (Subscribing.isMetered(item)) return false;
        var start = Lifecycle.periodStart(subscription.body());
        var end = Lifecycle.periodEnd(subscription.body());
        var price = Subscribing.priceOf(item);
        long quantity = item.path("quantity").asLong();
        Money whole = Prices.amount(price, quantity, subscription.currency(), "items");
        long left = end.getEpochSecond() - now.getEpochSecond();
        var part = whole.shareOnStep(left, end.getEpochSecond() - start.getEpochSecond());
        var credit =
                sign < 0
                        ? Optional.of(credit(tx, subscription, item, part))
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
                        new Lines.Period(now, end),
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
