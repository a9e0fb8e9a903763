package hawker.ledger;

import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.kernel.Money;
import hawker.kernel.Page;
import hawker.kernel.PageRequest;
import hawker.platform.GroupCommit;
import hawker.platform.Tx;
import java.util.List;
import java.util.Optional;

/** The door of the books. */
public final class Ledger {

    /**
     * Posts a journal in the caller's transaction. Posting the same fact again writes nothing.
     * Throws if the journal is bounded ({@link Journal#isBounded}).
     */
    public Posting post(Tx tx, Journal journal) {
        throw new UnsupportedOperationException();
    }

    /**
     * Adds the rows of a journal to a unit of the group-commit writer: the hot path. A fact that is
     * posted already refuses the whole unit. Throws if the journal is bounded.
     */
    public void add(GroupCommit.Unit unit, Journal journal) {
        throw new UnsupportedOperationException();
    }

    /**
     * Posts a journal only if the pocket it takes from keeps at least its floor less the overdraft,
     * after all holds. Waits for other bounded postings of the pocket; takes its locks after those
     * of intent, charge and refund.
     *
     * @param overdraft how far below the floor the pocket may go; zero or more
     */
    public BoundedPosting postBounded(Tx tx, Journal journal, Purpose from, Money overdraft) {
        throw new UnsupportedOperationException();
    }

    /** The same for a fact that has a hold: the hold does not count, and is released if posted. */
    public BoundedPosting postBounded(
            Tx tx, Journal journal, Purpose from, Money overdraft, String holdId) {
        throw new UnsupportedOperationException();
    }

    /** Promises money to a fact; false if the fact has a hold already. */
    public boolean hold(Tx tx, Hold hold) {
        throw new UnsupportedOperationException();
    }

    /** Takes a promise back; false if it was released before or never made. */
    public boolean releaseHold(Tx tx, AccountId account, String holdId) {
        throw new UnsupportedOperationException();
    }

    /** What is promised of a pocket. */
    public Money held(Tx tx, AccountId account, Pocket pocket) {
        throw new UnsupportedOperationException();
    }

    /**
     * Posts the contrary of a journal (kind 90): every transfer with its sides swapped. A journal
     * is corrected at most once.
     */
    public Posting correct(Tx tx, AccountId account, String journalId) {
        throw new UnsupportedOperationException();
    }

    /** One balance, positive on the purpose's normal side. */
    public Money balance(AccountId account, Purpose purpose, Currency currency) {
        throw new UnsupportedOperationException();
    }

    /** All balances of an account at one moment. */
    public Balances balances(AccountId account) {
        throw new UnsupportedOperationException();
    }

    /** One line of an account's statement by the id of its journal; empty if it is not one. */
    public Optional<Entry> entry(AccountId account, String journalId) {
        throw new UnsupportedOperationException();
    }

    /**
     * Lines of the statement, newest first. Cursors of the page are journal ids (no {@code txn_}).
     */
    public Page<Entry> entries(AccountId account, EntryFilter filter, PageRequest page) {
        throw new UnsupportedOperationException();
    }

    /** The lines of one fact, oldest first: a charge's captures, a dispute's debit and credit. */
    public List<Entry> entriesOf(AccountId account, SourceType sourceType, String sourceId) {
        throw new UnsupportedOperationException();
    }

    /** The lines of many facts in one query, for lists that show them. */
    public List<Entry> entriesOf(AccountId account, SourceType sourceType, List<String> sourceIds) {
        throw new UnsupportedOperationException();
    }

    /** One journal by its id. */
    public Optional<Journal> journal(AccountId account, String journalId) {
        throw new UnsupportedOperationException();
    }

    /** Draws a line under the book and gives it; the last line if nothing was written since. */
    public Seal seal(Tx tx, AccountId account) {
        throw new UnsupportedOperationException();
    }

    /**
     * Sets over how many rows each balance of an account is spread: 1, or up to 16 if it is hot.
     */
    public void setStripes(AccountId account, int stripes) {
        throw new UnsupportedOperationException();
    }

    /** Which invariant's failure stopped this account's payouts, if one did. */
    public Optional<String> payoutsStoppedBy(AccountId account) {
        throw new UnsupportedOperationException();
    }
}
