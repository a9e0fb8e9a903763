package hawker.platform;

import hawker.platform.EventSql.Placed;
import hawker.platform.EventSql.Position;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * The end of the log as far as it was read: one stretch without gaps, shared by all groups, so that
 * those who keep step read each event from the database once between them. That is right because
 * rows that were read are final: nothing can appear between a stretch's begin and its last row.
 */
final class EventBatches {

    static final int SIZE = 1000;
    private static final int KEPT = 4 * SIZE;

    /** Nanoseconds in which nothing is asked again. */
    private static final long SOON = 3_000_000;

    private final EventSql sql;
    private final ArrayDeque<Placed> stretch = new ArrayDeque<>();

    /** When nothing stood behind the stretch, as the clock of this process says. */
    private long nothingAt = System.nanoTime() - SOON;

    /** The place before the first event of the stretch. */
    private Position begin = Position.START;

    EventBatches(EventSql sql) {
        this.sql = sql;
    }

    /**
     * The events after a place, in order; empty when there are none yet. Who is far behind reads
     * for himself; of those at the end one reads and the others wait for what he finds.
     */
    List<Placed> after(Position position) {
        synchronized (stretch) {
            if (!stretch.isEmpty()) {
                var end = stretch.getLast().position();
                if (position.compareTo(begin) >= 0 && position.compareTo(end) < 0)
                    return known(position);
                if (position.equals(end)) return readOn(position);
            }
        }
        var read = sql.after(position, SIZE);
        synchronized (stretch) {
            boolean later =
                    stretch.isEmpty() || position.compareTo(stretch.getLast().position()) > 0;
            if (later && !read.isEmpty()) {
                stretch.clear();
                begin = position;
                stretch.addAll(read);
            }
        }
        return read;
    }

    private List<Placed> readOn(Position end) {
        // What was committed is not final yet, and all groups were woken for it: one asks for all.
        if (System.nanoTime() - nothingAt < SOON) return List.of();
        var read = sql.after(end, SIZE);
        if (read.isEmpty()) nothingAt = System.nanoTime();
        stretch.addAll(read);
        while (stretch.size() > KEPT) begin = stretch.removeFirst().position();
        return read;
    }

    private List<Placed> known(Position position) {
        var after = new ArrayList<Placed>();
        var backwards = stretch.descendingIterator();
        while (backwards.hasNext()) {
            var placed = backwards.next();
            if (placed.position().compareTo(position) <= 0) break;
            after.add(placed);
        }
        var inOrder = after.reversed();
        return List.copyOf(inOrder.subList(0, Math.min(SIZE, inOrder.size())));
    }
}
