package hawker.disputes;

import hawker.kernel.Currency;
import hawker.kernel.Money;
import java.util.HashMap;
import java.util.Map;

/**
 * What a chargeback costs the seller, for each currency: once when it opens, and where the plan
 * says so once more when it is contested. Both come back when the dispute is won. A dispute stores
 * what it cost, so a changed price changes nothing of the past.
 *
 * @param prices in minor units
 */
record DisputeFees(Map<Currency, Price> prices) {

    record Price(long opened, long countered) {}

    /** The setting that replaces prices: {@code usd:1500:0,eur:2000:0}. */
    static final String SETTING = "HAWKER_DISPUTE_FEES";

    private static final String STANDARD =
            "usd:1500:0,eur:2000:0,gbp:2000:0,cad:1500:0,aud:2500:0,jpy:1300:0,kwd:4600:0";

    DisputeFees {
        prices = Map.copyOf(prices);
    }

    /** The standard plan with the prices of a setting in place of its own. */
    static DisputeFees of(String setting) {
        var prices = new HashMap<Currency, Price>();
        read(STANDARD, prices);
        if (!setting.isBlank()) read(setting, prices);
        return new DisputeFees(prices);
    }

    private static void read(String text, Map<Currency, Price> into) {
        for (var part : text.split(",", -1)) {
            var fields = part.trim().split(":", -1);
            if (fields.length != 3)
                throw new IllegalArgumentException(
                        SETTING + " is like usd:1500:0,eur:2000:0, not " + text);
            long opened = Long.parseLong(fields[1]);
            long countered = Long.parseLong(fields[2]);
            if (opened < 0 || countered < 0)
                throw new IllegalArgumentException(SETTING + " has a price below 0: " + part);
            into.put(Currency.of(fields[0]), new Price(opened, countered));
        }
    }

    /** A currency in which payments are taken has a price; one without costs nothing. */
    Money opened(Currency currency) {
        return Money.of(price(currency).opened(), currency);
    }

    Money countered(Currency currency) {
        return Money.of(price(currency).countered(), currency);
    }

    private Price price(Currency currency) {
        return prices.getOrDefault(currency, new Price(0, 0));
    }
}
