package hawker.market;

import hawker.kernel.AccountId;
import hawker.web.Request;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A search as it stands in an address: {@code ?q=&type=&shop=&max=&stock=&sort=&page=}. What cannot
 * be read counts as not said.
 */
record Query(String path, Search search, Optional<String> shop) {

    /**
     * Reads it from a request.
     *
     * @param shop the shop whose page it is, or the one chosen by handle
     */
    static Query of(Request request, Optional<AccountId> shop) {
        var search =
                new Search(
                        request.queryParam("q").orElse(""),
                        shop,
                        request.queryParam("type").filter(t -> !t.isBlank() && t.length() < 100),
                        request.queryParam("max").flatMap(Query::dollars),
                        request.queryParam("stock").equals(Optional.of("in")),
                        Search.Sort.of(request.queryParam("sort").orElse("")),
                        request.queryParam("page").flatMap(Query::number).orElse(1));
        return new Query(
                request.path(), search, request.queryParam("shop").filter(s -> !s.isBlank()));
    }

    /** The address of the same search with another page. */
    String page(int page) {
        return href(search.type(), search.sort(), search.inStock(), shop, page);
    }

    /** The same with another kind, or all kinds; from the first page. */
    String type(Optional<String> type) {
        return href(type, search.sort(), search.inStock(), shop, 1);
    }

    String sort(Search.Sort sort) {
        return href(search.type(), sort, search.inStock(), shop, 1);
    }

    String inStock(boolean only) {
        return href(search.type(), search.sort(), only, shop, 1);
    }

    String shop(Optional<String> handle) {
        return href(search.type(), search.sort(), search.inStock(), handle, 1);
    }

    private String href(
            Optional<String> type,
            Search.Sort sort,
            boolean inStock,
            Optional<String> handle,
            int page) {
        var address = new StringBuilder(path);
        put(address, "q", search.text());
        put(address, "type", type.orElse(""));
        put(address, "shop", handle.orElse(""));
        put(address, "max", search.atMost().map(cents -> Long.toString(cents / 100)).orElse(""));
        put(address, "stock", inStock ? "in" : "");
        put(address, "sort", sort.key());
        put(address, "page", page > 1 ? Integer.toString(page) : "");
        return address.toString();
    }

    private static void put(StringBuilder address, String name, String value) {
        if (value.isEmpty()) return;
        address.append(address.indexOf("?") < 0 ? '?' : '&')
                .append(name)
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8));
    }

    private static Optional<Long> dollars(String text) {
        return text.matches("[0-9]{1,7}")
                ? Optional.of(Long.parseLong(text) * 100)
                : Optional.empty();
    }

    private static Optional<Integer> number(String text) {
        return text.matches("[0-9]{1,4}") ? Optional.of(Integer.valueOf(text)) : Optional.empty();
    }
}
