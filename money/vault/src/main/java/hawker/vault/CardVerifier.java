package hawker.vault;

import hawker.kernel.AccountId;
import java.util.Optional;

/**
 * Asks the issuer whether a card is good, with an amount of zero; answered by the network room.
 * Called outside any transaction.
 */
@FunctionalInterface
public interface CardVerifier {

    Verification verify(AccountId account, PaymentMethod method);

    /** What the issuer said. */
    sealed interface Verification {
        /** Good; what is known about CVC and address now. */
        record Verified(Checks checks) implements Verification {}

        /** Refused with Stripe's code and decline code, as a charge would be. */
        record Refused(String code, Optional<String> declineCode, String message)
                implements Verification {}

        /** No answer: nothing is known and nothing may be attached. */
        record NoAnswer() implements Verification {}
    }
}
