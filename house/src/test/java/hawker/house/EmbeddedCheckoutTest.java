package hawker.house;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.model.checkout.Session;
import com.stripe.param.checkout.SessionCreateParams;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Checkout sessions in a seller's own page, from an origin of its own: our page in a frame, and the
 * page's own form with our elements; react-stripe-js and stripe-js unchanged.
 */
@Tag("slow")
class EmbeddedCheckoutTest {

    private static final String GOOD = "4242424242424242";
    private static final String DECLINED = "4000000000009995";
    private static final String CHALLENGED = "4000000000003220";

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
        for (var number : List.of(GOOD, DECLINED, CHALLENGED)) visit.types(number);
        visit.endsWithoutDigits();
    }

    @Test
    void a_buyer_pays_in_the_frame_and_the_page_is_told() throws StripeException {
        var session = session("embedded_page", Map.of("redirect_on_completion", "never"));
        var page = open("embedded", session);
        var checkout = checkout(page);
        assertThat(checkout.getByLabel("Email")).isVisible();
        Chromium.check(page, "embedded-1-page");
        checkout.getByLabel("Email").fill("ann@example.com");
        pay(checkout, DECLINED);
        checkout.getByText("Nothing was charged").first().waitFor();
        assertThat(page.getByRole(AriaRole.STATUS)).hasText("");
        pay(checkout, CHALLENGED);
        checkout.getByRole(AriaRole.BUTTON, button("Complete")).click();
        assertThat(page.getByRole(AriaRole.STATUS)).hasText("complete");
        assertThat(checkout.getByText("was paid to")).isVisible();
        var paid = retrieved(session);
        assertThat(paid.getPaymentStatus()).isEqualTo("paid");
        assertThat(paid.getCustomerDetails().getEmail()).isEqualTo("ann@example.com");
    }

    @Test
    void after_paying_the_whole_page_goes_where_the_seller_wanted() throws StripeException {
        var back = shop.origin() + "/back?session={CHECKOUT_SESSION_ID}";
        var session = session("embedded_page", Map.of("return_url", back));
        var page = open("embedded", session);
        checkout(page).getByLabel("Email").fill("ann@example.com");
        pay(checkout(page), GOOD);
        page.waitForURL(Pattern.compile(".*/back\\?session=" + session.getId()));
    }

    @Test
    void a_card_is_saved_in_the_frame() throws StripeException {
        var session =
                raw(
                        Map.of(
                                "mode", "setup",
                                "currency", "usd",
                                "ui_mode", "embedded_page",
                                "redirect_on_completion", "never"));
        var page = open("embedded", session);
        checkout(page).getByLabel("Email").fill("ann@example.com");
        fill(checkout(page), GOOD);
        checkout(page).getByRole(AriaRole.BUTTON, button("Save card")).press("Enter");
        assertThat(page.getByRole(AriaRole.STATUS)).hasText("complete");
        assertThat(retrieved(session).getSetupIntent()).startsWith("seti_");
    }

    @Test
    void a_page_of_the_sellers_own_is_declined_challenged_and_paid() throws StripeException {
        var session = session("elements", Map.of("redirect_on_completion", "never"));
        var page = open("custom", session);
        assertThat(page.getByTestId("total")).hasText("2500");
        assertThat(page.getByTestId("can")).hasText("cannot confirm");
        click(page, "Wrong email");
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("incompleteEmail");
        click(page, "Wrong code");
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("error invalidCode");
        click(page, "Email");
        assertThat(page.getByRole(AriaRole.STATUS)).hasText("email ann@example.com");
        assertThat(page.getByTestId("can")).hasText("can confirm");
        click(page, "Three");
        assertThat(page.getByTestId("total")).hasText("3750");
        Chromium.check(page, "custom-1-page");
        element(page, DECLINED);
        click(page, "Pay");
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("error paymentFailed");
        element(page, CHALLENGED);
        click(page, "Pay");
        page.frameLocator("iframe[title='Your bank']")
                .getByRole(AriaRole.BUTTON, button("Complete"))
                .click();
        assertThat(page.getByRole(AriaRole.STATUS)).hasText("complete paid");
        assertThat(retrieved(session).getAmountTotal()).isEqualTo(3750);
    }

    // ——— words of the stories ———

    private static Session session(String mode, Map<String, Object> more) throws StripeException {
        var made =
                SessionCreateParams.builder()
                        .setMode(SessionCreateParams.Mode.PAYMENT)
                        .setAllowPromotionCodes(true)
                        .putAllExtraParam(more)
                        .putExtraParam("ui_mode", mode)
                        .addLineItem(
                                SessionCreateParams.LineItem.builder()
                                        .setQuantity(2L)
                                        .setAdjustableQuantity(
                                                SessionCreateParams.LineItem.AdjustableQuantity
                                                        .builder()
                                                        .setEnabled(true)
                                                        .setMaximum(5L)
                                                        .build())
                                        .setPriceData(
                                                SessionCreateParams.LineItem.PriceData.builder()
                                                        .setCurrency("usd")
                                                        .setUnitAmount(1250L)
                                                        .setProductData(
                                                                SessionCreateParams.LineItem
                                                                        .PriceData.ProductData
                                                                        .builder()
                                                                        .setName("Lantern")
                                                                        .build())
                                                        .build())
                                        .build())
                        .build();
        return stripe.v1().checkout().sessions().create(made);
    }

    private static Session raw(Map<String, Object> params) throws StripeException {
        return stripe.v1()
                .checkout()
                .sessions()
                .create(SessionCreateParams.builder().putAllExtraParam(params).build());
    }

    private static Session retrieved(Session session) throws StripeException {
        return stripe.v1().checkout().sessions().retrieve(session.getId());
    }

    private Page open(String flow, Session session) {
        return visit.open(shop.page(flow, session.getClientSecret()));
    }

    private static FrameLocator checkout(Page page) {
        return page.frameLocator("iframe[title='Secure checkout']");
    }

    private static void pay(FrameLocator checkout, String number) {
        fill(checkout, number);
        checkout.getByRole(
                        AriaRole.BUTTON,
                        new FrameLocator.GetByRoleOptions().setName(Pattern.compile("^Pay \\$25")))
                .press("Enter");
    }

    private static void fill(FrameLocator checkout, String number) {
        var card = checkout.frameLocator("hk-card-field iframe");
        card.getByLabel(Pattern.compile("card number", Pattern.CASE_INSENSITIVE)).fill(number);
        card.getByLabel(Pattern.compile("expir", Pattern.CASE_INSENSITIVE)).fill("12/34");
        card.getByLabel(Pattern.compile("security code|cvc", Pattern.CASE_INSENSITIVE)).fill("123");
    }

    /** The payment element of the seller's own form. */
    private static void element(Page page, String number) {
        var fields = page.frameLocator("iframe[title^='Secure payment']");
        fields.getByLabel("Card number").fill(number);
        fields.getByLabel("Expiry").fill("12 / 34");
        fields.getByLabel("Security code").fill("123");
        fields.getByLabel("ZIP").fill("94107");
    }

    private static void click(Page page, String name) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true))
                .press("Enter");
    }

    private static FrameLocator.GetByRoleOptions button(String name) {
        return new FrameLocator.GetByRoleOptions().setName(name).setExact(true);
    }
}
