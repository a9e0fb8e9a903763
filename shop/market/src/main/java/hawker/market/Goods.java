package hawker.market;

import hawker.look.ProductCard;
import java.util.List;
import java.util.Optional;

/**
 * A list of goods as a page shows it.
 *
 * @param kinds filters by kind of thing, "All" first
 * @param shops filters by shop, on pages over all shops
 * @param sorts orders to choose from
 * @param sorted label of the order that is used
 * @param note what the list is when it is not plainly what was asked for; may be empty
 */
public record Goods(
        List<ProductCard> cards,
        List<Filter> kinds,
        List<Filter> shops,
        List<Filter> sorts,
        String sorted,
        Filter inStock,
        int total,
        Optional<String> newer,
        Optional<String> older,
        String note) {

    public Goods {
        cards = List.copyOf(cards);
        kinds = List.copyOf(kinds);
        shops = List.copyOf(shops);
        sorts = List.copyOf(sorts);
    }

    /** A choice that leads to the list with it, or without it if it is current. */
    public record Filter(String label, String href, boolean current, int count) {}
}
