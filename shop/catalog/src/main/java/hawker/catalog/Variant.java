package hawker.catalog;

import hawker.kernel.Currency;
import hawker.kernel.IdCodec;
import hawker.kernel.Money;
import java.util.List;
import java.util.Optional;

/**
 * One value of each option: the thing that is bought, counted and priced.
 *
 * @param values one of each option, in the options' order; empty without options
 * @param sku the seller's own number, unique in the shop
 * @param grams weight, 0 if unknown
 * @param shipped whether it has to be sent (a map to download has not)
 * @param prices one a currency, the shop's own currency first; a currency without a row is not sold
 *     in
 * @param onEmpty what happens when there are none left
 * @param available how many can be promised now: on hand less committed less held; less than 0
 *     after backorders; meaningless if the stock is not counted
 */
public record Variant(
        Id id,
        List<String> values,
        String sku,
        Optional<String> barcode,
        int grams,
        boolean shipped,
        List<Price> prices,
        OnEmpty onEmpty,
        int available) {

    public Variant {
        values = List.copyOf(values);
        prices = List.copyOf(prices);
        if (prices.isEmpty()) throw new IllegalArgumentException("a variant has a price: " + id);
    }

    /** {@code var_} and 24 characters. */
    public record Id(String text) implements Comparable<Id> {
        public Id {
            if (!text.startsWith("var_"))
                throw new IllegalArgumentException("not a variant id: " + text);
        }

        /** An id from outside; empty if it cannot be one. */
        public static Optional<Id> parse(String text) {
            return text.startsWith("var_") && IdCodec.account(text).isPresent()
                    ? Optional.of(new Id(text))
                    : Optional.empty();
        }

        @Override
        public int compareTo(Id other) {
            return text.compareTo(other.text);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** What an empty stock means. */
    public enum OnEmpty {
        /** Sold out: nothing is promised that is not there. */
        DENY,
        /** Sold on and sent later. */
        BACKORDER,
        /** Not counted at all. */
        UNCOUNTED
    }

    public boolean canSell(int quantity) {
        return onEmpty != OnEmpty.DENY || available >= quantity;
    }

    /** The price in the shop's own currency. */
    public Money price() {
        return prices.getFirst().amount();
    }

    /** The price to strike through beside {@link #price}. */
    public Optional<Money> compareAt() {
        return prices.getFirst().compareAt();
    }

    public Optional<Price> priceIn(Currency currency) {
        return prices.stream().filter(p -> p.amount().currency().equals(currency)).findFirst();
    }

    /** "M / Black"; empty without options. */
    public String title() {
        return String.join(" / ", values);
    }
}
