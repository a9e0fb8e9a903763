package hawker.network;

import hawker.kernel.AccountId;
import hawker.kernel.Money;
import hawker.vault.PaymentMethod;
import java.util.Optional;

/**
 * A request for money from a card.
 *
 * @param account the seller
 * @param attemptId the caller's id of this try; asking again with it gets the first answer again
 * @param intentId what is being paid; an authentication is bound to it
 * @param method the card, as found in or just made by the vault
 * @param amount to pay or hold; zero asks only whether the card is good
 * @param capture true: pay at once; false: hold, to be captured later
 * @param offSession the buyer is not there: needed authentication is a decline
 * @param setUp the card is being kept for later use without the buyer
 * @param authenticate when to ask for 3-D Secure
 * @param authentication id of a finished 3-D Secure authentication of this intent
 * @param returnUrl where the challenge page sends the browser at its end
 * @param merchantName as the buyer sees it on the challenge page
 */
public record Authorization(
        AccountId account,
        String attemptId,
        String intentId,
        PaymentMethod method,
        Money amount,
        boolean capture,
        boolean offSession,
        boolean setUp,
        Authenticate authenticate,
        Optional<String> authentication,
        Optional<String> returnUrl,
        String merchantName) {

    /** When to ask for 3-D Secure (Stripe's request_three_d_secure), or why nobody need ask. */
    public enum Authenticate {
        /** Where the issuer wants it. */
        AUTOMATIC,
        /** Where the card can. */
        ANY,
        /** Where the card can, with a challenge. */
        CHALLENGE,
        /**
         * Out of scope or exempted: an order by mail or telephone, or a low risk that the issuer
         * has accepted. Whoever says so answers for fraud.
         */
        EXEMPT,
        /** Another server asked, and the issuer vouches for the buyer. */
        PROVEN,
        /** Another server asked, and the issuer does not vouch: nobody is asked again. */
        UNPROVEN
    }

    public Authorization {
        if (amount.isNegative()) throw new IllegalArgumentException("negative amount: " + amount);
    }

    /** A payment with the buyer present and nothing special. */
    public static Authorization of(
            AccountId account,
            String attemptId,
            String intentId,
            PaymentMethod method,
            Money amount,
            boolean capture,
            String merchantName) {
        return new Authorization(
                account,
                attemptId,
                intentId,
                method,
                amount,
                capture,
                false,
                false,
                Authenticate.AUTOMATIC,
                Optional.empty(),
                Optional.empty(),
                merchantName);
    }
}
