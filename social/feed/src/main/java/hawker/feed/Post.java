package hawker.feed;

import hawker.catalog.ProductRef;
import hawker.kernel.IdCodec;
import hawker.kernel.UserId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A post as readers see it.
 *
 * <p>Its life: written → edited any number of times (every text is kept) → removed. A removed post
 * keeps its place so that the replies to it stay; its text, pictures and card are gone.
 *
 * @param writer the person whose row it is; for a shop's post the one who wrote it
 * @param version 1 for the first text, one more with each edit
 * @param text plain, at most 500 code points; empty when removed
 * @param parent the post it answers, and {@code root} the one that began the thread; both or none
 * @param card the product it shows; everything about the product is read when the card is drawn
 */
public record Post(
        Id id,
        UserId writer,
        Author author,
        int version,
        String text,
        Optional<Id> parent,
        Optional<Id> root,
        Optional<ProductRef> card,
        List<Attachment> pictures,
        Instant created,
        Optional<Instant> edited,
        boolean removed,
        Counts counts) {

    public Post {
        pictures = List.copyOf(pictures);
        if (parent.isPresent() != root.isPresent())
            throw new IllegalArgumentException("a reply has a parent and a root: " + id);
    }

    /** {@code post_} and 24 characters; carries the writer's number and sorts by time. */
    public record Id(String text) implements Comparable<Id> {
        public Id {
            if (!text.startsWith("post_"))
                throw new IllegalArgumentException("not a post id: " + text);
        }

        /** An id from outside; empty if it cannot be one. */
        public static Optional<Id> parse(String text) {
            return text.startsWith("post_") && IdCodec.user(text).isPresent()
                    ? Optional.of(new Id(text))
                    : Optional.empty();
        }

        /** The id without its prefix: where the post stands in time, among entries of any kind. */
        String place() {
            return text.substring(text.lastIndexOf('_') + 1);
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

    /** What others did with it. */
    public record Counts(int likes, int boosts, int replies) {}

    /** The same post for a page that shows the product anyway. */
    Post withoutCard() {
        return new Post(
                id,
                writer,
                author,
                version,
                text,
                parent,
                root,
                Optional.empty(),
                pictures,
                created,
                edited,
                removed,
                counts);
    }

    public boolean isReply() {
        return parent.isPresent();
    }

    /** The post that began the thread: itself, if it answers nothing. */
    public Id thread() {
        return root.orElse(id);
    }
}
