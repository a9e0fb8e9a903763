package hawker.ledger;

/** What became of a posting. */
public sealed interface Posting extends BoundedPosting {

    /** Written in the caller's transaction. */
    record Posted(Journal journal) implements Posting {}

    /**
     * The same fact (account, source, kind, leg) stands in the books; nothing was written.
     *
     * @param journalId the id under which it stands
     */
    record AlreadyPosted(String journalId) implements Posting {}
}
