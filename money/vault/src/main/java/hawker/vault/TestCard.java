package hawker.vault;

import java.util.List;
import java.util.Optional;

/**
 * A row of the published table of test cards.
 *
 * @param number digits
 * @param brand Stripe's brand name
 * @param funding credit, debit, prepaid
 * @param country of the issuer
 * @param networks that can carry it
 * @param paymentMethod fixed name pm_card_…
 * @param token fixed name tok_…
 * @param outcome what happens, in words
 * @param errorCode Stripe's error code of a charge, where it fails
 * @param declineCode Stripe's decline code, where there is one
 */
public record TestCard(
        String number,
        String brand,
        String funding,
        String country,
        List<String> networks,
        Optional<String> paymentMethod,
        Optional<String> token,
        String outcome,
        Optional<String> errorCode,
        Optional<String> declineCode,
        Group group) {

    /** What a row is there to show. */
    public enum Group {
        SUCCESS,
        BALANCE,
        DECLINE,
        RISK,
        DISPUTE,
        REFUND,
        THREE_D_SECURE,
        CAPTCHA,
        PAYOUT,
        CONNECT,
        TERMINAL,
        COUNTRY
    }

    /** How risky a row looks. */
    public enum Risk {
        NORMAL,
        ELEVATED,
        HIGHEST,
        /** Highest, and blocked whatever the rules say. */
        BLOCKED
    }

    /** How risky a payment with it looks, as the outcome says. */
    public Risk risk() {
        if (outcome.contains("always blocked")) return Risk.BLOCKED;
        if (outcome.contains("risk highest")) return Risk.HIGHEST;
        return outcome.contains("risk elevated") ? Risk.ELEVATED : Risk.NORMAL;
    }

    public TestCard {
        networks = List.copyOf(networks);
    }

    public String last4() {
        return number.substring(number.length() - 4);
    }

    /** A name by which it can be used in place of card data. */
    public Optional<String> anyName() {
        return paymentMethod.or(() -> token);
    }
}
