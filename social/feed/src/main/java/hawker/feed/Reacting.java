package hawker.feed;

import hawker.feed.ReaderSql.HomeEntry;
import hawker.kernel.UserId;
import hawker.platform.Platform;
import hawker.platform.Tx;
import java.util.ArrayList;
import java.util.List;

/**
 * Likes, boosts and follows. Each is a fact of (person, target): doing it twice, or undoing what
 * was not done, changes nothing, and the counts move only with the fact, in its transaction.
 */
final class Reacting {

    /** How many posts of an author a new follower finds at home at once. */
    private static final int BACKFILL = 20;

    private final Platform platform;
    private final FeedSql posts;
    private final ReaderSql readers;
    private final FanOut fanOut;

    Reacting(Platform platform, FeedSql posts, ReaderSql readers, FanOut fanOut) {
        this.platform = platform;
        this.posts = posts;
        this.readers = readers;
        this.fanOut = fanOut;
    }

    /** Likes or no longer likes; false if there is no such post. */
    boolean like(UserId reader, Post.Id post, boolean on) {
        return platform.tx()
                .acrossAccounts(
                        "feed-reaction",
                        tx -> {
                            if (isGone(tx, post)) return false;
                            var now = platform.clock().now();
                            boolean changed =
                                    on
                                            ? readers.like(reader, tx, post, now)
                                            : readers.unlike(reader, tx, post);
                            if (changed) posts.count(tx, post, on ? 1 : -1, 0, 0);
                            return true;
                        });
    }

    /** Boosts a post to one's followers or takes it back; false if there is no such post. */
    boolean boost(UserId reader, Post.Id post, boolean on) {
        return platform.tx()
                .acrossAccounts(
                        "feed-reaction",
                        tx -> {
                            if (isGone(tx, post)) return false;
                            if (on) boost(reader, tx, post);
                            else unboost(reader, tx, post);
                            return true;
                        });
    }

    private void boost(UserId reader, Tx tx, Post.Id post) {
        var place = new Post.Id(platform.ids().ordinary("post", reader)).place();
        var entry = new HomeEntry(place, post, Author.of(reader));
        if (!readers.boost(reader, tx, post, entry.entry(), platform.clock().now())) return;
        posts.count(tx, post, 0, 1, 0);
        readers.send(tx, entry);
        tx.afterCommit(fanOut::wake);
    }

    private void unboost(UserId reader, Tx tx, Post.Id post) {
        var entry = readers.unboost(reader, tx, post);
        if (entry.isEmpty()) return;
        posts.count(tx, post, 0, -1, 0);
        readers.recall(tx, new HomeEntry(entry.get(), post, Author.of(reader)));
        tx.afterCommit(fanOut::wake);
    }

    /** Follows an author or no longer does. Nobody follows himself. */
    void follow(UserId reader, Author author, boolean on) {
        if (author.equals(Author.of(reader))) return;
        platform.tx()
                .acrossAccounts(
                        "feed-follow",
                        tx -> {
                            if (!on) return readers.unfollow(reader, tx, author);
                            if (!readers.follow(reader, tx, author, platform.clock().now()))
                                return false;
                            readers.addHome(reader, tx, newestOf(tx, author));
                            return true;
                        });
    }

    private List<HomeEntry> newestOf(Tx tx, Author author) {
        var entries = new ArrayList<HomeEntry>();
        for (var post : posts.newestOf(tx, List.of(author.key()), FeedSql.NEWEST, BACKFILL))
            entries.add(HomeEntry.of(post));
        return entries;
    }

    private boolean isGone(Tx tx, Post.Id post) {
        return posts.find(tx, post).filter(found -> !found.removed()).isEmpty();
    }
}
