package hawker.ledger;

import hawker.kernel.AccountId;
import hawker.kernel.Money;
import hawker.platform.Tx;
import java.util.Optional;

/**
 * Takes money out of a pocket only if it is there.
 *
 * <p>Credits and unbounded debits go on while this runs, in rows of their own ("stripes"), and
 * never wait. Only two bounded debits of the same pocket must not decide at the same time, or each
 * would see the whole balance and both would take it; and debits would still equal credits, so
 * double entry does not notice. Therefore, in this order:
 *
 * <ol>
 *   <li>lock the pocket's row (made first if it is absent: an absent row cannot be locked);
 *   <li>read the counters, in a statement of its own: at READ COMMITTED that is a new snapshot,
 *       taken after the lock, so it sees whatever the holder before us committed. Under REPEATABLE
 *       READ it would not, and this whole class would be wrong;
 *   <li>balance − holds − amount below the floor: {@link BoundedPosting.Insufficient}, nothing is
 *       written;
 *   <li>write the journal, and what was seen, under a key that contains the debits seen.
 * </ol>
 *
 * The last line is the law's second, independent guard: each bounded debit raises the debits, so
 * two that hold the lock one after the other never see the same number; two that did would collide
 * on the key, and the database refuses the second. The audit reads the same rows (I3).
 *
 * <p>Way not taken: a CHECK on the balance row. It would make all postings of a pocket queue on one
 * row, and it could not let disputes go below zero.
 */
final class BoundedDebits {

    /** Locks a pocket and gives its floor; tests bring one that doesn't lock. */
    interface Lock {
        Optional<Long> take(Tx tx, AccountId account, Pocket pocket);
    }

    private final LedgerSql sql;
    private final BookSql book;
    private final Lock lock;
    private final Runnable beforeWriting;

    BoundedDebits(LedgerSql sql, BookSql book) {
        this(sql, book, book::lockPocket, () -> {});
    }

    /**
     * @param beforeWriting runs between the decision and the writing; tests widen the window there
     */
    BoundedDebits(LedgerSql sql, BookSql book, Lock lock, Runnable beforeWriting) {
        this.sql = sql;
        this.book = book;
        this.lock = lock;
        this.beforeWriting = beforeWriting;
    }

    BoundedPosting post(
            Tx tx, Journal journal, Purpose from, Money overdraft, Optional<String> ownHold) {
        var pocket = new Pocket(from, overdraft.currency());
        check(journal, pocket, overdraft);
        long amount = journal.takenFrom(pocket).minor();
        long lowest = Math.subtractExact(locked(tx, journal.account(), pocket), overdraft.minor());
        var standing = sql.standing(tx, journal);
        if (standing.isPresent()) return new Posting.AlreadyPosted(standing.get());

        var seen = sql.counters(tx, journal.account(), pocket);
        long held = book.held(tx, journal.account(), pocket, ownHold);
        long free = seen.creditBalance() - held - lowest;
        if (free < amount)
            return new BoundedPosting.Insufficient(Money.of(free, pocket.currency()));

        beforeWriting.run();
        if (!sql.insertJournal(tx, journal))
            throw new IllegalStateException("journal id used twice: " + journal.id());
        sql.insertTransfers(tx, journal);
        book.insertBoundedDebit(tx, journal, pocket, seen, held, amount, lowest);
        ownHold.ifPresent(
                hold -> book.releaseHold(tx, journal.account(), hold, journal.postedAt()));
        sql.addToBalances(tx, journal, Ledger.TRANSACTIONS);
        return new Posting.Posted(journal);
    }

    /** Locks the pocket for the rest of the caller's transaction; its floor in minor units. */
    long locked(Tx tx, AccountId account, Pocket pocket) {
        var floor = lock.take(tx, account, pocket);
        if (floor.isPresent()) return floor.get();
        book.makePocket(tx, account, pocket);
        return lock.take(tx, account, pocket).orElseThrow();
    }

    private static void check(Journal journal, Pocket pocket, Money overdraft) {
        if (!journal.isBounded())
            throw new IllegalArgumentException(journal.kind() + " is not a bounded debit");
        if (overdraft.isNegative())
            throw new IllegalArgumentException("an overdraft of " + overdraft);
        for (var t : journal.transfers())
            if (t.debit().floored() && !t.debited().equals(pocket))
                throw new IllegalArgumentException(
                        journal.kind()
                                + " also takes from "
                                + t.debited()
                                + ", not only "
                                + pocket);
        if (!journal.takenFrom(pocket).isPositive())
            throw new IllegalArgumentException(journal.kind() + " takes nothing from " + pocket);
    }
}
