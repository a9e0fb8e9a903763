package hawker.feed;

import java.util.List;
import java.util.Optional;

/**
 * The form to write a post with.
 *
 * @param action where it is sent
 * @param text what was typed before
 * @param choice the products to choose from; empty before somebody asks for them
 * @param shops the viewer may write for
 * @param problem what was wrong
 * @param whole whether all fields are open at once
 */
public record ComposerView(
        String action,
        String csrf,
        String text,
        Optional<Choice> choice,
        List<Shop> shops,
        Optional<String> problem,
        boolean whole) {

    /** A shop to write for. */
    public record Shop(String name, String handle) {}

    /**
     * Products to choose from.
     *
     * @param words that were looked for
     * @param chosen whether one of them is chosen
     */
    public record Choice(String words, List<Thing> things, boolean chosen) {
        public Choice {
            things = List.copyOf(things);
        }
    }

    /**
     * A product that may be shown.
     *
     * @param picture address of a small picture
     */
    public record Thing(
            String id,
            String title,
            String seller,
            String price,
            Optional<String> picture,
            boolean chosen) {}

    public ComposerView {
        shops = List.copyOf(shops);
    }

    public boolean isReply() {
        return action.endsWith("/reply");
    }
}
