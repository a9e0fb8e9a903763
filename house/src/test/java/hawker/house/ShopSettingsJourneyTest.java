package hawker.house;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

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

/** What a seller sets is what buyers see. */
@Tag("slow")
class ShopSettingsJourneyTest {

    private final House house = House.open();

    @ParameterizedTest(name = "{0} px wide, {1}, scripts {2}")
    @CsvSource({"1280, LIGHT, true", "390, DARK, true", "1280, LIGHT, false"})
    void what_the_seller_sets_is_what_buyers_see(int width, ColorScheme scheme, boolean scripts) {
        var name = "settings-" + width + "-" + scripts;
        try (var visitor = Chromium.visitor(width, scheme, scripts)) {
            var page = visitor.newPage();
            signIn(page, house.seller("email"));
            page.navigate(house.base() + "/@" + house.seller("handle"));
            page.getByRole(AriaRole.LINK, link("^Edit shop")).click();
            page.waitForURL(house.base() + "/dashboard/settings");
            check(page, name, scripts);
            var help = "help" + width + "@daybird.example";
            page.getByLabel("Support e-mail").fill("nonsense");
            press(page, "Save");
            assertThat(page.getByText("Enter an e-mail address like").first()).isVisible();
            check(page, name + "-wrong", scripts);
            page.getByLabel("Support e-mail").fill(help);
            press(page, "Save");
            assertThat(page.getByLabel("Support e-mail")).hasValue(help);
            page.locator("input[name=logo]").setInputFiles(logo());
            press(page, "Save pictures");
            assertThat(page.locator(".hk-settings-look .hk-avatar img"))
                    .hasAttribute("src", Pattern.compile("^/media/[0-9a-f]{32}-[0-9]+\\.jpg$"));

            page.navigate(house.base() + "/dashboard/settings/returns");
            page.getByLabel("What you take back").fill("Sixty days, unworn. " + width);
            check(page, name + "-returns", scripts);
            press(page, "Save");
            deliver(page, name, width, scripts);

            page.navigate(house.base() + "/@" + house.seller("handle") + "?tab=about");
            assertThat(page.getByText("Sixty days, unworn. " + width)).isVisible();
            assertThat(page.getByText("Drone " + width + ", Same hour")).isVisible();
            assertThat(page.getByText("$31.40, free from $900.00")).isVisible();
            assertThat(page.getByRole(AriaRole.LINK, link(help))).isVisible();
            check(page, name + "-about", scripts);
            remove(page, width);
        }
    }

    @ParameterizedTest(name = "{0} px wide, {1}")
    @CsvSource({"1280, DARK", "390, LIGHT"})
    void a_closed_shop_says_so_where_buyers_meet_it(int width, ColorScheme scheme) {
        var name = "closed-" + width;
        try (var visitor = Chromium.visitor(width, scheme)) {
            var page = visitor.newPage();
            // A shop that no other journey buys in.
            signIn(page, "sol@solstix.example");
            page.navigate(house.base() + "/dashboard/settings");
            page.getByLabel("Message to buyers").fill("Back on Monday.");
            press(page, "Close the shop");
            assertThat(page.getByText("Open the shop")).isVisible();
            try {
                check(page, name + "-settings", true);
                page.navigate(house.base() + "/dashboard");
                assertThat(page.getByText("nothing can be bought in it")).isVisible();
                page.navigate(house.base() + "/@solstix/adventurer-gps-watch");
                var says = page.getByText("Solstix is closed at the moment. Back on Monday.");
                assertThat(says).isVisible();
                assertThat(page.getByText("Add to cart")).hasCount(0);
                check(page, name + "-product", true);
                page.navigate(house.base() + "/@solstix");
                assertThat(says).isVisible();
                check(page, name + "-shop", true);
                page.navigate(house.base() + "/shops");
                assertThat(page.locator("main").getByText("Solstix")).hasCount(0);
            } finally {
                page.navigate(house.base() + "/dashboard/settings");
                press(page, "Open the shop");
                assertThat(page.getByText("Close the shop")).isVisible();
            }
            page.navigate(house.base() + "/@solstix/adventurer-gps-watch");
            assertThat(page.getByText("Add to cart").first()).isVisible();
        }
    }

    private void deliver(Page page, String name, int width, boolean scripts) {
        page.navigate(house.base() + "/dashboard/settings/delivery");
        check(page, name + "-delivery", scripts);
        page.getByRole(AriaRole.LINK, link("^Add")).first().click();
        page.locator("input[name=title]").fill("Drone " + width);
        page.locator("input[name=detail]").fill("Same hour");
        page.locator("input[name=price]").fill("31,40");
        page.locator("input[name=free_from]").fill("900");
        page.locator("label:has(input[value=CHOSEN])").click();
        page.locator("input[name=to-CA]").check();
        check(page, name + "-rate", scripts);
        press(page, "Add");
        assertThat(page.getByText("with a point before the decimals").first()).isVisible();
        assertThat(page.locator("input[name=to-CA]")).isChecked();
        page.locator("input[name=price]").fill("31.40");
        press(page, "Add");
        page.waitForURL(house.base() + "/dashboard/settings/delivery");
        assertThat(page.getByText("Drone " + width).first()).isVisible();
    }

    private void remove(Page page, int width) {
        page.navigate(house.base() + "/dashboard/settings/delivery");
        page.getByRole(AriaRole.LINK, link("^Drone " + width)).first().click();
        page.getByText("Remove this way to deliver").click();
        press(page, "Remove Drone " + width);
        page.waitForURL(house.base() + "/dashboard/settings/delivery");
        assertThat(page.locator("table").getByText("Drone " + width)).hasCount(0);
    }

    private static void check(Page page, String name, boolean scripts) {
        // Axe is a script itself.
        if (scripts) Chromium.check(page, name);
    }

    private static FilePayload logo() {
        try (var bytes = new ByteArrayOutputStream()) {
            ImageIO.write(new BufferedImage(400, 400, BufferedImage.TYPE_INT_RGB), "png", bytes);
            return new FilePayload("logo.png", "image/png", bytes.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** By the keyboard, as those do who use no mouse. */
    private static void press(Page page, String button) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button).setExact(true))
                .focus();
        page.waitForResponse(
                answer -> answer.request().method().equals("POST"),
                () -> page.keyboard().press("Enter"));
        page.waitForLoadState();
    }

    private void signIn(Page page, String email) {
        page.navigate(house.base() + "/login?next=/dashboard");
        page.getByLabel(Pattern.compile("e-mail|handle", Pattern.CASE_INSENSITIVE))
                .first()
                .fill(email);
        page.locator("input[type=password]").fill(house.seller("password"));
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(Pattern.compile("^Sign in")))
                .first()
                .click();
        page.waitForURL(house.base() + "/dashboard");
    }

    private static Page.GetByRoleOptions link(String pattern) {
        return new Page.GetByRoleOptions().setName(Pattern.compile(pattern));
    }
}
