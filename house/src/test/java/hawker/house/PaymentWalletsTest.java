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
import com.stripe.model.PaymentMethod;
import com.stripe.model.PaymentMethodConfiguration;
import com.stripe.param.PaymentMethodConfigurationUpdateParams;
import com.stripe.param.SetupIntentCreateParams;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Wallets in the list of a Payment Element: chosen there, they open by the page's own button. */
@Tag("slow")
class PaymentWalletsTest {

    private static House house;
    private static StripeClient stripe;
    private static OwnShop shop;

    private final ShopVisit visit = new ShopVisit(House.open().vault());

    @BeforeAll
    static void open() throws Exception {
        house = House.open();
        stripe = house.client();
        shop = new OwnShop(house, house::openPayment);
        prefer("on");
    }

    @AfterAll
    static void close() throws Exception {
        prefer("off");
        shop.close();
    }

    @AfterEach
    void no_digits_of_a_card_reach_the_page() {
        visit.types("4242424242424242");
        visit.types("5555555555554444");
        visit.types("4000000000009995");
        visit.endsWithoutDigits();
    }

    @Test
    void a_wallet_chosen_in_the_list_pays_by_the_pages_button() throws Exception {
        var secret = house.openPayment();
        var page = open("listed", secret);
        tab(page, "Apple Pay").click();
        assertThat(element(page).getByRole(AriaRole.TABPANEL)).containsText("A test wallet");
        pay(page);
        var sheet = sheet(page);
        assertThat(sheet.getByRole(AriaRole.HEADING)).hasText("Apple Pay");
        sheet.getByText("Mastercard").click();
        sheet.getByRole(AriaRole.BUTTON, named("Pay $25.00")).click();
        assertThat(status(page)).hasText("payment_intent succeeded");
        assertThat(page.locator("dialog")).hasCount(0);
        assertThat(told(page)).contains("\"complete\":true").contains("{\"type\":\"apple_pay\"}");
        var paid = methodOf(secret);
        assertThat(paid.getCard().getWallet().getType()).isEqualTo("apple_pay");
        assertThat(paid.getCard().getLast4()).isEqualTo("4444");
    }

    @Test
    void a_buyer_who_leaves_or_is_declined_may_pay_otherwise() throws Exception {
        var secret = house.openPayment();
        var page = open("listed", secret);
        tab(page, "Link").click();
        pay(page);
        sheet(page).getByRole(AriaRole.BUTTON, named("Cancel")).click();
        assertThat(status(page)).hasText("error validation_error wallet_closed ");
        pay(page);
        sheet(page).getByText("Is declined").click();
        sheet(page).getByRole(AriaRole.BUTTON, named("Pay $25.00")).click();
        assertThat(status(page)).containsText("card_declined insufficient_funds");
        assertThat(page.locator("dialog")).hasCount(0);
        pay(page);
        sheet(page).getByRole(AriaRole.BUTTON, named("Pay $25.00")).click();
        assertThat(status(page)).hasText("payment_intent succeeded");
        assertThat(methodOf(secret).getCard().getWallet().getType()).isEqualTo("link");
    }

    @Test
    void a_page_may_leave_a_wallet_out_and_put_another_first() throws Exception {
        var page = open("listedFirst", "none");
        tab(page, "Google Pay").waitFor();
        assertThat(element(page).getByRole(AriaRole.TAB)).hasCount(3);
        assertThat(element(page).getByRole(AriaRole.TAB).first()).containsText("Google Pay");
        tab(page, "Google Pay").click();
        pay(page);
        assertThat(sheet(page).getByText("Pay Lantern House")).isVisible();
        sheet(page).getByRole(AriaRole.BUTTON, named("Pay $25.00")).click();
        assertThat(status(page)).hasText("payment_intent succeeded");
        assertThat(told(page)).contains("\"selectedPaymentMethod\":\"google_pay\"");
        var paid = stripe.v1().paymentIntents().list().getData().getFirst();
        var method = stripe.v1().paymentMethods().retrieve(paid.getPaymentMethod());
        assertThat(method.getCard().getWallet().getType()).isEqualTo("google_pay");
    }

    @Test
    void a_wallet_of_the_list_gives_a_token_or_is_kept() throws Exception {
        var token = open("listedToken", "none");
        tab(token, "Apple Pay").click();
        pay(token);
        sheet(token).getByRole(AriaRole.BUTTON, named("Pay $25.00")).click();
        assertThat(status(token)).containsText("confirmation_token ctoken_");
        assertThat(token.locator("dialog")).hasCount(0);
        var secret =
                stripe.v1()
                        .setupIntents()
                        .create(SetupIntentCreateParams.builder().build())
                        .getClientSecret();
        var page = open("listedSetup", secret);
        tab(page, "Google Pay").click();
        pay(page);
        sheet(page).getByRole(AriaRole.BUTTON, named("Save this card")).click();
        assertThat(status(page)).hasText("setup_intent succeeded");
    }

    @ParameterizedTest(name = "{0} px wide, {1}")
    @CsvSource({"1280, LIGHT", "1280, DARK", "390, LIGHT", "390, DARK"})
    void everybody_can_choose_a_wallet(int width, ColorScheme scheme) {
        visit.wide(width, scheme);
        var page = open("listed", house.openPayment());
        tab(page, "Google Pay").click();
        var name = "payment-wallet-" + width + "-" + scheme;
        Chromium.check(page, name + "-1-list");
        pay(page);
        sheet(page).getByRole(AriaRole.BUTTON, named("Pay $25.00")).waitFor();
        Chromium.check(page, name + "-2-sheet");
    }

    // ——— words of the stories ———

    private static void prefer(String wish) throws StripeException {
        var wanted = PaymentMethodConfigurationUpdateParams.builder();
        for (var wallet : new String[] {"apple_pay", "google_pay", "link"})
            wanted.putExtraParam(wallet, Map.of("display_preference", Map.of("preference", wish)));
        var configurations = stripe.v1().paymentMethodConfigurations();
        // Others, whose tests share the house, may have made some of their own.
        var usual =
                configurations.list().getData().stream()
                        .filter(PaymentMethodConfiguration::getIsDefault)
                        .findFirst()
                        .orElseThrow();
        var changed = configurations.update(usual.getId(), wanted.build());
        assertThat(changed.getApplePay().getDisplayPreference().getValue()).isEqualTo(wish);
        assertThat(changed.getGooglePay().getAvailable()).isEqualTo(wish.equals("on"));
    }

    private static PaymentMethod methodOf(String secret) throws StripeException {
        var paid = stripe.v1().paymentIntents().retrieve(secret.split("_secret_", 2)[0]);
        return stripe.v1().paymentMethods().retrieve(paid.getPaymentMethod());
    }

    private Page open(String flow, String secret) {
        return visit.open(shop.page(flow, secret));
    }

    private static String told(Page page) {
        return String.valueOf(page.evaluate("JSON.stringify(window.changes)"));
    }

    private static FrameLocator element(Page page) {
        return page.frameLocator("iframe[title='Secure payment input frame']");
    }

    private static Locator tab(Page page, String name) {
        return element(page)
                .getByRole(AriaRole.TAB, new FrameLocator.GetByRoleOptions().setName(name));
    }

    private static FrameLocator sheet(Page page) {
        return page.frameLocator("iframe[title='Test wallet']");
    }

    private static Locator status(Page page) {
        return page.getByRole(AriaRole.STATUS);
    }

    private static void pay(Page page) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Pay")).click();
    }

    private static FrameLocator.GetByRoleOptions named(String name) {
        return new FrameLocator.GetByRoleOptions().setName(name);
    }
}
