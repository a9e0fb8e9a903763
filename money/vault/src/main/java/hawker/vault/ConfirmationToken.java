package hawker.vault;

import hawker.kernel.AccountId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * What a buyer chose and said on the page (card, address, consent) under one name, so that the
 * seller's server can look at it before it confirms an intent with it. Serves one confirmation.
 *
 * @param returnUrl where a challenge sends the buyer afterwards
 * @param setupFutureUsage on_session or off_session, if the card is to be kept
 * @param script whether a script on the page shows challenges
 * @param usedFor the intent that was confirmed with it
 */
public record ConfirmationToken(
        String id,
        AccountId account,
        PaymentMethod.Id method,
        Optional<String> returnUrl,
        Optional<String> setupFutureUsage,
        Optional<Shipping> shipping,
        Optional<Acceptance> acceptance,
        boolean script,
        Instant created,
        Instant expires,
        Optional<String> usedFor) {

    /** How long it can be used (docs: confirmation tokens). */
    public static final Duration LIFE = Duration.ofHours(12);

    /** Where goods are to go. */
    public record Shipping(String name, Optional<String> phone, Billing.Address address) {}

    /**
     * How the buyer accepted a mandate.
     *
     * @param online whether in a browser, of which address and agent are told
     */
    public record Acceptance(
            boolean online, Optional<String> address, Optional<String> userAgent) {}
}
