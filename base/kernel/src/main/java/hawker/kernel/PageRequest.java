package hawker.kernel;

import java.util.Optional;

/**
 * Which page of a list is wanted: at most {@code limit} rows, either older than {@code after} or
 * newer than {@code before}. Both are ids; ids sort by time, so a cursor is a key range.
 */
public record PageRequest(int limit, Optional<String> after, Optional<String> before) {

    public PageRequest {
        if (limit < 1 || limit > 100)
            throw new IllegalArgumentException("limit must be 1 to 100: " + limit);
        if (after.isPresent() && before.isPresent())
            throw new IllegalArgumentException("one cursor at a time");
    }

    public static PageRequest first(int limit) {
        return new PageRequest(limit, Optional.empty(), Optional.empty());
    }

    public static PageRequest after(String id, int limit) {
        return new PageRequest(limit, Optional.of(id), Optional.empty());
    }

    public static PageRequest before(String id, int limit) {
        return new PageRequest(limit, Optional.empty(), Optional.of(id));
    }
}
