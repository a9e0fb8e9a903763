package hawker.dashboard;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import hawker.catalog.Image;
import hawker.catalog.Ingested;
import hawker.catalog.Product;
import hawker.catalog.ProductFilter;
import hawker.catalog.Variant;
import hawker.desk.Browser;
import hawker.kernel.Money;
import hawker.kernel.PageRequest;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

/** Products are made and changed by form; what is wrong is said beside its field. */
class ProductFormTest extends Story {

    private static final String NEW = "/dashboard/products/new";

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
    void pictures_come_with_the_form_are_described_put_in_order_and_removed() {
        var form = form(NEW, NEW);
        form.putAll(Map.of("title", "Cap", "price", "20", "stock", "4", "alt-new", "A red cap"));
        var made = browser.upload(cookie, NEW, form, "pictures", png(RED), png(GREEN));
        var product = only();
        assertThat(made.location()).isEqualTo(path(product) + "/edit#pictures");
        assertThat(product.images()).extracting(Image::alt).containsExactly("A red cap", "");
        assertThat(browser.get(cookie, path(product)).body())
                .contains(product.images().getFirst().picture().hash());

        var second = product.images().getLast().id();
        var edit = form(path(product) + "/edit", path(product) + "/edit");
        edit.putAll(Map.of("title", "Cap", "price", "20"));
        edit.put("alt-" + second, "A green cap");
        edit.put("place-" + second, "1");
        browser.upload(cookie, path(product) + "/edit", edit, "pictures", png(BLUE));
        assertThat(only().images())
                .extracting(Image::alt)
                .containsExactly("A green cap", "A red cap", "");

        var third = only().images().getLast().id();
        edit = form(path(product) + "/edit", path(product) + "/edit");
        edit.putAll(Map.of("title", "Cap", "price", "20", "drop-" + third, "on"));
        assertThat(browser.upload(cookie, path(product) + "/edit", edit, "pictures").location())
                .isEqualTo(path(product));
        assertThat(only().images()).hasSize(2);
    }

    @Test
    void a_picture_is_not_lost_when_something_else_of_the_form_is_wrong() {
        var form = form(NEW, NEW);
        form.putAll(Map.of("title", "Cap", "price", "cheap", "stock", "4", "alt-new", "Red"));
        var refused = browser.upload(cookie, NEW, form, "pictures", png(RED));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body()).contains("value=\"Red\"").contains("/media/");

        var again = new HashMap<>(refused.form(NEW));
        assertThat(again).containsKey("kept");
        again.putAll(Map.of("title", "Cap", "price", "20", "stock", "4"));
        browser.upload(cookie, NEW, again, "pictures");
        assertThat(only().images()).extracting(Image::alt).containsExactly("Red");
    }

    @Test
    void a36_what_is_no_picture_is_refused_by_its_bytes_and_the_rest_is_kept() {
        var form = form(NEW, NEW);
        form.putAll(Map.of("title", "Cap", "price", "20", "stock", "4"));
        var svg = "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>".getBytes(UTF_8);
        var refused = browser.upload(cookie, NEW, form, "pictures", png(RED), svg);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body())
                .contains("href=\"#f-pictures\"", "Upload a JPEG, PNG or WebP picture.", "/media/");
        var many = new byte[11][];
        java.util.Arrays.fill(many, png(RED));
        assertThat(browser.upload(cookie, NEW, form, "pictures", many).text())
                .contains("at most 10 pictures");
        assertThat(products()).isEmpty();
    }

    @Test
    void a9_another_shops_picture_is_not_taken() {
        var stored = (Ingested.Stored) stage.catalog.media().store(png(RED));
        var theirs = stage.catalog.addImage(stage.otherShop, stored.picture(), "theirs");
        var form = form(NEW, NEW);
        form.putAll(Map.of("title", "Cap", "price", "20", "stock", "4"));
        form.put("kept", theirs.id().text());
        browser.upload(cookie, NEW, form, "pictures");
        assertThat(only().images()).isEmpty();
    }

    private static final int RED = 0xcc3311;

    private static final int GREEN = 0x11aa44;

    private static final int BLUE = 0x1144cc;

    private static byte[] png(int colour) {
        var image = new BufferedImage(400, 300, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < 400; x++) for (int y = 0; y < 300; y++) image.setRGB(x, y, colour);
        var bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
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
