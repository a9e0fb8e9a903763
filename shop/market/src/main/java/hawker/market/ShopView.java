package hawker.market;

import gg.jte.Content;
import hawker.look.Picture;
import java.util.List;
import java.util.Optional;

/**
 * What stands above each tab of a shop or of a person.
 *
 * @param about paragraphs of the shop's own words
 */
public record ShopView(
        String name,
        String handle,
        Optional<String> logo,
        Optional<Picture> banner,
        List<String> about,
        int followers,
        Content follow) {

    public ShopView {
        about = List.copyOf(about);
    }

    public String href() {
        return "/@" + handle;
    }

    public String followersText() {
        return followers == 1 ? "1 follower" : followers + " followers";
    }
}
