package hawker.house;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.options.AriaRole;
import com.stripe.exception.StripeException;
import com.stripe.param.PaymentIntentCreateParams;
import com.stripe.param.PaymentMethodAttachParams;
import com.stripe.param.PaymentMethodCreateParams;
import com.stripe.param.SetupIntentCreateParams;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is typed in a page written for Stripe.js is named for later, or for the seller's server. */
@Tag("slow")
class StripeJsTokensTest extends StripeJsStory {

    @Test
    void a_token_is_made() {
        var page = open("token", "none");
        fillCard(page, GOOD, "12 / 34", "123", "94107");
        pay(page);
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("token tok_");
    }

    @Test
    void a_code_alone_becomes_a_token() {
        var page = open("cvcToken", "none");
        pay(page);
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("incomplete_cvc");
        type(frame(page, "Secure CVC").getByLabel("Security code"), "123");
        pay(page);
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("token cvctok_");
    }

    @Test
    void a_card_that_is_kept_pays_with_its_code_typed_anew() throws Exception {
        var page = open("cvc", paymentWithAKeptCard());
        type(frame(page, "Secure CVC").getByLabel("Security code"), "999");
        pay(page);
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("card_error incorrect_cvc");
    }

    @Test
    void what_people_tell_of_themselves_becomes_tokens() {
        var page = open("people", "none");
        pay(page);
        assertThat(page.getByRole(AriaRole.STATUS)).containsText("token ct_");
        assertThat(String.valueOf(page.evaluate("JSON.stringify(window.changes)")))
                .isEqualTo("[\"pii\",\"person\",\"account\"]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"setup", "setupPayment"})
    void a_card_is_kept_after_its_bank_agreed(String flow) {
        var page = open(flow, setup());
        var form = flow.equals("setup") ? "card" : "payment";
        fill(page, form, CHALLENGED);
        pay(page);
        bank(page).getByRole(AriaRole.BUTTON, button("Fail")).click();
        assertThat(page.getByRole(AriaRole.STATUS))
                .containsText("setup_intent_authentication_failure");
        fill(page, form, CHALLENGED);
        pay(page);
        bank(page).getByRole(AriaRole.BUTTON, button("Complete")).click();
        assertThat(page.getByRole(AriaRole.STATUS)).hasText("setup_intent succeeded");
    }

    @Test
    void a_confirmation_token_is_paid_by_the_sellers_server() throws Exception {
        var page = open("confirmation", "none");
        fill(page, "payment", GOOD);
        pay(page);
        var status = page.getByRole(AriaRole.STATUS);
        assertThat(status).containsText("confirmation_token ctoken_");
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
    }

    private static String setup() {
        try {
            return stripe.v1()
                    .setupIntents()
                    .create(SetupIntentCreateParams.builder().build())
                    .getClientSecret();
        } catch (StripeException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A card whose bank refuses every code, kept without one. */
    private static String paymentWithAKeptCard() throws StripeException {
        var customer = stripe.v1().customers().create();
        var card =
                PaymentMethodCreateParams.CardDetails.builder()
                        .setNumber("4000000000000127")
                        .setExpMonth(12L)
                        .setExpYear(2034L)
                        .build();
        var method =
                stripe.v1()
                        .paymentMethods()
                        .create(
                                PaymentMethodCreateParams.builder()
                                        .setType(PaymentMethodCreateParams.Type.CARD)
                                        .setCard(card)
                                        .build());
        var attach = PaymentMethodAttachParams.builder().setCustomer(customer.getId()).build();
        stripe.v1().paymentMethods().attach(method.getId(), attach);
        return stripe.v1()
                .paymentIntents()
                .create(
                        PaymentIntentCreateParams.builder()
                                .setAmount(2500L)
                                .setCurrency("usd")
                                .setCustomer(customer.getId())
                                .setPaymentMethod(method.getId())
                                .build())
                .getClientSecret();
    }
}
