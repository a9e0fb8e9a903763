package hawker.billing;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.ApiError;
import hawker.api.Json;
import hawker.api.Param;
import hawker.api.Params;
import hawker.kernel.AccountId;
import hawker.platform.Tx;
import hawker.pricing.Cause;
import hawker.pricing.Pricing;
import hawker.pricing.ShippingRate;
import hawker.pricing.TaxRate;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code shipping_cost} of an invoice: what delivery costs, by a shipping rate. It is no line, is
 * not discounted, and is taxed by the invoice's own rates.
 */
final class ShippingCost {

    private static final String NAME = "shipping_cost";
    private static final String SUM = "amount_shipping";

    static final Param PARAM =
            Param.hash(NAME, Param.id("shipping_rate"), Pricing.shippingRateData()).nullable();

    private ShippingCost() {}

    /** Writes into a draft what parameters say of it; adding up does the rest. */
    static void fill(
            Tx tx,
            AccountId account,
            Pricing pricing,
            ObjectNode body,
            Params params,
            Cause cause) {
        if (params.isUnset(NAME)) {
            body.putNull(NAME);
            body.put(SUM, 0);
        }
        var asked = params.hash(NAME);
        if (asked.isEmpty()) return;
        var rate = rate(tx, account, pricing, asked.get(), cause);
        var currency = JsonFields.currency(body);
        var amount =
                Optional.ofNullable(rate.amounts().get(currency))
                        .orElseThrow(() ->
                                ApiError.parameterInvalid(
                                        asked.get().nameOf(sent(asked.get())),
                                        "The shipping rate has no amount in the invoice's currency,"
                                                + " `"
                                                + currency.code()
                                                + "`."));
        body.putObject(NAME)
                .put("amount_subtotal", amount.minor())
                .put("amount_tax", 0)
                .put("amount_total", amount.minor())
                .put("shipping_rate", rate.id().text());
        body.put(SUM, amount.minor());
    }

    private static String sent(Params asked) {
        return asked.has("shipping_rate_data") ? "shipping_rate_data" : "shipping_rate";
    }

    private static ShippingRate rate(
            Tx tx, AccountId account, Pricing pricing, Params asked, Cause cause) {
        if (asked.has("shipping_rate") == asked.has("shipping_rate_data"))
            throw asked.has("shipping_rate")
                    ? ApiError.parametersExclusive(
                            asked.nameOf("shipping_rate"), asked.nameOf("shipping_rate_data"))
                    : ApiError.parameterMissing(asked.nameOf("shipping_rate"));
        var data = asked.hash("shipping_rate_data");
        if (data.isPresent()) return pricing.makeShippingRate(tx, account, data.get(), cause);
        var id = asked.requiredText("shipping_rate");
        return pricing.shippingRate(tx, account, new ShippingRate.Id(id))
                .filter(ShippingRate::active)
                .orElseThrow(() ->
                        ApiError.missingReference(
                                "shipping rate", id, asked.nameOf("shipping_rate")));
    }

    /**
     * As a part that is added up beside the lines; empty if nothing is delivered.
     *
     * @param usual the invoice's rates
     */
    static Optional<Totals.Part> part(ObjectNode body, List<TaxRate> usual) {
        if (!body.path(NAME).isObject()) return Optional.empty();
        var line = Json.object();
        line.put("amount", body.path(NAME).path("amount_subtotal").asLong());
        return Optional.of(new Totals.Part(line, "", usual, List.of(), Map.of(), List.of()));
    }

    /**
     * Writes its taxes.
     *
     * @param part after it was added up
     * @param rates the invoice's rates as the API shows them
     */
    static void taxed(ObjectNode body, Totals.Part part, List<ObjectNode> rates) {
        var cost = JsonFields.object(body, NAME);
        long tax = 0;
        long added = 0;
        var taxes = cost.putArray("taxes");
        for (var each : JsonFields.objects(part.line().path("taxes"))) {
            long amount = each.path("amount").asLong();
            tax += amount;
            if (each.path("tax_behavior").asText().equals("exclusive")) added += amount;
            tax(taxes, each, rates);
        }
        long subtotal = cost.path("amount_subtotal").asLong();
        cost.put("amount_tax", tax).put("amount_total", subtotal + added);
    }

    private static void tax(ArrayNode into, ObjectNode tax, List<ObjectNode> rates) {
        var id = tax.path("tax_rate_details").path("tax_rate");
        for (var rate : rates)
            if (rate.path("id").equals(id)) {
                var node = into.addObject().put("amount", tax.path("amount").asLong());
                node.set("rate", rate.deepCopy());
                node.putNull("taxability_reason");
                node.set("taxable_amount", tax.path("taxable_amount"));
            }
    }
}
