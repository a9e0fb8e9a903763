package hawker.feed;

import hawker.feed.ReaderSql.HomeEntry;
import hawker.feed.ReaderSql.Pending;
import hawker.platform.DatabaseException;
import hawker.platform.Platform;
import hawker.platform.Tx;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Brings entries to the timelines of an author's followers, a thousand a transaction.
 *
 * <p>The work stands in a table, written with the post, so a crash loses nothing; each step is
 * idempotent, so two nodes at it do no harm. Authors of more than {@link #PUSHED_TO} followers are
 * not pushed: their readers fetch their posts when they look ({@link Timelines}), for a post that
 * is written once must not cost a million rows.
 */
final class FanOut {

    private static final Logger LOG = Logger.getLogger(FanOut.class.getName());

    static final int PUSHED_TO = 10_000;
    private static final int STEP = 1_000;
    private static final int KEPT = 800;

    private final Platform platform;
    private final ReaderSql readers;
    private final ReentrantLock turn = new ReentrantLock();
    private final AtomicBoolean running = new AtomicBoolean();

    FanOut(Platform platform, ReaderSql readers) {
        this.platform = platform;
        this.readers = readers;
        platform.chores().every(Duration.ofSeconds(5), "feed-fan-out", this::run);
        platform.chores().every(Duration.ofHours(1), "feed-trim-home", this::trim);
    }

    /** A hint that there is work; the chore would find it anyway. */
    void wake() {
        if (running.compareAndSet(false, true)) Thread.startVirtualThread(this::runOnce);
    }

    private void runOnce() {
        // Released first: whoever wakes us while we run starts the next round.
        running.set(false);
        try {
            run();
        } catch (DatabaseException away) {
            LOG.log(Level.FINE, "the database is away; the chore goes on from here", away);
        }
    }

    /** Works off everything that waits, in the calling thread. */
    void run() {
        // One after the other: who waited knows that everything written before is delivered.
        turn.lock();
        try {
            while (step()) {}
        } finally {
            turn.unlock();
        }
    }

    private boolean step() {
        return platform.tx()
                .acrossAccounts(
                        "feed-fan-out",
                        tx -> {
                            var next = readers.nextPending(tx);
                            next.ifPresent(pending -> advance(tx, pending));
                            return next.isPresent();
                        });
    }

    private void advance(Tx tx, Pending pending) {
        boolean pushed = readers.followers(tx, pending.via()) <= PUSHED_TO;
        var page = readers.followersAfter(tx, pending.via(), pending.reached(), STEP);
        if (pending.undo()) readers.takeHome(tx, page, pending.entry());
        else if (pushed) readers.addHome(tx, page, entry(pending));
        boolean more = page.size() == STEP && (pushed || pending.undo());
        if (more) readers.reached(tx, pending, page.getLast());
        else readers.delivered(tx, pending);
    }

    private static HomeEntry entry(Pending pending) {
        return new HomeEntry(pending.entry(), pending.post(), pending.via());
    }

    private void trim() {
        platform.tx().acrossAccounts("feed-trim-home", tx -> readers.acrossTrimHome(tx, KEPT));
    }

    /** Authors whose readers fetch instead. */
    Set<String> bigAuthors() {
        return platform.tx()
                .readAcross("feed-big-authors", tx -> readers.acrossBigAuthors(tx, PUSHED_TO));
    }
}
