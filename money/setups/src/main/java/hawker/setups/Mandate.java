package hawker.setups;

import hawker.kernel.AccountId;
import hawker.kernel.Money;
import hawker.vault.PaymentMethod;
import java.time.Instant;
import java.util.Optional;

/**
 * What the holder of a card or bank account agreed to: payments without being asked again, or one.
 *
 * @param inForce no longer once the payment method is detached
 * @param singleUse the one payment it allows; none: many
 * @param type of the method: card, sepa_debit, us_bank_account
 * @param details what is told of it under that name, JSON
 */
public record Mandate(
        Id id,
        AccountId account,
        Instant at,
        PaymentMethod.Id method,
        boolean inForce,
        Optional<Money> singleUse,
        Acceptance acceptance,
        String type,
        String details) {

    /** {@code mandate_} and 24 characters. */
    public record Id(String text) {
        public Id {
            if (!text.startsWith("mandate_") || text.length() > 255)
                throw new IllegalArgumentException("not a mandate id: " + text);
        }

        /** The id, or empty if the text cannot be one. */
        public static Optional<Id> parse(String text) {
            return text.startsWith("mandate_") && text.length() <= 255
                    ? Optional.of(new Id(text))
                    : Optional.empty();
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /**
     * How it was accepted.
     *
     * @param at when; unknown if the seller did not say
     * @param online the browser it was accepted in; none: on paper, by voice, or not told
     */
    public record Acceptance(Optional<Instant> at, Optional<Online> online) {

        /** Nothing is known of how. */
        public static final Acceptance UNTOLD = new Acceptance(Optional.empty(), Optional.empty());
    }

    /** The browser in which a mandate was accepted. */
    public record Online(Optional<String> address, Optional<String> userAgent) {}
}
