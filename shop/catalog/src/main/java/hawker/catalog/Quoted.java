package hawker.catalog;

import java.util.List;

/** The answer to "what do these cost?". */
public sealed interface Quoted permits Quote, Quoted.Unavailable {

    /** Some lines cannot be bought as asked; nothing was priced. */
    record Unavailable(List<Reason> reasons) implements Quoted {
        public Unavailable {
            reasons = List.copyOf(reasons);
        }
    }

    /** Why a line cannot be bought. */
    sealed interface Reason {

        Variant.Id variant();

        /** A sentence for the buyer. */
        String says();
    }

    /** There is no such variant, or its product is not for sale (any more). */
    record NotForSale(Variant.Id variant) implements Reason {
        @Override
        public String says() {
            return "This is no longer for sale.";
        }
    }

    /** It has no price in this currency; prices are never converted silently. */
    record NoPrice(Variant.Id variant, String title) implements Reason {
        @Override
        public String says() {
            return title + " is not sold in this currency.";
        }
    }

    /** Fewer are left than asked for. */
    record TooFew(Variant.Id variant, String title, int available) implements Reason {
        @Override
        public String says() {
            return available <= 0
                    ? title + " is sold out."
                    : "Only " + available + " of " + title + " left.";
        }
    }
}
