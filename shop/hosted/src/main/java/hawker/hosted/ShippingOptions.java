package hawker.hosted;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.ApiError;
import hawker.api.Param;
import hawker.api.Params;
import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.platform.Tx;
import hawker.pricing.Cause;
import hawker.pricing.Pricing;
import hawker.pricing.ShippingRate;
import java.util.Optional;

/** {@code shipping_options}: the ways of delivery that a buyer may choose from. */
final class ShippingOptions {

    private ShippingOptions() {}

    static Param param() {
        return Param.list(
                "shipping_options",
                Param.hash("option", Param.id("shipping_rate"), Pricing.shippingRateData()));
    }

    /** Finds or makes their rates; the first one is chosen until the buyer chooses. */
    static void offer(
            Tx tx,
            Pricing pricing,
            AccountId account,
            Params params,
            ObjectNode body,
            ObjectNode detail,
            Currency currency,
            Cause cause) {
        var options = body.putArray("shipping_options");
        detail.remove("shipping_choice");
        for (var option : params.hashes("shipping_options")) {
            var rate =
                    option.hash("shipping_rate_data")
                            .map(data -> pricing.makeShippingRate(tx, account, data, cause))
                            .or(() ->
                                    option.text("shipping_rate")
                                            .map(ShippingRate.Id::new)
                                            .flatMap(id -> pricing.shippingRate(tx, account, id)))
                            .filter(ShippingRate::active)
                            .orElseThrow(() ->
                                    ApiError.missingReference(
                                            "shipping rate",
                                            option.text("shipping_rate").orElse(""),
                                            option.nameOf("shipping_rate")));
            var amount = Optional.ofNullable(rate.amounts().get(currency));
            if (amount.isEmpty())
                throw ApiError.parameterInvalid(
                        option.nameOf("shipping_rate"),
                        "The shipping rate has no amount in " + currency + ".");
            options.addObject()
                    .put("shipping_amount", amount.get().minor())
                    .put("shipping_rate", rate.id().text());
        }
        if (!options.isEmpty())
            detail.put("shipping_choice", options.get(0).path("shipping_rate").asText());
    }
}
