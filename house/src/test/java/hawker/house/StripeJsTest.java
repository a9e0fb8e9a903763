package hawker.house;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.FrameLocator;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A page written for Stripe.js takes cards here. */
@Tag("slow")
class StripeJsTest extends StripeJsStory {

    @Test
    void a_card_element_pays() {
        var page = open("card", house.openPayment());
        fillCard(page, GOOD, "12 / 34", "123", "94107");
        pay(page);
        assertThat(page.getByRole(AriaRole.STATUS)).hasText("payment_intent succeeded");
        var changes = String.valueOf(page.evaluate("JSON.stringify(window.changes)"));
        assertThat(changes)
                .contains("\"elementType\":\"card\"")
                .contains("\"brand\":\"visa\"")
                .contains("\"complete\":true")
                .contains("\"postalCode\":\"94107\"");
    }

    @Test
    void a_decline_is_an_error_and_the_next_card_pays() {
        var page = open("card", house.openPayment());
        fillCard(page, DECLINED, "12 / 34", "123", "94107");
        pay(page);
        assertThat(page.getByRole(AriaRole.STATUS))
                .containsText("error card_error card_declined insufficient_funds");
        fillCard(page, GOOD, "12 / 34", "123", "94107");
        pay(page);
        assertThat(page.getByRole(AriaRole.STATUS)).hasText("payment_intent succeeded");
    }

    @Test
    void what_is_wrong_is_said_before_anything_is_sent() {
        var page = open("card", house.openPayment());
        pay(page);
        assertThat(page.getByRole(AriaRole.STATUS))
                .containsText("validation_error incomplete_number");
        assertThat(page.locator(".StripeElement--invalid")).hasCount(1);
        fillCard(page, GOOD, "01 / 20", "123", "94107");
        pay(page);
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("invalid_expiry_year_past");
        fillCard(page, GOOD, "12 / 34", "123", "");
        pay(page);
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("incomplete_zip");
        fillCard(page, "4242424242424241", "12 / 34", "123", "94107");
        pay(page);
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("invalid_number");
    }

    @Test
    void parts_of_a_card_in_frames_of_their_own_pay_together() {
        var page = open("split", house.openPayment());
        type(frame(page, "Secure card number").getByLabel("Card number"), GOOD);
        type(frame(page, "Secure expiration").getByLabel("Expiry"), "1234");
        pay(page);
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("incomplete_cvc");
        type(frame(page, "Secure CVC").getByLabel("Security code"), "123");
        pay(page);
        assertThat(page.getByRole(AriaRole.STATUS)).hasText("payment_intent succeeded");
    }

    @ParameterizedTest
    @ValueSource(strings = {"card", "payment"})
    void a_bank_that_wants_to_know_is_asked_in_a_dialog(String flow) {
        var page = open(flow, house.openPayment());
        fill(page, flow, CHALLENGED);
        pay(page);
        bank(page).getByRole(AriaRole.BUTTON, button("Fail")).click();
        assertThat(page.getByRole(AriaRole.STATUS))
                .containsText("payment_intent_authentication_failure");
        assertThat(page.locator("dialog")).hasCount(0);

        fill(page, flow, CHALLENGED);
        pay(page);
        bank(page).getByRole(AriaRole.BUTTON, button("Complete")).waitFor();
        Chromium.check(page, "elements-bank-" + flow);
        bank(page).getByRole(AriaRole.BUTTON, button("Complete")).click();
        assertThat(page.getByRole(AriaRole.STATUS)).hasText("payment_intent succeeded");
    }

    @Test
    void closing_the_banks_dialog_leaves_the_payment_undone() {
        var page = open("card", house.openPayment());
        fillCard(page, CHALLENGED, "12 / 34", "123", "94107");
        pay(page);
        bank(page).getByRole(AriaRole.BUTTON, button("Fail")).waitFor();
        page.keyboard().press("Escape");
        assertThat(page.getByRole(AriaRole.STATUS))
                .containsText("payment_intent_authentication_failure");
    }

    @ParameterizedTest
    @ValueSource(strings = {"payment", "deferred"})
    void a_payment_element_is_declined_and_pays(String flow) {
        var page = open(flow, house.openPayment());
        pay(page);
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("incomplete_number");
        fill(page, flow, DECLINED);
        pay(page);
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("insufficient_funds");
        fill(page, flow, GOOD);
        pay(page);
        assertThat(page.getByRole(AriaRole.STATUS)).hasText("payment_intent succeeded");
    }

    @Test
    void after_paying_the_buyer_is_where_the_page_wanted() {
        var page = open("redirect", house.openPayment());
        fill(page, "payment", GOOD);
        pay(page);
        page.waitForURL(Pattern.compile(".*/back\\?payment_intent=pi_.*redirect_status=succeeded"));
    }

    @Test
    void an_address_is_asked_for_by_country_and_goes_with_the_payment() throws Exception {
        var secret = house.openPayment();
        var page = open("address", secret);
        var address = frame(page, "Secure address");
        var email = frame(page, "Secure email").getByLabel("Email");
        assertThat(email).isVisible();
        assertThat(address.getByLabel("ZIP code")).isVisible();
        pay(page);
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("incomplete_email");
        email.fill("ada@example.com");
        address.getByLabel("Country").selectOption("GB");
        assertThat(address.getByLabel("State")).isHidden();
        address.getByLabel("Full name").fill("Ada King");
        address.getByLabel("Address", new FrameLocator.GetByLabelOptions().setExact(true))
                .fill("12 St James's Square");
        address.getByLabel("Town or city").fill("London");
        pay(page);
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("incomplete_postal_code");
        address.getByLabel("Postcode").fill("SW1Y 4JH");
        fill(page, "payment", GOOD);
        Chromium.check(page, "elements-address");
        pay(page);
        assertThat(page.getByRole(AriaRole.STATUS)).hasText("payment_intent succeeded");
        var id = secret.substring(0, secret.indexOf("_secret_"));
        var paid = stripe.v1().paymentIntents().retrieve(id);
        assertThat(paid.getShipping().getName()).isEqualTo("Ada King");
        assertThat(paid.getShipping().getAddress().getPostalCode()).isEqualTo("SW1Y 4JH");
        var method = stripe.v1().paymentMethods().retrieve(paid.getPaymentMethod());
        assertThat(method.getBillingDetails().getEmail()).isEqualTo("ada@example.com");
    }

    @ParameterizedTest
    @ValueSource(strings = {"card", "split", "payment"})
    void everybody_can_use_it_on_a_phone_too(String flow) {
        for (int width : new int[] {1280, 390}) {
            visit.wide(width);
            var page = open(flow, house.openPayment());
            assertThat(page.locator(".StripeElement iframe").first()).isVisible();
            pay(page);
            assertThat(page.getByRole(AriaRole.STATUS)).containsText("incomplete_number");
            Chromium.check(page, "elements-" + flow + "-" + width);
            var beyond =
                    page.evaluate(
                            "document.documentElement.scrollWidth > document.documentElement.clientWidth");
            assertThat(beyond).isEqualTo(false);
        }
    }

    @Test
    void a_card_is_paid_with_the_keyboard_alone() {
        var page = open("card", house.openPayment());
        var fields = frame(page, "Secure card payment");
        fields.getByLabel("Card number").waitFor();
        page.keyboard().press("Tab");
        // Focus moves from one process of the browser to another: a person sees the cursor before
        // typing.
        typeWhereTheCursorIs(page, fields.getByLabel("Card number"), GOOD);
        visit.types(GOOD);
        typeWhereTheCursorIs(page, fields.getByLabel("Expiry"), "1234");
        typeWhereTheCursorIs(page, fields.getByLabel("Security code"), "123");
        page.keyboard().press("Tab");
        typeWhereTheCursorIs(page, fields.getByLabel("ZIP"), "94107");
        page.keyboard().press("Enter");
        assertThat(page.getByRole(AriaRole.STATUS)).hasText("payment_intent succeeded");
    }

    private static void typeWhereTheCursorIs(Page page, Locator field, String text) {
        assertThat(field).isFocused();
        page.keyboard().type(text);
    }
}
