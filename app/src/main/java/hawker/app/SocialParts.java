package hawker.app;

import gg.jte.Content;
import hawker.catalog.ProductRef;
import hawker.feed.FeedFragments;
import hawker.market.Social;
import hawker.web.Request;
import java.util.Optional;

/** What market's pages show of the feed. */
record SocialParts(FeedFragments feed) implements Social {

    @Override
    public Content posts(Request request, String handle) {
        return feed.posts(request, handle);
    }

    @Override
    public Optional<Content> about(Request request, ProductRef product) {
        return feed.about(request, product);
    }

    @Override
    public Content followButton(Request request, String handle) {
        return feed.followButton(request, handle);
    }

    @Override
    public int followers(String handle) {
        return feed.followers(handle);
    }

    @Override
    public Content actionForm(Request request) {
        return feed.actionForm(request);
    }

    @Override
    public String style() {
        return feed.style();
    }

    @Override
    public String script() {
        return feed.script();
    }
}
