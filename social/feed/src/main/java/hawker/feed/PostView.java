package hawker.feed;

import gg.jte.Content;
import hawker.look.Picture;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A post ready to be drawn.
 *
 * @param html the text, escaped and with its links
 * @param answers whom it answers, on pages where that is not plain to see
 * @param boostedBy who brought it into this timeline
 * @param own whether the viewer wrote it
 */
public record PostView(
        String id,
        Author author,
        Instant created,
        boolean edited,
        boolean removed,
        Content html,
        List<Picture> pictures,
        Optional<Content> card,
        Actions actions,
        Optional<Person> answers,
        Optional<Person> boostedBy,
        boolean own) {

    public PostView {
        pictures = List.copyOf(pictures);
    }

    /** Who speaks. */
    public record Author(
            String name, String handle, String href, Optional<String> picture, boolean brand) {}

    /** Somebody named in passing. */
    public record Person(String name, String href) {}

    /**
     * The row of buttons under a post.
     *
     * @param signedIn whether the viewer may press them; else they lead to the sign-in
     */
    public record Actions(
            String id,
            int likes,
            int boosts,
            int replies,
            boolean liked,
            boolean boosted,
            boolean signedIn) {

        /** Nothing, "12", "12k": nobody counts further. */
        public String words(int count) {
            if (count == 0) return "";
            return count < 10_000 ? Integer.toString(count) : count / 1_000 + "k";
        }
    }

    PostView answering(Person whom) {
        return new PostView(
                id,
                author,
                created,
                edited,
                removed,
                html,
                pictures,
                card,
                actions,
                Optional.of(whom),
                boostedBy,
                own);
    }

    public String href() {
        return "/post/" + id;
    }
}
