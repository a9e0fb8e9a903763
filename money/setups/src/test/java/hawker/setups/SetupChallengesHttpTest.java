package hawker.setups;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.stripe.StripeClient;
import com.stripe.exception.CardException;
import com.stripe.exception.StripeException;
import com.stripe.param.SetupIntentRetrieveParams;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Banks that want to see the buyer before a card is kept: the official SDK as client. */
class SetupChallengesHttpTest {

    private static final String BASE = "/v1/setup_intents";

    private static Stage stage;

    private StripeClient stripe;

    @BeforeAll
    static void open() {
        stage = new Stage();
    }

    @AfterAll
    static void close() {
        stage.close();
    }

    @BeforeEach
    void begin() {
        stage.another();
        stripe = stage.client();
    }

    @Test
    void a_passed_challenge_keeps_the_card_and_it_pays_without_the_buyer() throws StripeException {
        var customer = stage.customer().getId();
        var asked = stage.asked("pm_card_authenticationRequiredOnSetup", customer);
        assertThat(asked.getStatus()).isEqualTo("requires_action");
        Stage.right(stage.get(BASE + "/" + asked.getId()));
        var home = stage.challenge(asked.getNextAction().getRedirectToUrl().getUrl(), "complete");
        assertThat(home)
                .isEqualTo(
                        "https://shop.test/kept?a=1&setup_intent="
                                + asked.getId()
                                + "&setup_intent_client_secret="
                                + asked.getClientSecret()
                                + "&redirect_status=succeeded#top");
        var kept =
                stripe.v1()
                        .setupIntents()
                        .retrieve(
                                asked.getId(),
                                SetupIntentRetrieveParams.builder()
                                        .addExpand("latest_attempt")
                                        .addExpand("payment_method")
                                        .build());
        assertThat(kept.getPaymentMethodObject().getCustomer()).isEqualTo(customer);
        var attempt = kept.getLatestAttemptObject();
        assertThat(attempt.getStatus()).isEqualTo("succeeded");
        assertThat(attempt.getPaymentMethodDetails().getCard().getThreeDSecure().getResult())
                .isEqualTo("authenticated");
        Stage.right(
                (ObjectNode)
                        stage.get("/v1/setup_attempts?setup_intent=" + kept.getId())
                                .body()
                                .path("data")
                                .get(0));
        assertThat(stage.chargeLater(customer, kept.getPaymentMethod())).isEqualTo("succeeded");
    }

    @Test
    void some_issuers_want_to_see_the_buyer_every_time() throws StripeException {
        var customer = stage.customer().getId();
        var always = stage.asked("pm_card_authenticationRequired", customer);
        stage.challenge(always.getNextAction().getRedirectToUrl().getUrl(), "complete");
        var kept = stripe.v1().setupIntents().retrieve(always.getId());
        assertThat(kept.getStatus()).isEqualTo("succeeded");
        assertThatThrownBy(() -> stage.chargeLater(customer, kept.getPaymentMethod()))
                .isInstanceOfSatisfying(
                        CardException.class,
                        e -> assertThat(e.getCode()).isEqualTo("authentication_required"));
        var once = stage.asked("pm_card_authenticationRequiredSetupForOffSession", customer);
        stage.challenge(once.getNextAction().getRedirectToUrl().getUrl(), "complete");
        var free = stripe.v1().setupIntents().retrieve(once.getId());
        assertThat(stage.chargeLater(customer, free.getPaymentMethod())).isEqualTo("succeeded");
    }

    @Test
    void a_failed_challenge_keeps_nothing() throws StripeException {
        var asked = stage.asked("pm_card_authenticationRequired", stage.customer().getId());
        var home = stage.challenge(asked.getNextAction().getRedirectToUrl().getUrl(), "fail");
        assertThat(home).contains("redirect_status=failed");
        var failed = stripe.v1().setupIntents().retrieve(asked.getId());
        assertThat(failed.getStatus()).isEqualTo("requires_payment_method");
        assertThat(failed.getLastSetupError().getCode())
                .isEqualTo("setup_intent_authentication_failure");
        Stage.right(stage.get(BASE + "/" + asked.getId()));
        assertThat(stage.toldTypes()).contains("setup_intent.setup_failed");
    }

    @Test
    void a_card_that_is_detached_during_its_challenge_is_not_kept() throws StripeException {
        var customer = stage.customer().getId();
        var card = "pm_card_authenticationRequired";
        var attached =
                stage.post("/v1/payment_methods/" + card + "/attach", "customer=" + customer);
        assertThat(attached.status()).as(attached.body().toString()).isEqualTo(200);
        var asked = stage.asked(attached.text("id"), customer);
        stage.post("/v1/payment_methods/" + attached.text("id") + "/detach", "");
        var home = stage.challenge(asked.getNextAction().getRedirectToUrl().getUrl(), "complete");
        assertThat(home).contains("redirect_status=failed");
        assertThat(stripe.v1().setupIntents().retrieve(asked.getId()).getStatus())
                .isEqualTo("requires_payment_method");
    }

    @Test
    void a_challenge_nobody_answers_has_failed_after_eleven_minutes() throws StripeException {
        var asked = stage.asked("pm_card_authenticationRequired", stage.customer().getId());
        stage.clock.advance(Duration.ofMinutes(12));
        stage.platform.jobs().runDue();
        assertThat(stripe.v1().setupIntents().retrieve(asked.getId()).getStatus())
                .isEqualTo("requires_payment_method");
    }

    @Test
    void without_a_return_url_the_action_is_for_the_script() throws StripeException {
        var asked =
                stripe.v1()
                        .setupIntents()
                        .create(Stage.with("pm_card_authenticationRequired").build());
        assertThat(asked.getNextAction().getType()).isEqualTo("use_stripe_sdk");
        Stage.right(stage.get(BASE + "/" + asked.getId()));
    }
}
