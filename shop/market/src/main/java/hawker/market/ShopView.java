package hawker.market;

import gg.jte.Content;
import hawker.look.Picture;
import java.util.List;
import java.util.Optional;

/**
 * What stands above each tab of a shop or of a person.
 *
 * @param about paragraphs of the shop's own words
 * @param returns the same about what it takes back
 * @param contact an e-mail address to write to
 */
public record ShopView(
        String name,
        String handle,
        Optional<String> logo,
        Optional<Picture> banner,
        List<String> about,
        List<String> returns,
        Optional<String> contact,
        Optional<String> closed,
        int followers,
        Content follow) {

    public ShopView {
        about = List.copyOf(about);
        returns = List.copyOf(returns);
    }

    public String href() {
        return "/@" + handle;
    }

    public String followersText() {
        return followers == 1 ? "1 follower" : followers + " followers";
    }
}
