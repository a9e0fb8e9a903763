package hawker.network;

import hawker.vault.Checks;
import java.time.Instant;
import java.util.Optional;

/** What came of a request for money. */
public sealed interface NetworkAnswer {

    /**
     * The issuer agreed.
     *
     * @param reference the network's own id of it, 12 digits
     * @param approvalCode the issuer's six characters
     * @param checks what the issuer said of CVC and address
     * @param fundsAtOnce the money is available without the usual delay
     * @param authentication the 3-D Secure authentication that stands behind it
     */
    record Approved(
            String reference,
            String approvalCode,
            Checks checks,
            Outcome outcome,
            boolean fundsAtOnce,
            Optional<Authentication> authentication)
            implements NetworkAnswer {}

    /**
     * The issuer, the network or a rule said no; final for this attempt.
     *
     * @param code Stripe's error code: card_declined, expired_card, incorrect_cvc,
     *     processing_error, authentication_required …
     * @param declineCode Stripe's decline code: insufficient_funds, generic_decline …
     * @param message for the buyer
     */
    record Declined(
            String code,
            Optional<String> declineCode,
            String message,
            Checks checks,
            Outcome outcome)
            implements NetworkAnswer {}

    /**
     * The issuer wants to see the buyer first. Send the browser to the address, then ask {@link
     * CardNetwork#authentication}, then authorise again (a new attempt) with its id.
     *
     * @param authenticationId id of the challenge
     * @param url of the challenge page, absolute
     * @param expiresAt afterwards it counts as failed
     */
    record NeedsAuthentication(String authenticationId, String url, Instant expiresAt)
            implements NetworkAnswer {}

    /** Proof that no byte went out: no connection, line full. Nothing to reverse. */
    record NotSent(String reason) implements NetworkAnswer {}

    /** No answer, or one that cannot be read: it may have happened. Must be reversed. */
    record Unknown(String reason) implements NetworkAnswer {}
}
