package hawker.connect;

import hawker.api.ApiError;
import hawker.kernel.Page;
import hawker.kernel.PageRequest;
import java.util.List;
import java.util.function.Function;

/** Pages of what an account has few of: all are read anyhow, newest first. */
final class Few {

    private Few() {}

    static <T> Page<T> page(
            List<T> newestFirst, Function<T, String> id, PageRequest page, String object) {
        int from = 0;
        int to = newestFirst.size();
        if (page.after().isPresent())
            from = 1 + place(newestFirst, id, page.after().get(), object, "starting_after");
        if (page.before().isPresent())
            to = place(newestFirst, id, page.before().get(), object, "ending_before");
        var wanted = newestFirst.subList(from, to);
        if (wanted.size() <= page.limit()) return new Page<>(wanted, false);
        return page.before().isPresent()
                ? new Page<>(wanted.subList(wanted.size() - page.limit(), wanted.size()), true)
                : new Page<>(wanted.subList(0, page.limit()), true);
    }

    private static <T> int place(
            List<T> items, Function<T, String> id, String cursor, String object, String param) {
        for (int i = 0; i < items.size(); i++) if (id.apply(items.get(i)).equals(cursor)) return i;
        throw ApiError.missingReference(object, cursor, param);
    }
}
