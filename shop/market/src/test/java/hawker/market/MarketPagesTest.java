package hawker.market;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
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
