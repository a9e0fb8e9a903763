package hawker.billing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Json;
import hawker.api.Params;
import hawker.kernel.Money;
import hawker.pricing.Price;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Lines of invoices. A line is kept twice: in the invoice's body as the API writes it, and in its
 * detail ({@code lines}, by the line's id) with the product and the tax rates it is added up with.
 */
final class Lines {

    /** In the detail of a line or an item: what discounts had taken off what it gives back. */
    static final String GIVEN = "given";

    private Lines() {}

    /** Minor units above zero by the discount's id. */
    static Map<String, Long> given(JsonNode detail) {
        var given = new LinkedHashMap<String, Long>();
        for (var each : detail.path(GIVEN).properties())
            given.put(each.getKey(), each.getValue().asLong());
        return given;
    }

    /** When something was used that a line is about. */
    record Period(Instant start, Instant end) {

        /** Its beginning alone. */
        Period momentary() {
            return new Period(start, start);
        }

        /** What {@code period} says, else this. */
        Period said(Params params) {
            return params.hash("period")
                    .map(p ->
                            new Period(
                                    p.timestamp("start").orElseThrow(),
                                    p.timestamp("end").orElseThrow()))
                    .orElse(this);
        }
    }

    /**
     * What a line is about.
     *
     * @param unit minor units a piece, with fractions; empty: an amount without price
     * @param rates ids of tax rates
     * @param discounts what a request says of discounts of its own
     * @param agreed what a phase of a schedule says of them
     */
    record Content(
            Money amount,
            BigDecimal quantity,
            Optional<BigDecimal> unit,
            Optional<Price> price,
            Optional<String> description,
            Period period,
            boolean discountable,
            List<String> rates,
            ObjectNode metadata,
            Optional<Params> discounts,
            Optional<PhaseTerms.Item> agreed) {

        Content(
                Money amount,
                BigDecimal quantity,
                Optional<BigDecimal> unit,
                Optional<Price> price,
                Optional<String> description,
                Period period,
                boolean discountable,
                List<String> rates,
                ObjectNode metadata) {
            this(
                    amount,
                    quantity,
                    unit,
                    price,
                    description,
                    period,
                    discountable,
                    rates,
                    metadata,
                    Optional.empty(),
                    Optional.empty());
        }

        /** The same with the rates of who it is billed with, if it has none of its own. */
        Content taxed(List<String> usual) {
            if (!rates.isEmpty()) return this;
            return new Content(
                    amount,
                    quantity,
                    unit,
                    price,
                    description,
                    period,
                    discountable,
                    usual,
                    metadata,
                    discounts,
                    agreed);
        }

        /** The same with the discounts that a phase of a schedule says. */
        Content with(Optional<PhaseTerms.Item> phase, boolean discounted) {
            return new Content(
                    amount,
                    quantity,
                    unit,
                    price,
                    description,
                    period,
                    discounted,
                    rates,
                    metadata,
                    discounts,
                    phase);
        }

        /** The pricing hash of the API; empty for nothing known. */
        ObjectNode pricing() {
            var node = Json.object();
            price.ifPresent(p ->
                    node.putObject("price_details")
                            .put("price", p.id().text())
                            .put("product", p.product()));
            node.put("type", "price_details");
            var each = unit.orElseGet(() -> BigDecimal.valueOf(amount.minor()));
            return node.put("unit_amount_decimal", decimal(each));
        }
    }

    static String decimal(BigDecimal number) {
        return number.signum() == 0 ? "0" : number.stripTrailingZeros().toPlainString();
    }

    /** The line of an invoice; its parent is put in by who knows it. */
    static ObjectNode line(Document invoice, String id, Content content) {
        var line = Json.object();
        line.put("id", id);
        line.put("object", "line_item");
        line.put("amount", content.amount().minor());
        line.put("currency", content.amount().currency().code());
        Json.put(line, "description", content.description());
        line.putArray("discount_amounts");
        line.put("discountable", content.discountable());
        line.putArray("discounts");
        line.put("invoice", invoice.id());
        line.put("livemode", invoice.account().livemode());
        line.set("metadata", content.metadata());
        line.putNull("parent");
        period(line, content.period());
        line.putArray("pretax_credit_amounts");
        line.set("pricing", content.pricing());
        quantity(line, content.quantity());
        Json.put(line, "subscription", invoice.parent());
        line.put("subtotal", content.amount().minor());
        line.putArray("taxes");
        return line;
    }

    /** How many, and the same without what is no whole piece (docs: truncated). */
    static void quantity(ObjectNode node, BigDecimal quantity) {
        node.put("quantity", quantity.longValue());
        node.put("quantity_decimal", decimal(quantity));
    }

    /** How many an item or a line is about. */
    static BigDecimal quantity(JsonNode node) {
        return JsonFields.text(node, "quantity_decimal")
                .map(BigDecimal::new)
                .orElse(BigDecimal.ONE);
    }

    static void period(ObjectNode node, Period period) {
        node.putObject("period")
                .put("end", Json.seconds(period.end()))
                .put("start", Json.seconds(period.start()));
    }

    /** {@code parent} of a line that came from an invoice item. */
    static void ofItem(ObjectNode line, JsonNode item) {
        var details =
                line.putObject("parent")
                        .put("type", "invoice_item_details")
                        .putNull("subscription_item_details")
                        .putObject("invoice_item_details");
        details.put("invoice_item", item.path("id").asText());
        details.put("proration", item.path("proration").asBoolean());
        credited(details, item);
        Json.put(
                details,
                "subscription",
                JsonFields.text(item.path("parent").path("subscription_details"), "subscription"));
    }

    /** Which lines were asked for, and are given back by this one. */
    private static void credited(ObjectNode details, JsonNode item) {
        details.putNull("proration_details");
        if (!item.path("proration").asBoolean()) return;
        var of = item.path("proration_details").path("credited_items");
        var lines = details.putObject("proration_details").putNull("credited_items");
        if (of.isObject())
            lines.set("credited_items", of.path("invoice_line_item_details").deepCopy());
    }

    /** {@code parent} of a line that is a subscription's. */
    static void ofSubscription(ObjectNode line, String subscription, String item) {
        var details =
                line.putObject("parent")
                        .put("type", "subscription_item_details")
                        .putNull("invoice_item_details")
                        .putObject("subscription_item_details");
        details.putNull("invoice_item");
        details.put("proration", false);
        details.putNull("proration_details");
        details.put("subscription", subscription);
        details.put("subscription_item", item);
        line.put("subscription", subscription);
    }

    /** Puts a line into an invoice: its body and its detail. */
    static void add(
            ObjectNode body,
            ObjectNode detail,
            ObjectNode line,
            String product,
            List<String> rates) {
        JsonFields.array(JsonFields.object(body, "lines"), "data").add(line);
        var kept = JsonFields.object(detail, "lines").putObject(line.path("id").asText());
        kept.put("product", product);
        rates.forEach(kept.putArray("rates")::add);
    }

    /** The lines of an invoice's body. */
    static List<ObjectNode> of(ObjectNode body) {
        return JsonFields.objects(body.path("lines").path("data"));
    }
}
