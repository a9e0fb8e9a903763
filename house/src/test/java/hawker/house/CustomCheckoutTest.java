package hawker.house;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.model.checkout.Session;
import com.stripe.param.checkout.SessionCreateParams;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Everything a seller's own page can show of a checkout session: each element on its own, and the
 * form that is made of them; what is paid once and what is subscribed to.
 */
@Tag("slow")
class CustomCheckoutTest {

    private static final String GOOD = "4242424242424242";
    private static final String DECLINED = "4000000000009995";

    private static final String TWO_FRAMES =
            "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))";

    private static House house;
    private static StripeClient stripe;
    private static OwnShop shop;

    private final ShopVisit visit = new ShopVisit(House.open().vault());

    @BeforeAll
    static void open() throws Exception {
        house = House.open();
        stripe = house.client();
        shop = new OwnShop(house, () -> "none");
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    @AfterEach
    void no_digits_of_a_card_reach_the_page() {
        for (var number : List.of(GOOD, DECLINED)) visit.types(number);
        visit.endsWithoutDigits();
    }

    @Test
    void a_wallet_tells_the_session_who_buys_and_where_it_goes() throws StripeException {
        var session = session("elements", goods(Wares.delivered()));
        var page = open("whole", session);
        payWith(page, "Apple Pay");
        var sheet = page.frameLocator("iframe[title='Test wallet']");
        assertThat(sheet.getByText("2 × Lantern")).isVisible();
        sheet.getByLabel("Deliver to").selectOption("Berlin, Germany");
        sheet.getByText("By courier").click();
        assertThat(page.getByTestId("total")).hasText("$34.00");
        assertThat(page.getByTestId("delivery")).hasText("By courier");
        sheet.getByText("Is declined").click();
        sheet.getByRole(AriaRole.BUTTON, named("Pay $34.00")).click();
        assertThat(sheet.getByRole(AriaRole.ALERT)).containsText("insufficient funds");
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("error paymentFailed");
        sheet.getByText("Mastercard").click();
        sheet.getByRole(AriaRole.BUTTON, named("Pay $34.00")).click();
        assertThat(page.getByRole(AriaRole.STATUS)).hasText("complete paid");
        assertThat(page.locator("dialog")).hasCount(0);
        var paid = retrieved(session);
        assertThat(paid.getAmountTotal()).isEqualTo(3400);
        assertThat(paid.getCustomerDetails().getEmail()).isEqualTo("ada.king@example.com");
        var to = paid.getCollectedInformation().getShippingDetails();
        assertThat(to.getAddress().getLine1()).isEqualTo("Unter den Linden 77");
        var intent = stripe.v1().paymentIntents().retrieve(paid.getPaymentIntent());
        var method = stripe.v1().paymentMethods().retrieve(intent.getPaymentMethod());
        assertThat(method.getCard().getWallet().getType()).isEqualTo("apple_pay");
    }

    @Test
    void the_buyer_chooses_a_currency_even_after_a_decline() throws StripeException {
        var session = session("elements", goods(Map.of()));
        var page = open("whole", session);
        assertThat(page.getByTestId("currencies")).hasText("eur €23.00, usd $25.00");
        contact(page, "ann@example.com");
        element(page, DECLINED);
        click(page, "Pay");
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("error paymentFailed");
        var before = retrieved(session).getPaymentIntent();
        frame(page, "Secure currency selector").getByText("EUR").click();
        assertThat(page.getByTestId("total")).hasText("€23.00");
        Chromium.check(page, "custom-2-whole");
        element(page, GOOD);
        click(page, "Pay");
        assertThat(page.getByRole(AriaRole.STATUS)).hasText("complete paid");
        var paid = retrieved(session);
        assertThat(paid.getCurrency()).isEqualTo("eur");
        assertThat(paid.getAmountTotal()).isEqualTo(2300);
        assertThat(stripe.v1().paymentIntents().retrieve(paid.getPaymentIntent()).getCurrency())
                .isEqualTo("eur");
        assertThat(stripe.v1().paymentIntents().retrieve(before).getStatus()).isEqualTo("canceled");
    }

    @Test
    void a_business_gives_its_tax_number() throws StripeException {
        var collects = Map.of("enabled", "true", "required", "if_supported");
        var session = session("elements", goods(Map.of("tax_id_collection", collects)));
        var page = open("whole", session);
        contact(page, "ann@example.com");
        element(page, GOOD);
        var tax = frame(page, "Secure tax ID");
        tax.getByLabel("Country of the business").selectOption("DE");
        click(page, "Pay");
        assertThat(page.getByRole(AriaRole.STATUS)).hasText("invalid taxId Enter the tax number.");
        tax.getByLabel("Tax number").fill("DE 12");
        tax.getByLabel("Business name").fill("Lantern GmbH");
        tax.getByLabel("Tax number").fill("DE ?");
        click(page, "Pay");
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("invalid taxId");
        tax.getByLabel("Tax number").fill("de 123 456 789");
        assertThat(page.getByTestId("tax")).hasText("Lantern GmbH eu_vat DE123456789");
        click(page, "Pay");
        assertThat(page.getByRole(AriaRole.STATUS)).hasText("complete paid");
        var details = retrieved(session).getCustomerDetails();
        assertThat(details.getTaxIds().getFirst().getType()).isEqualTo("eu_vat");
        assertThat(details.getTaxIds().getFirst().getValue()).isEqualTo("DE123456789");
        assertThat(details.getBusinessName()).isEqualTo("Lantern GmbH");
    }

    @ParameterizedTest(name = "trial of {0} days")
    @CsvSource({"0, active", "14, trialing"})
    void a_subscription_begins_on_the_sellers_own_page(int trial, String status)
            throws StripeException {
        var session = session("elements", Wares.club(trial));
        var page = open("whole", session);
        assertThat(page.getByTestId("total")).hasText(trial == 0 ? "$25.00" : "$0.00");
        assertThat(page.getByTestId("recurring"))
                .hasText("$25.00 every 1 month, trial " + (trial == 0 ? "none" : trial));
        assertThat(page.getByText("You can always cancel your subscription.")).isVisible();
        contact(page, "ann@example.com");
        element(page, GOOD);
        click(page, "Pay");
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("complete");
        assertThat(subscription(session)).isEqualTo(status);
    }

    @Test
    void a_subscription_is_paid_out_of_a_wallet() throws StripeException {
        var session = session("elements", Wares.club(0));
        var page = open("whole", session);
        payWith(page, "Google Pay");
        page.frameLocator("iframe[title='Test wallet']")
                .getByRole(AriaRole.BUTTON, named("Pay $25.00"))
                .click();
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("complete");
        assertThat(subscription(session)).isEqualTo("active");
    }

    @ParameterizedTest(name = "trial of {0} days")
    @CsvSource({"0, active, Subscribe and pay $25", "14, trialing, Subscribe"})
    void a_subscription_begins_in_a_frame_of_the_sellers_page(
            int trial, String status, String button) throws StripeException {
        var session = session("embedded_page", Wares.club(trial));
        var page = open("embedded", session);
        var checkout = page.frameLocator("iframe[title='Secure checkout']");
        checkout.getByLabel("Email").fill("ann@example.com");
        var card = checkout.frameLocator("hk-card-field iframe");
        card.getByLabel("Card number").fill(GOOD);
        card.getByLabel("Expiry").fill("12/34");
        card.getByLabel("Security code").fill("123");
        checkout.getByRole(AriaRole.BUTTON, named(button)).press("Enter");
        assertThat(page.getByRole(AriaRole.STATUS)).hasText("complete");
        assertThat(subscription(session)).isEqualTo(status);
    }

    @Test
    void the_form_in_one_element_is_declined_and_pays() throws StripeException {
        var session = session("form", goods(Wares.delivered()));
        var page = open("form", session);
        var pay =
                page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Pay $30.00"));
        assertThat(page.locator("form:not([aria-busy])")).hasCount(1);
        pay.press("Enter");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("email");
        contact(page, "ann@example.com");
        address(page);
        drawn(page, way(page, "By courier")).click();
        assertThat(page.getByLabel("By courier")).isChecked();
        assertThat(page.getByTestId("total")).hasText("$34.00");
        var now =
                page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Pay $34.00"));
        element(page, DECLINED);
        now.press("Enter");
        assertThat(page.getByRole(AriaRole.ALERT)).containsText("insufficient funds");
        Chromium.check(page, "form-1-declined");
        element(page, GOOD);
        now.press("Enter");
        assertThat(page.getByRole(AriaRole.STATUS)).hasText("complete paid");
        var paid = retrieved(session);
        assertThat(paid.getAmountTotal()).isEqualTo(3400);
        assertThat(paid.getCustomerDetails().getEmail()).isEqualTo("ann@example.com");
        assertThat(String.valueOf(page.evaluate("JSON.stringify(window.changes)")))
                .contains("\"elementType\":\"checkoutForm\"")
                .contains("\"source\":\"checkout-form-pay-button\"");
    }

    @Test
    void what_is_pressed_is_clicked_also_when_a_field_above_complains_meanwhile()
            throws StripeException {
        var page = open("form", session("form", goods(Wares.delivered())));
        // As high as the form: where one scrolls, browsers keep what is in sight in its place.
        page.setViewportSize(1280, 2000);
        assertThat(page.locator("form:not([aria-busy])")).hasCount(1);
        var email = frame(page, "Secure contact details").getByLabel("Email");
        email.fill("ann@");
        var courier = drawn(page, way(page, "By courier"));
        courier.hover();
        var before = courier.boundingBox().y;
        page.mouse().down();
        assertThat(frame(page, "Secure contact details").getByRole(AriaRole.ALERT)).isVisible();
        page.evaluate(TWO_FRAMES);
        assertThat(courier.boundingBox().y).isEqualTo(before);
        page.mouse().up();
        assertThat(page.getByLabel("By courier")).isChecked();
        assertThat(page.getByTestId("total")).hasText("$34.00");
        page.waitForCondition(() -> courier.boundingBox().y > before);
    }

    @Test
    void the_form_in_one_element_comes_up_whole() throws StripeException {
        var session = session("form", goods(Wares.delivered()));
        var page = visit.page();
        var held = new ArrayList<Runnable>();
        page.route(
                address -> address.contains("/fields/wallets/buttons"),
                route -> held.add(route::resume));
        page.navigate(shop.page("form", session.getClientSecret()) + "&ship=1");
        frame(page, "Secure shipping address").getByLabel("City").waitFor();
        page.waitForCondition(() -> !held.isEmpty());
        assertThat(page.locator("form[aria-busy=true]")).hasCount(1);
        var courier = way(page, "By courier");
        held.forEach(Runnable::run);
        assertThat(page.locator("form:not([aria-busy])")).hasCount(1);
        var before = courier.boundingBox().y;
        assertThat(wallets(page).getByRole(AriaRole.BUTTON, named("Pay with Link"))).isVisible();
        page.evaluate(TWO_FRAMES);
        assertThat(courier.boundingBox().y).isEqualTo(before);
    }

    @Test
    void the_form_in_one_element_has_the_wallets() throws StripeException {
        var session = session("form", Wares.club(0));
        var page = open("form", session);
        payWith(page, "Link");
        page.frameLocator("iframe[title='Test wallet']")
                .getByRole(AriaRole.BUTTON, named("Pay $25.00"))
                .click();
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("complete");
        assertThat(subscription(session)).isEqualTo("active");
    }

    @ParameterizedTest(name = "{0} px wide, {1}")
    @CsvSource({"1280, LIGHT", "390, DARK"})
    void everybody_can_use_every_element(int width, ColorScheme scheme) throws StripeException {
        visit.wide(width, scheme);
        var more = new HashMap<>(goods(Wares.delivered()));
        more.put("tax_id_collection", Map.of("enabled", "true"));
        for (var mode : List.of("elements", "form")) {
            var page = open(mode.equals("form") ? "form" : "whole", session(mode, more));
            frame(page, "Secure payment").getByLabel("Card number").waitFor();
            frame(page, "Secure tax ID").getByLabel("Tax number").waitFor();
            Chromium.check(page, "custom-" + mode + "-" + width);
            var beyond =
                    page.evaluate(
                            "document.documentElement.scrollWidth > document.documentElement.clientWidth");
            assertThat(beyond).isEqualTo(false);
        }
    }

    // ——— words of the stories ———

    private static Map<String, Object> goods(Map<String, Object> more) {
        return Wares.goods(house, more);
    }

    private static Session session(String mode, Map<String, Object> params) throws StripeException {
        var made =
                SessionCreateParams.builder()
                        .putAllExtraParam(params)
                        .putExtraParam("ui_mode", mode)
                        .putExtraParam("redirect_on_completion", "never");
        return stripe.v1().checkout().sessions().create(made.build());
    }

    private static Session retrieved(Session session) throws StripeException {
        return stripe.v1().checkout().sessions().retrieve(session.getId());
    }

    private static String subscription(Session session) throws StripeException {
        var id = retrieved(session).getSubscription();
        return stripe.v1().subscriptions().retrieve(id).getStatus();
    }

    private Page open(String flow, Session session) {
        var ship = session.getShippingAddressCollection() == null ? "" : "&ship=1";
        return visit.open(shop.page(flow, session.getClientSecret()) + ship);
    }

    private static void contact(Page page, String email) {
        frame(page, "Secure contact details").getByLabel("Email").fill(email);
    }

    private static void address(Page page) {
        var address = frame(page, "Secure shipping address");
        address.getByLabel("Full name").fill("Ann");
        address.getByLabel("Address", new FrameLocator.GetByLabelOptions().setExact(true))
                .fill("1 Main St");
        address.getByLabel("City").fill("Springfield");
        address.getByLabel("State").fill("IL");
        address.getByLabel("ZIP code").fill("62701");
    }

    private static void element(Page page, String number) {
        var fields = frame(page, "Secure payment");
        fields.getByLabel("Card number").fill(number);
        fields.getByLabel("Expiry").fill("12 / 34");
        fields.getByLabel("Security code").fill("123");
        fields.getByLabel("ZIP").fill("94107");
    }

    private static void click(Page page, String name) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true))
                .press("Enter");
    }

    /**
     * Scrolled to, and drawn there. A pointer goes by the picture on the screen, which on a busy
     * machine is older than the page: pressed at once, it meets the frame that was there before.
     */
    private static Locator drawn(Page page, Locator place) {
        place.scrollIntoViewIfNeeded();
        page.screenshot(new Page.ScreenshotOptions().setClip(0, 0, 1, 1));
        return place;
    }

    private static Locator way(Page page, String name) {
        return page.locator("label").filter(new Locator.FilterOptions().setHasText(name));
    }

    private static FrameLocator wallets(Page page) {
        return frame(page, "Secure express checkout");
    }

    private static void payWith(Page page, String wallet) {
        drawn(page, wallets(page).getByRole(AriaRole.BUTTON, named("Pay with " + wallet))).click();
    }

    private static FrameLocator frame(Page page, String title) {
        return page.frameLocator("iframe[title^='" + title + "']");
    }

    private static FrameLocator.GetByRoleOptions named(String name) {
        return new FrameLocator.GetByRoleOptions().setName(name);
    }
}
