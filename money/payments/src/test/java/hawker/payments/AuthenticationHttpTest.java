package hawker.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.stripe.exception.CardException;
import com.stripe.exception.StripeException;
import com.stripe.param.PaymentIntentCreateParams;
import java.net.URI;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** 3-D Secure and what a browser may do: the official SDK as client. */
class AuthenticationHttpTest extends ApiStory {

    /** What the buyer does on the issuer's page, and where the browser is sent at the end. */
    private String challenge(String url, String deed) {
        var page = URI.create(url);
        var fields = new HashMap<String, String>();
        for (var pair : page.getRawQuery().split("&")) {
            var both = pair.split("=", 2);
            fields.put(both[0], URLDecoder.decode(both[1], StandardCharsets.UTF_8));
        }
        fields.put("deed", deed);
        fields.put("code", "1234");
        var sent = api.page("POST", page.getRawPath(), fields);
        assertThat(sent.statusCode()).isEqualTo(303);
        var back = URI.create(sent.headers().firstValue("Location").orElseThrow());
        var home = api.page("GET", back.getRawPath(), Map.of());
        return home.headers().firstValue("Location").orElse("");
    }

    @Test
    void a_challenge_that_is_passed_pays() throws StripeException {
        var intents = stripe.v1().paymentIntents();
        var asked =
                intents.create(
                        paying("pm_card_threeDSecure2Required")
                                .setReturnUrl("https://shop.test/done?cart=7#top")
                                .build());
        assertThat(asked.getStatus()).isEqualTo("requires_action");
        assertThat(asked.getLatestCharge()).isNull();
        var action = asked.getNextAction().getRedirectToUrl();
        assertThat(action.getReturnUrl()).isEqualTo("https://shop.test/done?cart=7#top");
        var home = challenge(action.getUrl(), "complete");
        assertThat(home)
                .isEqualTo(
                        "https://shop.test/done?cart=7&payment_intent="
                                + asked.getId()
                                + "&payment_intent_client_secret="
                                + asked.getClientSecret()
                                + "&redirect_status=succeeded#top");
        var paid = intents.retrieve(asked.getId());
        assertThat(paid.getStatus()).isEqualTo("succeeded");
        var secure =
                stripe.v1()
                        .charges()
                        .retrieve(paid.getLatestCharge())
                        .getPaymentMethodDetails()
                        .getCard()
                        .getThreeDSecure();
        assertThat(secure.getResult()).isEqualTo("authenticated");
        assertThat(secure.getAuthenticationFlow()).isEqualTo("challenge");
    }

    @Test
    void a_challenge_that_is_failed_asks_for_another_method() throws StripeException {
        var asked =
                stripe.v1()
                        .paymentIntents()
                        .create(
                                paying("pm_card_threeDSecure2Required")
                                        .setReturnUrl("https://shop.test/done")
                                        .build());
        var home = challenge(asked.getNextAction().getRedirectToUrl().getUrl(), "fail");
        assertThat(home).endsWith("&redirect_status=failed");
        var failed = stripe.v1().paymentIntents().retrieve(asked.getId());
        assertThat(failed.getStatus()).isEqualTo("requires_payment_method");
        assertThat(failed.getLastPaymentError().getCode())
                .isEqualTo("payment_intent_authentication_failure");
    }

    @Test
    void a_card_that_is_detached_during_its_challenge_is_not_charged() throws StripeException {
        var customer =
                fits(api.post("/v1/customers", "payment_method=pm_card_threeDSecure2Required"))
                        .body()
                        .path("id")
                        .asText();
        var card =
                api.get("/v1/customers/" + customer + "/payment_methods")
                        .body()
                        .at("/data/0/id")
                        .asText();
        var asked =
                stripe.v1()
                        .paymentIntents()
                        .create(
                                paying(card)
                                        .setCustomer(customer)
                                        .setReturnUrl("https://shop.test/done")
                                        .build());
        fits(api.post("/v1/payment_methods/" + card + "/detach", ""));
        var home = challenge(asked.getNextAction().getRedirectToUrl().getUrl(), "complete");
        assertThat(home).endsWith("&redirect_status=failed");
        var failed = fits(api.get(INTENTS + "/" + asked.getId())).body();
        assertThat(failed.path("status").asText()).isEqualTo("requires_payment_method");
        assertThat(failed.at("/last_payment_error/code").asText())
                .isEqualTo("payment_method_unexpected_state");
        assertThat(failed.at("/last_payment_error/type").asText())
                .isEqualTo("invalid_request_error");
        var paid =
                api.post(INTENTS + "/" + asked.getId() + "/confirm", "payment_method=pm_card_visa");
        assertThat(fits(paid).body().path("status").asText()).isEqualTo("succeeded");
    }

    @Test
    void a_challenge_nobody_answers_is_a_failed_one_after_eleven_minutes() throws StripeException {
        var asked =
                stripe.v1()
                        .paymentIntents()
                        .create(
                                paying("pm_card_threeDSecure2Required")
                                        .setReturnUrl("https://shop.test/done")
                                        .build());
        stage.clock.advance(Duration.ofMinutes(12));
        stage.platform.chores().run(Resolving.CHORE);
        assertThat(stripe.v1().paymentIntents().retrieve(asked.getId()).getStatus())
                .isEqualTo("requires_payment_method");
    }

    @Test
    void with_manual_confirmation_the_server_confirms_again() throws StripeException {
        var intents = stripe.v1().paymentIntents();
        var asked =
                intents.create(
                        paying("pm_card_threeDSecure2Required")
                                .setConfirmationMethod(
                                        PaymentIntentCreateParams.ConfirmationMethod.MANUAL)
                                .setReturnUrl("https://shop.test/done")
                                .build());
        challenge(asked.getNextAction().getRedirectToUrl().getUrl(), "complete");
        assertThat(intents.retrieve(asked.getId()).getStatus()).isEqualTo("requires_confirmation");
        assertThat(intents.confirm(asked.getId()).getStatus()).isEqualTo("succeeded");
    }

    @Test
    void without_a_return_url_the_action_is_for_the_script() throws StripeException {
        var asked =
                stripe.v1()
                        .paymentIntents()
                        .create(paying("pm_card_threeDSecure2Required").build());
        assertThat(asked.getNextAction().getType()).isEqualTo("use_stripe_sdk");
    }

    @Test
    void a35_a_buyer_is_sent_to_no_address_that_runs() {
        for (var url :
                List.of(
                        "javascript:alert(1)",
                        "JavaScript:alert(1)//https://shop.test/",
                        "data:text/html,<script>alert(1)</script>",
                        "vbscript:x",
                        "//shop.test/done",
                        "/done",
                        "java script:x")) {
            var answer =
                    api.post(
                            INTENTS,
                            "amount=900&currency=usd&confirm=true"
                                    + "&payment_method=pm_card_threeDSecure2Required&return_url="
                                    + URLEncoder.encode(url, StandardCharsets.UTF_8));
            assertThat(answer.status()).as(url).isEqualTo(400);
            assertThat(answer.body().at("/error/code").asText()).isEqualTo("url_invalid");
            assertThat(answer.body().at("/error/param").asText()).isEqualTo("return_url");
        }
        var app =
                api.post(
                        INTENTS,
                        "amount=900&currency=usd&confirm=true"
                                + "&payment_method=pm_card_threeDSecure2Required"
                                + "&return_url=shop.app://done");
        assertThat(app.body().at("/status").asText()).isEqualTo("requires_action");
    }

    @Test
    void a_buyer_who_is_absent_or_must_not_be_asked_is_declined() {
        for (var params :
                List.of(
                        paying("pm_card_authenticationRequired")
                                .setOffSession(PaymentIntentCreateParams.OffSession.RECURRING)
                                .build(),
                        paying("pm_card_authenticationRequired")
                                .setErrorOnRequiresAction(true)
                                .build()))
            assertThatThrownBy(() -> stripe.v1().paymentIntents().create(params))
                    .isInstanceOfSatisfying(
                            CardException.class,
                            e -> assertThat(e.getCode()).isEqualTo("authentication_required"));
    }

    @Test
    void a7_a_browser_confirms_with_the_secret_and_sees_the_public_part() {
        var made = api.post(INTENTS, "amount=900&currency=usd&metadata[a]=b").body();
        var path = INTENTS + "/" + made.path("id").asText();
        var secret = "client_secret=" + made.path("client_secret").asText();
        var pk = stage.opened.publishableKey().secret();
        assertThat(api.send(pk, "GET", path, "").status()).isEqualTo(400);
        assertThat(api.send(pk, "GET", path + "?client_secret=wrong", "").status()).isEqualTo(404);
        var seen = api.send(pk, "GET", path + "?" + secret, "").body();
        assertThat(seen.path("status").asText()).isEqualTo("requires_payment_method");
        assertThat(seen.has("metadata")).isFalse();
        var notTheirs =
                api.send(
                        pk,
                        "POST",
                        path + "/confirm",
                        secret + "&payment_method=pm_card_visa&off_session=true");
        assertThat(notTheirs.error("code")).isEqualTo("parameter_unknown");
        var paid =
                api.send(
                        pk,
                        "POST",
                        path + "/confirm",
                        secret + "&payment_method=pm_card_visa&use_stripe_sdk=true");
        assertThat(paid.body().path("status").asText()).isEqualTo("succeeded");
        assertThat(paid.body().has("latest_charge")).isFalse();
    }

    /** As older packages for Python do. */
    @Test
    void truth_may_be_written_with_a_capital() {
        var refused =
                api.send(
                        stage.opened.secretKey().secret(),
                        "POST",
                        "/v1/payment_intents",
                        "amount=2000&currency=usd&confirm=True&off_session=True"
                                + "&payment_method=pm_card_threeDSecure2Required&payment_method_types[]=card");
        assertThat(refused.error("code")).isEqualTo("authentication_required");
    }
}
