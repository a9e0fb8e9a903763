package hawker.feed;

import java.util.List;
import java.util.Optional;

/**
 * One page of a timeline, newest first.
 *
 * @param older the cursor for the next page; empty at the end
 */
public record Timeline(List<Entry> entries, Optional<String> older) {

    public Timeline {
        entries = List.copyOf(entries);
    }

    /**
     * A post in a timeline.
     *
     * @param boostedBy who brought it here, if it was not its own author
     */
    public record Entry(Post post, Optional<Author> boostedBy) {}
}
