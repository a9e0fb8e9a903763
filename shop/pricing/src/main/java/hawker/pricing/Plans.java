package hawker.pricing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Json;

/** A recurring price as the older API showed it: as a plan. */
final class Plans {

    private Plans() {}

    static boolean isPlan(ObjectNode price) {
        return price.path("type").asText().equals("recurring");
    }

    static ObjectNode render(ObjectNode price) {
        var recurring = price.path("recurring");
        var plan = Json.object();
        plan.set("id", price.path("id"));
        plan.put("object", "plan");
        plan.set("active", price.path("active"));
        plan.set("amount", price.path("unit_amount"));
        plan.set("amount_decimal", price.path("unit_amount_decimal"));
        plan.set("billing_scheme", price.path("billing_scheme"));
        plan.set("created", price.path("created"));
        plan.set("currency", price.path("currency"));
        for (var name :
                new String[] {
                    "interval", "interval_count", "meter", "trial_period_days", "usage_type"
                }) plan.set(name, recurring.path(name));
        plan.set("livemode", price.path("livemode"));
        plan.set("metadata", price.path("metadata"));
        plan.set("nickname", price.path("nickname"));
        plan.set("product", price.path("product"));
        if (price.has("tiers")) plan.set("tiers", price.path("tiers"));
        plan.set("tiers_mode", price.path("tiers_mode"));
        plan.set("transform_usage", price.path("transform_quantity"));
        return plan;
    }
}
