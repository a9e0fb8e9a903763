package hawker.billing;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.ApiError;
import hawker.api.Json;
import hawker.api.Params;
import hawker.customers.Customer;
import hawker.kernel.AccountId;
import hawker.kernel.Money;
import hawker.platform.Tx;
import hawker.pricing.Cause;
import hawker.pricing.Price;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Changes what a subscription is about, and makes up for the part of the period that is left: what
 * was paid for the old items and is not used is a credit, the new items' part is owed. Both are
 * invoice items, to the second, rounded half up.
 */
final class Changing {

    private final Papers papers;
    private final Goods goods;
    private final Subscribing subscribing;
    private final ItemsHttp items;

    Changing(Papers papers, Goods goods, Subscribing subscribing, ItemsHttp items) {
        this.papers = papers;
        this.goods = goods;
        this.subscribing = subscribing;
        this.items = items;
    }

    /** Applies {@code items[]} of an update to the subscription's body. */
    void apply(Tx tx, Paper subscription, ObjectNode body, List<Params> changes, Cause cause) {
        var account = subscription.account();
        var data = (ArrayNode) body.path("items").path("data");
        for (var change : changes) {
            var id = change.text("id");
            if (id.isEmpty()) add(tx, subscription, body, change, cause);
            else if (change.isTrue("deleted")) remove(data, id.get(), change.nameOf("id"));
            else alter(tx, account, item(data, id.get(), change.nameOf("id")), change, body, cause);
        }
        Subscribing.checkIntervals(Nodes.objects(data));
        Nodes.object(body, "items").put("total_count", data.size());
    }

    private void add(Tx tx, Paper subscription, ObjectNode body, Params change, Cause cause) {
        var wanted =
                subscribing.wanted(
                        tx, subscription.account(), change, subscription.currency(), cause);
        append(tx, subscription, body, wanted);
    }

    /** Adds an item to a subscription's body; its period is the others'. */
    ObjectNode append(Tx tx, Paper subscription, ObjectNode body, Subscribing.Wanted wanted) {
        var data = (ArrayNode) body.path("items").path("data");
        for (var each : data)
            if (each.path("price").path("id").asText().equals(wanted.price().id().text()))
                throw ApiError.parameterInvalid(
                        "price",
                        "Cannot add multiple subscription items with the same price: "
                                + wanted.price().id());
        var now = papers.now(tx, subscription);
        var item = subscribing.item(tx, subscription.account(), subscription.id(), wanted, now);
        item.put("current_period_start", Json.seconds(Lives.periodStart(body)));
        item.put("current_period_end", Json.seconds(Lives.periodEnd(body)));
        data.add(item);
        Nodes.object(body, "items").put("total_count", data.size());
        return item;
    }

    /** Gives a subscription's body these items; one with the same price keeps its id. */
    void become(Tx tx, Paper subscription, ObjectNode body, List<Subscribing.Wanted> wanted) {
        var old = new ArrayList<>(Beginning.items(body));
        var start = Lives.periodStart(body);
        var end = Lives.periodEnd(body);
        var now = papers.now(tx, subscription);
        var data = Nodes.object(body, "items").putArray("data");
        for (var each : wanted) {
            var item = subscribing.item(tx, subscription.account(), subscription.id(), each, now);
            for (var known : old)
                if (known.path("price").path("id").equals(item.path("price").path("id")))
                    item.set("id", known.path("id"));
            data.add(item);
        }
        Subscribing.period(body, start, end);
        Nodes.object(body, "items").put("total_count", data.size());
        Subscribing.checkIntervals(Beginning.items(body));
    }

    private static ObjectNode item(ArrayNode data, String id, String param) {
        for (var each : Nodes.objects(data)) if (each.path("id").asText().equals(id)) return each;
        throw ApiError.missingReference("subscription item", id, param);
    }

    static void remove(ArrayNode data, String id, String param) {
        int before = data.size();
        for (int i = data.size() - 1; i >= 0; i--)
            if (data.get(i).path("id").asText().equals(id)) data.remove(i);
        if (data.size() == before) throw ApiError.missingReference("subscription item", id, param);
    }

    void alter(
            Tx tx,
            AccountId account,
            ObjectNode item,
            Params change,
            ObjectNode body,
            Cause cause) {
        var named = change.text("price").or(() -> change.text("plan"));
        Optional<Price> price =
                named.isPresent()
                        ? Optional.of(goods.price(tx, account, named.get(), change.nameOf("price")))
                        : goods.price(tx, account, change, cause);
        price.ifPresent(p -> {
            subscribing.checked(p, Nodes.currency(body), change.nameOf("price"));
            subscribing.price(tx, account, item, p);
        });
        change.integer("quantity").ifPresent(q -> item.put("quantity", q));
        if (change.has("tax_rates") || change.isUnset("tax_rates"))
            item.putArray("tax_rates")
                    .addAll(
                            goods.shownRates(
                                    tx, account, goods.rates(tx, account, change, "tax_rates")));
        Nodes.metadata(item, change);
    }

    /**
     * Makes the invoice items that make up for a change.
     *
     * @return whether there are any
     */
    boolean prorate(Tx tx, Paper before, ObjectNode after, Customer customer, Cause cause) {
        var now = papers.now(tx, before);
        var start = Lives.periodStart(before.body());
        var end = Lives.periodEnd(before.body());
        // A trial is free: nothing was paid that could be given back.
        if (before.is("trialing") || !now.isBefore(end) || now.isBefore(start)) return false;
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

    private static Map<String, ObjectNode> byId(ObjectNode body) {
        var found = new java.util.LinkedHashMap<String, ObjectNode>();
        for (var item : Beginning.items(body)) found.put(item.path("id").asText(), item);
        return found;
    }

    private static boolean same(ObjectNode a, ObjectNode b) {
        return a.path("price").path("id").equals(b.path("price").path("id"))
                && a.path("quantity").asLong() == b.path("quantity").asLong();
    }

    private boolean make(
            Tx tx,
            Paper subscription,
            Customer customer,
            ObjectNode item,
            int sign,
            Instant now,
            Cause cause) {
        var start = Lives.periodStart(subscription.body());
        var end = Lives.periodEnd(subscription.body());
        var price =
                goods.find(tx, subscription.account(), item.path("price").path("id").asText())
                        .orElseThrow();
        long quantity = item.path("quantity").asLong();
        Money whole = Goods.amount(price, quantity, subscription.currency(), "items");
        var part =
                whole.shareHalfUp(
                        end.getEpochSecond() - now.getEpochSecond(),
                        end.getEpochSecond() - start.getEpochSecond());
        if (part.isZero()) return false;
        var name = quantity + " × " + goods.name(tx, subscription.account(), price);
        var rates = new ArrayList<String>();
        for (var rate : item.path("tax_rates")) rates.add(rate.path("id").asText());
        var content =
                new Lines.Content(
                        sign < 0 ? part.negated() : part,
                        quantity,
                        Optional.empty(),
                        Optional.of(price),
                        Optional.of((sign < 0 ? "Unused time on " : "Remaining time on ") + name),
                        new Lines.Period(now, end),
                        false,
                        rates,
                        Json.object());
        var body = items.body(tx, customer, content, Json.seconds(now));
        body.put("proration", true);
        ItemsHttp.parent(body, subscription.id(), Optional.of(item.path("id").asText()));
        var made =
                papers.put(
                        tx,
                        subscription.account(),
                        Kind.INVOICE_ITEM,
                        papers.newId(subscription.account(), Kind.INVOICE_ITEM),
                        now,
                        body,
                        ItemsHttp.detail(content));
        papers.tell(tx, made, cause, "invoiceitem.created");
        return true;
    }
}
