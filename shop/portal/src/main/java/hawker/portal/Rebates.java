package hawker.portal;

import com.fasterxml.jackson.databind.JsonNode;
import hawker.look.Kit;
import hawker.platform.Platform;
import hawker.web.RateLimit;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What is taken off for a buyer of the portal: a code that they type, a coupon that the seller
 * chose for a change, or one that is offered to who wants to leave.
 */
final class Rebates {

    private static final String CODES = "/v1/promotion_codes";

    private final RateLimit tries;

    Rebates(Platform platform) {
        tries = new RateLimit(10, Duration.ofMinutes(1), platform.clock());
    }

    /**
     * A rebate.
     *
     * @param param coupon or promotion_code
     * @param coupon as the API shows it
     * @param code as it was typed; empty if nobody did
     */
    record Rebate(String param, String id, JsonNode coupon, String code) {

        /** As the only discount of an update. */
        Map<String, String> form() {
            var form = new LinkedHashMap<String, String>();
            form.put("discounts[0][" + param + "]", id);
            return form;
        }

        /** The same of a phase of a schedule. */
        Map<String, String> ofPhase() {
            return Map.of("[discounts][0][" + param + "]", id);
        }

        String says() {
            return Rebates.says(coupon);
        }
    }

    /** What came of a code: a rebate, or why there is none. */
    record Typed(Optional<Rebate> rebate, String wrong) {}

    /** Whether buyers may type codes. */
    static boolean mayType(Visiting visit) {
        return Features.allows(visit.portal(), "promotion_code");
    }

    /** The rebate of a code, if the portal takes codes and there is such a one. */
    Typed typed(Visiting visit, String code) {
        if (code.isBlank() || !mayType(visit)) return new Typed(Optional.empty(), "");
        if (!tries.tryTake(visit.session().id()))
            return new Typed(Optional.empty(), "Too many codes. Wait a minute, then try again.");
        var query = "active=true&limit=1&code=" + Visiting.encoded(code.strip());
        var found = visit.get(CODES, query).path("data").path(0);
        var of = Shown.text(found, "customer").filter(other -> !other.equals(visit.customer()));
        if (!found.has("id") || of.isPresent())
            return new Typed(Optional.empty(), "This promotion code is not valid.");
        var coupon = coupon(visit, found);
        return new Typed(
                Optional.of(
                        new Rebate(
                                "promotion_code", found.path("id").asText(), coupon, code.strip())),
                "");
    }

    private static JsonNode coupon(Visiting visit, JsonNode code) {
        var coupon = code.path("promotion").path("coupon");
        var id = coupon.isObject() ? coupon.path("id").asText() : coupon.asText();
        return visit.get("/v1/coupons/{}", "", id);
    }

    /** What the seller chose for a change that the buyer came to confirm. */
    static Optional<Rebate> chosen(Visiting visit, JsonNode discounts) {
        var first = discounts.path(0);
        for (var param : new String[] {"promotion_code", "coupon"}) {
            var id = Shown.text(first, param);
            if (id.isEmpty()) continue;
            var coupon =
                    param.equals("coupon")
                            ? visit.get("/v1/coupons/{}", "", id.get())
                            : coupon(visit, visit.get(CODES + "/{}", "", id.get()));
            return Optional.of(new Rebate(param, id.get(), coupon, ""));
        }
        return Optional.empty();
    }

    /** What is offered to who wants to leave, as long as it can be had. */
    static Optional<Rebate> offered(Visiting visit) {
        var retention = visit.session().flow().path(Features.CANCEL).path("retention");
        var id = retention.path("coupon_offer").path("coupon").asText("");
        if (id.isEmpty() || !visit.session().isFor(Features.CANCEL)) return Optional.empty();
        var coupon = visit.get("/v1/coupons/{}", "", id);
        return coupon.path("valid").asBoolean()
                ? Optional.of(new Rebate("coupon", id, coupon, ""))
                : Optional.empty();
    }

    /** Whether a subscription has this already: a second press changes nothing. */
    static boolean has(Visiting visit, String subscription, Rebate rebate) {
        var now = visit.get("/v1/subscriptions/{}", "expand%5B%5D=discounts", subscription);
        for (var discount : now.path("discounts")) {
            var of =
                    rebate.param().equals("coupon")
                            ? discount.path("source").path("coupon")
                            : discount.path("promotion_code");
            if (of.asText().equals(rebate.id())) return true;
        }
        return false;
    }

    /** "20% off for 3 months" */
    static String says(JsonNode coupon) {
        var off =
                coupon.path("percent_off").isNumber()
                        ? coupon.path("percent_off")
                                        .decimalValue()
                                        .stripTrailingZeros()
                                        .toPlainString()
                                + "%"
                        : Shown.money(coupon, "amount_off").text();
        long months = coupon.path("duration_in_months").asLong();
        return off
                + " off "
                + switch (coupon.path("duration").asText()) {
                    case "repeating" -> "for " + months + (months == 1 ? " month" : " months");
                    case "once" -> "your next bill";
                    default -> "as long as you stay";
                };
    }

    /** A line of what is confirmed. */
    static Kit.Pair pair(Rebate rebate) {
        var label = rebate.code().isEmpty() ? "Discount" : "Code " + rebate.code();
        return new Kit.Pair(label, rebate.says());
    }
}
