package hawker.network;

/** What the network made of an advice. */
public sealed interface AdviceAnswer {

    /**
     * Done, now or when it was told before.
     *
     * @param reference the network's own id of it
     * @param pending refunds only: not final yet, ask {@link CardNetwork#refundStatus} later
     */
    record Accepted(String reference, boolean pending) implements AdviceAnswer {}

    /**
     * Refused for good: over the hold, over what was captured.
     *
     * @param code the network's response code
     */
    record Refused(String code, String message) implements AdviceAnswer {}

    /** No answer: tell it again later. */
    record Unknown(String reason) implements AdviceAnswer {}
}
