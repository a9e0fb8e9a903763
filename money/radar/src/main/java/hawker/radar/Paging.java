package hawker.radar;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Answer;
import hawker.api.Lists;
import hawker.kernel.Page;
import hawker.kernel.PageRequest;
import java.util.List;
import java.util.function.Function;

/** Cuts pages from rows of which one more than the limit was asked for. */
final class Paging {

    private Paging() {}

    static <T> Answer answer(
            String url, List<T> rows, PageRequest asked, Function<T, ObjectNode> json) {
        return Lists.answer(url, page(rows, asked).map(json));
    }

    /** Rows before a cursor come in rising order, and are turned around. */
    static <T> Page<T> page(List<T> rows, PageRequest asked) {
        var page = Page.of(rows, asked.limit());
        return asked.before().isPresent()
                ? new Page<>(page.items().reversed(), page.hasMore())
                : page;
    }
}
