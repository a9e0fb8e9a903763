package hawker.checkout;

import hawker.kernel.Money;
import java.util.Optional;

/**
 * One way a seller delivers.
 *
 * @param key small letters, unique in the shop: "standard"
 * @param title what it is called: "Standard"
 * @param detail how long it takes, or where to pick up
 * @param freeFrom from this value of goods on it costs nothing
 */
public record ShippingRate(
        String key,
        Kind kind,
        String title,
        String detail,
        Reach reach,
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
        /** To every other country. */
        ABROAD
    }

    public ShippingRate {
        if (!key.matches("[a-z0-9-]{1,40}"))
            throw new IllegalArgumentException("not a rate's key: " + key);
        if (title.isBlank() || title.length() > 80 || detail.length() > 200)
            throw new IllegalArgumentException("a rate has a title of 80 characters: " + title);
        if (amount.isNegative()) throw new IllegalArgumentException("a rate costs " + amount);
        if (freeFrom.isPresent() && !freeFrom.get().currency().equals(amount.currency()))
            throw new IllegalArgumentException("a rate has one currency");
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

    /** How an order names it: "Standard, 3 to 5 business days". */
    public String says() {
        return detail.isBlank() ? title : title + ", " + detail;
    }
}
