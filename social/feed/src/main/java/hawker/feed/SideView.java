package hawker.feed;

import java.util.List;
import java.util.Optional;

/** What stands beside the stream on wide screens. */
public record SideView(List<String> tags, List<Suggestion> shops) {

    /** A shop to look at. */
    public record Suggestion(String name, String handle, Optional<String> picture) {}

    public SideView {
        tags = List.copyOf(tags);
        shops = List.copyOf(shops);
    }
}
