package hawker.feed;

import hawker.kernel.UserId;
import hawker.platform.Tx;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The statements about readers: whom they follow, what they like, their timelines. */
final class ReaderSql {

    /**
     * A place in a reader's timeline.
     *
     * @param entry an id's body without prefix, so that posts and boosts sort together by time
     */
    record HomeEntry(String entry, Post.Id post, Author via) {

        /** A post in its own author's name. */
        static HomeEntry of(Post post) {
            return new HomeEntry(post.id().place(), post.id(), post.author());
        }

        boolean isBoost() {
            return !entry.equals(post.place());
        }
    }

    /** An entry on its way to the followers of an author. */
    record Pending(String entry, Post.Id post, Author via, boolean undo, long reached) {}

    /** What a reader did with the posts of a page. */
    record Marks(Set<String> liked, Set<String> boosted) {
        static final Marks NONE = new Marks(Set.of(), Set.of());
    }

    boolean like(UserId reader, Tx tx, Post.Id post, Instant at) {
        return tx.update(
                        """
                        INSERT INTO feed.liked (user_id, post_id, liked_at) VALUES (?, ?, ?)
                        ON CONFLICT DO NOTHING
                        """,
                        reader,
                        post.text(),
                        at)
                == 1;
    }

    boolean unlike(UserId reader, Tx tx, Post.Id post) {
        return tx.update(
                        "DELETE FROM feed.liked WHERE user_id = ? AND post_id = ?",
                        reader,
                        post.text())
                == 1;
    }

    boolean boost(UserId reader, Tx tx, Post.Id post, String entry, Instant at) {
        return tx.update(
                        """
                        INSERT INTO feed.boosted (user_id, post_id, entry_id, boosted_at)
                        VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING
                        """,
                        reader,
                        post.text(),
                        entry,
                        at)
                == 1;
    }

    /** Takes a boost back; the entry it had. */
    Optional<String> unboost(UserId reader, Tx tx, Post.Id post) {
        return tx.one(
                "DELETE FROM feed.boosted WHERE user_id = ? AND post_id = ? RETURNING entry_id",
                row -> row.text("entry_id"),
                reader,
                post.text());
    }

    Marks marks(UserId reader, Tx tx, Collection<String> posts) {
        var ids = posts.toArray(String[]::new);
        var liked = new HashSet<String>();
        var boosted = new HashSet<String>();
        tx.list(
                """
                SELECT post_id, true AS liked FROM feed.liked
                WHERE user_id = ? AND post_id = ANY(?)
                UNION ALL
                SELECT post_id, false AS liked FROM feed.boosted
                WHERE user_id = ? AND post_id = ANY(?)
                """,
                row -> (row.flag("liked") ? liked : boosted).add(row.text("post_id")),
                reader,
                ids,
                reader,
                ids);
        return new Marks(Set.copyOf(liked), Set.copyOf(boosted));
    }

    boolean follow(UserId reader, Tx tx, Author author, Instant at) {
        int added =
                tx.update(
                        """
                        INSERT INTO feed.follow (user_id, author, followed_at) VALUES (?, ?, ?)
                        ON CONFLICT DO NOTHING
                        """,
                        reader,
                        author.key(),
                        at);
        if (added == 0) return false;
        tx.update(
                """
                INSERT INTO feed.follower (author_key, user_id) VALUES (?, ?)
                ON CONFLICT DO NOTHING
                """,
                author.key(),
                reader);
        tx.update(
                """
                INSERT INTO feed.followers AS f (author_key, followers) VALUES (?, 1)
                ON CONFLICT (author_key) DO UPDATE SET followers = f.followers + 1
                """,
                author.key());
        return true;
    }

    boolean unfollow(UserId reader, Tx tx, Author author) {
        int gone =
                tx.update(
                        "DELETE FROM feed.follow WHERE user_id = ? AND author = ?",
                        reader,
                        author.key());
        if (gone == 0) return false;
        tx.update(
                "DELETE FROM feed.follower WHERE author_key = ? AND user_id = ?",
                author.key(),
                reader);
        tx.update(
                "UPDATE feed.followers SET followers = followers - 1 WHERE author_key = ?",
                author.key());
        tx.update(
                "DELETE FROM feed.home_entry WHERE user_id = ? AND via = ?", reader, author.key());
        return true;
    }

    /** Which of these authors a reader follows. */
    Set<String> followed(UserId reader, Tx tx, Collection<String> authors) {
        return Set.copyOf(
                tx.list(
                        "SELECT author FROM feed.follow WHERE user_id = ? AND author = ANY(?)",
                        row -> row.text("author"),
                        reader,
                        authors.toArray(String[]::new)));
    }

    int following(UserId reader, Tx tx) {
        return tx.one(
                        "SELECT count(*) AS n FROM feed.follow WHERE user_id = ?",
                        row -> row.integer("n"),
                        reader)
                .orElse(0);
    }

    int followers(Tx tx, Author author) {
        return tx.one(
                        "SELECT followers FROM feed.followers WHERE author_key = ?",
                        row -> row.integer("followers"),
                        author.key())
                .orElse(0);
    }

    /** Authors of more followers than are pushed to. */
    Set<String> acrossBigAuthors(Tx tx, int followers) {
        return Set.copyOf(
                tx.list(
                        """
                        /* across: feed-big-authors */
                        SELECT author_key FROM feed.followers WHERE followers > ? LIMIT 10000
                        """,
                        row -> row.text("author_key"),
                        followers));
    }

    /** Followers of an author in the order of their numbers. */
    List<Long> followersAfter(Tx tx, Author author, long reached, int limit) {
        return tx.list(
                """
                SELECT user_id FROM feed.follower WHERE author_key = ? AND user_id > ?
                ORDER BY user_id LIMIT ?
                """,
                row -> row.number("user_id"),
                author.key(),
                reached,
                limit);
    }

    void addHome(UserId reader, Tx tx, List<HomeEntry> entries) {
        tx.batch(
                INSERT_HOME,
                entries.stream().map(entry -> homeRow(reader.number(), entry)).toList());
    }

    void addHome(Tx tx, List<Long> readers, HomeEntry entry) {
        tx.batch(INSERT_HOME, readers.stream().map(reader -> homeRow(reader, entry)).toList());
    }

    void takeHome(Tx tx, List<Long> readers, String entry) {
        tx.batch(
                "DELETE FROM feed.home_entry WHERE user_id = ? AND entry_id = ?",
                readers.stream().map(reader -> new Object[] {reader, entry}).toList());
    }

    private static final String INSERT_HOME =
            """
            INSERT INTO feed.home_entry (user_id, entry_id, post_id, via) VALUES (?, ?, ?, ?)
            ON CONFLICT DO NOTHING
            """;

    private static Object[] homeRow(long reader, HomeEntry entry) {
        return new Object[] {reader, entry.entry, entry.post.text(), entry.via.key()};
    }

    List<HomeEntry> home(UserId reader, Tx tx, String before, int limit) {
        return tx.list(
                """
                SELECT entry_id, post_id, via FROM feed.home_entry
                WHERE user_id = ? AND entry_id < ? ORDER BY entry_id DESC LIMIT ?
                """,
                row ->
                        new HomeEntry(
                                row.text("entry_id"),
                                new Post.Id(row.text("post_id")),
                                FeedSql.author(row.text("via"))),
                reader,
                before,
                limit);
    }

    /** Forgets what lies behind the newest entries of each reader. */
    int acrossTrimHome(Tx tx, int kept) {
        return tx.update(
                """
                /* across: feed-trim-home */
                DELETE FROM feed.home_entry AS h USING (
                    SELECT user_id, entry_id, row_number()
                        OVER (PARTITION BY user_id ORDER BY entry_id DESC) AS place
                    FROM feed.home_entry) AS ranked
                WHERE h.user_id = ranked.user_id AND h.entry_id = ranked.entry_id
                    AND ranked.place > ?
                """,
                kept);
    }

    /** Puts an entry on its way to the author's followers. */
    void send(Tx tx, HomeEntry entry) {
        tx.update(
                """
                INSERT INTO feed.fan_out (entry_id, post_id, via, undo, reached)
                VALUES (?, ?, ?, false, 0) ON CONFLICT DO NOTHING
                """,
                entry.entry,
                entry.post.text(),
                entry.via.key());
    }

    /** Takes an entry back from the author's followers, also one that is still on its way. */
    void recall(Tx tx, HomeEntry entry) {
        tx.update(
                """
                INSERT INTO feed.fan_out (entry_id, post_id, via, undo, reached)
                VALUES (?, ?, ?, true, 0)
                ON CONFLICT (entry_id) DO UPDATE SET undo = true, reached = 0
                """,
                entry.entry,
                entry.post.text(),
                entry.via.key());
    }

    Optional<Pending> nextPending(Tx tx) {
        return tx.one(
                """
                SELECT entry_id, post_id, via, undo, reached FROM feed.fan_out
                ORDER BY entry_id LIMIT 1 FOR UPDATE SKIP LOCKED
                """,
                row ->
                        new Pending(
                                row.text("entry_id"),
                                new Post.Id(row.text("post_id")),
                                FeedSql.author(row.text("via")),
                                row.flag("undo"),
                                row.number("reached")));
    }

    void reached(Tx tx, Pending pending, long last) {
        tx.update("UPDATE feed.fan_out SET reached = ? WHERE entry_id = ?", last, pending.entry);
    }

    void delivered(Tx tx, Pending pending) {
        tx.update("DELETE FROM feed.fan_out WHERE entry_id = ?", pending.entry);
    }
}
