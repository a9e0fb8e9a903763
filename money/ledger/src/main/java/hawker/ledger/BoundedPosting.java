package hawker.ledger;

import hawker.kernel.Money;

/** What became of a posting that may only take what is there. */
public sealed interface BoundedPosting permits Posting, BoundedPosting.Insufficient {

    /**
     * The pocket held less than the journal takes; nothing was written.
     *
     * @param free what could have been taken: balance less holds less floor, may be negative
     */
    record Insufficient(Money free) implements BoundedPosting {}
}
