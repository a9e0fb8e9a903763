package hawker.catalog;

import java.util.Optional;

/**
 * Which products of a seller a list shows.
 *
 * @param text words that words of title, brand, type, tags or SKU begin with; empty text: all
 */
public record ProductFilter(
        Optional<Product.Status> status, String text, Optional<String> type, Optional<String> tag) {

    /** What buyers may see. */
    public static ProductFilter active() {
        return new ProductFilter(
                Optional.of(Product.Status.ACTIVE), "", Optional.empty(), Optional.empty());
    }

    /** Everything, for the seller. */
    public static ProductFilter all() {
        return new ProductFilter(Optional.empty(), "", Optional.empty(), Optional.empty());
    }

    public ProductFilter matching(String words) {
        return new ProductFilter(status, words, type, tag);
    }

    public ProductFilter ofType(String wanted) {
        return new ProductFilter(status, text, Optional.of(wanted), tag);
    }

    public ProductFilter tagged(String wanted) {
        return new ProductFilter(status, text, type, Optional.of(wanted));
    }

    public ProductFilter in(Product.Status wanted) {
        return new ProductFilter(Optional.of(wanted), text, type, tag);
    }
}
