package hawker.feed;

import hawker.feed.Posted.Reason;
import hawker.feed.ReaderSql.HomeEntry;
import hawker.kernel.UserId;
import hawker.platform.Platform;
import hawker.platform.Tx;
import hawker.web.RateLimit;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Writes, edits and removes posts. */
final class Writing {

    static final int MAX_PICTURES = 4;

    /** More posts than this of one person in ten minutes are refused: nobody types that fast. */
    private static final int POSTS = 30;

    private static final Duration PER = Duration.ofMinutes(10);

    private final Platform platform;
    private final FeedSql posts;
    private final ReaderSql readers;
    private final FanOut fanOut;
    private final Predicate<NewPost> cardIsForSale;
    private final RateLimit pace = new RateLimit(POSTS, PER);

    Writing(
            Platform platform,
            FeedSql posts,
            ReaderSql readers,
            FanOut fanOut,
            Predicate<NewPost> cardIsForSale) {
        this.platform = platform;
        this.posts = posts;
        this.readers = readers;
        this.fanOut = fanOut;
        this.cardIsForSale = cardIsForSale;
    }

    Posted post(NewPost written) {
        var text = PostText.normalised(written.text());
        var problem = problem(written, text);
        if (problem.isPresent()) return new Posted.Refused(problem.get());
        if (!pace.tryTake(written.writer().text())) return new Posted.Refused(Reason.TOO_FAST);
        return insert(written, text);
    }

    private Optional<Reason> problem(NewPost written, String text) {
        boolean bare = written.pictures().isEmpty() && written.card().isEmpty();
        if (text.isEmpty() && bare) return Optional.of(Reason.EMPTY);
        if (PostText.length(text) > PostText.MAX_CODE_POINTS) return Optional.of(Reason.TOO_LONG);
        if (written.pictures().size() > MAX_PICTURES) return Optional.of(Reason.TOO_MANY_PICTURES);
        if (written.card().isPresent() && !cardIsForSale.test(written))
            return Optional.of(Reason.NO_SUCH_PRODUCT);
        return Optional.empty();
    }

    private Posted insert(NewPost written, String text) {
        return platform.tx()
                .acrossAccounts(
                        "feed-post",
                        tx -> {
                            var parent = written.parent().flatMap(id -> posts.find(tx, id));
                            boolean orphan = written.parent().isPresent() && parent.isEmpty();
                            if (orphan) return new Posted.Refused(Reason.NO_SUCH_PARENT);
                            var post = made(written, text, parent);
                            var answered = parent.map(Post::id);
                            if (answered.isPresent() && !posts.count(tx, answered.get(), 0, 0, 1))
                                return new Posted.Refused(Reason.NO_SUCH_PARENT);
                            posts.insert(written.writer(), tx, post);
                            if (!post.isReply()) announce(written.writer(), tx, post);
                            return new Posted.Done(post);
                        });
    }

    /** The writer sees the post at home at once; the followers get it in a moment. */
    private void announce(UserId writer, Tx tx, Post post) {
        var entry = HomeEntry.of(post);
        readers.addHome(writer, tx, List.of(entry));
        readers.send(tx, entry);
        tx.afterCommit(fanOut::wake);
    }

    private Post made(NewPost written, String text, Optional<Post> parent) {
        return new Post(
                new Post.Id(platform.ids().ordinary("post", written.writer())),
                written.writer(),
                written.author(),
                1,
                text,
                parent.map(Post::id),
                parent.map(Post::thread),
                written.card(),
                written.pictures(),
                platform.clock().now(),
                Optional.empty(),
                false,
                new Post.Counts(0, 0, 0));
    }

    /** Gives a post a new text; the old one is kept as a version. */
    Posted edit(UserId writer, Post.Id id, String newText) {
        var text = PostText.normalised(newText);
        if (PostText.length(text) > PostText.MAX_CODE_POINTS)
            return new Posted.Refused(Reason.TOO_LONG);
        return platform.tx()
                .acrossAccounts(
                        "feed-post",
                        tx -> {
                            var found = posts.find(tx, id).filter(p -> isOf(p, writer));
                            if (found.isEmpty()) return new Posted.Refused(Reason.NOT_YOURS);
                            var old = found.get();
                            boolean bare = old.pictures().isEmpty() && old.card().isEmpty();
                            if (text.isEmpty() && bare) return new Posted.Refused(Reason.EMPTY);
                            if (text.equals(old.text())) return new Posted.Done(old);
                            var edited = edited(old, text);
                            return posts.edit(writer, tx, edited)
                                    ? new Posted.Done(edited)
                                    : new Posted.Refused(Reason.NOT_YOURS);
                        });
    }

    private Post edited(Post old, String text) {
        return new Post(
                old.id(),
                old.writer(),
                old.author(),
                old.version() + 1,
                text,
                old.parent(),
                old.root(),
                old.card(),
                old.pictures(),
                old.created(),
                Optional.of(platform.clock().now()),
                false,
                old.counts());
    }

    /** Erases a post of this writer; false if there is none. Doing it twice changes nothing. */
    boolean remove(UserId writer, Post.Id id) {
        return platform.tx()
                .acrossAccounts(
                        "feed-post",
                        tx -> {
                            var found = posts.find(tx, id).filter(p -> isOf(p, writer));
                            if (found.isEmpty()) return false;
                            if (!posts.remove(writer, tx, id, platform.clock().now())) return false;
                            found.get().parent().ifPresent(p -> posts.count(tx, p, 0, 0, -1));
                            return true;
                        });
    }

    private static boolean isOf(Post post, UserId writer) {
        return post.writer().equals(writer) && !post.removed();
    }
}
