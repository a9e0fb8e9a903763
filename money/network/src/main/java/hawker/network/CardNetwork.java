package hawker.network;

import hawker.kernel.AccountId;
import java.util.Optional;

/**
 * A card network: asks issuers for money. Every call goes out to the world, so none is made inside
 * a transaction: record the attempt, call, record the answer.
 *
 * <p>Calls are idempotent by the caller's own id: the same attempt or advice asked again gets the
 * first answer again and has no second effect. A call waits at most the connector's answer time (15
 * s), then the outcome is unknown.
 */
public interface CardNetwork {

    /**
     * Asks the issuer of a card for a hold, for a payment at once ({@link Authorization#capture}),
     * or with an amount of zero whether the card is good.
     */
    NetworkAnswer authorize(Authorization authorization);

    /**
     * Asks the issuer to hold more for an attempt that is approved and not yet captured
     * (incremental authorisation). Nothing is challenged; a no leaves the hold as it was. What is
     * held in the end is captured, or reversed, as one.
     *
     * @param more with the amount on top, under an id of its own
     * @param attemptId the attempt whose hold is raised
     */
    NetworkAnswer raise(Authorization more, String attemptId);

    /**
     * Tells what is decided already: capture, refund, reversal. Send it until it is {@link
     * AdviceAnswer.Accepted} or {@link AdviceAnswer.Refused}.
     */
    AdviceAnswer advise(Advice advice);

    /** How a refund stands that was accepted; empty if the network does not know it. */
    Optional<RefundStatus> refundStatus(AccountId account, String refundId);

    /**
     * What became of a 3-D Secure authentication, server to server. Empty: the network does not
     * know it, or it is not this account's.
     */
    Optional<Authentication> authentication(AccountId account, String id);
}
