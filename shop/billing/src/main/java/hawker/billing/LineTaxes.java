package hawker.billing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.ApiError;
import hawker.api.Json;
import hawker.api.Param;
import hawker.api.Params;
import hawker.platform.Tx;
import hawker.pricing.Cause;
import hawker.pricing.Pricing;
import hawker.pricing.TaxRate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * What a seller says of taxes beside tax rates: the amounts that a line's taxes come to, computed
 * elsewhere, and of an item how it would be taxed automatically.
 */
final class LineTaxes {

    private static final String AMOUNTS = "tax_amounts";
    private static final String BEHAVIOR = "tax_behavior";
    private static final String CODE = "tax_code";
    private static final String UNSAID = "unspecified";

    /** The reason where none is told, as of tax rates that the seller names. */
    static final String UNTOLD = "not_available";

    /** Of one line (docs). */
    private static final int MOST = 10;

    /** Amounts in minor units of the invoice's currency; below zero where something is credited. */
    static final Param PARAM =
            Param.list(
                            AMOUNTS,
                            Param.hash(
                                    "tax",
                                    Param.integer("amount", -Param.MAX_AMOUNT, Param.MAX_AMOUNT)
                                            .required(),
                                    Pricing.taxRateData().required(),
                                    Param.oneOf(
                                            "taxability_reason",
                                            "customer_exempt",
                                            "not_available",
                                            "not_collecting",
                                            "not_subject_to_tax",
                                            "not_supported",
                                            "portion_product_exempt",
                                            "portion_reduced_rated",
                                            "portion_standard_rated",
                                            "product_exempt",
                                            "product_exempt_holiday",
                                            "proportionally_rated",
                                            "reduced_rated",
                                            "reverse_charge",
                                            "standard_rated",
                                            "taxable_basis_reduced",
                                            "zero_rated"),
                                    Param.integer(
                                                    "taxable_amount",
                                                    -Param.MAX_AMOUNT,
                                                    Param.MAX_AMOUNT)
                                            .required()))
                    .nullable();

    /** How an item would be taxed automatically. */
    static final Param[] AUTOMATIC = {
        Param.oneOf(BEHAVIOR, "exclusive", "inclusive", UNSAID), Param.id(CODE).nullable()
    };

    private LineTaxes() {}

    /**
     * A tax of a line as it was told.
     *
     * @param amount minor units, and those that are taxed
     */
    record Told(TaxRate rate, long amount, long taxable, String reason) {}

    /** Writes the amounts that parameters tell of a line of a draft, if they tell any. */
    static void tell(
            Tx tx, Prices prices, Document draft, ObjectNode line, Params params, Cause cause) {
        if (!params.has(AMOUNTS) && !params.isUnset(AMOUNTS)) return;
        var told = params.hashes(AMOUNTS);
        if (told.size() > MOST)
            throw ApiError.parameterInvalid(
                    params.nameOf(AMOUNTS), "A line has at most " + MOST + " tax amounts.");
        var kept = kept(draft, line.path("id").asText());
        kept.remove(AMOUNTS);
        for (var each : told) {
            // Else what is due could not be paid in this currency.
            if (each.requiredInteger("amount") % draft.currency().step() != 0)
                throw ApiError.amountStep(each.nameOf("amount"), draft.currency());
            var data = each.hash(Pricing.taxRateData().name()).orElseThrow();
            var rate = prices.pricing().taxRateOf(tx, draft.account(), data, cause);
            JsonFields.array(kept, AMOUNTS)
                    .addObject()
                    .put("rate", rate.id().text())
                    .put("amount", each.requiredInteger("amount"))
                    .put("taxable", each.requiredInteger("taxable_amount"))
                    .put("reason", each.text("taxability_reason").orElse(UNTOLD));
        }
    }

    private static ObjectNode kept(Document draft, String line) {
        return JsonFields.object(JsonFields.object(draft.detail(), "lines"), line);
    }

    /** What is told of a line stays with it when its item changes, or is revised. */
    static void carry(JsonNode from, Document draft, String line) {
        if (from.path(AMOUNTS).isArray())
            kept(draft, line).set(AMOUNTS, from.path(AMOUNTS).deepCopy());
    }

    static List<Told> of(Tx tx, Prices prices, Document draft, JsonNode kept) {
        var told = new ArrayList<Told>();
        for (var each : JsonFields.objects(kept.path(AMOUNTS)))
            for (var rate : prices.rates(tx, draft.account(), List.of(each.path("rate").asText())))
                told.add(
                        new Told(
                                rate,
                                each.path("amount").asLong(),
                                each.path("taxable").asLong(),
                                each.path("reason").asText()));
        return told;
    }

    /** An invoice has its taxes from rates, or told; not some this way and some that. */
    static void check(List<Totals.Part> parts) {
        boolean told = parts.stream().anyMatch(part -> !part.told().isEmpty());
        if (told && parts.stream().anyMatch(part -> !part.rates().isEmpty()))
            throw ApiError.parameterInvalid(
                    AMOUNTS,
                    "You cannot set tax amounts if any line item has tax_rates or if the invoice"
                            + " has default_tax_rates.");
    }

    /**
     * Keeps how an item would be taxed. There are no automatic taxes, and the API shows neither, so
     * that it counts where the item would be taxed so; until then it is only checked.
     *
     * @param price the terms of the item's price; missing if it has none
     */
    static void automatic(
            Prices prices, ObjectNode detail, Supplier<JsonNode> price, Params params) {
        params.text(BEHAVIOR)
                .ifPresent(said -> {
                    var priced = price.get().path(BEHAVIOR).asText(UNSAID);
                    for (var before : List.of(detail.path(BEHAVIOR).asText(UNSAID), priced))
                        if (!before.equals(UNSAID) && !before.equals(said))
                            throw ApiError.parameterInvalid(
                                    params.nameOf(BEHAVIOR),
                                    "The tax behavior is `"
                                            + before
                                            + "`, and cannot be changed once it is set.");
                    detail.put(BEHAVIOR, said);
                });
        if (params.isUnset(CODE)) detail.remove(CODE);
        params.text(CODE)
                .ifPresent(code -> {
                    if (!prices.pricing().isTaxCode(code))
                        throw ApiError.missingReference("tax code", code, params.nameOf(CODE));
                    detail.put(CODE, code);
                });
    }

    /** A tax as lines and invoices show it. */
    static ObjectNode shown(TaxRate rate, long amount, long taxable, String reason) {
        var node = Json.object();
        node.put("amount", amount);
        node.put("tax_behavior", rate.inclusive() ? "inclusive" : "exclusive");
        node.putObject("tax_rate_details").put("tax_rate", rate.id().text());
        node.put("taxability_reason", reason);
        node.put("taxable_amount", taxable);
        return node.put("type", "tax_rate_details");
    }
}
