package hawker.feed;

import hawker.look.Assets;

/** Style and script of the room's pages. */
final class FeedAssets {

    static final Assets ALL = Assets.of(FeedAssets.class, "feed.css", "feed.js");
    static final String CSS = ALL.url("feed.css");
    static final String SCRIPT = ALL.url("feed.js");

    private FeedAssets() {}
}
