package hawker.market;

import hawker.catalog.ProductRef;
import hawker.kernel.AccountId;
import java.util.List;
import java.util.Map;

/**
 * One page of results.
 *
 * @param total of all pages
 * @param types how many there are of each kind, without the choice of a kind itself; most first
 * @param shops how many there are in each shop, most first
 * @param guessed whether nothing matched the words and these are only similar
 */
record Found(
        List<ProductRef> products,
        int total,
        Map<String, Integer> types,
        Map<AccountId, Integer> shops,
        boolean guessed) {

    Found {
        products = List.copyOf(products);
    }

    boolean hasMore(int page) {
        return total > page * Search.PAGE && page < Search.LAST_PAGE;
    }
}
