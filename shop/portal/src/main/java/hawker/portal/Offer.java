package hawker.portal;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** A price that may be chosen, and what of it. */
record Offer(JsonNode price, String name, JsonNode quantity) {
    String id() {
        return price.path("id").asText();
    }

    boolean isCounted() {
        return quantity.path("enabled").asBoolean();
    }

    int least() {
        return Math.max(1, quantity.path("minimum").asInt(1));
    }

    int most() {
        return quantity.path("maximum").isNumber() ? quantity.path("maximum").asInt() : 999_999;
    }

    /** The prices in the subscription's own currency that the seller offers. */
    static List<Offer> all(Visiting visit, JsonNode subscription) {
        var offers = new ArrayList<Offer>();
        for (var product : visit.portal().feature(Features.UPDATE).path("products"))
            for (var id : product.path("prices")) {
                var price = visit.get("/v1/prices/{}", "expand%5B%5D=product", id.asText());
                boolean fits =
                        price.path("active").asBoolean()
                                && price.path("unit_amount").isNumber()
                                && price.path("currency").equals(subscription.path("currency"));
                if (!fits) continue;
                var name = price.path("product").path("name").asText();
                offers.add(new Offer(price, name, product.path("adjustable_quantity")));
            }
        return offers;
    }
}
