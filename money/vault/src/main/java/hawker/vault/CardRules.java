package hawker.vault;

import hawker.vault.Tokenised.InvalidCard;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Which card data can be a card: form only, nobody is asked. Codes and parameters are Stripe's
 * (docs: error codes); the order of the checks is number, month, year, CVC.
 */
final class CardRules {

    private static final Pattern DIGITS = Pattern.compile("[0-9]{12,19}");
    private static final Pattern CVC = Pattern.compile("[0-9]{3,4}");
    private static final int LATEST = 50;

    private CardRules() {}

    /** What a look at the data gave. */
    sealed interface Looked {
        /**
         * It has the form of a card.
         *
         * @param number digits only
         * @param cvc digits, empty when none was given
         */
        record Good(
                String number,
                String brand,
                int expMonth,
                int expYear,
                Optional<String> cvc,
                Optional<String> preferredNetwork)
                implements Looked {
            @Override
            public String toString() {
                return "Good[…]";
            }
        }

        /** It cannot be one. */
        record Bad(InvalidCard why) implements Looked {}
    }

    static Looked look(CardInput card, LocalDate today) {
        var number = card.number().replaceAll("[ -]", "");
        if (!DIGITS.matcher(number).matches())
            return bad(
                    "invalid_number",
                    "number",
                    "The card number is not a valid credit card number.");
        if (!CardNumber.passesLuhn(number) || !CardNumber.hasKnownLength(number))
            return bad("incorrect_number", "number", "Your card number is incorrect.");
        var brand = CardNumber.brand(number);
        var wrongDate = expiry(card.expMonth(), card.expYear(), today);
        if (wrongDate.isPresent()) return new Looked.Bad(wrongDate.get());
        var cvc = card.cvc().filter(text -> !text.isEmpty());
        if (cvc.isPresent() && !fits(cvc.get(), brand)) return new Looked.Bad(cvc());
        return new Looked.Good(
                number,
                brand,
                (int) card.expMonth(),
                fourDigits(card.expYear()),
                cvc,
                card.preferredNetwork());
    }

    /** What is wrong with an expiry: the last day of its month must not be past. */
    static Optional<InvalidCard> expiry(long month, long year, LocalDate today) {
        if (month < 1 || month > 12) return Optional.of(month());
        int full = fourDigits(year);
        if (full < today.getYear() || full > today.getYear() + LATEST) return Optional.of(year());
        if (full == today.getYear() && month < today.getMonthValue()) return Optional.of(month());
        return Optional.empty();
    }

    /** 27 is 2027; numbers that are no year stay what they are and fail. */
    static int fourDigits(long year) {
        if (year >= 0 && year < 100) return (int) (2000 + year);
        return year < 0 || year > 9999 ? 0 : (int) year;
    }

    private static boolean fits(String cvc, String brand) {
        if (!CVC.matcher(cvc).matches()) return false;
        return cvc.length() == 3 || brand.equals("amex") || brand.equals("unknown");
    }

    /** What is wrong with a CVC of which nobody has said the card. */
    static Optional<InvalidCard> cvc(String cvc) {
        return fits(cvc, "unknown") ? Optional.empty() : Optional.of(cvc());
    }

    private static InvalidCard cvc() {
        return new InvalidCard("invalid_cvc", "cvc", "Your card's security code is invalid.");
    }

    private static InvalidCard month() {
        return new InvalidCard(
                "invalid_expiry_month", "exp_month", "Your card's expiration month is invalid.");
    }

    private static InvalidCard year() {
        return new InvalidCard(
                "invalid_expiry_year", "exp_year", "Your card's expiration year is invalid.");
    }

    private static Looked bad(String code, String param, String message) {
        return new Looked.Bad(new InvalidCard(code, param, message));
    }
}
