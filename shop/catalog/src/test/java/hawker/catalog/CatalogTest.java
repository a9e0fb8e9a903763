package hawker.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.kernel.Money;
import hawker.kernel.PageRequest;
import hawker.platform.TestPlatform;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CatalogTest {

    private static final AccountId SHOP = new AccountId(1001);
    private static final AccountId OTHER = new AccountId(2001);

    private TestPlatform test;
    private Catalog catalog;

    @BeforeEach
    void open() {
        test = TestPlatform.open("catalog");
        catalog = CatalogModule.open(test.platform()).catalog();
    }

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void a_product_comes_back_as_it_was_stored() {
        var product = stored(jacket());
        assertThat(catalog.find(SHOP, product.id())).contains(product);
        assertThat(catalog.bySlug(SHOP, "alpine-jacket")).contains(product);
        assertThat(product.variants())
                .extracting(Variant::title)
                .containsExactly("S / Red", "M / Red");
        assertThat(product.variants()).extracting(Variant::available).containsExactly(3, 0);
        assertThat(product.firstChoice().title()).isEqualTo("S / Red");
        assertThat(product.variants().getFirst().priceIn(Currency.EUR))
                .contains(Price.withTax(Money.of(8_900, Currency.EUR)));
    }

    @Test
    void a_product_of_one_seller_is_not_found_under_another() {
        var product = stored(jacket());
        assertThat(catalog.find(OTHER, product.id())).isEmpty();
        assertThat(catalog.update(OTHER, product.id(), jacket())).isInstanceOf(Saved.Missing.class);
    }

    @Test
    void equal_titles_get_different_addresses() {
        assertThat(stored(mug("A")).slug()).isEqualTo("mug");
        assertThat(stored(mug("B")).slug()).isEqualTo("mug-2");
        assertThat(stored(mug("C")).slug()).isEqualTo("mug-3");
    }

    @Test
    void a_sku_is_unique_in_the_shop_and_free_in_another() {
        stored(mug("A"));
        var again = catalog.create(SHOP, mug("A"));
        assertThat(again).isInstanceOf(Saved.Refused.class);
        assertThat(catalog.list(SHOP, ProductFilter.all(), PageRequest.first(10)).items())
                .hasSize(1);
        assertThat(catalog.create(OTHER, mug("A"))).isInstanceOf(Saved.Stored.class);
    }

    @Test
    void an_update_keeps_stock_changes_prices_and_removes_variants() {
        var product = stored(jacket());
        var small = product.variants().getFirst();
        var changed =
                NewProduct.from(product)
                        .withTitle("Alpine Jacket II")
                        .withVariants(
                                List.of(new Option("Size", List.of("S", "XL")), red()),
                                List.of(
                                        new NewVariant(
                                                Optional.of(small.id()),
                                                small.values(),
                                                small.sku(),
                                                Optional.empty(),
                                                700,
                                                true,
                                                List.of(
                                                        Price.of(Money.usd(7_900))
                                                                .was(Money.usd(9_900))),
                                                Variant.OnEmpty.DENY,
                                                OptionalInt.empty()),
                                        NewVariant.of(
                                                List.of("XL", "Red"),
                                                "AJ-M",
                                                Price.of(Money.usd(9_900)),
                                                7)));
        var after = ((Saved.Stored) catalog.update(SHOP, product.id(), changed)).product();
        assertThat(after.slug()).isEqualTo("alpine-jacket");
        assertThat(after.variants())
                .extracting(Variant::title)
                .containsExactly("S / Red", "XL / Red");
        assertThat(after.variants()).extracting(Variant::available).containsExactly(3, 7);
        assertThat(after.variants().getFirst().prices()).hasSize(1);
        assertThat(after.hasSeveralPrices()).isTrue();
    }

    @Test
    void markup_that_runs_is_taken_out_and_plain_text_becomes_paragraphs() {
        var evil =
                "<p onclick=\"x()\">Warm <b>coat</b><script>alert(1)</script>"
                        + "<a href=\"javascript:alert(1)\">x</a><img src=x onerror=alert(1)></p>";
        var html = stored(mug("A").withDescription(evil)).description();
        assertThat(html)
                .contains("<b>coat</b>")
                .doesNotContainIgnoringCase("script")
                .doesNotContain("onclick")
                .doesNotContain("onerror")
                .doesNotContain("<img");
        var plain = stored(mug("B").withDescription("One & two\n\nThree"));
        assertThat(plain.description()).isEqualTo("<p>One &amp; two</p><p>Three</p>");
        assertThat(plain.summary()).isEqualTo("One & two Three");
    }

    @Test
    void what_is_wrong_is_named_with_its_field() {
        var wrong =
                new NewProduct(
                        " ",
                        Optional.empty(),
                        "",
                        "",
                        "",
                        List.of(),
                        Product.Status.ACTIVE,
                        List.of(),
                        List.of(
                                NewVariant.of(List.of(), "A", Price.of(Money.usd(0)), -1)
                                        .withBarcode("4006381333932")),
                        List.of());
        var refused = (Saved.Refused) catalog.create(SHOP, wrong);
        assertThat(refused.problems())
                .extracting(Saved.Problem::field)
                .containsExactlyInAnyOrder(
                        "title", "variants[0].barcode", "variants[0].onHand", "variants[0].price");
        assertThat(ProductRules.isGtin("4006381333931")).isTrue();
    }

    @Test
    void a_list_pages_both_ways_and_finds_by_the_beginning_of_words() {
        for (int i = 1; i <= 7; i++) stored(mug("M" + i).withTitle("Mug number " + i));
        stored(jacket());
        var first = catalog.list(SHOP, ProductFilter.all(), PageRequest.first(3));
        assertThat(first.items())
                .extracting(Product::title)
                .containsExactly("Alpine Jacket", "Mug number 7", "Mug number 6");
        assertThat(first.hasMore()).isTrue();
        var after = PageRequest.after(first.items().getLast().id().text(), 3);
        var second = catalog.list(SHOP, ProductFilter.all(), after);
        assertThat(second.items())
                .extracting(Product::title)
                .containsExactly("Mug number 5", "Mug number 4", "Mug number 3");
        var before = PageRequest.before(second.items().getFirst().id().text(), 3);
        assertThat(catalog.list(SHOP, ProductFilter.all(), before).items())
                .isEqualTo(first.items());
        assertThat(
                        catalog.list(
                                        SHOP,
                                        ProductFilter.active().matching("alp jack"),
                                        PageRequest.first(9))
                                .items())
                .hasSize(1);
        assertThat(catalog.count(SHOP, ProductFilter.active().matching("mug 3"))).isEqualTo(1);
        assertThat(catalog.count(SHOP, ProductFilter.active().ofType("Jackets"))).isEqualTo(1);
        assertThat(catalog.count(SHOP, ProductFilter.all().tagged("winter"))).isEqualTo(1);
        assertThat(catalog.types(SHOP)).containsExactly("Jackets");
    }

    @Test
    void cards_show_the_lowest_price_and_lose_the_button_within_two_seconds() {
        var product = stored(mug("A"));
        var card = card(product);
        assertThat(card.buyable()).isTrue();
        assertThat(card.onlyVariant()).contains(product.variants().getFirst().id());
        var line = List.of(new LineRequest(product.variants().getFirst().id(), 5));
        assertThat(catalog.stock().hold(SHOP, "cks_a", line)).isInstanceOf(Taken.Held.class);
        assertThat(card(product).buyable()).isTrue();
        test.clock().advance(Duration.ofSeconds(2));
        assertThat(card(product).isSoldOut()).isTrue();
    }

    @Test
    void the_directory_shows_active_products_of_all_sellers_newest_first() {
        var one = stored(mug("A"));
        var two = ((Saved.Stored) catalog.create(OTHER, mug("A").withTitle("Cup"))).product();
        stored(mug("D").withStatus(Product.Status.DRAFT));
        var page = catalog.acrossNewest(1, Optional.empty());
        assertThat(page.items()).extracting(ProductCard::title).containsExactly("Cup");
        assertThat(page.hasMore()).isTrue();
        var rest = catalog.acrossNewest(5, Optional.of(two.id()));
        assertThat(rest.items()).extracting(card -> card.ref().product()).containsExactly(one.id());
    }

    @Test
    void a_quote_prices_from_the_catalogue_and_says_what_cannot_be_bought() {
        var product = stored(jacket());
        var small = product.variants().getFirst().id();
        var medium = product.variants().getLast().id();
        var quote = (Quote) catalog.quote(SHOP, Currency.USD, List.of(new LineRequest(small, 2)));
        assertThat(quote.subtotal()).isEqualTo(Money.usd(19_800));
        var none = new Variant.Id("var_x");
        var answer =
                (Quoted.Unavailable)
                        catalog.quote(
                                SHOP,
                                Currency.USD,
                                List.of(
                                        new LineRequest(small, 4),
                                        new LineRequest(medium, 1),
                                        new LineRequest(none, 1)));
        assertThat(answer.reasons())
                .extracting(Quoted.Reason::says)
                .containsExactly(
                        "Only 3 of Alpine Jacket left.",
                        "Alpine Jacket is sold out.",
                        "This is no longer for sale.");
        catalog.setStatus(SHOP, product.id(), Product.Status.ARCHIVED);
        assertThat(catalog.quote(SHOP, Currency.USD, List.of(new LineRequest(small, 1))))
                .isInstanceOf(Quoted.Unavailable.class);
        assertThat(catalog.quote(SHOP, Currency.JPY, List.of(new LineRequest(small, 1))))
                .isInstanceOf(Quoted.Unavailable.class);
    }

    @Test
    void others_hear_what_happens() {
        var heard = new ArrayList<String>();
        test.platform()
                .events()
                .subscribe(
                        "test",
                        List.of("product.created", "product.updated", "stock.out", "stock.back"),
                        event -> heard.add(event.types().getFirst()));
        var product = stored(mug("A"));
        var variant = product.variants().getFirst().id();
        catalog.setStatus(SHOP, product.id(), Product.Status.ACTIVE);
        catalog.stock().hold(SHOP, "cks_a", List.of(new LineRequest(variant, 5)));
        test.platform().tx().doInAccount(SHOP, tx -> catalog.stock().commit(tx, SHOP, "cks_a"));
        catalog.stock().setOnHand(SHOP, variant, 9, "anna");
        test.platform().events().drain();
        assertThat(heard)
                .containsExactly("product.created", "product.updated", "stock.out", "stock.back");
    }

    /** Beside a small shop in the same run: a question that reads the whole shop is far slower. */
    @Test
    void twenty_thousand_products_are_listed_and_searched_like_forty() {
        var numbers = new AtomicInteger();
        test.platform()
                .tx()
                .doInAccount(SHOP, tx -> ManyProducts.insert(tx, SHOP, 20_000, numbers));
        test.platform()
                .tx()
                .doInAccount(OTHER, tx -> ManyProducts.insert(tx, OTHER, 40, new AtomicInteger()));
        asked(OTHER);
        asked(SHOP);
        var small = new ArrayList<Long>();
        var large = new ArrayList<Long>();
        for (int i = 0; i < 20; i++) {
            small.add(asked(OTHER));
            large.add(asked(SHOP));
        }
        assertThat(median(large)).isLessThan(15 * median(small));
    }

    /** Nanoseconds of a page of a shop and of a search in it, with nothing remembered. */
    private long asked(AccountId shop) {
        test.clock().advance(Duration.ofSeconds(3));
        long start = System.nanoTime();
        catalog.cards(shop, ProductFilter.active(), PageRequest.first(24));
        catalog.list(shop, ProductFilter.active().matching("1999"), PageRequest.first(24));
        return System.nanoTime() - start;
    }

    private static long median(List<Long> nanos) {
        return nanos.stream().sorted().toList().get(nanos.size() / 2);
    }

    private Product stored(NewProduct product) {
        test.clock().advance(Duration.ofMillis(1));
        return ((Saved.Stored) catalog.create(SHOP, product)).product();
    }

    private ProductCard card(Product product) {
        return Objects.requireNonNull(catalog.cards(List.of(product.ref())).get(product.ref()));
    }

    private static Option red() {
        return new Option("Colour", List.of("Red"));
    }

    static NewProduct mug(String sku) {
        return NewProduct.of(
                "Mug", "A mug.", NewVariant.of(List.of(), sku, Price.of(Money.usd(1_200)), 5));
    }

    static NewProduct jacket() {
        var dollars = Price.of(Money.usd(9_900));
        return NewProduct.of(
                        "Alpine  Jacket", "<p>Warm.</p>", NewVariant.of(List.of(), "", dollars, 0))
                .withBrand("Raptor", "Jackets", List.of("winter", "wool"))
                .withVariants(
                        List.of(new Option("Size", List.of("S", "M")), red()),
                        List.of(
                                NewVariant.of(List.of("S", "Red"), "AJ-S", dollars, 3)
                                        .withPrices(
                                                List.of(
                                                        dollars,
                                                        Price.withTax(
                                                                Money.of(8_900, Currency.EUR)))),
                                NewVariant.of(List.of("M", "Red"), "AJ-M", dollars, 0)));
    }
}
