package hawker.feed;

import hawker.accounts.Accounts;
import hawker.catalog.Catalog;
import hawker.look.Look;
import hawker.platform.Platform;
import hawker.web.Routes;
import java.util.List;

/** The room, put together; its schema is "feed". */
public final class FeedModule {

    private final Feed feed;
    private final FeedFragments fragments;
    private final Routes routes;

    private FeedModule(Feed feed, FeedFragments fragments, Routes routes) {
        this.feed = feed;
        this.fragments = fragments;
        this.routes = routes;
    }

    /** A feed whose writers find the goods of their own shops only. */
    public static FeedModule open(
            Platform platform, Accounts accounts, Catalog catalog, Look look) {
        return open(platform, accounts, catalog, look, (words, most) -> List.of());
    }

    public static FeedModule open(
            Platform platform, Accounts accounts, Catalog catalog, Look look, Finder finder) {
        var feed = new Feed(platform, catalog);
        var faces = new Faces(accounts, catalog);
        var session = new Session(accounts, look);
        var composing = new Composing(accounts, catalog);
        var views = new PostViews(feed, faces, accounts, catalog);
        var choosing = new Choosing(accounts, catalog, composing, finder);
        var pages = new FeedPages(platform, feed, views, faces, composing, choosing, session, look);
        var actions = new FeedActions(feed, pages, composing, faces, session, look);
        var routes =
                new Routes()
                        .addAll(pages.routes())
                        .addAll(actions.routes())
                        .addAll(FeedAssets.ALL.routes());
        return new FeedModule(feed, new FeedFragments(pages, feed, faces), routes);
    }

    public Feed feed() {
        return feed;
    }

    public FeedFragments fragments() {
        return fragments;
    }

    public Routes routes() {
        return routes;
    }
}
