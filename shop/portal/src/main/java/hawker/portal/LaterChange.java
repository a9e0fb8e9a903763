package hawker.portal;

import com.fasterxml.jackson.databind.JsonNode;
import hawker.api.ApiModule.Inside.Reply;
import hawker.api.Json;
import hawker.kernel.Money;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Changes that wait until what is paid for is over ({@code schedule_at_period_end}): the
 * subscription gets a schedule, whose second phase is the new plan and which leaves it alone then.
 */
final class LaterChange {

    static final String FEATURE = "schedule_at_period_end";
    static final List<String> CONDITIONS = List.of("decreasing_item_amount", "shortening_interval");

    private static final String SCHEDULES = "/v1/subscription_schedules";
    private static final String ONE = SCHEDULES + "/{}";

    private LaterChange() {}

    /** Whether the seller wants this change to wait. */
    static boolean waits(Visiting visit, JsonNode item, JsonNode price, long quantity) {
        var how = visit.portal().feature(Features.UPDATE).path(FEATURE);
        for (var condition : how.path("conditions")) {
            boolean meets =
                    switch (condition.path("type").asText()) {
                        case "decreasing_item_amount" -> decreases(item, price, quantity);
                        case "shortening_interval" -> days(price) < days(item.path("price"));
                        default -> false;
                    };
            if (meets) return true;
        }
        return false;
    }

    private static boolean decreases(JsonNode item, JsonNode price, long quantity) {
        var now = amount(item.path("price"), item.path("quantity").asLong(1));
        var then = amount(price, quantity);
        return now.currency().equals(then.currency()) && then.compareTo(now) < 0;
    }

    private static Money amount(JsonNode price, long quantity) {
        return Shown.money(price, "unit_amount").times(quantity);
    }

    private static long days(JsonNode price) {
        var recurring = price.path("recurring");
        long one =
                switch (recurring.path("interval").asText()) {
                    case "week" -> 7;
                    case "month" -> 30;
                    case "year" -> 365;
                    default -> 1;
                };
        return one * recurring.path("interval_count").asLong(1);
    }

    /**
     * Makes the schedule.
     *
     * @param discounts of the new plan, as parameters of a phase; empty: those it has
     */
    static Reply make(
            Visiting visit,
            JsonNode subscription,
            String price,
            long quantity,
            Map<String, String> discounts) {
        var id = subscription.path("id").asText();
        var made = visit.post(SCHEDULES, Map.of("from_subscription", id));
        if (!made.isOk()) return made;
        var form = new LinkedHashMap<String, String>();
        form.put("end_behavior", "release");
        var now = made.body().path("phases").path(0);
        running(form, now);
        form.put("phases[1][iterations]", "1");
        form.put("phases[1][proration_behavior]", "none");
        form.put("phases[1][items][0][price]", price);
        form.put("phases[1][items][0][quantity]", "" + quantity);
        rates(form, "phases[1]", now);
        if (discounts.isEmpty()) known(form, "phases[1]", now.path("discounts"));
        discounts.forEach((name, value) -> form.put("phases[1]" + name, value));
        var schedule = made.body().path("id").asText();
        var planned = visit.post(ONE, form, schedule);
        if (!planned.isOk()) visit.post(ONE + "/release", Map.of(), schedule);
        return planned;
    }

    /** The phase that runs stays as it is. */
    private static void running(Map<String, String> form, JsonNode now) {
        form.put("phases[0][start_date]", now.path("start_date").asText());
        form.put("phases[0][end_date]", now.path("end_date").asText());
        form.put("phases[0][proration_behavior]", "none");
        rates(form, "phases[0]", now);
        known(form, "phases[0]", now.path("discounts"));
        int i = 0;
        for (var item : now.path("items")) {
            var at = "phases[0][items][" + i++ + "]";
            form.put(at + "[price]", item.path("price").asText());
            if (item.has("quantity")) form.put(at + "[quantity]", item.path("quantity").asText());
            known(form, at, item.path("discounts"));
            int k = 0;
            for (var rate : item.path("tax_rates"))
                form.put(at + "[tax_rates][" + k++ + "]", rate.path("id").asText());
            item.path("metadata")
                    .properties()
                    .forEach(p ->
                            form.put(at + "[metadata][" + p.getKey() + "]", p.getValue().asText()));
        }
    }

    private static void rates(Map<String, String> form, String phase, JsonNode now) {
        int i = 0;
        for (var rate : now.path("default_tax_rates"))
            form.put(phase + "[default_tax_rates][" + i++ + "]", rate.path("id").asText());
    }

    private static void known(Map<String, String> form, String at, JsonNode discounts) {
        int i = 0;
        for (var each : discounts)
            form.put(at + "[discounts][" + i++ + "][discount]", each.path("discount").asText());
    }

    /** What a subscription is about to become. */
    record Planned(String schedule, String says, Instant from) {}

    /** What a schedule makes of it next, if one leads it. */
    static Optional<Planned> planned(Visiting visit, JsonNode subscription) {
        return Shown.text(subscription, "schedule").flatMap(id -> planned(visit, id));
    }

    private static Optional<Planned> planned(Visiting visit, String id) {
        var schedule = visit.get(ONE, "", id);
        var now = schedule.path("current_phase").path("end_date").asLong();
        for (var phase : schedule.path("phases"))
            if (now > 0 && phase.path("start_date").asLong() == now)
                return Optional.of(new Planned(id, says(visit, phase), Instant.ofEpochSecond(now)));
        return Optional.empty();
    }

    private static String says(Visiting visit, JsonNode phase) {
        var item = phase.path("items").path(0);
        var id = item.path("price").asText();
        var shown = Json.object();
        shown.set("price", visit.get("/v1/prices/{}", "expand%5B%5D=product", id));
        shown.put("quantity", item.path("quantity").asLong(1));
        return Shown.name(shown) + ", " + Shown.price(shown);
    }

    /** The subscription goes on as it is. */
    static boolean forget(Visiting visit, JsonNode subscription) {
        return planned(visit, subscription)
                .map(planned -> visit.post(ONE + "/release", Map.of(), planned.schedule()).isOk())
                .orElse(false);
    }
}
