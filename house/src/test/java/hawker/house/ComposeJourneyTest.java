package hawker.house;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who writes about a product finds it by its name, and loses nothing on the way. */
@Tag("slow")
class ComposeJourneyTest {

    private final House house = House.open();

    @ParameterizedTest(name = "{0} px wide, {1}, scripts {2}")
    @CsvSource({"1280, LIGHT, true", "390, DARK, true", "1280, LIGHT, false"})
    void a_writer_finds_a_product_by_its_name(int width, ColorScheme scheme, boolean scripts) {
        var words = "Found by name at " + width + scripts;
        try (var visitor = Chromium.visitor(width, scheme, scripts)) {
            var page = visitor.newPage();
            signIn(page);
            page.navigate(house.base() + "/compose");
            page.locator("#compose-text").fill(words);
            page.locator("#compose-find").fill("boots");
            if (!scripts) press(page, "Find");
            var first = page.locator(".hk-feed-thing").first();
            assertThat(first).containsText("Boots");
            var title = first.locator(".hk-feed-thing-title").textContent();
            first.click();
            if (scripts) Chromium.check(page, "compose-" + width);
            page.locator("#compose-find").fill("no such thing anywhere");
            if (!scripts) press(page, "Find");
            assertThat(page.locator(".hk-feed-thing:has(input:checked)")).containsText(title);
            assertThat(page.locator("#compose-text")).hasValue(words);
            press(page, "Post");
            page.waitForURL(Pattern.compile(".*/post/post_.*"));
            assertThat(page.getByText(words)).isVisible();
            assertThat(page.getByText(title).first()).isVisible();
        }
    }

    private static void press(Page page, String button) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button).setExact(true))
                .last()
                .click();
    }

    private void signIn(Page page) {
        page.navigate(house.base() + "/login?next=/shops");
        page.getByLabel(Pattern.compile("e-mail|handle", Pattern.CASE_INSENSITIVE))
                .first()
                .fill(house.shopper("email"));
        page.locator("input[type=password]").fill(house.shopper("password"));
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(Pattern.compile("^Sign in")))
                .first()
                .click();
        page.waitForURL(house.base() + "/shops");
    }
}
