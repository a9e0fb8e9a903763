package hawker.pricing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Answer;
import hawker.api.Call;
import hawker.api.Operation;
import hawker.api.Search;
import hawker.api.SearchFields;
import java.util.List;

/** {@code /search} of products and prices. */
final class SearchHttp {

    private static final String PRODUCTS = "/v1/products/search";
    private static final String PRICES = "/v1/prices/search";

    private static final SearchFields OF_PRODUCTS =
            new SearchFields()
                    .token("active", "body ->> 'active'")
                    .text("description", "body ->> 'description'")
                    .text("name", "body ->> 'name'")
                    .token("shippable", "body ->> 'shippable'")
                    .text("url", "body ->> 'url'")
                    .metadata("body -> 'metadata'");

    private static final SearchFields OF_PRICES =
            new SearchFields()
                    .token("active", "body ->> 'active'")
                    .token("currency", "body ->> 'currency'")
                    .token("lookup_key", "body ->> 'lookup_key'")
                    .token("product", "body ->> 'product'")
                    .token("type", "body ->> 'type'")
                    .metadata("body -> 'metadata'");

    private final Shelf shelf;
    private final ShelfSql sql;

    SearchHttp(Shelf shelf, ShelfSql sql) {
        this.shelf = shelf;
        this.sql = sql;
    }

    List<Operation> operations() {
        return List.of(
                Operation.get(
                        PRODUCTS,
                        Search.SHAPE,
                        call -> search(call, Kind.PRODUCT, OF_PRODUCTS, PRODUCTS)),
                Operation.get(
                        PRICES, Search.SHAPE, call -> search(call, Kind.PRICE, OF_PRICES, PRICES)));
    }

    private Answer search(Call call, Kind kind, SearchFields fields, String url) {
        var search = Search.of(call, fields);
        var account = call.account();
        List<ObjectNode> found =
                call.read(tx -> sql.search(tx, account, kind, search)).stream()
                        .map(item -> item.shown(shelf.now()))
                        .toList();
        return search.answer(
                url, found, () -> call.read(tx -> sql.count(tx, account, kind, search)));
    }
}
