package hawker.webhooks;

/** What became of the wish to make or change an endpoint. */
public sealed interface Kept {

    record Done(Endpoint endpoint) implements Kept {}

    /**
     * Nothing was changed.
     *
     * @param field url, events or description
     * @param says why, for people
     */
    record Refused(String field, String says) implements Kept {}

    /** There is no such endpoint of this account. */
    record Missing() implements Kept {}
}
