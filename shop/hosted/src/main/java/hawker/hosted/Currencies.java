package hawker.hosted;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.kernel.Money;
import hawker.platform.Tx;
import hawker.pricing.Coupon;
import hawker.pricing.Pricing;
import hawker.pricing.Rebate;
import hawker.pricing.ShippingRate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The currencies that a buyer may pay a session in: those in which the seller has set every price,
 * every way of delivery and every rebate of it. Nothing is converted by a rate: where an amount is
 * shared with others there is no choice.
 */
final class Currencies {

    private final Pricing pricing;
    private final Lines lines;

    Currencies(Pricing pricing, Lines lines) {
        this.pricing = pricing;
        this.lines = lines;
    }

    /**
     * What a session comes to in each of its currencies, in the order of their codes; empty where
     * there is no choice.
     */
    Map<Currency, Money> totals(Tx tx, Session session) {
        if (session.isSetup() || session.state() != Session.State.OPEN) return Map.of();
        var own = session.total().currency();
        var totals = new LinkedHashMap<Currency, Money>();
        for (var other : offered(tx, session.account(), session.body(), session.detail())) {
            if (other.equals(own)) {
                totals.put(own, session.total());
                continue;
            }
            var body = session.body().deepCopy();
            change(tx, session.account(), body, session.detail().deepCopy(), other);
            totals.put(other, Money.of(body.path("amount_total").asLong(), other));
        }
        return totals.size() < 2 ? Map.of() : totals;
    }

    /** Whether a session can be paid in a currency. */
    boolean isOffered(Tx tx, AccountId account, JsonNode body, JsonNode detail, Currency currency) {
        return offered(tx, account, body, detail).contains(currency);
    }

    /** Prices a session in another of its currencies. */
    void change(Tx tx, AccountId account, ObjectNode body, ObjectNode detail, Currency to) {
        body.put("currency", to.code());
        for (var option : body.path("shipping_options"))
            rate(tx, account, option)
                    .map(rate -> rate.amounts().get(to))
                    .ifPresent(
                            amount -> ((ObjectNode) option).put("shipping_amount", amount.minor()));
        lines.addUp(tx, account, body, detail);
    }

    private List<Currency> offered(Tx tx, AccountId account, JsonNode body, JsonNode detail) {
        // A fee of 500 would be five dollars, or five hundred yen.
        if (ShareTerms.kept(detail.path(ShareTerms.KEPT)).namesAmounts()) return List.of();
        var sets = new ArrayList<Set<Currency>>();
        for (var line : OptionalItems.possible(detail))
            sets.add(lines.price(tx, account, line).tariffs().keySet());
        for (var option : body.path("shipping_options"))
            rate(tx, account, option).ifPresent(rate -> sets.add(rate.amounts().keySet()));
        if (sets.isEmpty()) return List.of();
        var common = new HashSet<>(sets.getFirst());
        sets.forEach(common::retainAll);
        return common.stream()
                .filter(currency -> keepsRebates(tx, account, detail, currency))
                .sorted(Comparator.comparing(Currency::code))
                .toList();
    }

    private boolean keepsRebates(Tx tx, AccountId account, JsonNode detail, Currency currency) {
        for (var rebate : detail.path("rebates")) {
            var id = new Coupon.Id(rebate.path("coupon").asText());
            if (!(pricing.coupon(tx, account, id, currency) instanceof Rebate.Found.Usable))
                return false;
        }
        return true;
    }

    private Optional<ShippingRate> rate(Tx tx, AccountId account, JsonNode option) {
        var id = new ShippingRate.Id(option.path("shipping_rate").asText());
        return pricing.shippingRate(tx, account, id);
    }
}
