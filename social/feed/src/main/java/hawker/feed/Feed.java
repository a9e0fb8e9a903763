package hawker.feed;

import hawker.catalog.Catalog;
import hawker.catalog.Product;
import hawker.catalog.ProductRef;
import hawker.kernel.UserId;
import hawker.platform.Platform;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The door of the feed: writing, reacting, reading. */
public final class Feed {

    private final Writing writing;
    private final Reacting reacting;
    private final Timelines timelines;
    private final FanOut fanOut;
    private final Platform platform;
    private final ReaderSql readers = new ReaderSql();

    Feed(Platform platform, Catalog catalog) {
        this.platform = platform;
        var posts = new FeedSql();
        fanOut = new FanOut(platform, readers);
        writing = new Writing(platform, posts, readers, fanOut, post -> isForSale(catalog, post));
        reacting = new Reacting(platform, posts, readers, fanOut);
        timelines = new Timelines(platform, posts, readers, fanOut);
    }

    private static boolean isForSale(Catalog catalog, NewPost post) {
        return post.card().stream()
                .flatMap(ref -> catalog.cards(List.of(ref)).values().stream())
                .anyMatch(card -> card.status() == Product.Status.ACTIVE);
    }

    public Posted post(NewPost written) {
        var posted = writing.post(written);
        timelines.changed();
        return posted;
    }

    /** Gives a post a new text; only its writer may. */
    public Posted edit(UserId writer, Post.Id post, String text) {
        var edited = writing.edit(writer, post, text);
        timelines.changed();
        return edited;
    }

    /** Erases a post; only its writer may. False if there is none of his. */
    public boolean remove(UserId writer, Post.Id post) {
        boolean removed = writing.remove(writer, post);
        timelines.changed();
        return removed;
    }

    /** Likes a post, or takes the like back; false if there is no such post. */
    public boolean like(UserId reader, Post.Id post, boolean on) {
        return reacting.like(reader, post, on);
    }

    /** Brings a post to one's followers, or takes it back; false if there is no such post. */
    public boolean boost(UserId reader, Post.Id post, boolean on) {
        return reacting.boost(reader, post, on);
    }

    public void follow(UserId reader, Author author, boolean on) {
        reacting.follow(reader, author, on);
    }

    public Optional<Post> find(Post.Id post) {
        return timelines.find(post);
    }

    /** What everybody may read, newest first; {@code before} is the last page's cursor. */
    public Timeline everybody(Optional<String> before) {
        return timelines.everybody(before);
    }

    /** What a reader's authors wrote and boosted. */
    public Timeline home(UserId reader, Optional<String> before) {
        return timelines.home(reader, before);
    }

    public Timeline tagged(String tag, Optional<String> before) {
        return timelines.tagged(tag, before);
    }

    public Timeline of(Author author, Optional<String> before) {
        return timelines.of(author, before);
    }

    /** The newest posts that show a product. */
    public List<Post> about(ProductRef product) {
        return timelines.about(product);
    }

    /** The thread a post belongs to, in the order it was written. */
    public List<Post> thread(Post post) {
        return timelines.thread(post);
    }

    /** The tags of the week, folded, without the hash. */
    public List<String> trending() {
        return timelines.trending();
    }

    public int followers(Author author) {
        return platform.tx().readName(author.key(), tx -> readers.followers(tx, author));
    }

    public int following(UserId reader) {
        return platform.tx().readUser(reader, tx -> readers.following(reader, tx));
    }

    public boolean follows(UserId reader, Author author) {
        return platform.tx()
                .readUser(reader, tx -> readers.followed(reader, tx, Set.of(author.key())))
                .contains(author.key());
    }

    ReaderSql.Marks marks(UserId reader, List<String> posts) {
        return platform.tx().readUser(reader, tx -> readers.marks(reader, tx, posts));
    }

    /** Brings everything written so far to the followers, in the calling thread: for tests. */
    public void deliver() {
        fanOut.run();
    }
}
