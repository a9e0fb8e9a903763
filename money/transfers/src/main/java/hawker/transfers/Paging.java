package hawker.transfers;

import hawker.api.ApiError;
import hawker.kernel.Page;
import hawker.kernel.PageRequest;
import java.util.List;
import java.util.function.Function;

/** Pages of what an object has few of: all are read anyhow, newest first. */
final class Paging {

    private Paging() {}

    static <T> Page<T> page(List<T> all, Function<T, String> id, PageRequest page, String object) {
        int from = page.after().map(a -> 1 + place(all, id, a, object, "starting_after")).orElse(0);
        int to =
                page.before()
                        .map(b -> place(all, id, b, object, "ending_before"))
                        .orElse(all.size());
        var wanted = all.subList(Math.min(from, to), to);
        boolean more = wanted.size() > page.limit();
        var shown =
                page.before().isPresent()
                        ? wanted.subList(Math.max(0, wanted.size() - page.limit()), wanted.size())
                        : wanted.subList(0, Math.min(page.limit(), wanted.size()));
        return new Page<>(shown, more);
    }

    private static <T> int place(
            List<T> all, Function<T, String> id, String cursor, String object, String param) {
        for (int i = 0; i < all.size(); i++) if (id.apply(all.get(i)).equals(cursor)) return i;
        throw ApiError.missingReference(object, cursor, param);
    }
}
