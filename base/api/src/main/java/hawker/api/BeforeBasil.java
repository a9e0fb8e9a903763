package hawker.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.kernel.AccountId;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What was asked of billing looked like before 2025-03-31.basil, the version in which most of its
 * fields moved: what made an invoice, an item or a line into {@code parent}, prices into {@code
 * pricing}, taxes into {@code taxes}, payments into {@code payments}, the periods of subscriptions
 * into their items, one discount into a list (docs: changelog, basil). Programs of before read what
 * was sold by {@code invoice.lines.data[].price.id}: without these fields they fulfil nothing.
 */
final class BeforeBasil {

    static final String DATE = "2025-03-31";

    private static final String PRICED = "/pricing/price_details/price";
    private static final int DECIMALS = 12;

    private final Versions versions;

    BeforeBasil(Versions versions) {
        this.versions = versions;
    }

    List<Versions.Step> steps() {
        return List.of(
                step("charge", this::invoice),
                step("payment_intent", this::invoice),
                step("invoice", this::bill),
                step("line_item", this::lines),
                step("invoiceitem", this::items),
                step("subscription", this::subscription),
                step("checkout.session", BeforeBasil::session));
    }

    private static Versions.Step step(String object, Versions.Undo undo) {
        return new Versions.Step(DATE, object, undo);
    }

    /** Which invoice a payment intent pays; of a charge: that of its intent. */
    private void invoice(AccountId account, List<ObjectNode> objects) {
        var ids = new LinkedHashSet<String>();
        for (var object : objects) ids.add(intent(object));
        var known = versions.known("payment_intent.invoice", account, ids);
        for (var object : objects) {
            // An authorisation that runs out has had a word of its own since.
            if (object.path("cancellation_reason").asText().equals("expired"))
                object.put("cancellation_reason", "automatic");
            if (object.has("invoice")) continue;
            var invoice = known.get(intent(object));
            if (invoice == null) object.putNull("invoice");
            else object.set("invoice", invoice.path("id"));
        }
    }

    private static String intent(ObjectNode object) {
        if (object.path("object").asText().equals("payment_intent"))
            return object.path("id").asText();
        var intent = object.path("payment_intent");
        return (intent.isObject() ? intent.path("id") : intent).asText();
    }

    /** Subscription, payment, charge, tax and discount of an invoice stood at its top. */
    private void bill(AccountId account, List<ObjectNode> invoices) {
        var ids = new LinkedHashSet<String>();
        for (var invoice : invoices) ids.add(invoice.path("id").asText());
        var intents = versions.known("invoice.payment_intent", account, ids);
        var discounts = discounts("invoice.discounts", account, invoices);
        for (var invoice : invoices) {
            var intent = intents.get(invoice.path("id").asText());
            var about = invoice.at("/parent/subscription_details");
            invoice.put("paid", invoice.path("status").asText().equals("paid"));
            invoice.put("paid_out_of_band", invoice.path("amount_paid_off_stripe").asLong() > 0);
            invoice.set("subscription", orNull(about.path("subscription")));
            invoice.putObject("subscription_details")
                    .set("metadata", orNull(about.path("metadata")));
            invoice.putNull("quote");
            for (var name : List.of("application_fee_amount", "transfer_data"))
                invoice.set(
                        name, intent == null ? NullNode.getInstance() : orNull(intent.path(name)));
            if (intent == null) invoice.putNull("payment_intent").putNull("charge");
            else {
                if (!invoice.has("payment_intent"))
                    invoice.set("payment_intent", intent.path("id"));
                invoice.set("charge", orNull(intent.path("latest_charge")));
            }
            invoice.set("discount", first(invoice, discounts));
            var taxes = taxes(invoice.path("total_taxes"));
            if (taxes.isEmpty()) invoice.putNull("tax");
            else invoice.put("tax", sum(taxes));
            invoice.set("total_tax_amounts", taxes);
        }
    }

    private void lines(AccountId account, List<ObjectNode> lines) {
        priced(account, lines);
        var rates = rates(account, lines);
        for (var line : lines) {
            boolean ofPlan = line.at("/parent/type").asText().equals("subscription_item_details");
            var details =
                    line.path("parent")
                            .path(ofPlan ? "subscription_item_details" : "invoice_item_details");
            line.put("type", ofPlan ? "subscription" : "invoiceitem");
            line.put("proration", details.path("proration").asBoolean());
            if (details.path("proration_details") instanceof ObjectNode how)
                line.set("proration_details", how.deepCopy());
            else line.putObject("proration_details").putNull("credited_items");
            for (var name : List.of("invoice_item", "subscription_item"))
                if (details.path(name).isTextual()) line.set(name, details.path(name));
            if (!line.path("subscription").isTextual())
                line.set("subscription", orNull(details.path("subscription")));
            var taxes = taxes(line.path("taxes"));
            line.set("tax_amounts", taxes);
            var shown = line.putArray("tax_rates");
            for (var tax : taxes) {
                var rate = rates.get(tax.path("tax_rate").asText());
                if (rate != null) shown.add(rate.deepCopy());
            }
            excluding(line, taxes);
        }
    }

    /** What a line, and one of it, comes to without the taxes that its amount includes. */
    private static void excluding(ObjectNode line, ArrayNode taxes) {
        var included = 0L;
        for (var tax : taxes)
            if (tax.path("inclusive").asBoolean()) included += tax.path("amount").asLong();
        var amount = line.path("amount").asLong() - included;
        line.put("amount_excluding_tax", amount);
        var each = line.at("/pricing/unit_amount_decimal");
        var quantity = line.path("quantity").asLong();
        if (included == 0 || quantity == 0) line.set("unit_amount_excluding_tax", orNull(each));
        else
            line.put(
                    "unit_amount_excluding_tax",
                    BigDecimal.valueOf(amount)
                            .divide(BigDecimal.valueOf(quantity), DECIMALS, RoundingMode.HALF_UP)
                            .stripTrailingZeros()
                            .toPlainString());
    }

    private void items(AccountId account, List<ObjectNode> items) {
        priced(account, items);
        for (var item : items) {
            var about = item.at("/parent/subscription_details");
            item.set("subscription", orNull(about.path("subscription")));
            if (about.path("subscription_item").isTextual())
                item.set("subscription_item", about.path("subscription_item"));
            var each = item.at("/pricing/unit_amount_decimal");
            item.set("unit_amount_decimal", orNull(each));
            if (each.isTextual() && each.asText().matches("-?[0-9]{1,18}"))
                item.put("unit_amount", Long.parseLong(each.asText()));
            else item.putNull("unit_amount");
        }
    }

    /** The whole price, and the plan that a recurring one was before. */
    private void priced(AccountId account, List<ObjectNode> objects) {
        var ids = new LinkedHashSet<String>();
        for (var object : objects)
            if (object.at(PRICED).isTextual()) ids.add(object.at(PRICED).asText());
        var prices = versions.known("line_item.pricing.price_details.price", account, ids);
        var plans = versions.known("line_item.plan", account, ids);
        for (var object : objects) {
            var price = object.at(PRICED);
            object.set("price", copy(price.isObject() ? price : prices.get(price.asText())));
            object.set("plan", copy(plans.get(price.asText())));
        }
    }

    private Map<String, ObjectNode> rates(AccountId account, List<ObjectNode> lines) {
        var ids = new LinkedHashSet<String>();
        for (var line : lines)
            for (var tax : line.path("taxes")) {
                var rate = tax.at("/tax_rate_details/tax_rate");
                if (rate.isTextual()) ids.add(rate.asText());
            }
        return versions.known("line_item.tax_rates", account, ids);
    }

    private static ArrayNode taxes(JsonNode taxes) {
        var amounts = Json.array();
        for (var tax : taxes) {
            var amount = amounts.addObject();
            amount.set("amount", tax.path("amount"));
            amount.put("inclusive", tax.path("tax_behavior").asText().equals("inclusive"));
            amount.set("tax_rate", orNull(tax.at("/tax_rate_details/tax_rate")));
            for (var name : List.of("taxability_reason", "taxable_amount"))
                amount.set(name, orNull(tax.path(name)));
        }
        return amounts;
    }

    private static long sum(ArrayNode taxes) {
        var sum = 0L;
        for (var tax : taxes) sum += tax.path("amount").asLong();
        return sum;
    }

    /**
     * All items have the same period; the plan stands at the top if there is one item, and the
     * first discount always.
     */
    private void subscription(AccountId account, List<ObjectNode> subscriptions) {
        var discounts = discounts("subscription.discounts", account, subscriptions);
        for (var subscription : subscriptions) {
            var items = subscription.path("items").path("data");
            for (var name : List.of("current_period_start", "current_period_end"))
                subscription.set(name, orNull(items.path(0).path(name)));
            subscription.set("discount", first(subscription, discounts));
            if (items.size() != 1) continue;
            subscription.set("plan", orNull(items.path(0).path("plan")));
            subscription.set("quantity", orNull(items.path(0).path("quantity")));
        }
    }

    private Map<String, ObjectNode> discounts(
            String property, AccountId account, Collection<ObjectNode> objects) {
        var ids = new LinkedHashSet<String>();
        for (var object : objects) {
            var discount = object.path("discounts").path(0);
            if (discount.isTextual()) ids.add(discount.asText());
        }
        return versions.known(property, account, ids);
    }

    private static JsonNode first(ObjectNode object, Map<String, ObjectNode> known) {
        var discount = object.path("discounts").path(0);
        return copy(discount.isObject() ? discount : known.get(discount.asText()));
    }

    /** Where what was bought goes. */
    private static void session(AccountId account, List<ObjectNode> sessions) {
        for (var session : sessions) {
            var to = session.at("/collected_information/shipping_details");
            session.set("shipping_details", copy(to));
        }
    }

    private static JsonNode copy(@Nullable JsonNode node) {
        return node == null ? NullNode.getInstance() : orNull(node.deepCopy());
    }

    private static JsonNode orNull(JsonNode node) {
        return node.isMissingNode() ? NullNode.getInstance() : node;
    }
}
