package hawker.house;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A shopper buys from a post, in a real browser, on a desk and on a phone. */
@Tag("slow")
class BuyerJourneyTest {

    private static final String DECLINED = "4000000000009995";
    private static final String CHALLENGED = "4000000000003220";
    private static final String GOOD = "4242424242424242";

    private final House house = House.open();

    @ParameterizedTest(name = "{0} px wide, {1}")
    @CsvSource({"1280, LIGHT", "390, LIGHT", "1280, DARK"})
    void a_shopper_buys_from_a_post_is_declined_challenged_and_paid(int width, ColorScheme scheme) {
        var name = width + "-" + scheme.name().toLowerCase(java.util.Locale.ROOT);
        try (var visitor = Chromium.visitor(width, scheme)) {
            var page = visitor.newPage();
            var sent = watchForCardNumbers(page);
            page.navigate(house.base() + "/");
            Chromium.check(page, name + "-1-feed");

            page.locator("a[data-sheet]").first().click();
            var buy = page.locator("dialog[open]").getByRole(AriaRole.BUTTON, button("^Buy"));
            assertThat(buy).isVisible();
            Chromium.check(page, name + "-2-sheet");
            buy.click();
            assertThat(form(page).getByLabel("E-mail")).isVisible();
            Chromium.check(page, name + "-3-checkout");

            fillAddress(form(page));
            pay(page, DECLINED);
            assertThat(
                            form(page)
                                    .getByText(
                                            Pattern.compile(
                                                    "insufficient funds", Pattern.CASE_INSENSITIVE))
                                    .first())
                    .isVisible();
            assertThat(page.locator("dialog[open] [role=alert][data-focus]")).isFocused();
            assertThat(page).hasURL(house.base() + "/");
            assertTyped(form(page));
            Chromium.check(page, name + "-4-declined");

            pay(page, CHALLENGED);
            page.waitForURL(Pattern.compile(".*/3ds/.*"));
            Chromium.check(page, name + "-5-challenge");
            page.getByRole(AriaRole.BUTTON, named("complete|approve|confirm")).first().click();
            page.waitForURL(Pattern.compile(".*/orders/.*"));
            assertThat(page.getByRole(AriaRole.HEADING).first()).containsText("Paid");
            Chromium.check(page, name + "-6-order");
            assertThat(sent).as("card numbers in requests to the shop's origin").isEmpty();
        }
    }

    @ParameterizedTest(name = "{0} px wide")
    @CsvSource({"1280", "390"})
    void a_refused_challenge_leaves_the_order_unpaid_and_the_form_filled(int width) {
        try (var visitor = Chromium.visitor(width, ColorScheme.LIGHT)) {
            var page = visitor.newPage();
            startCheckout(page);
            fillAddress(form(page));
            pay(page, CHALLENGED);
            page.waitForURL(Pattern.compile(".*/3ds/.*"));
            page.getByRole(AriaRole.BUTTON, named("fail|refuse|decline")).first().click();
            page.waitForURL(Pattern.compile(".*/checkout/.*"));
            assertThat(form(page).getByLabel("E-mail")).hasValue("ada@example.com");
            pay(page, GOOD);
            page.waitForURL(Pattern.compile(".*/orders/.*"));
        }
    }

    /** The total comes while the button is held down: the press counts, and for what it said. */
    @Test
    void a_press_on_pay_is_neither_lost_nor_paid_at_another_total() {
        try (var visitor = Chromium.visitor(1280, ColorScheme.LIGHT)) {
            var page = visitor.newPage();
            var shop = "/@" + house.seller("handle");
            page.navigate(house.base() + shop);
            page.locator("a[href^='" + shop + "/']").first().click();
            page.getByRole(AriaRole.BUTTON, named("^Buy now")).first().click();
            page.waitForURL(Pattern.compile(".*/checkout/.*"));
            fillAddress(form(page));
            card(page, GOOD);
            var pay = page.getByRole(AriaRole.BUTTON, named("^Pay \\$")).first();
            var agreed = pay.textContent();
            var held = new ArrayList<Runnable>();
            page.route("**/checkout/*", route -> held.add(route::resume));
            form(page).getByLabel(Pattern.compile("^Express")).check();
            page.waitForCondition(() -> !held.isEmpty());
            pay.hover();
            page.mouse().down();
            page.waitForResponse(Pattern.compile(".*/checkout/\\w+$"), held.getFirst()).finished();
            page.evaluate("new Promise(done => requestAnimationFrame(() => setTimeout(done)))");
            assertThat(pay).hasText(agreed);
            page.mouse().up();
            assertThat(page.getByRole(AriaRole.ALERT).first()).containsText("The total is now");
        }
    }

    @ParameterizedTest(name = "{0} px wide")
    @CsvSource({"1280", "390"})
    void the_pages_that_lead_to_goods_are_open_to_everybody(int width) {
        try (var visitor = Chromium.visitor(width, ColorScheme.LIGHT)) {
            var page = visitor.newPage();
            var shop = "/@" + house.seller("handle");
            page.navigate(house.base() + shop);
            Chromium.check(page, width + "-shop");
            page.locator("a[href^='" + shop + "/']").first().click();
            page.waitForURL(Pattern.compile(".*" + shop + "/.+"));
            Chromium.check(page, width + "-product");
            page.getByRole(AriaRole.BUTTON, named("add to cart")).first().click();
            page.navigate(house.base() + "/cart");
            Chromium.check(page, width + "-cart");
            for (var path :
                    new String[] {
                        "/shops", "/search?q=boots", "/login", "/signup", "/mailbox", "/nowhere"
                    }) {
                page.navigate(house.base() + path);
                Chromium.check(page, width + path.replaceAll("[^a-z]+", "-"));
            }
        }
    }

    private void startCheckout(Page page) {
        page.navigate(house.base() + "/");
        page.locator("a[data-sheet]").first().click();
        page.locator("dialog[open]").getByRole(AriaRole.BUTTON, button("^Buy")).click();
        assertThat(form(page).getByLabel("E-mail")).isVisible();
    }

    /**
     * The checkout stands in a sheet over the feed, or on a page of its own after a way out and
     * back.
     */
    private static Locator form(Page page) {
        return page.locator("dialog[open]:has(form), body:not(:has(dialog[open])) main").first();
    }

    private static void fillAddress(Locator form) {
        form.getByLabel("E-mail").fill("ada@example.com");
        form.getByLabel("Full name").fill("Ada Lovelace");
        form.getByLabel("Street").fill("1 Infinite Loop");
        form.getByLabel("City").fill("Cupertino");
        form.getByLabel("State").selectOption("CA");
        form.getByLabel("ZIP").fill("95014");
        form.getByLabel("ZIP").blur();
        // Who pays before the tax is there is asked whether the new total is right.
        assertThat(form.getByText(Pattern.compile("Sales tax")).first()).isAttached();
    }

    private static void assertTyped(Locator form) {
        assertThat(form.getByLabel("E-mail")).hasValue("ada@example.com");
        assertThat(form.getByLabel("Full name")).hasValue("Ada Lovelace");
        assertThat(form.getByLabel("Street")).hasValue("1 Infinite Loop");
        assertThat(form.getByLabel("City")).hasValue("Cupertino");
        assertThat(form.getByLabel("State")).hasValue("CA");
        assertThat(form.getByLabel("ZIP")).hasValue("95014");
    }

    private static void pay(Page page, String number) {
        card(page, number);
        page.getByRole(AriaRole.BUTTON, named("^Pay \\$")).first().click();
    }

    private static void card(Page page, String number) {
        FrameLocator card = page.frameLocator("hk-card-field iframe");
        card.getByLabel(Pattern.compile("card number", Pattern.CASE_INSENSITIVE)).fill(number);
        card.getByLabel(Pattern.compile("expir", Pattern.CASE_INSENSITIVE)).fill("12/34");
        card.getByLabel(Pattern.compile("security code|cvc", Pattern.CASE_INSENSITIVE)).fill("123");
    }

    /** Every request of the page to its own origin that carries a card number, in any spelling. */
    private List<String> watchForCardNumbers(Page page) {
        var found = new ArrayList<String>();
        page.onRequest(request -> {
            if (!request.url().startsWith(house.base())) return;
            var text = request.url() + " " + (request.postData() == null ? "" : request.postData());
            var digits = text.replaceAll("[ +%20-]", "");
            for (var number : new String[] {DECLINED, CHALLENGED, GOOD})
                if (digits.contains(number)) found.add(request.method() + " " + request.url());
        });
        return found;
    }

    private static Locator.GetByRoleOptions button(String pattern) {
        return new Locator.GetByRoleOptions().setName(Pattern.compile(pattern));
    }

    private static Page.GetByRoleOptions named(String pattern) {
        return new Page.GetByRoleOptions()
                .setName(Pattern.compile(pattern, Pattern.CASE_INSENSITIVE));
    }
}
