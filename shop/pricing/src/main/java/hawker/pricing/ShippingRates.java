package hawker.pricing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.ApiError;
import hawker.api.Json;
import hawker.api.Param;
import hawker.api.Params;
import hawker.api.Shape;
import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.platform.Tx;
import java.util.Locale;

/** Makes shipping rates, of {@code /v1/shipping_rates} or of {@code shipping_rate_data}. */
final class ShippingRates {

    private static final Param BOUND =
            Param.hash(
                    "bound",
                    Param.oneOf("unit", "hour", "day", "business_day", "week", "month").required(),
                    Param.integer("value", 1, 10_000).required());

    static final Param OPTIONS =
            PriceParams.currencies(
                    Param.amountOrZero("amount"),
                    Param.oneOf("tax_behavior", "exclusive", "inclusive", "unspecified"));

    static final Shape CREATE =
            Shape.of(
                    Param.text("display_name", 100).required(),
                    Param.hash(
                            "delivery_estimate", named("maximum", BOUND), named("minimum", BOUND)),
                    Param.hash(
                            "fixed_amount",
                            Param.amountOrZero("amount").required(),
                            Param.currency("currency").required(),
                            OPTIONS),
                    Param.metadata(),
                    Param.oneOf("tax_behavior", "exclusive", "inclusive", "unspecified"),
                    Param.id("tax_code"),
                    Param.oneOf("type", "fixed_amount"));

    private final Shelf shelf;

    ShippingRates(Shelf shelf) {
        this.shelf = shelf;
    }

    private static Param named(String name, Param like) {
        return new Param(name, like.type(), false, false, false);
    }

    Item make(Tx tx, AccountId account, Params params, Cause cause) {
        var body = Fields.nulls("delivery_estimate", "tax_code");
        var fixed =
                params.hash("fixed_amount")
                        .orElseThrow(
                                () -> ApiError.parameterMissing(params.nameOf("fixed_amount")));
        var currency = fixed.requiredCurrency("currency");
        long amount = fixed.requiredInteger("amount");
        if (amount % currency.step() != 0)
            throw ApiError.amountStep(fixed.nameOf("amount"), currency);
        body.put("active", true);
        body.put("type", "fixed_amount");
        body.put("tax_behavior", "unspecified");
        var node = body.putObject("fixed_amount");
        node.put("amount", amount).put("currency", currency.code());
        fixed.hash("currency_options").ifPresent(all -> options(node, all));
        params.text("tax_code")
                .ifPresent(code -> body.put("tax_code", TaxCodes.known(code, params)));
        params.hash("delivery_estimate").ifPresent(e -> body.set("delivery_estimate", estimate(e)));
        Fields.texts(body, params, "display_name", "tax_behavior");
        Fields.metadata(body, params);
        var id = shelf.newId(account, Kind.SHIPPING_RATE);
        return shelf.put(tx, account, Kind.SHIPPING_RATE, id, body, cause);
    }

    private static ObjectNode estimate(Params params) {
        var node = Json.object();
        for (var name : new String[] {"maximum", "minimum"}) {
            node.putNull(name);
            params.hash(name)
                    .ifPresent(bound ->
                            node.putObject(name)
                                    .put("unit", bound.requiredText("unit"))
                                    .put("value", bound.requiredInteger("value")));
        }
        return node;
    }

    /** What it costs in other currencies; an amount that is there may be changed. */
    static void options(ObjectNode fixed, Params all) {
        var options =
                fixed.path("currency_options") instanceof ObjectNode now ? now : Json.object();
        for (var each : java.util.Currency.getAvailableCurrencies()) {
            var code = each.getCurrencyCode().toLowerCase(Locale.ROOT);
            var option = all.hash(code);
            if (option.isEmpty() || code.equals(fixed.path("currency").asText())) continue;
            long amount = option.get().requiredInteger("amount");
            if (amount % Currency.of(code).step() != 0)
                throw ApiError.amountStep(option.get().nameOf("amount"), Currency.of(code));
            options.putObject(code)
                    .put("amount", amount)
                    .put("tax_behavior", option.get().text("tax_behavior").orElse("unspecified"));
        }
        if (!options.isEmpty()) fixed.set("currency_options", options);
    }
}
