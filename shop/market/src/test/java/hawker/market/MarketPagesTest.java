package hawker.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MarketPagesTest {

    private static final String ATTACK = "</script><img src=x onerror=alert(1)>\"'&";

    private final TestMarket market = new TestMarket();

    @AfterEach
    void close() {
        market.close();
    }

    @Test
    void a_shop_shows_its_goods_with_prices() {
        var fern = market.shop("fern", "Fern & Fig");
        market.list(fern, "Stoneware mug", "Tableware", 3200, 5);
        var page = shop("fern", "");
        assertThat(page).contains("Fern &amp; Fig", "Stoneware mug", "$32.00");
        assertThat(page).contains("/@fern/stoneware-mug");
    }

    @Test
    void a_shop_says_how_it_delivers_what_it_takes_back_and_where_it_is_asked() {
        var fern = market.shop("fern", "Fern & Fig");
        assertThat(shop("fern", "tab=about"))
                .contains("Within United States", "Ask before you buy.")
                .doesNotContain("mailto:");
        market.accounts.changeProfile(
                fern.id(),
                now ->
                        now.withReturns("30 days.\n\nUnworn.")
                                .withWords(
                                        now.name(),
                                        "We throw pots.",
                                        Optional.empty(),
                                        Optional.of("help@fern.example")));
        market.test.clock().advance(Duration.ofSeconds(2));
        assertThat(shop("fern", "tab=about"))
                .contains(">30 days.</p>", ">Unworn.</p>", "mailto:help@fern.example");
        market.list(fern, "Stoneware mug", "Tableware", 3200, 5);
        assertThat(product("stoneware-mug", "")).contains(">Unworn.</p>");
    }

    @Test
    void a_closed_shop_leaves_the_market_and_its_pages_say_why() {
        var fern = market.shop("fern", "Fern & Fig");
        market.list(fern, "Stoneware mug", "Tableware", 3200, 5);
        market.list(market.shop("oak", "Oak"), "Oak mug", "Tableware", 900, 5);
        market.accounts.changeProfile(
                fern.id(), now -> now.withClosed(Optional.of("Back on Monday.")));
        market.test.platform().events().drain();
        market.test.clock().advance(Duration.ofSeconds(3));
        assertThat(market.titles("mug")).containsExactly("Oak mug");
        assertThat(directory()).contains("/@oak").doesNotContain("/@fern");
        var says = "Fern &amp; Fig is closed at the moment. Back on Monday.";
        assertThat(shop("fern", "")).contains(says).doesNotContain("Stoneware mug");
        assertThat(product("stoneware-mug", ""))
                .contains(says, "Stoneware mug", "schema.org/OutOfStock")
                .doesNotContain("data-buys", "Add to cart");
        // What is listed meanwhile waits as well.
        market.list(fern, "Tea mug", "Tableware", 1200, 5);
        assertThat(market.titles("mug")).containsExactly("Oak mug");
        market.accounts.changeProfile(fern.id(), now -> now.withClosed(Optional.empty()));
        market.test.platform().events().drain();
        assertThat(market.titles("mug"))
                .containsExactlyInAnyOrder("Oak mug", "Stoneware mug", "Tea mug");
        market.test.clock().advance(Duration.ofSeconds(2));
        assertThat(product("stoneware-mug", "")).contains("data-buys", "schema.org/InStock");
    }

    private String directory() {
        return TestMarket.text(market.get("/shops", Map.of(), ""));
    }

    @Test
    void who_works_for_a_shop_edits_it_and_others_follow_it() {
        var fern = market.shop("fern", "Fern & Fig");
        market.list(fern, "Stoneware mug", "Tableware", 3200, 5);
        market.shop("oak", "Oak");
        var pages =
                Map.of(
                        "/@{handle}", Map.of("handle", "fern"),
                        "/@{handle}/{slug}", Map.of("handle", "fern", "slug", "stoneware-mug"));
        pages.forEach((pattern, params) -> {
            var own = TestMarket.text(market.getAsOwner("fern", pattern, params));
            assertThat(own)
                    .contains("/dashboard/shop/fern?to=settings")
                    .doesNotContain("(follow fern)");
            var others = TestMarket.text(market.getAsOwner("oak", pattern, params));
            assertThat(others).contains("(follow fern)").doesNotContain("?to=settings");
        });
        assertThat(shop("fern", "")).contains("(follow fern)").doesNotContain("?to=settings");
    }

    @Test
    void nobody_has_an_unknown_handle() {
        assertThat(market.get("/@{handle}", Map.of("handle", "nobody"), "").status())
                .isEqualTo(404);
        market.shop("nobody", "Somebody");
        assertThat(market.get("/@{handle}", Map.of("handle", "nobody"), "").status())
                .isEqualTo(200);
    }

    @Test
    void a_person_has_a_page_with_posts() {
        market.shop("fern", "Fern & Fig");
        assertThat(shop("fern-owner", "")).contains("(posts of fern-owner)");
    }

    @Test
    void a_product_page_leads_to_the_buy_and_says_what_is_left() {
        var fern = market.shop("fern", "Fern & Fig");
        var mug = market.list(fern, "Stoneware mug", "Tableware", 3200, 2);
        var page = product("stoneware-mug", "");
        assertThat(page).contains("formaction=\"/buy/" + mug.id() + "\"", "Only 2 left", "$32.00");
        assertThat(page).contains("https://schema.org/InStock", "\"price\":\"32.00\"");
    }

    @Test
    void a_sold_out_product_keeps_its_price_and_loses_its_buttons() {
        var fern = market.shop("fern", "Fern & Fig");
        market.list(fern, "Stoneware mug", "Tableware", 3200, 0);
        var page = product("stoneware-mug", "");
        assertThat(page).contains("Sold out", "$32.00").doesNotContain("formaction=\"/buy/");
        assertThat(page).contains("https://schema.org/OutOfStock");
    }

    @Test
    void the_address_chooses_the_variant() {
        var fern = market.shop("fern", "Fern & Fig");
        var shirt = market.inSizes(fern, "Linen shirt", Map.of("L", 3, "M", 4, "S", 0));
        var medium = shirt.variants().get(1).id();
        var page = product("linen-shirt", "variant=" + medium);
        assertThat(page).contains("name=\"variant\" value=\"" + medium + "\"", "Only 4 left");
        assertThat(product("linen-shirt", "variant=var_nonsense")).contains("Only 3 left");
    }

    @Test
    void what_sellers_type_stays_text_in_every_place() {
        var shop = market.shop("fern", "Fern " + ATTACK);
        market.accounts.changeProfile(
                shop.id(),
                now ->
                        now.withReturns(ATTACK)
                                .withWords(
                                        now.name(),
                                        ATTACK,
                                        Optional.empty(),
                                        Optional.of("o'fern&lt@x.example")));
        market.test.clock().advance(Duration.ofSeconds(2));
        market.list(shop, "Mug " + ATTACK, "Cups " + ATTACK, 3200, 5);
        var slug = market.catalog.find(market.number(shop), first()).orElseThrow().slug();
        var pages =
                new String[] {
                    shop("fern", ""),
                    shop("fern", "tab=about"),
                    product(slug, ""),
                    TestMarket.text(market.get("/shops", Map.of(), "")),
                    TestMarket.text(market.get("/search", Map.of(), "q=mug"))
                };
        for (var page : pages) assertThat(page).doesNotContain("<img src=x");
        assertThat(pages[1]).contains("fern&amp;lt@x.example").doesNotContain("fern&lt@");
        assertThat(pages[2]).contains("\\u003c/script\\u003e");
    }

    @Test
    void what_is_searched_for_stays_text() {
        var page = TestMarket.text(market.get("/search", Map.of(), "q=%3Cscript%3Ealert(1)"));
        assertThat(page).contains("&lt;script&gt;alert(1)").doesNotContain("<script>alert");
    }

    @Test
    void the_directory_shows_shops_with_their_goods() {
        var fern = market.shop("fern", "Fern & Fig");
        market.list(fern, "Stoneware mug", "Tableware", 3200, 5);
        var page = TestMarket.text(market.get("/shops", Map.of(), ""));
        assertThat(page).contains("Fern &amp; Fig", "1 product");
    }

    @Test
    void a_page_of_24_cards_is_small() {
        var fern = market.shop("fern", "Fern & Fig");
        for (int i = 0; i < 24; i++) market.list(fern, "Plate number " + i, "Plates", 1000, 1);
        assertThat(shop("fern", "").length()).isLessThan(30_000);
    }

    private hawker.catalog.Product.Id first() {
        return market.find(Search.everything()).products().getFirst().product();
    }

    private String shop(String handle, String query) {
        return TestMarket.text(market.get("/@{handle}", Map.of("handle", handle), query));
    }

    private String product(String slug, String query) {
        return TestMarket.text(
                market.get("/@{handle}/{slug}", Map.of("handle", "fern", "slug", slug), query));
    }
}
