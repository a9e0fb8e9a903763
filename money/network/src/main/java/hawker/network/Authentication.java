package hawker.network;

import java.util.Optional;

/**
 * A 3-D Secure authentication: whether the issuer has seen the buyer.
 *
 * @param id as in {@link NetworkAnswer.NeedsAuthentication}
 * @param flow challenge or frictionless; empty while nothing happened
 * @param eci electronic commerce indicator: 05 authenticated, 06 attempted, 07 not
 * @param version of the protocol, 2.2.0
 */
public record Authentication(
        String id,
        String intentId,
        State state,
        Optional<String> flow,
        Optional<String> eci,
        String version) {

    /** Where it stands. */
    public enum State {
        /** The buyer has not finished, and there is time left. */
        PENDING,
        /** The issuer vouches for the buyer. */
        AUTHENTICATED,
        /** The issuer was asked and the card does not take part; liability shifts all the same. */
        ATTEMPTED,
        FAILED,
        /** The buyer gave up. */
        CANCELED,
        /** Nobody answered within ten minutes. */
        EXPIRED,
        /** It has served one authorization; it cannot serve another. */
        USED
    }
}
