package hawker.pricing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Json;
import hawker.kernel.Currency;
import hawker.kernel.Money;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A rebate: part of the amount or a fixed sum, on all or on some products.
 *
 * @param products only on these; empty: on all
 * @param duration for invoices of a subscription: "once", "repeating" (for so many months),
 *     "forever"
 */
public record Coupon(
        Id id,
        Optional<String> name,
        Off off,
        List<String> products,
        String duration,
        Optional<Integer> months,
        Optional<Long> most,
        Optional<Instant> redeemBy) {

    /** What the seller called it, or eight letters. */
    public record Id(String text) {
        @Override
        public String toString() {
            return text;
        }
    }

    /** How much is taken off. */
    public sealed interface Off {
        record Percent(BigDecimal percent) implements Off {}

        record Fixed(Map<Currency, Money> amounts) implements Off {
            public Fixed {
                amounts = Map.copyOf(amounts);
            }
        }
    }

    public Coupon {
        products = List.copyOf(products);
    }

    public boolean appliesTo(String product) {
        return products.isEmpty() || products.contains(product);
    }

    /** A fixed sum is off only in the currencies it is given in. */
    public boolean isIn(Currency currency) {
        return !(off instanceof Off.Fixed(var amounts)) || amounts.containsKey(currency);
    }

    /** Nobody can use it any more. */
    public boolean isOver(Instant now, long redeemed) {
        return redeemBy.map(end -> !now.isBefore(end)).orElse(false)
                || most.map(m -> redeemed >= m).orElse(false);
    }

    /**
     * What is kept with whatever was bought with it, for {@link #of} to read: a coupon may be
     * deleted, and another one made under its id.
     */
    public ObjectNode terms() {
        var terms = Json.object().put("id", id.text()).put("duration", duration);
        Json.put(terms, "name", name);
        if (!products.isEmpty())
            products.forEach(terms.putObject("applies_to").putArray("products")::add);
        months.ifPresent(m -> terms.put("duration_in_months", m));
        switch (off) {
            case Off.Percent(var percent) -> terms.put("percent_off", percent);
            case Off.Fixed(var amounts) -> {
                var first = amounts.values().iterator().next();
                terms.put("currency", first.currency().code()).put("amount_off", first.minor());
                var options = terms.putObject("currency_options");
                amounts.forEach((currency, amount) ->
                        options.putObject(currency.code()).put("amount_off", amount.minor()));
            }
        }
        return terms;
    }

    /** From the object of the API, or from {@link #terms}. */
    public static Coupon of(JsonNode body) {
        return new Coupon(
                new Id(body.path("id").asText()),
                Fields.text(body, "name"),
                off(body),
                Fields.list(body.path("applies_to"), "products"),
                body.path("duration").asText(),
                Fields.integer(body, "duration_in_months").map(Math::toIntExact),
                Fields.integer(body, "max_redemptions"),
                Fields.integer(body, "redeem_by").map(Instant::ofEpochSecond));
    }

    private static Off off(JsonNode body) {
        var percent = Fields.decimal(body, "percent_off");
        if (percent.isPresent()) return new Off.Percent(percent.get());
        var amounts = new LinkedHashMap<Currency, Money>();
        var currency = Currency.of(body.path("currency").asText());
        amounts.put(currency, Money.of(body.path("amount_off").asLong(), currency));
        for (var option : body.path("currency_options").properties()) {
            var other = Currency.of(option.getKey());
            amounts.put(other, Money.of(option.getValue().path("amount_off").asLong(), other));
        }
        return new Off.Fixed(amounts);
    }
}
