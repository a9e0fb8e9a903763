package hawker.vault;

import java.util.Locale;
import java.util.Optional;

/**
 * What the issuer said about the CVC and the address; empty where the buyer gave none.
 *
 * @param addressLine1 first line of the billing address
 * @param postalCode of the billing address
 * @param cvc the security code
 */
public record Checks(
        Optional<Check> addressLine1, Optional<Check> postalCode, Optional<Check> cvc) {

    /** The result of one check, in Stripe's words. */
    public enum Check {
        PASS,
        FAIL,
        UNAVAILABLE,
        UNCHECKED;

        /** "pass", "fail", "unavailable", "unchecked". */
        public String text() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Check of(String text) {
            return valueOf(text.toUpperCase(Locale.ROOT));
        }
    }

    /** Nothing was given, so nothing was checked. */
    public static Checks none() {
        return new Checks(Optional.empty(), Optional.empty(), Optional.empty());
    }

    /** Values were given and nobody has looked at them yet. */
    public static Checks unchecked(boolean line1, boolean postalCode, boolean cvc) {
        return new Checks(given(line1), given(postalCode), given(cvc));
    }

    private static Optional<Check> given(boolean given) {
        return given ? Optional.of(Check.UNCHECKED) : Optional.empty();
    }
}
