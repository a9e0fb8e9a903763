package hawker.setups;

import hawker.kernel.AccountId;
import hawker.vault.PaymentMethod;
import java.time.Instant;
import java.util.Optional;

/**
 * One asking of an issuer whether a card may be kept.
 *
 * @param details the card as it was then, as the API's JSON
 */
public record SetupAttempt(
        Id id,
        AccountId account,
        SetupIntent.Id intent,
        Instant at,
        Status status,
        Optional<String> customer,
        PaymentMethod.Id method,
        SetupIntent.Usage usage,
        String details,
        Optional<SetupIntent.Failure> error,
        Optional<String> onBehalfOf) {

    /** {@code setatt_} and 24 characters. */
    public record Id(String text) {
        public Id {
            if (!text.startsWith("setatt_") || text.length() > 255)
                throw new IllegalArgumentException("not a setup attempt id: " + text);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** How it ended, so far. */
    public enum Status {
        /** The issuer wants to see the cardholder. */
        REQUIRES_ACTION,
        SUCCEEDED,
        FAILED,
        /** Another attempt, or the end of the intent, came before its end. */
        ABANDONED
    }
}
