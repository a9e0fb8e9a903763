package hawker.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.kernel.Page;
import java.util.List;

/** The envelopes of lists (docs: pagination). */
public final class Lists {

    private Lists() {}

    /** {@code {object: "list", url, has_more, data}}, newest first. */
    public static ObjectNode of(String url, Page<ObjectNode> page) {
        return of(url, page.items(), page.hasMore());
    }

    public static ObjectNode of(String url, List<ObjectNode> items, boolean hasMore) {
        var list = Json.object().put("object", "list");
        list.putArray("data").addAll(items);
        return list.put("has_more", hasMore).put("url", url);
    }

    public static Answer answer(String url, Page<ObjectNode> page) {
        return Answer.ok(of(url, page));
    }
}
