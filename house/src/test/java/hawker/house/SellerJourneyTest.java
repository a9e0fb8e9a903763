package hawker.house;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.util.regex.Pattern;
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
                refund.fill("1.00");
                page.getByRole(AriaRole.BUTTON, named("^Refund")).first().click();
                assertThat(
                                page.getByText(
                                                Pattern.compile(
                                                        "\\$1\\.00 (refunded|waits)|refund of \\$1\\.00"))
                                        .first())
                        .isVisible();
            }
            for (var path : new String[] {"balance", "payouts", "products", "keys"}) {
                page.navigate(house.base() + "/dashboard/" + path);
                Chromium.check(page, name + "-dashboard-" + path);
            }
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

    private static Page.GetByRoleOptions named(String pattern) {
        return new Page.GetByRoleOptions().setName(Pattern.compile(pattern));
    }
}
