package hawker.pricing;

import com.fasterxml.jackson.databind.JsonNode;
import hawker.kernel.Currency;
import hawker.kernel.Money;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A word that buyers type to get a coupon's rebate.
 *
 * @param customer the only one who may use it
 * @param firstOnly only for who has not bought before
 * @param least of the purchase, by currency; empty: none
 */
public record PromotionCode(
        Id id,
        String code,
        Coupon.Id coupon,
        boolean active,
        Optional<String> customer,
        boolean firstOnly,
        Map<Currency, Money> least,
        Optional<Long> most,
        Optional<Instant> expires) {

    /** {@code promo_…} */
    public record Id(String text) {
        @Override
        public String toString() {
            return text;
        }
    }

    public PromotionCode {
        least = Map.copyOf(least);
    }

    boolean isOver(Instant now, long redeemed) {
        return !active
                || expires.map(end -> !now.isBefore(end)).orElse(false)
                || most.map(m -> redeemed >= m).orElse(false);
    }

    static PromotionCode of(JsonNode body) {
        var restrictions = body.path("restrictions");
        var least = new LinkedHashMap<Currency, Money>();
        Fields.text(restrictions, "minimum_amount_currency")
                .map(Currency::of)
                .ifPresent(c -> least.put(c, minimum(restrictions, c)));
        for (var option : restrictions.path("currency_options").properties()) {
            var currency = Currency.of(option.getKey());
            least.put(currency, minimum(option.getValue(), currency));
        }
        return new PromotionCode(
                new Id(body.path("id").asText()),
                body.path("code").asText(),
                new Coupon.Id(body.path("promotion").path("coupon").asText()),
                body.path("active").asBoolean(),
                Fields.text(body, "customer"),
                restrictions.path("first_time_transaction").asBoolean(),
                least,
                Fields.integer(body, "max_redemptions"),
                Fields.integer(body, "expires_at").map(Instant::ofEpochSecond));
    }

    private static Money minimum(JsonNode body, Currency currency) {
        return Money.of(body.path("minimum_amount").asLong(), currency);
    }
}
