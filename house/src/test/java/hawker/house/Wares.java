package hawker.house;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What checkout sessions of the journeys sell, as parameters of the API. */
final class Wares {

    private Wares() {}

    static Map<String, Object> goods(House house, Map<String, Object> more) {
        var price =
                new Api(house.base(), house.secretKey())
                        .post(
                                "/v1/prices",
                                Map.of(
                                        "currency", "usd",
                                        "unit_amount", "1250",
                                        "product_data[name]", "Lantern",
                                        "currency_options[eur][unit_amount]", "1150"))
                        .json()
                        .path("id")
                        .asText();
        var all = new HashMap<String, Object>(more);
        all.put("mode", "payment");
        all.put("line_items", List.of(Map.of("price", price, "quantity", "2")));
        return all;
    }

    static Map<String, Object> delivered() {
        return Map.of(
                "shipping_address_collection", Map.of("allowed_countries", List.of("US", "DE")),
                "shipping_options", List.of(way("By post", 500), way("By courier", 900)));
    }

    private static Map<String, Object> way(String name, int amount) {
        var fixed = Map.of("amount", String.valueOf(amount), "currency", "usd");
        return Map.of(
                "shipping_rate_data",
                Map.of("display_name", name, "type", "fixed_amount", "fixed_amount", fixed));
    }

    static Map<String, Object> club(int trial) {
        var price =
                Map.of(
                        "currency",
                        "usd",
                        "unit_amount",
                        "1250",
                        "product_data",
                        Map.of("name", "Oil club"),
                        "recurring",
                        Map.of("interval", "month"));
        var all = new HashMap<String, Object>();
        all.put("mode", "subscription");
        all.put("line_items", List.of(Map.of("price_data", price, "quantity", "2")));
        if (trial > 0)
            all.put("subscription_data", Map.of("trial_period_days", String.valueOf(trial)));
        return all;
    }
}
