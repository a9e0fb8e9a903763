package hawker.network;

import java.time.Instant;
import java.util.Optional;

/**
 * How a refund stands.
 *
 * @param failureReason Stripe's failure_reason, where it failed: expired_or_canceled_card
 * @param askAgainAt when it may have changed; empty: this is final
 */
public record RefundStatus(
        State state, Optional<String> failureReason, Optional<Instant> askAgainAt) {

    /** Whether the card got its money. */
    public enum State {
        PENDING,
        SUCCEEDED,
        FAILED
    }
}
