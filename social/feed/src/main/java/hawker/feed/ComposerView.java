package hawker.feed;

import java.util.List;
import java.util.Optional;

/**
 * The form to write a post with.
 *
 * @param action where it is sent
 * @param text what was typed before
 * @param product link or id of the product to show
 * @param shops the viewer may write for
 * @param problem what was wrong
 * @param whole whether all fields are open at once
 */
public record ComposerView(
        String action,
        String csrf,
        String text,
        String product,
        List<Shop> shops,
        Optional<String> problem,
        boolean whole) {

    /** A shop to write for. */
    public record Shop(String name, String handle) {}

    public ComposerView {
        shops = List.copyOf(shops);
    }

    public boolean isReply() {
        return action.endsWith("/reply");
    }
}
