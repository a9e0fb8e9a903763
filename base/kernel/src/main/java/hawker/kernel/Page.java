package hawker.kernel;

import java.util.List;
import java.util.function.Function;

/** One page of a list, newest first, and whether there is more behind it. */
public record Page<T>(List<T> items, boolean hasMore) {

    public Page {
        items = List.copyOf(items);
    }

    /** Cuts a page from rows of which one more than the limit was asked for. */
    public static <T> Page<T> of(List<T> rows, int limit) {
        return rows.size() > limit
                ? new Page<>(rows.subList(0, limit), true)
                : new Page<>(rows, false);
    }

    public <R> Page<R> map(Function<T, R> each) {
        return new Page<>(items.stream().map(each).toList(), hasMore);
    }
}
