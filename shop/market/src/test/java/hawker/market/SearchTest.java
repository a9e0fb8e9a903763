package hawker.market;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.catalog.Product;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SearchTest {

    private final TestMarket market = new TestMarket();

    @BeforeEach
    void openShops() {
        var fern = market.shop("fern", "Fern & Fig");
        var lumen = market.shop("lumen", "Lumen Works");
        market.list(fern, "Stoneware mug", "Tableware", 3200, 5);
        market.list(fern, "Stoneware bowl", "Tableware", 4800, 0);
        market.list(lumen, "Desk lamp in brass", "Lamps", 12900, 3);
        market.list(lumen, "Mug warmer", "Kitchen", 2500, 9);
    }

    @AfterEach
    void close() {
        market.close();
    }

    @Test
    void words_are_found_in_any_form() {
        assertThat(market.titles("lamps")).containsExactly("Desk lamp in brass");
        assertThat(market.titles("mugs")).containsExactlyInAnyOrder("Stoneware mug", "Mug warmer");
        assertThat(market.titles("brass desk")).containsExactly("Desk lamp in brass");
    }

    @Test
    void goods_are_found_by_the_name_of_their_shop() {
        assertThat(market.titles("fern"))
                .containsExactlyInAnyOrder("Stoneware mug", "Stoneware bowl");
    }

    @Test
    void what_can_be_bought_stands_first() {
        assertThat(market.titles("stoneware")).containsExactly("Stoneware mug", "Stoneware bowl");
    }

    @Test
    void a_slip_of_the_pen_still_finds_something_and_says_so() {
        var found = market.find(TestMarket.words("stonwear"));
        assertThat(found.guessed()).isTrue();
        assertThat(market.titles(found)).contains("Stoneware mug");
    }

    @Test
    void nothing_is_found_where_nothing_is() {
        var found = market.find(TestMarket.words("helicopter"));
        assertThat(found.products()).isEmpty();
        assertThat(found.total()).isZero();
    }

    @Test
    void no_text_breaks_the_query() {
        for (var text : new String[] {"'", "\"", "a & | ! ( )", "\\", "%_", ":*", "\u0000", "🦊"})
            assertThat(market.find(TestMarket.words(text)).total()).isNotNegative();
    }

    @Test
    void kinds_are_counted_without_the_choice_of_a_kind() {
        var found = market.find(Search.everything().ofType("Lamps"));
        assertThat(market.titles(found)).containsExactly("Desk lamp in brass");
        assertThat(found.types())
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("Tableware", 2, "Kitchen", 1, "Lamps", 1));
    }

    @Test
    void prices_order_and_limit_the_list() {
        var cheap =
                new Search(
                        "",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(5000L),
                        false,
                        Search.Sort.DEAREST,
                        1);
        assertThat(market.titles(market.find(cheap)))
                .containsExactly("Stoneware bowl", "Stoneware mug", "Mug warmer");
    }

    @Test
    void what_is_sold_out_can_be_left_out() {
        var there =
                new Search(
                        "stoneware",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        true,
                        Search.Sort.RELEVANT,
                        1);
        assertThat(market.titles(market.find(there))).containsExactly("Stoneware mug");
    }

    @Test
    void an_archived_product_is_no_longer_found() {
        var shop = market.accounts.accountByHandle("lumen").orElseThrow();
        var lamp = market.find(TestMarket.words("lamp")).products().getFirst();
        market.catalog.setStatus(market.number(shop), lamp.product(), Product.Status.ARCHIVED);
        market.test.platform().events().drain();
        assertThat(market.titles("lamp")).isEmpty();
    }

    @Test
    void only_the_goods_of_one_shop_are_on_its_shelf() {
        var shop = market.accounts.accountByHandle("fern").orElseThrow();
        var found = market.find(Search.of(market.number(shop)));
        assertThat(market.titles(found))
                .containsExactlyInAnyOrder("Stoneware mug", "Stoneware bowl");
    }

    @Test
    void a_page_has_24_and_the_next_begins_where_it_ends() {
        var shop = market.accounts.accountByHandle("fern").orElseThrow();
        for (int i = 0; i < 25; i++) market.list(shop, "Plate " + i, "Plates", 1000 + i, 1);
        var plates = Search.everything().ofType("Plates");
        var first = market.find(plates);
        var second =
                market.find(
                        new Search(
                                "",
                                Optional.empty(),
                                plates.type(),
                                Optional.empty(),
                                false,
                                Search.Sort.RELEVANT,
                                2));
        assertThat(first.products()).hasSize(24);
        assertThat(first.hasMore(1)).isTrue();
        assertThat(second.products()).hasSize(1);
        assertThat(second.hasMore(2)).isFalse();
        assertThat(first.products()).doesNotContainAnyElementsOf(second.products());
    }
}
