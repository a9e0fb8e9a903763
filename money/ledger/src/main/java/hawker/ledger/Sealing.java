package hawker.ledger;

import hawker.kernel.AccountId;
import hawker.kernel.Clock;
import hawker.platform.Tx;

/**
 * Draws lines under books.
 *
 * <p>A payout says "everything in my available money between here and there". For that to be an
 * exact statement for ever, nothing may appear between here and there afterwards. Ids can't be the
 * measure: they are made before their transaction commits, so one that is older may become visible
 * later. What can is the number of the writing transaction, which the database puts into each
 * journal ({@code position}): all transactions below {@code pg_snapshot_xmin} have ended, so
 * whatever they wrote is visible now, and no other journal can ever get such a position.
 *
 * <p>So a {@link Seal} is one row with a position, and sealing writes nothing for each journal. Its
 * number counts 1, 2, 3 … in the account (the book's row is locked while one is drawn). A
 * transaction that stays open holds the line back for all; transactions are bounded by time-outs.
 *
 * <p>Ways not taken (decision 0014): a queue table of unsealed journals with a row of a second
 * table for each sealed one costs three more writes for each payment; a counter in the book would
 * make all payments of an account queue. Positions are numbers of one database cluster: a physical
 * copy (base backup, replica, pg_upgrade) keeps them, a logical dump restored elsewhere starts
 * below, which {@link #seal} notices and refuses.
 */
final class Sealing {

    private static final int MOST_WAITS = 250; // of 20 ms each

    private final SealSql sql;
    private final Clock clock;

    Sealing(SealSql sql, Clock clock) {
        this.sql = sql;
        this.clock = clock;
    }

    Seal seal(Tx tx, AccountId account) {
        sql.lockBook(tx, account);
        var last = sql.last(tx, account).orElse(Seal.BEGINNING);
        long position = sql.finalPosition(tx);
        if (position < last.position())
            throw new IllegalStateException(
                    "the transaction numbers of this database are below the seals of account "
                            + account
                            + ": it was restored from a logical dump");
        if (sql.newest(tx, account, last.position(), position).isEmpty()) return last;
        var seal = new Seal(last.number() + 1, position, clock.now());
        sql.insert(tx, account, seal);
        return seal;
    }

    /** Waits for transactions that began before; not to be called inside one. */
    boolean settled(Tx read, AccountId account) {
        var newest = sql.newest(read, account, 0, Long.MAX_VALUE);
        if (newest.isEmpty()) return true;
        for (int waits = 0; waits < MOST_WAITS; waits++) {
            if (sql.finalPosition(read) >= newest.get()) return true;
            sql.waitALittle(read);
        }
        return false;
    }

    /**
     * Keeps the totals of a book up to now, so that the next audits need not begin before; does
     * nothing while there are few new journals.
     */
    void checkpoint(Tx tx, AccountId account, int fewest) {
        var before = sql.checkpointed(tx, account).orElse(Seal.BEGINNING);
        if (sql.journalsAfter(tx, account, before.position()) < fewest) return;
        var now = seal(tx, account);
        if (now.number() > before.number()) sql.insertCheckpoint(tx, account, before, now);
    }
}
