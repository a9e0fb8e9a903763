package hawker.checkout;

import hawker.accounts.Countries;
import hawker.kernel.Currency;
import hawker.kernel.Money;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How a shop delivers.
 *
 * @param state where it stands, for the tax of what is picked up: "CA"; may be empty
 */
public record Delivery(String state, List<ShippingRate> rates) {

    public static final int MAX_RATES = 20;

    public Delivery {
        rates = List.copyOf(rates);
        if (rates.stream().map(ShippingRate::key).distinct().count() < rates.size())
            throw new IllegalArgumentException("two rates have one key");
        if (rates.size() > MAX_RATES)
            throw new IllegalArgumentException("at most " + MAX_RATES + " rates");
    }

    /** What a shop begins with: 5.90, express 14.90, abroad 19.90, pick-up for nothing. */
    public static Delivery usual(Currency currency) {
        return new Delivery(
                "",
                List.of(
                        post("standard", "Standard", "3 to 5 business days", 590, currency),
                        post("express", "Express", "1 to 2 business days", 1490, currency),
                        new ShippingRate(
                                "abroad",
                                ShippingRate.Kind.POST,
                                "International",
                                "6 to 12 business days",
                                ShippingRate.Reach.ABROAD,
                                List.of(),
                                amount(1990, currency),
                                Optional.empty()),
                        new ShippingRate(
                                "pick-up",
                                ShippingRate.Kind.PICK_UP,
                                "Pick up at the shop",
                                "We write when it is ready",
                                ShippingRate.Reach.HOME,
                                List.of(),
                                Money.zero(currency),
                                Optional.empty())));
    }

    /**
     * The ways to a country, in the seller's order; pick-up is for everybody. A country that some
     * rate names is not one of "all other countries".
     */
    List<ShippingRate> to(String country, String home, Currency currency) {
        var priced =
                rates.stream().filter(rate -> rate.amount().currency().equals(currency)).toList();
        boolean named = priced.stream().anyMatch(rate -> rate.countries().contains(country));
        return priced.stream()
                .filter(rate ->
                        rate.isPickUp()
                                || switch (rate.reach()) {
                                    case HOME -> country.equals(home);
                                    case CHOSEN -> rate.countries().contains(country);
                                    case ABROAD -> !country.equals(home) && !named;
                                })
                .toList();
    }

    public Optional<ShippingRate> rate(String key) {
        return rates.stream().filter(rate -> rate.key().equals(key)).findFirst();
    }

    /** The states of a country that taxes differ by, names by codes; empty if it has none. */
    public static Map<String, String> states(String country) {
        var states = new LinkedHashMap<String, String>();
        for (var region : Countries.address(country).regions())
            states.put(region.code(), region.name());
        return states;
    }

    /** The tax of a place: "Sales tax, California (7.25 %)"; empty if there is none. */
    public static String tax(String country, String state) {
        return Taxes.at(country, state).label();
    }

    private static ShippingRate post(
            String key, String title, String detail, long hundredths, Currency currency) {
        return new ShippingRate(
                key,
                ShippingRate.Kind.POST,
                title,
                detail,
                ShippingRate.Reach.HOME,
                List.of(),
                amount(hundredths, currency),
                Optional.empty());
    }

    /**
     * Hundredths of a dollar as an amount of about that size: yen have no decimals and are small.
     */
    private static Money amount(long hundredths, Currency currency) {
        long minor =
                switch (currency.decimals()) {
                    case 0 -> hundredths;
                    case 3 -> hundredths * 10;
                    default -> hundredths;
                };
        return Money.of(Math.ceilDiv(minor, currency.step()) * currency.step(), currency);
    }
}
