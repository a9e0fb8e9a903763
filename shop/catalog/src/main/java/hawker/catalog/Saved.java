package hawker.catalog;

import java.util.List;

/** What became of a product that a seller typed. */
public sealed interface Saved {

    record Stored(Product product) implements Saved {}

    /** Nothing was stored; every problem is named with its field. */
    record Refused(List<Problem> problems) implements Saved {
        public Refused {
            problems = List.copyOf(problems);
        }
    }

    /** The seller has no such product. */
    record Missing() implements Saved {}

    /**
     * One thing to mend.
     *
     * @param field as in {@link NewProduct}: "title", "variants[2].sku"
     * @param says a sentence for the seller
     */
    record Problem(String field, String says) {}
}
