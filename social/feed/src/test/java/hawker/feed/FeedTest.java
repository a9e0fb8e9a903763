package hawker.feed;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.catalog.CatalogModule;
import hawker.kernel.UserId;
import hawker.platform.TestPlatform;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FeedTest {

    private static final UserId ADA = new UserId(101);
    private static final UserId BEN = new UserId(102);
    private static final UserId CLEO = new UserId(103);

    private final TestPlatform test = TestPlatform.open("catalog", "feed");
    private final Feed feed =
            new Feed(test.platform(), CatalogModule.open(test.platform()).catalog());

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void everybody_reads_a_post_newest_first() {
        var first = posted(NewPost.of(ADA, "first"));
        var second = posted(NewPost.of(BEN, "second"));
        assertThat(ids(feed.everybody(Optional.empty()))).containsExactly(second, first);
    }

    @Test
    void a_page_has_twenty_posts_and_a_cursor_to_the_rest() {
        for (int i = 0; i < 25; i++) posted(NewPost.of(new UserId(500 + i), "post " + i));
        var page = feed.everybody(Optional.empty());
        assertThat(page.entries()).hasSize(20);
        var rest = feed.everybody(page.older());
        assertThat(rest.entries()).hasSize(5);
        assertThat(rest.older()).isEmpty();
        assertThat(ids(page)).doesNotContainAnyElementsOf(ids(rest));
    }

    @Test
    void a_cursor_that_is_not_ours_is_as_good_as_none() {
        posted(NewPost.of(ADA, "here"));
        for (var strange : List.of("'; drop table feed.stream", "\u0000", "post_", "zzz"))
            assertThat(feed.everybody(Optional.of(strange)).entries()).hasSize(1);
    }

    @Test
    void an_empty_post_is_refused() {
        assertThat(feed.post(NewPost.of(ADA, " \n\u202e ")))
                .isEqualTo(refused(Posted.Reason.EMPTY));
    }

    @Test
    void the_five_hundred_and_first_character_is_refused() {
        assertThat(feed.post(NewPost.of(ADA, "😀".repeat(500)))).isInstanceOf(Posted.Done.class);
        assertThat(feed.post(NewPost.of(ADA, "a".repeat(501))))
                .isEqualTo(refused(Posted.Reason.TOO_LONG));
    }

    @Test
    void a_like_counts_once_however_often_it_is_given() {
        var post = posted(NewPost.of(ADA, "like me"));
        for (int i = 0; i < 3; i++) assertThat(feed.like(BEN, post, true)).isTrue();
        assertThat(found(post).counts().likes()).isEqualTo(1);
        for (int i = 0; i < 3; i++) assertThat(feed.like(BEN, post, false)).isTrue();
        assertThat(found(post).counts().likes()).isZero();
    }

    @Test
    void many_likes_at_once_are_all_counted() throws Exception {
        var post = posted(NewPost.of(ADA, "popular"));
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 40; i++) {
                var reader = new UserId(1_000 + i / 2);
                threads.execute(() -> feed.like(reader, post, true));
            }
        }
        assertThat(found(post).counts().likes()).isEqualTo(20);
    }

    @Test
    void nobody_likes_what_is_not_there() {
        var gone = posted(NewPost.of(ADA, "soon gone"));
        feed.remove(ADA, gone);
        assertThat(feed.like(BEN, gone, true)).isFalse();
        assertThat(feed.like(BEN, new Post.Id("post_1" + "0".repeat(23)), true)).isFalse();
    }

    @Test
    void a_follower_finds_older_and_newer_posts_at_home() {
        var before = posted(NewPost.of(ADA, "before"));
        feed.follow(BEN, Author.of(ADA), true);
        var after = posted(NewPost.of(ADA, "after"));
        feed.deliver();
        assertThat(ids(home(BEN))).containsExactly(after, before);
        assertThat(ids(home(CLEO))).isEmpty();
    }

    @Test
    void following_twice_is_following_once() {
        feed.follow(BEN, Author.of(ADA), true);
        feed.follow(BEN, Author.of(ADA), true);
        assertThat(feed.followers(Author.of(ADA))).isEqualTo(1);
        feed.follow(BEN, Author.of(ADA), false);
        feed.follow(BEN, Author.of(ADA), false);
        assertThat(feed.followers(Author.of(ADA))).isZero();
    }

    @Test
    void nobody_follows_himself() {
        feed.follow(ADA, Author.of(ADA), true);
        assertThat(feed.followers(Author.of(ADA))).isZero();
    }

    @Test
    void who_no_longer_follows_no_longer_reads() {
        feed.follow(BEN, Author.of(ADA), true);
        posted(NewPost.of(ADA, "hello"));
        feed.deliver();
        feed.follow(BEN, Author.of(ADA), false);
        assertThat(home(BEN).entries()).isEmpty();
    }

    @Test
    void a_boost_brings_a_post_to_the_boosters_followers_and_can_be_taken_back() {
        feed.follow(CLEO, Author.of(BEN), true);
        var post = posted(NewPost.of(ADA, "pass it on"));
        test.clock().advance(Duration.ofMinutes(5));
        feed.boost(BEN, post, true);
        feed.boost(BEN, post, true);
        feed.deliver();
        assertThat(home(CLEO).entries())
                .singleElement()
                .satisfies(entry -> {
                    assertThat(entry.post().id()).isEqualTo(post);
                    assertThat(entry.boostedBy()).contains(Author.of(BEN));
                    assertThat(entry.post().counts().boosts()).isEqualTo(1);
                });
        feed.boost(BEN, post, false);
        feed.deliver();
        assertThat(home(CLEO).entries()).isEmpty();
        assertThat(found(post).counts().boosts()).isZero();
    }

    @Test
    void a_post_that_came_twice_is_shown_once() {
        feed.follow(CLEO, Author.of(ADA), true);
        feed.follow(CLEO, Author.of(BEN), true);
        var post = posted(NewPost.of(ADA, "twice"));
        feed.boost(BEN, post, true);
        feed.deliver();
        assertThat(ids(home(CLEO))).containsExactly(post);
    }

    @Test
    void a_reply_counts_and_stays_out_of_the_public_timeline() {
        var post = posted(NewPost.of(ADA, "question"));
        var reply = posted(NewPost.of(BEN, "answer").answering(post));
        var again = posted(NewPost.of(ADA, "thanks").answering(reply));
        assertThat(found(post).counts().replies()).isEqualTo(1);
        assertThat(ids(feed.everybody(Optional.empty()))).containsExactly(post);
        assertThat(feed.thread(found(again)).stream().map(Post::id))
                .containsExactly(post, reply, again);
    }

    @Test
    void nobody_answers_a_removed_post() {
        var post = posted(NewPost.of(ADA, "question"));
        feed.remove(ADA, post);
        assertThat(feed.post(NewPost.of(BEN, "answer").answering(post)))
                .isEqualTo(refused(Posted.Reason.NO_SUCH_PARENT));
    }

    @Test
    void a_removed_post_keeps_its_place_and_nothing_else() {
        var post = posted(NewPost.of(ADA, "regrettable #secret"));
        posted(NewPost.of(BEN, "I saw that").answering(post));
        feed.edit(ADA, post, "more regrettable #secret");
        assertThat(feed.remove(ADA, post)).isTrue();
        assertThat(feed.remove(ADA, post)).isFalse();
        assertThat(found(post).removed()).isTrue();
        assertThat(found(post).text()).isEmpty();
        assertThat(feed.tagged("secret", Optional.empty()).entries()).isEmpty();
        assertThat(feed.everybody(Optional.empty()).entries()).isEmpty();
        assertThat(feed.thread(found(post))).hasSize(2);
        assertThat(versions(post)).isEmpty();
    }

    @Test
    void only_the_writer_edits_and_removes() {
        var post = posted(NewPost.of(ADA, "mine"));
        assertThat(feed.edit(BEN, post, "yours")).isEqualTo(refused(Posted.Reason.NOT_YOURS));
        assertThat(feed.remove(BEN, post)).isFalse();
        assertThat(found(post).text()).isEqualTo("mine");
    }

    @Test
    void an_edit_keeps_every_version_and_moves_the_tags() {
        var post = posted(NewPost.of(ADA, "one #old"));
        feed.edit(ADA, post, "two #new");
        assertThat(found(post).text()).isEqualTo("two #new");
        assertThat(found(post).edited()).isPresent();
        assertThat(feed.tagged("old", Optional.empty()).entries()).isEmpty();
        assertThat(ids(feed.tagged("NEW", Optional.empty()))).containsExactly(post);
        assertThat(versions(post)).containsExactly("one #old", "two #new");
    }

    @Test
    void nobody_posts_faster_than_people_type() {
        for (int i = 0; i < 30; i++) posted(NewPost.of(ADA, "post " + i));
        assertThat(feed.post(NewPost.of(ADA, "one more")))
                .isEqualTo(refused(Posted.Reason.TOO_FAST));
    }

    @Test
    void a_thousand_followers_and_more_all_get_the_post() {
        for (int i = 0; i < 1_203; i++) feed.follow(new UserId(5_000 + i), Author.of(ADA), true);
        var post = posted(NewPost.of(ADA, "to all"));
        feed.deliver();
        assertThat(ids(home(new UserId(5_000)))).containsExactly(post);
        assertThat(ids(home(new UserId(6_202)))).containsExactly(post);
    }

    private Post.Id posted(NewPost post) {
        test.clock().advance(Duration.ofSeconds(1));
        return ((Posted.Done) feed.post(post)).post().id();
    }

    private static Posted refused(Posted.Reason reason) {
        return new Posted.Refused(reason);
    }

    private Post found(Post.Id id) {
        return feed.find(id).orElseThrow();
    }

    private Timeline home(UserId reader) {
        return feed.home(reader, Optional.empty());
    }

    private List<String> versions(Post.Id post) {
        return test.platform().tx().readUser(ADA, tx -> new FeedSql().versions(ADA, tx, post));
    }

    private static List<Post.Id> ids(Timeline timeline) {
        return timeline.entries().stream().map(entry -> entry.post().id()).toList();
    }
}
