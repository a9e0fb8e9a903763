package hawker.feed;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.catalog.Catalog;
import hawker.catalog.CatalogModule;
import hawker.look.Look;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is read in the feed, and what buttons under posts do. */
class FeedPagesTest extends PagesStory {

    @Test
    void strangers_read_everything_and_write_nothing() {
        posted(NewPost.of(ada.id(), "hello #world"));
        assertThat(page("/", Map.of(), "")).contains("hello", "href=\"/tag/world\"");
        assertThat(page("/tag/{tag}", Map.of("tag", "World"), "")).contains("hello");
        var answer = post("/post", Map.of(), "text=mine");
        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.header("Location").orElseThrow()).startsWith("/login");
    }

    @Test
    void a_shop_with_nothing_to_sell_is_not_suggested() {
        assertThat(page("/", Map.of(), "")).doesNotContain("href=\"/@" + shop.handle() + "\"");
    }

    @Test
    void a_shop_that_sells_is_suggested() {
        product(1);
        assertThat(page("/", Map.of(), "")).contains("href=\"/@" + shop.handle() + "\"");
    }

    @Test
    void what_people_write_stays_text() {
        posted(NewPost.of(ada.id(), "<img src=x onerror=alert(1)> javascript:alert(1)"));
        assertThat(page("/", Map.of(), "")).contains("&lt;img src=x").doesNotContain("<img src=x");
    }

    @Test
    void a_card_says_what_the_product_costs_now_and_loses_its_button_when_it_is_sold_out() {
        var mug = product(3);
        posted(NewPost.of(ada.id(), "Fresh").as(Author.of(shop.id())).showing(mug.ref()));
        assertThat(page("/", Map.of(), ""))
                .contains("Stoneware mug", "$32.00", "3 left", "/buy/" + mug.id() + "?post=post_");
        var number = accounts.shopAccount(shop.id());
        var variant = mug.variants().getFirst().id();
        catalog.stock().setOnHand(number, variant, 0, "test");
        test.clock().advance(Duration.ofSeconds(3));
        var later = FeedModule.open(test.another(), accounts, catalog(), new Look("http://v"));
        var page = text(handler(later, "GET", "/").handle(request("GET", "/", Map.of(), "")));
        assertThat(page).contains("Sold out", "$32.00").doesNotContain("/buy/");
    }

    @Test
    void the_card_of_a_closed_shop_has_no_button_and_says_why() {
        var mug = product(3);
        posted(NewPost.of(ada.id(), "Fresh").as(Author.of(shop.id())).showing(mug.ref()));
        accounts.changeProfile(shop.id(), now -> now.withClosed(Optional.of("")));
        var later = FeedModule.open(test.another(), accounts, catalog(), new Look("http://v"));
        var page = text(handler(later, "GET", "/").handle(request("GET", "/", Map.of(), "")));
        assertThat(page)
                .contains("The Kiln is closed at the moment", "$32.00", "Stoneware mug")
                .doesNotContain("/buy/", "3 left");
    }

    @Test
    void likes_and_follows_have_a_pace() {
        signIn("ada");
        var like = Map.of("id", posted(NewPost.of(ada.id(), "hello")).text());
        int status = 0;
        for (int i = 0; i < 61; i++)
            status = post("/post/{id}/like", like, form("on=" + i % 2)).status();
        assertThat(status).isEqualTo(429);
        var follow = post("/follow/{handle}", Map.of("handle", shop.handle()), form("on=1"));
        assertThat(follow.status()).isEqualTo(429);
    }

    @Test
    void a_like_by_htmx_gives_the_buttons_back() {
        signIn("ada");
        var id = posted(NewPost.of(ada.id(), "hello"));
        var answer = post("/post/{id}/like", Map.of("id", id.text()), form("on=1"));
        assertThat(answer.header("Location")).contains("/post/" + id);
        assertThat(feed.find(id).orElseThrow().counts().likes()).isEqualTo(1);
        post("/post/{id}/like", Map.of("id", id.text()), form("on=0"));
        assertThat(feed.find(id).orElseThrow().counts().likes()).isZero();
    }

    @Test
    void only_the_writer_gets_the_form_to_edit() {
        var id = posted(NewPost.of(ada.id(), "mine"));
        person("mallory");
        signIn("mallory");
        var params = Map.of("id", id.text());
        assertThat(call("GET", "/post/{id}/edit", params, "").status()).isEqualTo(404);
        assertThat(post("/post/{id}/edit", params, form("text=yours")).status()).isEqualTo(404);
        assertThat(post("/post/{id}/delete", params, form("")).status()).isEqualTo(404);
        assertThat(feed.find(id).orElseThrow().text()).isEqualTo("mine");
    }

    @Test
    void following_by_handle_brings_posts_home() {
        person("ben");
        signIn("ben");
        post("/follow/{handle}", Map.of("handle", shop.handle()), form(""));
        posted(NewPost.of(ada.id(), "News of the shop").as(Author.of(shop.id())));
        feed.deliver();
        assertThat(page("/", Map.of(), "tab=following")).contains("News of the shop");
        post("/unfollow/{handle}", Map.of("handle", shop.handle()), form(""));
        assertThat(page("/", Map.of(), "tab=following")).doesNotContain("News of the shop");
    }

    @Test
    void an_unknown_post_is_not_found() {
        for (var id : List.of("post_1" + "0".repeat(23), "nonsense", "post_'--"))
            assertThat(call("GET", "/post/{id}", Map.of("id", id), "").status()).isEqualTo(404);
    }

    @Test
    void a_removed_post_says_so_and_its_answers_stay() {
        var id = posted(NewPost.of(ada.id(), "regret"));
        posted(NewPost.of(ada.id(), "an answer").answering(id));
        feed.remove(ada.id(), id);
        assertThat(page("/post/{id}", Map.of("id", id.text()), ""))
                .contains("removed", "an answer")
                .doesNotContain("regret");
    }

    private Catalog catalog() {
        return CatalogModule.open(test.another()).catalog();
    }
}
