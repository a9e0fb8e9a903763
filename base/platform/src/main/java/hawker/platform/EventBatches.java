package hawker.platform;

import hawker.platform.EventSql.Placed;
import hawker.platform.EventSql.Position;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The last few batches read from the log, by where they begin, so that groups that keep step read
 * each batch from the database once between them. That is right because rows that were read are
 * final: nothing can appear between a batch's begin and its last row.
 */
final class EventBatches {

    static final int SIZE = 1000;
    private static final int KEPT = 4;

    private final EventSql sql;

    private final Map<Position, List<Placed>> batches =
            new LinkedHashMap<>() {
                @Override
                protected boolean removeEldestEntry(Map.Entry<Position, List<Placed>> eldest) {
                    return size() > KEPT;
                }
            };

    EventBatches(EventSql sql) {
        this.sql = sql;
    }

    /** The events after a place, in order; empty when there are none yet. */
    List<Placed> after(Position position) {
        synchronized (batches) {
            var known = batches.get(position);
            if (known != null) return known;
        }
        var read = sql.after(position, SIZE);
        if (!read.isEmpty())
            synchronized (batches) {
                batches.put(position, read);
            }
        return read;
    }
}
