package hawker.house;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.model.PaymentIntent;
import com.stripe.param.PaymentIntentCreateParams;
import com.stripe.param.SetupIntentCreateParams;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A page with an Express Checkout Element is paid out of the test network's wallets. */
@Tag("slow")
class WalletElementsTest {

    private static House house;
    private static StripeClient stripe;
    private static OwnShop shop;

    private final ShopVisit visit = new ShopVisit(House.open().vault());

    @BeforeAll
    static void open() throws Exception {
        house = House.open();
        stripe = house.client();
        shop = new OwnShop(house, house::openPayment);
    }

    @AfterAll
    static void close() {
        shop.close();
    }

    @AfterEach
    void no_digits_of_a_card_reach_the_page() {
        visit.types("4242424242424242");
        visit.types("5555555555554444");
        visit.types("4000000000009995");
        visit.types("4000000000003220");
        visit.endsWithoutDigits();
    }

    @Test
    void a_wallet_pays_and_its_card_says_where_it_lay() throws Exception {
        var secret = house.openPayment();
        var page = open("express", secret);
        press(page, "Pay with Apple Pay");
        var sheet = sheet(page);
        assertThat(sheet.getByRole(AriaRole.HEADING)).hasText("Apple Pay");
        sheet.getByText("Mastercard").click();
        sheet.getByRole(AriaRole.BUTTON, named("Pay $25.00")).click();
        assertThat(page.getByRole(AriaRole.STATUS)).hasText("payment_intent succeeded");
        assertThat(page.locator("dialog")).hasCount(0);
        assertThat(told(page))
                .contains("\"availablePaymentMethods\":{\"amazonPay\":false,")
                .contains("\"googlePay\":true")
                .contains("\"expressPaymentType\":\"apple_pay\"")
                .contains("\"billingDetails\":{\"name\":\"Ada King\"");
        var paid = paidBy(secret);
        var method = stripe.v1().paymentMethods().retrieve(paid.getPaymentMethod());
        assertThat(method.getCard().getLast4()).isEqualTo("4444");
        assertThat(method.getCard().getWallet().getType()).isEqualTo("apple_pay");
        assertThat(method.getCard().getWallet().getApplePay()).isNotNull();
        assertThat(method.getCard().getWallet().getDynamicLast4()).isEqualTo("4444");
        assertThat(method.getBillingDetails().getName()).isEqualTo("Ada King");
        var charge = stripe.v1().charges().retrieve(paid.getLatestCharge());
        assertThat(charge.getPaymentMethodDetails().getCard().getWallet().getType())
                .isEqualTo("apple_pay");
    }

    @Test
    void a_declined_card_keeps_the_sheet_open_and_a_bank_that_asks_is_answered() throws Exception {
        var secret = house.openPayment();
        var page = open("express", secret);
        press(page, "Pay with Google Pay");
        var sheet = sheet(page);
        sheet.getByText("Is declined").click();
        sheet.getByRole(AriaRole.BUTTON, named("Pay $25.00")).click();
        assertThat(sheet.getByRole(AriaRole.ALERT)).containsText("insufficient funds");
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("insufficient_funds");
        sheet.getByText("Pays after its bank has asked").click();
        sheet.getByRole(AriaRole.BUTTON, named("Pay $25.00")).click();
        bank(page).getByRole(AriaRole.BUTTON, named("Fail")).click();
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("authentication_failure");
        assertThat(sheet.getByRole(AriaRole.ALERT)).isVisible();
        sheet.getByRole(AriaRole.BUTTON, named("Pay $25.00")).click();
        bank(page).getByRole(AriaRole.BUTTON, named("Complete")).click();
        assertThat(page.getByRole(AriaRole.STATUS)).hasText("payment_intent succeeded");
        assertThat(page.locator("dialog")).hasCount(0);
        var method = stripe.v1().paymentMethods().retrieve(paidBy(secret).getPaymentMethod());
        assertThat(method.getCard().getWallet().getGooglePay()).isNotNull();
    }

    @Test
    void what_is_delivered_is_asked_of_the_shop_and_told_with_the_payment() throws Exception {
        var page = open("expressDelivery", "none");
        assertThat(wallets(page).getByRole(AriaRole.BUTTON)).hasCount(2);
        press(page, "Buy with Apple Pay");
        var sheet = sheet(page);
        assertThat(sheet.getByText("Pay Lantern House")).isVisible();
        sheet.getByLabel("Deliver to").selectOption("Berlin, Germany");
        assertThat(sheet.getByRole(AriaRole.ALERT))
                .hasText("The shop cannot deliver to this address.");
        assertThat(sheet.getByRole(AriaRole.BUTTON, named("Pay $25.00"))).isDisabled();
        sheet.getByLabel("Deliver to").selectOption("London, United Kingdom");
        sheet.getByText("By courier").click();
        sheet.getByRole(AriaRole.BUTTON, named("Pay $29.00")).waitFor();
        sheet.getByText("By post").click();
        sheet.getByLabel("Email").fill("nobody");
        sheet.getByRole(AriaRole.BUTTON, named("Pay $25.00")).click();
        assertThat(sheet.getByRole(AriaRole.ALERT)).hasText("Enter an email address.");
        sheet.getByLabel("Email").fill("ada@example.org");
        sheet.getByRole(AriaRole.BUTTON, named("Pay $25.00")).click();
        assertThat(page.getByRole(AriaRole.STATUS)).hasText("payment_intent succeeded");
        var told = told(page);
        assertThat(told)
                .contains("\"email\":\"ada@example.org\",\"phone\":\"+1 415 555 0132\"")
                .contains("\"shippingRate\":{\"id\":\"slow\"")
                .contains("{\"event\":\"click\",\"type\":\"apple_pay\"}");
        // Until the buyer agrees the shop is told the place, and not the street.
        var before = told.substring(0, told.indexOf("\"confirm\""));
        assertThat(before).contains("SW1Y 4LB").doesNotContain("James");
        var paid = lastPaid();
        assertThat(paid.getShipping().getAddress().getLine1()).isEqualTo("12 St James's Square");
        var method = stripe.v1().paymentMethods().retrieve(paid.getPaymentMethod());
        assertThat(method.getBillingDetails().getEmail()).isEqualTo("ada@example.org");
    }

    @Test
    void another_total_than_the_buyer_saw_is_not_charged() {
        var page = open("expressDelivery", "none");
        press(page, "Buy with Apple Pay");
        var sheet = sheet(page);
        sheet.getByText("By courier").click();
        sheet.getByRole(AriaRole.BUTTON, named("Pay $29.00")).click();
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("IntegrationError");
        assertThat(sheet.getByRole(AriaRole.ALERT))
                .hasText("The total has changed. Nothing was paid.");
    }

    @Test
    void a_confirmation_token_of_a_wallet_is_paid_by_the_sellers_server() throws Exception {
        var page = open("expressToken", "none");
        press(page, "Pay with Link");
        sheet(page).getByRole(AriaRole.BUTTON, named("Pay $25.00")).click();
        var status = page.getByRole(AriaRole.STATUS);
        assertThat(status).containsText("confirmation_token ctoken_");
        assertThat(page.locator("dialog")).hasCount(0);
        var paid =
                stripe.v1()
                        .paymentIntents()
                        .create(
                                PaymentIntentCreateParams.builder()
                                        .setAmount(2500L)
                                        .setCurrency("usd")
                                        .setConfirm(true)
                                        .setConfirmationToken(status.textContent().split(" ")[1])
                                        .build());
        assertThat(paid.getStatus()).isEqualTo("succeeded");
        var method = stripe.v1().paymentMethods().retrieve(paid.getPaymentMethod());
        assertThat(method.getCard().getWallet().getType()).isEqualTo("link");
        assertThat(method.getCard().getWallet().getDynamicLast4()).isNull();
    }

    @Test
    void a_card_of_a_wallet_is_kept() throws Exception {
        var secret =
                stripe.v1()
                        .setupIntents()
                        .create(SetupIntentCreateParams.builder().build())
                        .getClientSecret();
        var page = open("expressSetup", secret);
        press(page, "Pay with Google Pay");
        sheet(page).getByRole(AriaRole.BUTTON, named("Save this card")).click();
        assertThat(page.getByRole(AriaRole.STATUS)).hasText("setup_intent succeeded");
    }

    @Test
    void the_shop_and_the_buyer_may_both_say_no() {
        var page = open("expressRefused", "none");
        press(page, "Pay with Link");
        assertThat(page.locator("dialog")).hasCount(0);
        press(page, "Pay with Apple Pay");
        var sheet = sheet(page);
        sheet.getByRole(AriaRole.BUTTON, named("Pay $25.00")).click();
        assertThat(sheet.getByRole(AriaRole.ALERT))
                .hasText("The shop cannot deliver to this address.");
        sheet.getByRole(AriaRole.BUTTON, named("Cancel")).click();
        assertThat(page.getByRole(AriaRole.STATUS)).hasText("cancelled");
        press(page, "Pay with Apple Pay");
        // Told in the frame: a browser waits for ever for a frame that goes away with its own key.
        sheet(page)
                .getByRole(AriaRole.HEADING)
                .dispatchEvent("keydown", Map.of("key", "Escape", "bubbles", true));
        assertThat(page.locator("dialog")).hasCount(0);
    }

    @Test
    void an_older_page_asks_for_a_wallet_by_its_own_button() throws Exception {
        var secret = house.openPayment();
        var page = open("request", secret);
        var button = page.frameLocator("iframe[title='Secure payment button frame']");
        button.getByRole(AriaRole.BUTTON, named("Buy with Google Pay")).click();
        var sheet = sheet(page);
        sheet.getByLabel("Deliver to").selectOption("Berlin, Germany");
        assertThat(sheet.getByRole(AriaRole.ALERT))
                .hasText("The shop cannot deliver to this address.");
        sheet.getByLabel("Deliver to").selectOption("London, United Kingdom");
        sheet.getByText("Is declined").click();
        sheet.getByRole(AriaRole.BUTTON, named("Pay $25.00")).click();
        assertThat(page.getByRole(AriaRole.STATUS)).hasText("error insufficient_funds");
        assertThat(sheet.getByRole(AriaRole.ALERT)).hasText("The payment did not go through.");
        sheet.getByText("Mastercard").click();
        sheet.getByRole(AriaRole.BUTTON, named("Pay $25.00")).click();
        assertThat(page.getByRole(AriaRole.STATUS)).hasText("payment_intent succeeded");
        assertThat(page.locator("dialog")).hasCount(0);
        assertThat(told(page))
                .contains("\"name\":\"Ada King\",\"email\":\"ada.king@example.com\"")
                .contains("\"wallet\":\"googlePay\",\"option\":\"slow\"");
        var method = stripe.v1().paymentMethods().retrieve(paidBy(secret).getPaymentMethod());
        assertThat(method.getCard().getWallet().getType()).isEqualTo("google_pay");
    }

    @Test
    void a_button_stays_when_the_page_tells_its_frame_something_else() {
        var page = open("express", house.openPayment());
        page.evaluate(
                """
                (key) => new Promise((resolve) => {
                    document.body.replaceChildren(document.createElement("div"));
                    window.told = Stripe(key).elements({ mode: "payment", amount: 2500, currency: "usd" });
                    told.create("expressCheckout").on("ready", resolve).mount(document.body.firstChild);
                })\
                """,
                house.publishableKey());
        var link = wallets(page).getByRole(AriaRole.BUTTON, named("Pay with Link"));
        link.focus();
        page.evaluate(
                """
                () => {
                    told.update({ appearance: { theme: "night" } });
                    told.getElement("expressCheckout").update({ buttonType: { applePay: "buy" } });
                }\
                """);
        wallets(page).getByRole(AriaRole.BUTTON, named("Buy with Apple Pay")).waitFor();
        assertThat(wallets(page).locator("html")).hasAttribute("data-scheme", "dark");
        assertThat(link).isFocused();
    }

    @Test
    void with_a_live_key_no_wallet_is_shown() {
        var page = open("express", house.openPayment());
        var available =
                page.evaluate(
                        """
                        () => new Promise((resolve) => {
                            const place = document.body.appendChild(document.createElement("div"));
                            const elements = Stripe("pk_live_0000000000").elements({ mode: "payment", amount: 100, currency: "usd" });
                            const element = elements.create("expressCheckout");
                            element.on("ready", (event) => resolve([typeof event.availablePaymentMethods, place.children.length]));
                            element.mount(place);
                        })\
                        """);
        assertThat(String.valueOf(available)).isEqualTo("[undefined, 0]");
    }

    @ParameterizedTest(name = "{0} px wide, {1}")
    @CsvSource({"1280, LIGHT", "1280, DARK", "390, LIGHT", "390, DARK"})
    void everybody_can_use_the_sheet(int width, ColorScheme scheme) {
        visit.wide(width, scheme);
        var page = open("expressDelivery", "none");
        wallets(page).getByRole(AriaRole.BUTTON).first().waitFor();
        var name = "wallet-" + width + "-" + scheme;
        Chromium.check(page, name + "-1-buttons");
        press(page, "Buy with Apple Pay");
        sheet(page).getByRole(AriaRole.BUTTON, named("Pay $25.00")).waitFor();
        Chromium.check(page, name + "-2-sheet");
        sheet(page).getByText("Is declined").click();
        sheet(page).getByRole(AriaRole.BUTTON, named("Pay $25.00")).click();
        assertThat(sheet(page).getByRole(AriaRole.ALERT)).isVisible();
        Chromium.check(page, name + "-3-declined");
        var beyond =
                page.evaluate(
                        "document.documentElement.scrollWidth > document.documentElement.clientWidth");
        assertThat(beyond).isEqualTo(false);
    }

    // ——— words of the stories ———

    private static PaymentIntent paidBy(String secret) throws StripeException {
        return stripe.v1().paymentIntents().retrieve(secret.split("_secret_", 2)[0]);
    }

    private static PaymentIntent lastPaid() throws StripeException {
        return stripe.v1().paymentIntents().list().getData().getFirst();
    }

    private Page open(String flow, String secret) {
        return visit.open(shop.page(flow, secret));
    }

    private static String told(Page page) {
        return String.valueOf(page.evaluate("JSON.stringify(window.changes)"));
    }

    private static FrameLocator wallets(Page page) {
        return page.frameLocator("iframe[title='Secure express checkout frame']");
    }

    private static FrameLocator sheet(Page page) {
        return page.frameLocator("iframe[title='Test wallet']");
    }

    private static FrameLocator bank(Page page) {
        return page.frameLocator("iframe[title='Your bank']");
    }

    private static void press(Page page, String name) {
        wallets(page).getByRole(AriaRole.BUTTON, named(name)).click();
    }

    private static FrameLocator.GetByRoleOptions named(String name) {
        return new FrameLocator.GetByRoleOptions().setName(name);
    }
}
