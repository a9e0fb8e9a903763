package hawker.look;

import java.util.List;
import java.util.Optional;

/**
 * What stands around a dashboard or operator page.
 *
 * @param name of the shop, or "Operator"
 * @param test whether test mode is on: shows the badge and says that no real money moves
 * @param items navigation from top to bottom
 * @param current key of the item the page belongs to
 * @param person who is signed in
 * @param shops other shops this person may switch to
 * @param storefront the shop's public page
 */
public record Console(
        String name,
        boolean test,
        List<NavItem> items,
        String current,
        String person,
        List<Link> shops,
        Optional<String> storefront) {

    public Console {
        items = List.copyOf(items);
        shops = List.copyOf(shops);
    }
}
