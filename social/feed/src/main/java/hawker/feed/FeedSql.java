package hawker.feed;

import hawker.catalog.Product;
import hawker.catalog.ProductRef;
import hawker.kernel.AccountId;
import hawker.kernel.UserId;
import hawker.platform.Row;
import hawker.platform.Tx;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;

/** The statements about posts: a person's own rows and the stream that readers read. */
final class FeedSql {

    /** Sorts behind every id: the cursor of a first page. */
    static final String NEWEST = "~";

    private static final String COLUMNS =
            """
            post_id, user_id, author, version, body, parent, root, card_account, card_product,
            pictures, created_at, edited_at, removed, likes, boosts, replies
            """;

    private static final String INSERT_POST =
            """
            INSERT INTO feed.post (user_id, post_id, author, version, body, parent, root,
                card_account, card_product, pictures, created_at)
            VALUES (?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?)
            """;

    private static final String INSERT_STREAM =
            """
            INSERT INTO feed.stream (post_id, user_id, author, version, body, tags, parent, root,
                card_account, card_product, pictures, created_at, removed, likes, boosts, replies)
            VALUES (?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?, false, 0, 0, 0)
            """;

    void insert(UserId writer, Tx tx, Post post) {
        var account = post.card().map(ProductRef::account);
        var product = post.card().map(card -> card.product().text());
        var parent = post.parent().map(Post.Id::text);
        var root = post.root().map(Post.Id::text);
        var pictures = stored(post.pictures());
        var id = post.id().text();
        var author = post.author().key();
        tx.update(
                INSERT_POST,
                writer,
                id,
                author,
                post.text(),
                parent,
                root,
                account,
                product,
                pictures,
                post.created());
        insertVersion(writer, tx, post);
        tx.update(
                INSERT_STREAM,
                id,
                writer,
                author,
                post.text(),
                tags(post.text()),
                parent,
                root,
                account,
                product,
                pictures,
                post.created());
    }

    private void insertVersion(UserId writer, Tx tx, Post post) {
        tx.update(
                """
                INSERT INTO feed.post_version (user_id, post_id, version, body, written_at)
                VALUES (?, ?, ?, ?, ?)
                """,
                writer,
                post.id().text(),
                post.version(),
                post.text(),
                post.edited().orElse(post.created()));
    }

    /** Stores an edited text; false if the post changed or went meanwhile. */
    boolean edit(UserId writer, Tx tx, Post edited) {
        int changed =
                tx.update(
                        """
                        UPDATE feed.post SET version = ?, body = ?, edited_at = ?
                        WHERE user_id = ? AND post_id = ? AND version = ? AND deleted_at IS NULL
                        """,
                        edited.version(),
                        edited.text(),
                        edited.edited(),
                        writer,
                        edited.id().text(),
                        edited.version() - 1);
        if (changed == 0) return false;
        insertVersion(writer, tx, edited);
        tx.update(
                """
                UPDATE feed.stream SET version = ?, body = ?, tags = ?, edited_at = ?
                WHERE post_id = ?
                """,
                edited.version(),
                edited.text(),
                tags(edited.text()),
                edited.edited(),
                edited.id().text());
        return true;
    }

    /** Erases what a post said and keeps its place; false if there is nothing to erase. */
    boolean remove(UserId writer, Tx tx, Post.Id post, Instant at) {
        int changed =
                tx.update(
                        """
                        UPDATE feed.post SET body = '', pictures = '{}', card_account = NULL,
                            card_product = NULL, deleted_at = ?
                        WHERE user_id = ? AND post_id = ? AND deleted_at IS NULL
                        """,
                        at,
                        writer,
                        post.text());
        if (changed == 0) return false;
        tx.update(
                "DELETE FROM feed.post_version WHERE user_id = ? AND post_id = ?",
                writer,
                post.text());
        tx.update(
                """
                UPDATE feed.stream SET body = '', tags = '{}', pictures = '{}',
                    card_account = NULL, card_product = NULL, removed = true
                WHERE post_id = ?
                """,
                post.text());
        return true;
    }

    /** Adds to a count of a post that stands; false if it is gone. */
    boolean count(Tx tx, Post.Id post, int likes, int boosts, int replies) {
        return tx.update(
                        """
                        UPDATE feed.stream
                        SET likes = likes + ?, boosts = boosts + ?, replies = replies + ?
                        WHERE post_id = ? AND NOT removed
                        """,
                        likes,
                        boosts,
                        replies,
                        post.text())
                == 1;
    }

    Optional<Post> find(Tx tx, Post.Id post) {
        return tx.one(
                "SELECT " + COLUMNS + " FROM feed.stream WHERE post_id = ?",
                FeedSql::post,
                post.text());
    }

    List<Post> byIds(Tx tx, Collection<String> posts) {
        return tx.list(
                "SELECT " + COLUMNS + " FROM feed.stream WHERE post_id = ANY(?) AND NOT removed",
                FeedSql::post,
                (Object) posts.toArray(String[]::new));
    }

    List<Post> newest(Tx tx, String before, int limit) {
        return tx.list(
                "SELECT "
                        + COLUMNS
                        + """
                        FROM feed.stream WHERE parent IS NULL AND NOT removed AND post_id < ?
                        ORDER BY post_id DESC LIMIT ?
                        """,
                FeedSql::post,
                before,
                limit);
    }

    List<Post> newestOf(Tx tx, Collection<String> authors, String before, int limit) {
        return tx.list(
                "SELECT "
                        + COLUMNS
                        + """
                        FROM feed.stream
                        WHERE author = ANY(?) AND parent IS NULL AND NOT removed AND post_id < ?
                        ORDER BY post_id DESC LIMIT ?
                        """,
                FeedSql::post,
                authors.toArray(String[]::new),
                before,
                limit);
    }

    List<Post> newestTagged(Tx tx, String tag, String before, int limit) {
        return tx.list(
                "SELECT "
                        + COLUMNS
                        + """
                        FROM feed.stream WHERE tags @> ARRAY[?::text] AND NOT removed AND post_id < ?
                        ORDER BY post_id DESC LIMIT ?
                        """,
                FeedSql::post,
                tag,
                before,
                limit);
    }

    List<Post> newestAbout(AccountId seller, Tx tx, Product.Id product, int limit) {
        return tx.list(
                "SELECT "
                        + COLUMNS
                        + """
                        FROM feed.stream
                        WHERE card_account = ? AND card_product = ? AND NOT removed
                        ORDER BY post_id DESC LIMIT ?
                        """,
                FeedSql::post,
                seller,
                product.text(),
                limit);
    }

    /** A thread in the order it was written, also what was removed from it. */
    List<Post> thread(Tx tx, Post.Id root, int limit) {
        return tx.list(
                "SELECT "
                        + COLUMNS
                        + " FROM feed.stream WHERE post_id = ? OR root = ? ORDER BY post_id LIMIT ?",
                FeedSql::post,
                root.text(),
                root.text(),
                limit);
    }

    /** The tags of most authors since a moment. */
    List<String> trending(Tx tx, Instant since, int limit) {
        return tx.list(
                """
                SELECT tag FROM feed.stream, unnest(tags) AS tag
                WHERE created_at > ? AND NOT removed
                GROUP BY tag ORDER BY count(DISTINCT author) DESC, count(*) DESC, tag LIMIT ?
                """,
                row -> row.text("tag"),
                since,
                limit);
    }

    /** Every text a post had, the first one first. */
    List<String> versions(UserId writer, Tx tx, Post.Id post) {
        return tx.list(
                """
                SELECT body FROM feed.post_version
                WHERE user_id = ? AND post_id = ? ORDER BY version
                """,
                row -> row.text("body"),
                writer,
                post.text());
    }

    private static Post post(Row row) {
        return new Post(
                new Post.Id(row.text("post_id")),
                row.user("user_id"),
                author(row.text("author")),
                row.integer("version"),
                row.text("body"),
                row.maybeText("parent").map(Post.Id::new),
                row.maybeText("root").map(Post.Id::new),
                card(row),
                row.texts("pictures").stream().map(Attachment::read).toList(),
                row.time("created_at"),
                row.maybeTime("edited_at"),
                row.flag("removed"),
                new Post.Counts(
                        row.integer("likes"), row.integer("boosts"), row.integer("replies")));
    }

    static Author author(String key) {
        return Author.parse(key)
                .orElseThrow(() -> new IllegalStateException("not an author: " + key));
    }

    private static Optional<ProductRef> card(Row row) {
        return row.maybeText("card_product")
                .map(id -> new ProductRef(row.account("card_account"), new Product.Id(id)));
    }

    private static String[] stored(List<Attachment> pictures) {
        return pictures.stream().map(Attachment::stored).toArray(String[]::new);
    }

    private static String[] tags(String text) {
        return PostText.tags(text).toArray(String[]::new);
    }
}
