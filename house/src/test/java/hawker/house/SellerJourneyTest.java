package hawker.house;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The seller looks at what was sold, ships, refunds; the operator looks at the books. */
@Tag("slow")
class SellerJourneyTest {

    private final House house = House.open();

    @ParameterizedTest(name = "{0} px wide, {1}")
    @CsvSource({"1280, LIGHT", "390, LIGHT", "1280, DARK"})
    void the_seller_ships_and_refunds_and_the_figures_agree(int width, ColorScheme scheme) {
        var name = width + "-" + scheme.name().toLowerCase(java.util.Locale.ROOT);
        try (var visitor = Chromium.visitor(width, scheme)) {
            var page = visitor.newPage();
            signIn(page, house.seller("email"), house.seller("password"), "/dashboard");
            Chromium.check(page, name + "-dashboard");
            page.navigate(house.base() + "/dashboard/orders");
            Chromium.check(page, name + "-orders");
            page.locator("table a[href^='/dashboard/orders/']").first().click();
            page.waitForURL(Pattern.compile(".*/dashboard/orders/ord_.*"));
            Chromium.check(page, name + "-dashboard-order");

            var refund = page.getByLabel("Amount to refund");
            if (refund.count() > 0) {
                page.getByText("Refund…").click();
                Chromium.check(page, name + "-dashboard-refund");
                refund.fill("1.00");
                page.getByRole(AriaRole.BUTTON, named("^Refund")).first().click();
                assertThat(
                                page.getByText(
                                                Pattern.compile(
                                                        "\\$1\\.00 (refunded|waits)|refund of \\$1\\.00"))
                                        .first())
                        .isVisible();
            }
            page.navigate(house.base() + "/dashboard/nothing/of/this");
            assertThat(page.getByText("Nothing here")).isVisible();
            Chromium.check(page, name + "-dashboard-nothing");
            for (var path : new String[] {"balance", "payouts", "products", "keys"}) {
                page.navigate(house.base() + "/dashboard/" + path);
                Chromium.check(page, name + "-dashboard-" + path);
            }
        }
    }

    @ParameterizedTest(name = "{0} px wide")
    @CsvSource({"1280", "390"})
    void the_seller_adds_a_product_with_pictures(int width) {
        try (var visitor = Chromium.visitor(width, ColorScheme.LIGHT)) {
            var page = visitor.newPage();
            signIn(page, house.seller("email"), house.seller("password"), "/dashboard");
            page.navigate(house.base() + "/dashboard/products/new");
            var title = "Enamel cup " + width;
            page.locator("input[name=title]").fill(title);
            page.locator("input[name=price]").fill("18.00");
            page.locator("input[name=stock]").fill("7");
            page.getByLabel("Add pictures")
                    .setInputFiles(
                            new FilePayload[] {
                                picture("front.png", 0xcc3311), picture("back.png", 0x1144cc)
                            });
            page.getByLabel("What new picture 1 shows").fill("The cup from the front");
            Chromium.check(page, width + "-product-new");
            page.getByRole(AriaRole.BUTTON, named("^Add product")).click();

            // The second one has no words yet: the form comes back and asks for them.
            page.waitForURL(Pattern.compile(".*/edit#pictures"));
            page.getByLabel("What picture 2 shows").fill("The cup from behind");
            page.getByLabel("Place of picture 2").selectOption("1");
            Chromium.check(page, width + "-product-pictures");
            page.getByRole(AriaRole.BUTTON, named("^Save")).click();
            page.waitForURL(Pattern.compile(".*/dashboard/products/prod_[^/]*"));

            page.navigate(house.base() + "/@" + house.seller("handle") + "/enamel-cup-" + width);
            var pictures = page.locator("hk-gallery .hk-gallery-stage img");
            assertThat(pictures.first()).hasAttribute("alt", "The cup from behind");
            assertThat(pictures.nth(1)).hasAttribute("alt", "The cup from the front");
            Chromium.check(page, width + "-product-with-pictures");
        }
    }

    @ParameterizedTest(name = "{0} px wide")
    @CsvSource({"1280", "390"})
    void the_seller_keeps_an_endpoint_and_sees_its_secret_once(int width) {
        try (var visitor = Chromium.visitor(width, ColorScheme.LIGHT)) {
            var page = visitor.newPage();
            signIn(page, house.seller("email"), house.seller("password"), "/dashboard");
            page.navigate(house.base() + "/dashboard/webhooks");
            page.getByRole(AriaRole.LINK, link("^Add endpoint")).first().click();
            page.getByLabel("Address").fill("https://example.com/hooks/" + width);
            Chromium.check(page, width + "-endpoint-new");
            page.getByRole(AriaRole.BUTTON, named("^Add endpoint")).click();
            assertThat(page.getByText(Pattern.compile("^whsec_")).first()).isVisible();
            Chromium.check(page, width + "-endpoint-made");

            page.navigate(house.base() + "/dashboard/webhooks");
            Chromium.check(page, width + "-webhooks");
            page.getByRole(AriaRole.LINK, link("hooks." + width + "$")).first().click();
            assertThat(page.getByText(Pattern.compile("^whsec_"))).hasCount(0);
            page.getByText("Make another secret").first().click();
            page.getByRole(AriaRole.BUTTON, named("^Make another secret")).click();
            assertThat(page.getByText(Pattern.compile("^whsec_")).first()).isVisible();
            page.getByText("Delete this endpoint").click();
            page.getByRole(AriaRole.BUTTON, named("^Delete https")).click();
            page.waitForURL(house.base() + "/dashboard/webhooks");
            assertThat(page.getByText("https://example.com/hooks/" + width)).hasCount(0);
        }
    }

    @ParameterizedTest(name = "{0} px wide")
    @CsvSource({"1280", "390"})
    void the_operator_sees_every_invariant_green(int width) {
        try (var visitor = Chromium.visitor(width, ColorScheme.LIGHT)) {
            var page = visitor.newPage();
            signIn(page, house.operator("email"), house.operator("password"), "/operator");
            assertThat(page.getByText("The books are right")).isVisible();
            Chromium.check(page, width + "-operator");
        }
    }

    @ParameterizedTest(name = "{0} px wide")
    @CsvSource({"1280"})
    void strangers_see_neither_dashboard_nor_books(int width) {
        try (var visitor = Chromium.visitor(width, ColorScheme.LIGHT)) {
            var page = visitor.newPage();
            page.navigate(house.base() + "/dashboard");
            assertThat(page.url()).contains("/login");
            signIn(page, house.shopper("email"), house.shopper("password"), "/");
            var operator = page.navigate(house.base() + "/operator");
            assertThat(operator.status()).isEqualTo(403);
            assertThat(page.getByLabel("Your account")).isVisible();
            page.navigate(house.base() + "/nowhere");
            assertThat(page.getByLabel("Your account")).isVisible();
        }
    }

    private void signIn(Page page, String email, String password, String then) {
        page.navigate(house.base() + "/login?next=" + then);
        page.getByLabel(Pattern.compile("e-mail|handle", Pattern.CASE_INSENSITIVE))
                .first()
                .fill(email);
        page.locator("input[type=password]").fill(password);
        page.getByRole(AriaRole.BUTTON, named("^Sign in")).first().click();
        page.waitForURL(house.base() + then + "*");
    }

    private static FilePayload picture(String name, int colour) {
        var image = new BufferedImage(800, 1000, BufferedImage.TYPE_INT_RGB);
        for (int x = 0; x < 800; x++) for (int y = 0; y < 1000; y++) image.setRGB(x, y, colour);
        var bytes = new ByteArrayOutputStream();
        try {
            ImageIO.write(image, "png", bytes);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return new FilePayload(name, "image/png", bytes.toByteArray());
    }

    private static Page.GetByRoleOptions link(String pattern) {
        return new Page.GetByRoleOptions().setName(Pattern.compile(pattern));
    }

    private static Page.GetByRoleOptions named(String pattern) {
        return new Page.GetByRoleOptions().setName(Pattern.compile(pattern));
    }
}
