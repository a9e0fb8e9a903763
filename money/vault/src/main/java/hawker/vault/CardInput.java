package hawker.vault;

import java.util.Optional;

/**
 * Card data as a buyer typed it, not yet looked at.
 *
 * @param number digits, spaces and dashes allowed
 * @param expMonth as given; 13 is refused with Stripe's code, not here
 * @param expYear as given, two or four digits
 * @param cvc as given, empty when none was
 * @param preferredNetwork the network the buyer chose of a co-branded card
 */
public record CardInput(
        String number,
        long expMonth,
        long expYear,
        Optional<String> cvc,
        Optional<String> preferredNetwork) {

    public CardInput(String number, long expMonth, long expYear, Optional<String> cvc) {
        this(number, expMonth, expYear, cvc, Optional.empty());
    }

    /** Never the number: this may end in a log. */
    @Override
    public String toString() {
        return "CardInput[…]";
    }
}
