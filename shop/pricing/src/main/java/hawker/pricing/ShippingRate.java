package hawker.pricing;

import com.fasterxml.jackson.databind.JsonNode;
import hawker.kernel.Currency;
import hawker.kernel.Money;
import java.util.LinkedHashMap;
import java.util.Map;

/** A way of delivery and what it costs, by currency. */
public record ShippingRate(Id id, String name, boolean active, Map<Currency, Money> amounts) {

    /** {@code shr_…} */
    public record Id(String text) {
        @Override
        public String toString() {
            return text;
        }
    }

    public ShippingRate {
        amounts = Map.copyOf(amounts);
    }

    static ShippingRate of(JsonNode body) {
        var fixed = body.path("fixed_amount");
        var amounts = new LinkedHashMap<Currency, Money>();
        var own = Currency.of(fixed.path("currency").asText());
        amounts.put(own, Money.of(fixed.path("amount").asLong(), own));
        for (var option : fixed.path("currency_options").properties()) {
            var currency = Currency.of(option.getKey());
            amounts.put(currency, Money.of(option.getValue().path("amount").asLong(), currency));
        }
        return new ShippingRate(
                new Id(body.path("id").asText()),
                body.path("display_name").asText(),
                body.path("active").asBoolean(),
                amounts);
    }
}
