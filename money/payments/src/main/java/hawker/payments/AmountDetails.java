package hawker.payments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.ApiError;
import hawker.api.Json;
import hawker.api.Param;
import hawker.api.Params;
import hawker.kernel.Money;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an amount is made up of ({@code amount_details}): goods, delivery, tax, discount. Said for
 * the cardholder's bank and the seller's own records; it changes nothing about what is charged. It
 * is kept as the JSON that was sent, in the intent's notes.
 */
final class AmountDetails {

    static final String NAME = "amount_details";
    private static final String ITEMS = "line_items";
    private static final String ENFORCE = "enforce_arithmetic_validation";
    private static final int MOST_ITEMS = 200;

    /** What of the tip a buyer added at a reader; not shown. */
    private static final String AT_READER = "tip_at_reader";

    static final Param PARAM =
            Param.hash(
                            NAME,
                            Param.amountOrZero("discount_amount").nullable(),
                            Param.flag(ENFORCE),
                            Param.list(ITEMS, item()).nullable(),
                            Param.hash(
                                            "shipping",
                                            Param.amountOrZero("amount"),
                                            Param.text("from_postal_code", 10),
                                            Param.text("to_postal_code", 10))
                                    .nullable(),
                            Param.hash("tax", Param.amountOrZero("total_tax_amount").required())
                                    .nullable(),
                            Param.hash("tip", Param.amountOrZero("amount")))
                    .nullable();

    private AmountDetails() {}

    private static Param item() {
        return Param.hash(
                "line_item",
                Param.amountOrZero("discount_amount"),
                Param.hash(
                        "payment_method_options",
                        Param.hash("card", Param.text("commodity_code", 12))),
                Param.text("product_code", 12),
                Param.text("product_name", 1024).required(),
                Param.integer("quantity", 1, 1_000_000).required(),
                Param.hash("tax", Param.amountOrZero("total_tax_amount").required()),
                Param.amountOrZero("unit_cost").required(),
                Param.text("unit_of_measure", 12));
    }

    /**
     * The notes with what was sent; another amount is held against what was sent before.
     *
     * @throws ApiError if it does not add up and that is not allowed
     */
    static Notes changed(Params params, Notes notes, Money amount) {
        if (params.isUnset(NAME)) return notes.withAmounts(Optional.empty());
        var sent = params.hash(NAME);
        boolean other = sent.isPresent() || params.has("amount");
        if (!other || (sent.isEmpty() && notes.amounts().isEmpty())) return notes;
        var node = notes.amounts().map(Json::parse).orElseGet(Json::object);
        sent.ifPresent(details -> merge(details, node));
        checked(node, amount);
        return notes.withAmounts(Optional.of(Json.text(node)));
    }

    private static void merge(Params sent, ObjectNode node) {
        if (sent.hashes(ITEMS).size() > MOST_ITEMS)
            throw ApiError.parameterInvalid(
                    sent.nameOf(ITEMS), "At most " + MOST_ITEMS + " line items can be given.");
        for (var name : List.of("discount_amount", ITEMS, "shipping", "tax", "tip"))
            if (sent.has(name) || sent.isUnset(name)) node.remove(name);
        if (sent.has("tip")) node.remove(AT_READER);
        sent.flag(ENFORCE).ifPresent(flag -> node.put(ENFORCE, flag));
        sent.integer("discount_amount").ifPresent(n -> node.put("discount_amount", n));
        sent.hash("tax").ifPresent(tax -> node.set("tax", tax(tax)));
        sent.hash("tip")
                .flatMap(tip -> tip.integer("amount"))
                .ifPresent(n -> node.putObject("tip").put("amount", n));
        sent.hash("shipping")
                .ifPresent(to -> {
                    var shipping = node.putObject("shipping").putNull("amount");
                    to.integer("amount").ifPresent(n -> shipping.put("amount", n));
                    for (var name : List.of("from_postal_code", "to_postal_code"))
                        Json.put(shipping, name, to.text(name));
                });
        var items = sent.hashes(ITEMS);
        if (!items.isEmpty()) {
            var all = node.putArray(ITEMS);
            for (var item : items) all.add(item(item));
        }
        checkOnce(sent, node);
    }

    /** Tax and discount are said of the whole or of the lines, not of both. */
    private static void checkOnce(Params sent, ObjectNode node) {
        for (var name : List.of("tax", "discount_amount")) {
            boolean ofLines = false;
            for (var item : node.path(ITEMS)) ofLines |= item.hasNonNull(name);
            if (ofLines && node.has(name))
                throw ApiError.parametersExclusive(
                        sent.nameOf(name), sent.nameOf(ITEMS) + "[0][" + name + "]");
        }
    }

    private static ObjectNode tax(Params tax) {
        return Json.object().put("total_tax_amount", tax.requiredInteger("total_tax_amount"));
    }

    private static ObjectNode item(Params sent) {
        var node = Json.object().putNull("discount_amount").putNull("tax");
        sent.integer("discount_amount").ifPresent(n -> node.put("discount_amount", n));
        var code =
                sent.hash("payment_method_options")
                        .flatMap(o -> o.hash("card"))
                        .flatMap(c -> c.text("commodity_code"));
        if (code.isEmpty()) node.putNull("payment_method_options");
        else
            node.putObject("payment_method_options")
                    .putObject("card")
                    .put("commodity_code", code.get());
        Json.put(node, "product_code", sent.text("product_code"));
        node.put("product_name", sent.requiredText("product_name"));
        node.put("quantity", sent.requiredInteger("quantity"));
        sent.hash("tax").ifPresent(tax -> node.set("tax", tax(tax)));
        node.put("unit_cost", sent.requiredInteger("unit_cost"));
        return Json.put(node, "unit_of_measure", sent.text("unit_of_measure"));
    }

    /** Notes what does not add up, or refuses it. */
    private static void checked(ObjectNode node, Money amount) {
        node.remove("error");
        var code = wrong(node, amount.minor());
        if (code.isEmpty()) return;
        boolean lines = code.get().equals("amount_details_amount_mismatch");
        var message =
                lines
                        ? "The amount must be the sum of the line items, shipping and tax, less the"
                                + " discount."
                        : "Tax, shipping and discount together are more than the amount.";
        if (node.path(ENFORCE).asBoolean(true)) throw ApiError.invalid(code.get(), NAME, message);
        node.putObject("error").put("code", code.get()).put("message", message);
    }

    private static Optional<String> wrong(JsonNode node, long amount) {
        long tax = node.path("tax").path("total_tax_amount").asLong();
        long discount = node.path("discount_amount").asLong();
        long shipping = node.path("shipping").path("amount").asLong();
        if (!node.has(ITEMS))
            return Math.addExact(tax, Math.addExact(shipping, discount)) > amount
                    ? Optional.of("amount_details_tax_shipping_discount_greater_than_amount")
                    : Optional.empty();
        long sum = tax - discount + shipping;
        for (var item : node.path(ITEMS)) {
            long goods =
                    Math.multiplyExact(
                            item.path("unit_cost").asLong(), item.path("quantity").asLong());
            long added = goods + item.path("tax").path("total_tax_amount").asLong();
            sum = Math.addExact(sum, added - item.path("discount_amount").asLong());
        }
        return sum == amount ? Optional.empty() : Optional.of("amount_details_amount_mismatch");
    }

    /** What a buyer added to the amount at a reader, in minor units; 0: nothing. */
    static long addedAtReader(Notes notes) {
        return notes.amounts()
                .map(Json::parse)
                .map(node -> node.path(AT_READER).asLong())
                .orElse(0L);
    }

    /**
     * The notes with what a buyer added at a reader in the place of what one added before; a tip
     * that the seller stated stays, the two are shown together.
     *
     * @param added in minor units
     */
    static Notes tipped(Notes notes, long added) {
        long before = addedAtReader(notes);
        if (before == added) return notes;
        var node = notes.amounts().map(Json::parse).orElseGet(Json::object);
        long tip = Math.addExact(node.path("tip").path("amount").asLong() - before, added);
        node.remove(List.of("tip", AT_READER));
        if (tip > 0) node.putObject("tip").put("amount", tip);
        if (added > 0) node.put(AT_READER, added);
        return notes.withAmounts(Optional.of(node).filter(n -> !n.isEmpty()).map(Json::text));
    }

    /** As an intent has it; the lines have a list of their own. */
    static ObjectNode json(Optional<String> amounts) {
        var node = amounts.map(Json::parse).orElseGet(Json::object);
        node.remove(List.of(ITEMS, ENFORCE, AT_READER));
        if (!node.has("tip")) node.putObject("tip");
        return node;
    }

    /** The lines of an intent's amount, in the order in which they were sent. */
    static List<ObjectNode> items(PaymentIntent intent) {
        var items = new ArrayList<ObjectNode>();
        var amounts = intent.terms().notes().amounts();
        if (amounts.isEmpty()) return items;
        var body = intent.id().text().substring("pi_".length());
        for (var item : Json.parse(amounts.get()).path(ITEMS)) {
            var node =
                    Json.object()
                            .put("id", "uli_" + body + "%03d".formatted(items.size() + 1))
                            .put("object", "payment_intent_amount_details_line_item");
            item.properties().forEach(entry -> node.set(entry.getKey(), entry.getValue()));
            items.add(node);
        }
        return items;
    }
}
