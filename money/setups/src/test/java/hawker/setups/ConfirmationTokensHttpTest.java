package hawker.setups;

import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.param.ConfirmationTokenCreateParams;
import com.stripe.param.CustomerCreateParams;
import com.stripe.param.PaymentIntentCreateParams;
import com.stripe.param.SetupIntentCreateParams;
import hawker.api.Got;
import hawker.api.StripeSchema;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a buyer chose on the page, used once: on payment intents and on setup intents. */
class ConfirmationTokensHttpTest {

    private static final String TOKENS = "/v1/confirmation_tokens";
    private static final String CARD =
            "payment_method_data[type]=card&payment_method_data[card][number]=4242424242424242"
                    + "&payment_method_data[card][exp_month]=12"
                    + "&payment_method_data[card][exp_year]=2034"
                    + "&payment_method_data[card][cvc]=123"
                    + "&payment_method_data[billing_details][name]=Ann";

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

    private static Got browser(String path, String form) {
        return stage.send(stage.opened.publishableKey().secret(), "POST", path, form);
    }

    private String made() throws StripeException {
        return stripe.v1()
                .testHelpers()
                .confirmationTokens()
                .create(
                        ConfirmationTokenCreateParams.builder()
                                .setPaymentMethod("pm_card_visa")
                                .build())
                .getId();
    }

    @Test
    void a_browser_makes_one_and_the_server_pays_with_it() throws StripeException {
        var sent =
                browser(
                        TOKENS,
                        CARD
                                + "&return_url=https://shop.test/done&setup_future_usage=off_session"
                                + "&shipping[name]=Ann&shipping[address][line1]=1 Elm St"
                                + "&shipping[address][country]=US");
        assertThat(sent.status()).isEqualTo(200);
        assertThat(new StripeSchema().findings(sent.body())).isEmpty();
        var id = sent.body().path("id").asText();
        var seen = stripe.v1().confirmationTokens().retrieve(id);
        assertThat(seen.getPaymentMethodPreview().getCard().getLast4()).isEqualTo("4242");
        assertThat(seen.getShipping().getName()).isEqualTo("Ann");
        var customer =
                stripe.v1().customers().create(CustomerCreateParams.builder().build()).getId();
        var paid =
                stripe.v1()
                        .paymentIntents()
                        .create(
                                PaymentIntentCreateParams.builder()
                                        .setAmount(2000L)
                                        .setCurrency("usd")
                                        .setCustomer(customer)
                                        .setConfirm(true)
                                        .setConfirmationToken(id)
                                        .build());
        assertThat(paid.getStatus()).isEqualTo("succeeded");
        assertThat(paid.getShipping().getAddress().getLine1()).isEqualTo("1 Elm St");
        assertThat(paid.getSetupFutureUsage()).isEqualTo("off_session");
        assertThat(stripe.v1().paymentMethods().retrieve(paid.getPaymentMethod()).getCustomer())
                .isEqualTo(customer);
        var used = stage.get(TOKENS + "/" + id);
        assertThat(new StripeSchema().findings(used.body())).isEmpty();
        assertThat(used.body().path("payment_intent").asText()).isEqualTo(paid.getId());
        var again = stage.post("/v1/payment_intents", pay(id));
        assertThat(again.status()).isEqualTo(400);
        assertThat(again.error("param")).isEqualTo("confirmation_token");
    }

    @Test
    void a_bank_account_is_chosen_as_a_card_is() {
        var sepa =
                "payment_method_data[type]=sepa_debit"
                        + "&payment_method_data[sepa_debit][iban]=DE89370400440532013000"
                        + "&payment_method_data[billing_details][name]=Ann"
                        + "&payment_method_data[billing_details][email]=ann@example.com"
                        + "&mandate_data[customer_acceptance][type]=offline";
        var sent = stage.post("/v1/test_helpers/confirmation_tokens", sepa);
        assertThat(sent.status()).as(sent.body().toString()).isEqualTo(200);
        assertThat(new StripeSchema().findings(sent.body())).isEmpty();
        assertThat(sent.body().at("/payment_method_preview/sepa_debit/last4").asText())
                .isEqualTo("3000");
        assertThat(sent.body().toString()).doesNotContain("DE89370400440532013000");
        var paid =
                stage.post(
                        "/v1/payment_intents",
                        "amount=1000&currency=eur&confirm=true&payment_method_types[0]=sepa_debit"
                                + "&mandate_data[customer_acceptance][type]=offline"
                                + "&confirmation_token="
                                + sent.body().path("id").asText());
        assertThat(paid.body().path("status").asText())
                .as(paid.body().toString())
                .isEqualTo("processing");
        var cardless = stage.post(TOKENS, "payment_method_data[type]=card");
        assertThat(cardless.error("param")).isEqualTo("payment_method_data[card]");
    }

    private static String pay(String token) {
        return "amount=1000&currency=usd&confirm=true&confirmation_token=" + token;
    }

    @Test
    void a_challenge_sends_the_buyer_to_the_page_the_token_names() throws StripeException {
        var token =
                stripe.v1()
                        .testHelpers()
                        .confirmationTokens()
                        .create(
                                ConfirmationTokenCreateParams.builder()
                                        .setPaymentMethod("pm_card_authenticationRequired")
                                        .setReturnUrl("https://shop.test/done")
                                        .build());
        var made = stage.post("/v1/payment_intents", "amount=900&currency=usd").body();
        var asked =
                browser(
                        "/v1/payment_intents/" + made.path("id").asText() + "/confirm",
                        "client_secret="
                                + made.path("client_secret").asText()
                                + "&confirmation_token="
                                + token.getId());
        assertThat(
                        asked.body()
                                .path("next_action")
                                .path("redirect_to_url")
                                .path("return_url")
                                .asText())
                .isEqualTo("https://shop.test/done");
    }

    @Test
    void a_setup_intent_takes_one_and_what_was_agreed_to() {
        var token =
                browser(
                                TOKENS,
                                CARD
                                        + "&mandate_data[customer_acceptance][type]=online"
                                        + "&mandate_data[customer_acceptance][online][user_agent]=x")
                        .body()
                        .path("id")
                        .asText();
        var kept = stage.post("/v1/setup_intents", "confirm=true&confirmation_token=" + token);
        assertThat(kept.body().path("status").asText()).isEqualTo("succeeded");
        var mandate = stage.get("/v1/mandates/" + kept.body().path("mandate").asText()).body();
        assertThat(mandate.path("customer_acceptance").path("online").path("user_agent").asText())
                .isEqualTo("x");
        assertThat(stage.get(TOKENS + "/" + token).body().path("setup_intent").asText())
                .isEqualTo(kept.body().path("id").asText());
        assertThat(
                        stage.post("/v1/setup_intents", "confirm=true&confirmation_token=" + token)
                                .error("param"))
                .isEqualTo("confirmation_token");
    }

    @Test
    void it_serves_one_of_many_who_use_it_at_once() throws Exception {
        var token = made();
        var answers = new ArrayList<Got>();
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var running =
                    IntStream.range(0, 6)
                            .mapToObj(i ->
                                    pool.submit(
                                            () -> stage.post("/v1/payment_intents", pay(token))))
                            .toList();
            for (Future<Got> one : running) answers.add(one.get());
        }
        assertThat(answers).filteredOn(got -> got.status() == 200).hasSize(1);
        assertThat(answers)
                .filteredOn(got -> got.status() != 200)
                .allMatch(got -> got.error("param").equals("confirmation_token"));
        assertThat(stage.get("/v1/charges").body().path("data")).hasSize(1);
    }

    @Test
    void a_key_that_comes_again_gets_the_first_answer() throws StripeException {
        var token = made();
        var first = stage.post("/v1/payment_intents", pay(token), "Idempotency-Key", "k");
        var again = stage.post("/v1/payment_intents", pay(token), "Idempotency-Key", "k");
        assertThat(first.body().path("status").asText()).isEqualTo("succeeded");
        assertThat(again.body()).isEqualTo(first.body());
    }

    @Test
    void after_twelve_hours_it_is_of_no_use() throws StripeException {
        var token = made();
        stage.clock.advance(Duration.ofHours(13));
        assertThat(stage.post("/v1/payment_intents", pay(token)).error("param"))
                .isEqualTo("confirmation_token");
        assertThat(stage.get("/v1/payment_intents").body().path("data")).isEmpty();
    }

    @Test
    void what_is_anothers_or_kept_for_a_customer_is_absent() throws StripeException {
        var token = made();
        var customer =
                stripe.v1().customers().create(CustomerCreateParams.builder().build()).getId();
        var kept =
                stripe.v1()
                        .setupIntents()
                        .create(
                                SetupIntentCreateParams.builder()
                                        .setConfirm(true)
                                        .setCustomer(customer)
                                        .setPaymentMethod("pm_card_visa")
                                        .build());
        assertThat(browser(TOKENS, "payment_method=" + kept.getPaymentMethod()).error("code"))
                .isEqualTo("resource_missing");
        stage.another();
        assertThat(stage.get(TOKENS + "/" + token).status()).isEqualTo(404);
        assertThat(stage.post("/v1/payment_intents", pay(token)).error("code"))
                .isEqualTo("resource_missing");
        assertThat(
                        stage.post(
                                        "/v1/payment_intents",
                                        pay(token) + "&payment_method=pm_card_visa")
                                .status())
                .isEqualTo(400);
    }
}
