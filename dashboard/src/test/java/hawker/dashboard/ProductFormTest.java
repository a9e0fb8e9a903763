package hawker.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.catalog.Product;
import hawker.catalog.ProductFilter;
import hawker.catalog.Variant;
import hawker.kernel.Money;
import hawker.kernel.PageRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Products are made and changed by form; what is wrong is said beside its field. */
class ProductFormTest {

    private static final String NEW = "/dashboard/products/new";

    private final Stage stage = new Stage();
    private final Browser browser = new Browser(stage.platform, stage.routes);
    private final String cookie = stage.signIn("juniper");

    @AfterEach
    void close() {
        browser.close();
        stage.close();
    }

    @Test
    void a_product_with_options_becomes_its_variants() {
        var sent =
                send(
                        NEW,
                        Map.of(
                                "title", "Linen shirt",
                                "description", "Cool.\n\n- Wash cold\n- Dry flat",
                                "price", "$48.50",
                                "stock", "3",
                                "options", "Size: S, M\nColour: Ink, Chalk",
                                "type", "Shirts",
                                "status", "active"));
        assertThat(sent.status()).as(sent.text()).isEqualTo(303);
        var product = only();
        assertThat(product.isActive()).isTrue();
        assertThat(product.description())
                .isEqualTo("<p>Cool.</p><ul><li>Wash cold</li><li>Dry flat</li></ul>");
        assertThat(product.variants())
                .extracting(Variant::title)
                .containsExactly("S / Ink", "S / Chalk", "M / Ink", "M / Chalk");
        assertThat(product.variants())
                .allMatch(v -> v.price().equals(Money.usd(4_850)) && v.available() == 3);
        assertThat(browser.get(cookie, path(product)).text()).contains("S / Chalk");
    }

    @Test
    void what_is_wrong_stands_beside_its_field_and_nothing_typed_is_lost() {
        var typed =
                Map.of(
                        "title", "",
                        "description", "Two lines & <b>bold</b>",
                        "price", "cheap",
                        "stock", "-1",
                        "options", "Size S, M",
                        "type", "Shirts");
        var page = send(NEW, typed);
        assertThat(page.status()).isEqualTo(422);
        assertThat(page.body())
                .contains("href=\"#f-title\"")
                .contains("href=\"#f-price\"")
                .contains("href=\"#f-stock\"")
                .contains("href=\"#f-options\"")
                .contains("value=\"cheap\"")
                .contains("value=\"-1\"")
                .contains(">Size S, M</textarea>")
                .contains("Two lines &amp; &lt;b&gt;bold&lt;/b&gt;")
                .contains("value=\"Shirts\"");
        assertThat(products()).isEmpty();
    }

    @Test
    void what_the_catalogue_refuses_is_said_too() {
        var page =
                send(
                        NEW,
                        Map.of(
                                "title", "x".repeat(200),
                                "price", "12.00",
                                "stock", "1",
                                "options", "Size: S, S"));
        assertThat(page.status()).isEqualTo(422);
        assertThat(page.body()).contains("href=\"#f-title\"").contains("href=\"#f-options\"");
        assertThat(products()).isEmpty();
    }

    @Test
    void an_edit_keeps_the_variants_that_stay_with_their_stock() {
        send(NEW, Map.of("title", "Cap", "price", "20", "stock", "4", "options", "Size: S, M"));
        var before = only();
        assertThat(before.status()).isEqualTo(Product.Status.DRAFT);
        var edited =
                send(
                        path(before) + "/edit",
                        Map.of(
                                "title", "Wool cap",
                                "price", "22.00",
                                "stock", "9",
                                "options", "Size: M, L",
                                "status", "active"));
        assertThat(edited.status()).as(edited.text()).isEqualTo(303);
        var after = only();
        assertThat(after.title()).isEqualTo("Wool cap");
        assertThat(after.slug()).isEqualTo(before.slug());
        assertThat(after.isActive()).isTrue();
        assertThat(after.variants()).extracting(Variant::title).containsExactly("M", "L");
        assertThat(after.variants()).extracting(Variant::available).containsExactly(4, 9);
        assertThat(after.variants().getFirst().id()).isEqualTo(before.variants().getLast().id());
        assertThat(after.variants()).allMatch(v -> v.price().equals(Money.usd(2_200)));
    }

    @Test
    void prices_and_stock_are_changed_together_or_not_at_all() {
        send(NEW, Map.of("title", "Cap", "price", "20", "stock", "4", "options", "Size: S, M"));
        var product = only();
        var small = product.variants().getFirst();
        var large = product.variants().getLast();
        var action = path(product) + "/stock";
        var wrong = form(path(product), action);
        wrong.put(VariantForm.price(small), "25.00");
        wrong.put(VariantForm.stock(large), "many");
        var refused = browser.post(cookie, action, wrong);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body()).contains("value=\"25.00\"").contains("value=\"many\"");
        assertThat(only().variants().getFirst().price()).isEqualTo(Money.usd(2_000));

        wrong.put(VariantForm.stock(large), "7");
        assertThat(browser.post(cookie, action, wrong).status()).isEqualTo(303);
        assertThat(only().variants().getFirst().price()).isEqualTo(Money.usd(2_500));
        assertThat(only().variants().getLast().available()).isEqualTo(7);
        assertThat(only().lowestPrice()).isEqualTo(Money.usd(2_000));
    }

    @Test
    void descriptions_come_back_as_they_were_typed() {
        for (var text :
                List.of(
                        "One.\n\nTwo & three > two.",
                        "Care:\n\n- Wash cold\n- Dry flat\n\nEnd.",
                        "<h2>Rich</h2>"))
            assertThat(Descriptions.toType(Descriptions.toHtml(text))).isEqualTo(text);
    }

    private Browser.Page send(String path, Map<String, String> typed) {
        var form = form(path, path);
        form.putAll(typed);
        return browser.post(cookie, path, form);
    }

    private Map<String, String> form(String path, String action) {
        return new HashMap<>(browser.get(cookie, path).form(action));
    }

    private List<Product> products() {
        return stage.catalog.list(stage.shop, ProductFilter.all(), PageRequest.first(10)).items();
    }

    private Product only() {
        assertThat(products()).hasSize(1);
        return products().getFirst();
    }

    private static String path(Product product) {
        return "/dashboard/products/" + product.id();
    }
}
