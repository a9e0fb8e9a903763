package hawker.checkout;

import hawker.accounts.Countries;
import hawker.kernel.Money;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One way a seller delivers.
 *
 * @param key small letters, unique in the shop: "standard"
 * @param title what it is called: "Standard"
 * @param detail how long it takes, or where to pick up
 * @param countries those it goes to, two capital letters each; empty unless it is for certain ones
 * @param freeFrom from this value of goods on it costs nothing
 */
public record ShippingRate(
        String key,
        Kind kind,
        String title,
        String detail,
        Reach reach,
        List<String> countries,
        Money amount,
        Optional<Money> freeFrom) {

    public enum Kind {
        /** A carrier brings it. */
        POST,
        /** The buyer fetches it at the shop. */
        PICK_UP
    }

    public enum Reach {
        /** Within the shop's country. */
        HOME,
        /** To certain countries. */
        CHOSEN,
        /** To every country that the shop's other rates do not name. */
        ABROAD
    }

    public static final int MAX_TITLE = 80;
    public static final int MAX_DETAIL = 200;

    public ShippingRate {
        countries = List.copyOf(countries);
        if (!key.matches("[a-z0-9-]{1,40}"))
            throw new IllegalArgumentException("not a rate's key: " + key);
        if (title.isBlank() || title.length() > MAX_TITLE || detail.length() > MAX_DETAIL)
            throw new IllegalArgumentException("a rate has a title of 80 characters: " + title);
        if ((reach == Reach.CHOSEN) == countries.isEmpty())
            throw new IllegalArgumentException("a rate for certain countries names them: " + key);
        if (!countries.stream().allMatch(Countries::exists))
            throw new IllegalArgumentException("not countries: " + countries);
        if (amount.isNegative()) throw new IllegalArgumentException("a rate costs " + amount);
        if (freeFrom.isPresent() && !freeFrom.get().currency().equals(amount.currency()))
            throw new IllegalArgumentException("a rate has one currency");
        if (freeFrom.isPresent() && !freeFrom.get().isPositive())
            throw new IllegalArgumentException("a rate is free from more than nothing on");
    }

    public boolean isPickUp() {
        return kind == Kind.PICK_UP;
    }

    /** What it costs for goods of this value. */
    public Money priceFor(Money goods) {
        return freeFrom.isPresent() && goods.compareTo(freeFrom.get()) >= 0
                ? Money.zero(amount.currency())
                : amount;
    }

    /** "$5.90, free from $60.00". */
    public String price() {
        var cost = amount.isZero() ? "Free" : amount.text();
        return freeFrom.map(from -> cost + ", free from " + from.text()).orElse(cost);
    }

    /**
     * "Within Germany", "France, Spain", "All other countries".
     *
     * @param home the shop's country
     */
    public String where(String home) {
        if (isPickUp()) return "At the shop";
        return switch (reach) {
            case HOME -> "Within " + Countries.name(home);
            case CHOSEN ->
                    countries.stream()
                            .map(Countries::name)
                            .sorted()
                            .collect(Collectors.joining(", "));
            case ABROAD -> "All other countries";
        };
    }

    /** How an order names it: "Standard, 3 to 5 business days". */
    public String says() {
        return detail.isBlank() ? title : title + ", " + detail;
    }
}
