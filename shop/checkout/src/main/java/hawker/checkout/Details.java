package hawker.checkout;

import hawker.orders.ShipTo;
import java.util.Locale;

/**
 * What a buyer typed on the checkout page, as typed; every text may be empty until Pay.
 *
 * @param to the address; of its country two capital letters
 * @param shipping key of a {@link ShippingRate}
 */
public record Details(String email, ShipTo to, String shipping) {

    private static final int LONGEST = 200;

    public Details {
        email = cut(email).toLowerCase(Locale.ROOT);
        to =
                new ShipTo(
                        cut(to.name()),
                        cut(to.line1()),
                        cut(to.line2()),
                        cut(to.city()),
                        cut(to.state()),
                        cut(to.postalCode()),
                        cut(to.country()).toUpperCase(Locale.ROOT));
        shipping = cut(shipping);
    }

    /** Nothing but the country, which a shop guesses to be its own. */
    public static Details in(String country) {
        return new Details("", new ShipTo("", "", "", "", "", "", country), "");
    }

    private static String cut(String typed) {
        var line = typed.replaceAll("[\\p{Cntrl}\\s\\u00a0]+", " ").strip();
        return line.length() > LONGEST ? line.substring(0, LONGEST) : line;
    }
}
