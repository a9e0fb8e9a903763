package hawker.webhooks;

import java.util.ArrayDeque;
import java.util.Optional;

/**
 * The way to one endpoint, in this process: what was handed to it, whether it is being worked on,
 * and whether there may be more in the database. While it is behind everything goes through the
 * database, so that a receiver hears in order; a lane that keeps step is handed what happens.
 */
final class Lane {

    /** More than these wait in the database, not in memory. */
    static final int MOST = 200;

    private final ArrayDeque<Handed> handed = new ArrayDeque<>();
    private int waiting;
    private boolean working;
    private boolean behind;
    private boolean news;

    /** Whether so many may be handed to it soon; room is kept for them if so. */
    synchronized boolean reserve(int deliveries) {
        if (behind || waiting + deliveries > MOST) return false;
        waiting += deliveries;
        return true;
    }

    /** Gives room back that was kept for deliveries which do not come. */
    synchronized void release(int deliveries) {
        waiting -= deliveries;
    }

    /** Takes what room was kept for. */
    synchronized void hand(Handed batch) {
        handed.addLast(batch);
    }

    /** Something for it stands in the database. */
    synchronized void behind() {
        behind = true;
        news = true;
    }

    /** Whether the caller is to work now; false: somebody does. */
    synchronized boolean begin() {
        if (working) return false;
        working = true;
        return true;
    }

    /** What was handed first. */
    synchronized Optional<Handed> next() {
        var first = Optional.ofNullable(handed.pollFirst());
        first.ifPresent(batch -> waiting -= batch.deliveries().size());
        return first;
    }

    /** Whether the database may hold something; asked before looking there. */
    synchronized boolean isBehind() {
        news = false;
        return behind;
    }

    /** Nothing was due in the database when it was looked at. */
    synchronized void caughtUp() {
        if (!news) behind = false;
    }

    /** Ends the work if there is no more; false: there is. */
    synchronized boolean end() {
        if (behind || !handed.isEmpty()) return false;
        working = false;
        return true;
    }

    /** Ends the work that failed: what was handed is sent when its claims have run out. */
    synchronized void fail() {
        for (var batch : handed) waiting -= batch.deliveries().size();
        handed.clear();
        working = false;
    }

    /** Whether it can be forgotten. */
    synchronized boolean isIdle() {
        return !working && !behind && waiting == 0;
    }
}
