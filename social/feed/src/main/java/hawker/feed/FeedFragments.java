package hawker.feed;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import gg.jte.Content;
import hawker.catalog.ProductRef;
import hawker.web.Request;
import java.time.Duration;
import java.util.Optional;

/**
 * Parts of the feed that stand in pages of other rooms: app hands them over, so that neither room
 * knows the other. They need {@link #style} and {@link #script} on the page.
 */
public final class FeedFragments {

    private static final int KEPT = 5_000;
    private static final Duration FRESH = Duration.ofSeconds(5);

    private final FeedPages pages;
    private final LoadingCache<String, Integer> followers;

    FeedFragments(FeedPages pages, Feed feed, Faces faces) {
        this.pages = pages;
        followers =
                Caffeine.newBuilder()
                        .maximumSize(KEPT)
                        .expireAfterWrite(FRESH)
                        .build(handle -> faces.byHandle(handle).map(feed::followers).orElse(0));
    }

    /** The newest posts of whoever has a handle. */
    public Content posts(Request request, String handle) {
        return pages.postsOf(request, handle, Optional.empty());
    }

    /** The newest posts that show a product; empty if there are none. */
    public Optional<Content> about(Request request, ProductRef product) {
        return pages.about(request, product);
    }

    /** A button that follows whoever has a handle, or no longer does. */
    public Content followButton(Request request, String handle) {
        return pages.followButton(request, handle);
    }

    /** How many follow whoever has a handle; at most five seconds old. */
    public int followers(String handle) {
        return followers.get(handle);
    }

    /** The form that the buttons of posts send; once on each page that shows posts. */
    public Content actionForm(Request request) {
        return pages.actionForm(request);
    }

    public String style() {
        return FeedAssets.CSS;
    }

    public String script() {
        return FeedAssets.SCRIPT;
    }
}
