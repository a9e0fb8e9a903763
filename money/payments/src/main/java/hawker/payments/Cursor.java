package hawker.payments;

import hawker.kernel.IdCodec;
import hawker.kernel.Page;
import hawker.kernel.PageRequest;
import java.time.Instant;
import java.util.List;

/**
 * A page of ids as a key range: ids sort by time, so a cursor is a bound. A page before a cursor is
 * read upwards from it and turned around, so that every page is newest first.
 *
 * @param above ids are greater than this
 * @param below ids are less than this
 * @param upwards whether the rows nearest to the lower bound are wanted
 */
record Cursor(String above, String below, boolean upwards) {

    /** Sorts behind every id of a prefix: no character of an id is as great. */
    private static final String END = "~";

    static Cursor of(PageRequest page, String prefix) {
        return new Cursor(
                page.before().orElse(prefix),
                page.after().orElse(prefix + END),
                page.before().isPresent());
    }

    /**
     * The same among rows stamped within a span, as far as their ids can be: see {@link IdCodec}.
     */
    static Cursor of(PageRequest page, String prefix, Instant from, Instant before) {
        var all = of(page, prefix);
        return new Cursor(
                greater(all.above, prefix + IdCodec.bodyBelow(from)),
                lesser(all.below, prefix + IdCodec.bodyAbove(before)),
                all.upwards);
    }

    private static String greater(String a, String b) {
        return a.compareTo(b) > 0 ? a : b;
    }

    private static String lesser(String a, String b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    /** The page, newest first, from rows of which one more than the limit was asked for. */
    <T> Page<T> page(List<T> rows, int limit) {
        boolean more = rows.size() > limit;
        var kept = more ? rows.subList(0, limit) : rows;
        return new Page<>(upwards ? kept.reversed() : kept, more);
    }
}
