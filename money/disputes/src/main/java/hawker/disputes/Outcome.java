package hawker.disputes;

/** How a seller's request about a dispute ended. */
public sealed interface Outcome {

    /** Written. */
    record Done(Dispute dispute) implements Outcome {}

    /** Nothing was written. */
    record Refused(Refusal reason, String message) implements Outcome {}

    /** Why not. */
    enum Refusal {
        /** It is over, or evidence was handed in before. */
        NOT_OPEN,
        /** The day for evidence has passed. */
        TOO_LATE,
        TOO_MUCH_TEXT,
        TOO_LARGE_FILES,
        NO_SUCH_FILE,
        /** Somebody else changed it at the same moment. */
        BUSY
    }
}
