package hawker.pricing;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;

/**
 * A tax that a seller adds to an amount, or that is in it already.
 *
 * @param percent 0 to 100, up to four decimals
 */
public record TaxRate(Id id, String name, boolean active, boolean inclusive, BigDecimal percent) {

    /** {@code txr_…} */
    public record Id(String text) {
        @Override
        public String toString() {
            return text;
        }
    }

    static TaxRate of(JsonNode body) {
        return new TaxRate(
                new Id(body.path("id").asText()),
                body.path("display_name").asText(),
                body.path("active").asBoolean(),
                body.path("inclusive").asBoolean(),
                Fields.decimal(body, "percentage").orElse(BigDecimal.ZERO));
    }
}
