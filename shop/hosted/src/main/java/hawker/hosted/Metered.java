package hawker.hosted;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.ApiError;
import hawker.api.Params;
import hawker.kernel.Currency;
import hawker.kernel.Money;
import hawker.pricing.Price;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * Prices with {@code usage_type=metered}: what is used is paid when its period is over. A session
 * that sells one has a line without a quantity, of which nothing is due today.
 */
final class Metered {

    private static final String MARK = "metered";

    private Metered() {}

    static boolean is(Price price) {
        return price.recurring().map(Price.Recurring::metered).orElse(false);
    }

    static boolean is(JsonNode line) {
        return line.path(MARK).asBoolean();
    }

    /** Marks a line; nobody knows its quantity yet, neither seller nor buyer. */
    static void mark(ObjectNode line, Params params) {
        for (var name : List.of("quantity", "adjustable_quantity"))
            if (params.has(name))
                throw ApiError.parameterInvalid(
                        params.nameOf(name),
                        "You cannot set the quantity of a metered price: its usage is reported"
                                + " later.");
        line.put(MARK, true).put("quantity", 0);
    }

    /** Whether something that recurs costs the same every time. */
    static boolean hasFixed(JsonNode detail) {
        for (var line : detail.path("lines"))
            if (line.path("recurs").asBoolean() && !is(line)) return true;
        return false;
    }

    static boolean isIn(JsonNode detail) {
        for (var line : detail.path("lines")) if (is(line)) return true;
        return false;
    }

    /** "$0.10 each, billed per month": how a line is billed; shorter where tiers decide. */
    static String says(JsonNode line, Price price, Currency currency) {
        var each = each(price, currency).map(text -> text + ", ").orElse("by use, ");
        return each + "billed " + Agreement.every(line);
    }

    private static Optional<String> each(Price price, Currency currency) {
        if (!(price.tariffs().get(currency) instanceof Price.Tariff.Each(var amount)))
            return Optional.empty();
        var pieces = price.packages().map(p -> " per " + p.pieces()).orElse(" each");
        return Optional.of(text(amount, currency) + pieces);
    }

    /** A fraction of a cent is written out, as "0.0025 USD". */
    private static String text(BigDecimal minor, Currency currency) {
        var plain = minor.stripTrailingZeros();
        if (plain.scale() <= 0) return Money.of(plain.longValueExact(), currency).text();
        return plain.movePointLeft(currency.decimals()).toPlainString() + " " + currency.upper();
    }
}
