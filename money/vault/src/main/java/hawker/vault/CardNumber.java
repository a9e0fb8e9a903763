package hawker.vault;

import java.util.List;
import java.util.Optional;

/**
 * What a card number tells by itself: its check digit (ISO/IEC 7812-1, annex B), its brand and the
 * lengths that the brand issues. Ranges are the published ones of the networks; a number outside
 * all of them is "unknown" and may have 12 to 19 digits.
 */
public final class CardNumber {

    private CardNumber() {}

    /** A range of leading digits. */
    private record Range(String brand, int digits, int from, int to, List<Integer> lengths) {
        boolean holds(String number) {
            if (number.length() < digits) return false;
            int lead = Integer.parseInt(number.substring(0, digits));
            return lead >= from && lead <= to;
        }
    }

    private static final List<Integer> SIXTEEN = List.of(16);
    private static final List<Integer> DISCOVER = List.of(16, 17, 18, 19);
    private static final List<Integer> DINERS = List.of(14, 15, 16, 17, 18, 19);
    private static final List<Integer> ANY = List.of(12, 13, 14, 15, 16, 17, 18, 19);

    /** The first that holds wins, so that narrow ranges stand before the wide ones around them. */
    private static final List<Range> RANGES =
            List.of(
                    new Range("amex", 2, 34, 34, List.of(15)),
                    new Range("amex", 2, 37, 37, List.of(15)),
                    new Range("diners", 3, 300, 305, DINERS),
                    new Range("diners", 2, 36, 36, DINERS),
                    new Range("diners", 2, 38, 39, DINERS),
                    new Range("jcb", 4, 3528, 3589, DISCOVER),
                    new Range("eftpos_au", 6, 628000, 628099, SIXTEEN),
                    new Range("discover", 4, 6011, 6011, DISCOVER),
                    new Range("discover", 3, 644, 649, DISCOVER),
                    new Range("discover", 2, 65, 65, DISCOVER),
                    new Range("unionpay", 2, 62, 62, DISCOVER),
                    new Range("unionpay", 2, 81, 81, DISCOVER),
                    new Range("mastercard", 2, 51, 55, SIXTEEN),
                    new Range("mastercard", 4, 2221, 2720, SIXTEEN),
                    new Range("visa", 1, 4, 4, List.of(13, 16, 19)));

    /** Whether the last digit is the check digit of those before it. */
    public static boolean passesLuhn(String digits) {
        int sum = 0;
        for (int i = 0; i < digits.length(); i++) {
            int digit = digits.charAt(digits.length() - 1 - i) - '0';
            if (i % 2 == 1) digit = digit > 4 ? digit * 2 - 9 : digit * 2;
            sum += digit;
        }
        return sum % 10 == 0;
    }

    /** Stripe's name of the brand, or "unknown". */
    public static String brand(String digits) {
        return range(digits).map(Range::brand).orElse("unknown");
    }

    static boolean hasKnownLength(String digits) {
        return range(digits).map(Range::lengths).orElse(ANY).contains(digits.length());
    }

    /** The leading digits that name the issuer: six, as PCI DSS 3.4.1 lets them be kept. */
    static String bin(String digits) {
        return digits.substring(0, 6);
    }

    private static Optional<Range> range(String digits) {
        for (var range : RANGES) if (range.holds(digits)) return Optional.of(range);
        return Optional.empty();
    }
}
