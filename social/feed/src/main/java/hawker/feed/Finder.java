package hawker.feed;

import hawker.catalog.ProductRef;
import java.util.List;

/**
 * Finds goods of all shops by words, for who wants to show one in a post: app fills this from
 * market, which the feed does not know.
 */
@FunctionalInterface
public interface Finder {

    /**
     * What buyers may see and the words fit, the best first.
     *
     * @param most how many at most
     */
    List<ProductRef> find(String words, int most);
}
