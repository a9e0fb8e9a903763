package hawker.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * One search: which rows, how many, behind which. A room puts {@link #condition} into its one
 * statement behind {@code account_id = ?}, binds {@link #values}, and asks for newest first.
 *
 * <p>Searching is immediate: what a request wrote is found by the next one.
 */
public final class Search {

    /** The parameters of a search operation. */
    public static final Shape SHAPE =
            Shape.of(
                    Param.text("query", SearchQuery.MAX_LENGTH).required(),
                    Param.integer("limit", 1, 100),
                    Param.text("page", 512));

    private static final int DEFAULT_LIMIT = 10;

    private final SearchFields.Where where;
    private final int limit;
    private final Optional<String> after;
    private final boolean counts;

    private Search(SearchFields.Where where, int limit, Optional<String> after, boolean counts) {
        this.where = where;
        this.limit = limit;
        this.after = after;
        this.counts = counts;
    }

    /**
     * Reads query, limit and page.
     *
     * @throws ApiError 400, param query or page
     */
    public static Search of(Call call, SearchFields fields) {
        var params = call.params();
        return new Search(
                fields.where(SearchQuery.parse(params.requiredText("query"))),
                params.integer("limit").map(Math::toIntExact).orElse(DEFAULT_LIMIT),
                params.text("page").map(Search::opened),
                call.expands("total_count"));
    }

    /** The same from the text of a query alone; for programs that search without HTTP. */
    public static Search of(String query, SearchFields fields, int limit) {
        var where = fields.where(SearchQuery.parse(query));
        return new Search(where, limit, Optional.empty(), true);
    }

    /** The condition in parentheses. */
    public String condition() {
        return where.sql();
    }

    /** The id behind which the page begins: it was the last one on the page before. */
    public Optional<String> after() {
        return after;
    }

    /** The values of a statement: the room's own, the condition's, and those behind it. */
    public Object[] values(List<Object> before, Object... behind) {
        var values = new ArrayList<>(before);
        values.addAll(where.values());
        values.addAll(List.of(behind));
        return values.toArray();
    }

    /** How many rows to ask for: one more than the page holds. */
    public int rows() {
        return limit + 1;
    }

    /**
     * The envelope of a page.
     *
     * @param url of the operation: {@code /v1/customers/search}
     * @param found objects with ids, newest first, at most {@link #rows}
     * @param count all rows that the condition finds; asked only when {@code total_count} is wanted
     */
    public Answer answer(String url, List<ObjectNode> found, Supplier<Long> count) {
        boolean more = found.size() > limit;
        var page = more ? found.subList(0, limit) : found;
        var body = Json.object().put("object", "search_result");
        body.putArray("data").addAll(page);
        body.put("has_more", more);
        if (more) body.put("next_page", closed(page.getLast().path("id").asText()));
        else body.putNull("next_page");
        if (counts) body.put("total_count", count.get());
        return Answer.ok(body.put("url", url));
    }

    private static String closed(String id) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(id.getBytes(StandardCharsets.UTF_8));
    }

    private static String opened(String page) {
        try {
            return new String(Base64.getUrlDecoder().decode(page), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw ApiError.parameterInvalid(
                    "page", "Invalid page: use the next_page of an earlier search.");
        }
    }
}
