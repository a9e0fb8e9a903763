package hawker.feed;

import com.github.benmanes.caffeine.cache.CacheLoader;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import hawker.catalog.ProductRef;
import hawker.feed.ReaderSql.HomeEntry;
import hawker.kernel.Page;
import hawker.kernel.UserId;
import hawker.platform.Platform;
import hawker.platform.Tx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Reads timelines: ranges of the stream, newest first, a page at a time. A cursor is the id of the
 * last entry shown, so a page stays what it was while new posts come in above it.
 */
final class Timelines {

    static final int PAGE = 20;
    private static final Duration FRESH = Duration.ofSeconds(1);
    private static final int THREAD = 300;
    private static final int ABOUT = 6;
    private static final Pattern CURSOR = Pattern.compile("(post_)?[0-9A-Za-z]{24}");
    private static final Duration TREND = Duration.ofDays(7);

    private final Platform platform;
    private final FeedSql posts;
    private final ReaderSql readers;
    private final LoadingCache<String, Set<String>> bigAuthors;
    private final LoadingCache<String, List<String>> trending;
    private final LoadingCache<String, Timeline> newest;
    private final LoadingCache<ProductRef, List<Post>> about;

    Timelines(Platform platform, FeedSql posts, ReaderSql readers, FanOut fanOut) {
        this.platform = platform;
        this.posts = posts;
        this.readers = readers;
        bigAuthors = forAMinute(key -> fanOut.bigAuthors());
        trending = forAMinute(key -> readTrending());
        newest = Caffeine.newBuilder().expireAfterWrite(FRESH).build(this::readNewest);
        about =
                Caffeine.newBuilder()
                        .maximumSize(2_000)
                        .expireAfterWrite(FRESH)
                        .build(this::readAbout);
    }

    private static <T> LoadingCache<String, T> forAMinute(CacheLoader<String, T> loader) {
        return Caffeine.newBuilder()
                .maximumSize(1)
                .refreshAfterWrite(Duration.ofMinutes(1))
                .build(loader);
    }

    /** The first page is asked for by everybody, so it is read once a second. */
    Timeline everybody(Optional<String> before) {
        var cursor = cursor(before);
        return cursor.equals(FeedSql.NEWEST) ? newest.get(cursor) : readNewest(cursor);
    }

    private Timeline readNewest(String cursor) {
        return page(stream(tx -> posts.newest(tx, cursor, PAGE + 1)));
    }

    /** Whoever has just written something wants to see it at once. */
    void changed() {
        newest.invalidateAll();
        about.invalidateAll();
    }

    Timeline tagged(String tag, Optional<String> before) {
        var folded = PostText.fold(tag);
        return page(stream(tx -> posts.newestTagged(tx, folded, cursor(before), PAGE + 1)));
    }

    Timeline of(Author author, Optional<String> before) {
        var keys = List.of(author.key());
        return page(stream(tx -> posts.newestOf(tx, keys, cursor(before), PAGE + 1)));
    }

    /** The newest posts that show a product. */
    List<Post> about(ProductRef product) {
        return about.get(product);
    }

    private List<Post> readAbout(ProductRef product) {
        return stream(tx -> posts.newestAbout(product.account(), tx, product.product(), ABOUT));
    }

    Optional<Post> find(Post.Id id) {
        return stream(tx -> posts.find(tx, id));
    }

    /** The stream lies on one node, whoever wrote what is in it. */
    private <T> T stream(Function<Tx, T> read) {
        return platform.tx().readAcross("feed-stream", read);
    }

    /** The thread a post belongs to, in the order it was written, also its removed posts. */
    List<Post> thread(Post post) {
        return platform.tx()
                .readAcross("feed-stream", tx -> posts.thread(tx, post.thread(), THREAD));
    }

    List<String> trending() {
        return trending.get("");
    }

    private List<String> readTrending() {
        var since = platform.clock().now().minus(TREND);
        return platform.tx().readAcross("feed-trending", tx -> posts.trending(tx, since, 8));
    }

    /** What the authors that a reader follows wrote and boosted. */
    Timeline home(UserId reader, Optional<String> before) {
        var entries = new ArrayList<>(pushed(reader, before));
        entries.addAll(fetched(reader, before));
        entries.sort(Comparator.comparing(HomeEntry::entry).reversed());
        var page = Page.of(entries.stream().limit(PAGE + 1).toList(), PAGE);
        var older =
                page.hasMore()
                        ? Optional.of(page.items().getLast().entry())
                        : Optional.<String>empty();
        return new Timeline(withPosts(page.items()), older);
    }

    private List<HomeEntry> pushed(UserId reader, Optional<String> before) {
        return platform.tx()
                .readUser(reader, tx -> readers.home(reader, tx, cursor(before), PAGE + 1));
    }

    /** Entries of followed authors that are too big to be pushed. */
    private List<HomeEntry> fetched(UserId reader, Optional<String> before) {
        var big = bigAuthors.get("");
        if (big.isEmpty()) return List.of();
        var followed = platform.tx().readUser(reader, tx -> readers.followed(reader, tx, big));
        if (followed.isEmpty()) return List.of();
        return platform
                .tx()
                .readAcross(
                        "feed-stream",
                        tx -> posts.newestOf(tx, followed, olderThan(before), PAGE + 1))
                .stream()
                .map(HomeEntry::of)
                .toList();
    }

    private static String olderThan(Optional<String> place) {
        return place.map(body -> "post_" + body).orElse(FeedSql.NEWEST);
    }

    private List<Timeline.Entry> withPosts(List<HomeEntry> entries) {
        if (entries.isEmpty()) return List.of();
        var ids = entries.stream().map(entry -> entry.post().text()).distinct().toList();
        var found = new HashMap<Post.Id, Post>();
        platform.tx()
                .readAcross("feed-stream", tx -> posts.byIds(tx, ids))
                .forEach(post -> found.put(post.id(), post));
        var shown = new HashSet<Post.Id>();
        var result = new ArrayList<Timeline.Entry>();
        for (var entry : entries) {
            var post = found.get(entry.post());
            if (post == null || !shown.add(entry.post())) continue;
            var boostedBy = entry.isBoost() ? Optional.of(entry.via()) : Optional.<Author>empty();
            result.add(new Timeline.Entry(post, boostedBy));
        }
        return result;
    }

    private static Timeline page(List<Post> rows) {
        var page = Page.of(rows, PAGE);
        var older =
                page.hasMore()
                        ? Optional.of(page.items().getLast().id().text())
                        : Optional.<String>empty();
        return new Timeline(
                page.items().stream()
                        .map(post -> new Timeline.Entry(post, Optional.empty()))
                        .toList(),
                older);
    }

    /** A cursor comes from outside: one that is not ours is as good as none. */
    private static String cursor(Optional<String> before) {
        return before.filter(CURSOR.asMatchPredicate()).orElse(FeedSql.NEWEST);
    }
}
