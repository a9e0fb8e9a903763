package hawker.market;

import hawker.kernel.AccountId;
import java.util.Optional;

/**
 * What somebody looks for.
 *
 * @param text as typed; empty: everything
 * @param shop only this seller's (the number of the shop's mode)
 * @param type only things of this kind, exactly as sellers write it
 * @param atMost price in minor units of its currency
 * @param inStock only what can be bought now
 * @param page from 1
 */
record Search(
        String text,
        Optional<AccountId> shop,
        Optional<String> type,
        Optional<Long> atMost,
        boolean inStock,
        Sort sort,
        int page) {

    static final int PAGE = 24;

    /** Nobody reads further; a robot that does costs the database an ever longer walk. */
    static final int LAST_PAGE = 200;

    private static final int MAX_TEXT = 120;

    Search {
        var clean = text.replaceAll("\\p{Cntrl}", " ").strip();
        text = clean.length() > MAX_TEXT ? clean.substring(0, MAX_TEXT) : clean;
        page = Math.clamp(page, 1, LAST_PAGE);
    }

    /** How results are ordered; the key stands in the address. */
    enum Sort {
        RELEVANT("", "Featured"),
        NEWEST("newest", "Newest"),
        CHEAPEST("price", "Price, low to high"),
        DEAREST("-price", "Price, high to low");

        private final String key;
        private final String label;

        Sort(String key, String label) {
            this.key = key;
            this.label = label;
        }

        String key() {
            return key;
        }

        String label() {
            return label;
        }

        static Sort of(String key) {
            for (var sort : values()) if (sort.key.equals(key)) return sort;
            return RELEVANT;
        }
    }

    static Search everything() {
        return new Search(
                "", Optional.empty(), Optional.empty(), Optional.empty(), false, Sort.RELEVANT, 1);
    }

    static Search of(AccountId shop) {
        var all = everything();
        return new Search(
                all.text, Optional.of(shop), all.type, all.atMost, all.inStock, all.sort, 1);
    }

    Search ofType(String kind) {
        return new Search(text, shop, Optional.of(kind), atMost, inStock, sort, 1);
    }

    boolean isFiltered() {
        return type.isPresent() || atMost.isPresent() || inStock;
    }
}
