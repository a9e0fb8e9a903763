package hawker.customers;

import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.exception.StripeException;
import com.stripe.model.EphemeralKey;
import com.stripe.net.RequestOptions;
import com.stripe.param.CustomerSessionCreateParams;
import hawker.api.StripeSchema;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Customer sessions and ephemeral keys: what they let see, and for how long. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HandedHttpTest {

    private final StripeSchema schema = new StripeSchema();
    private Stage stage;

    @BeforeAll
    void open() {
        stage = new Stage();
    }

    @AfterAll
    void close() {
        stage.close();
    }

    private String customer() {
        return stage.post("/v1/customers", "payment_method=pm_card_visa")
                .body()
                .path("id")
                .asText();
    }

    @Test
    void an_ephemeral_key_sees_its_customer_and_nothing_else() {
        var ann = customer();
        var ben = customer();
        var made = stage.post("/v1/ephemeral_keys", "customer=" + ann).body();
        assertThat(schema.findings(made)).isEmpty();
        var key = made.path("secret").asText();
        assertThat(key).startsWith("ek_test_");
        assertThat(stage.send(key, "GET", "/v1/customers/" + ann, "").status()).isEqualTo(200);
        var methods =
                stage.send(key, "GET", "/v1/customers/" + ann + "/payment_methods", "").body();
        assertThat(methods.path("data")).hasSize(1);
        assertThat(stage.send(key, "GET", "/v1/customers/" + ben, "").error("code"))
                .isEqualTo("resource_missing");
        for (var path : List.of("/v1/customers", "/v1/customers/" + ann + "/tax_ids"))
            assertThat(stage.send(key, "GET", path, "").status()).isEqualTo(403);
        assertThat(stage.send(key, "POST", "/v1/customers/" + ann, "balance=-9999").status())
                .isEqualTo(403);
        assertThat(stage.send(key, "POST", "/v1/ephemeral_keys", "customer=" + ann).status())
                .isEqualTo(403);
    }

    @Test
    void a_key_ends_by_itself_when_deleted_and_with_its_customer() throws StripeException {
        var ann = customer();
        var path = "/v1/customers/" + ann;
        var made = stage.post("/v1/ephemeral_keys", "customer=" + ann).body();
        stage.clock.advance(Duration.ofMinutes(59));
        var key = made.path("secret").asText();
        assertThat(stage.send(key, "GET", path, "").status()).isEqualTo(200);
        stage.clock.advance(Duration.ofMinutes(1));
        assertThat(stage.send(key, "GET", path, "").status()).isEqualTo(401);
        var second = stage.post("/v1/ephemeral_keys", "customer=" + ann).body();
        EphemeralKey gone =
                stage.client("sk_test_alice")
                        .v1()
                        .ephemeralKeys()
                        .delete(second.path("id").asText(), RequestOptions.getDefault());
        assertThat(gone.getSecret()).isNull();
        assertThat(stage.send(second.path("secret").asText(), "GET", path, "").status())
                .isEqualTo(401);
        assertThat(stage.delete("/v1/ephemeral_keys/" + second.path("id").asText()).status())
                .isEqualTo(404);
        var third = stage.post("/v1/ephemeral_keys", "customer=" + ann).body();
        stage.delete(path);
        assertThat(stage.send(third.path("secret").asText(), "GET", path, "").status())
                .isEqualTo(401);
        assertThat(stage.send("ek_test_nonsense", "GET", path, "").status()).isEqualTo(401);
    }

    @Test
    void a_session_is_found_by_its_secret_for_half_an_hour() throws StripeException {
        var ann = customer();
        var session =
                stage.client("sk_test_alice")
                        .v1()
                        .customerSessions()
                        .create(
                                CustomerSessionCreateParams.builder()
                                        .setCustomer(ann)
                                        .setComponents(
                                                CustomerSessionCreateParams.Components.builder()
                                                        .setPaymentElement(
                                                                CustomerSessionCreateParams
                                                                        .Components.PaymentElement
                                                                        .builder()
                                                                        .setEnabled(true)
                                                                        .build())
                                                        .build())
                                        .build());
        var sessions = stage.module.sessions();
        var secret = session.getClientSecret();
        assertThat(sessions.bySecret(Stage.ALICE, secret).orElseThrow().customer().text())
                .isEqualTo(ann);
        assertThat(sessions.bySecret(Stage.BOB, secret)).isEmpty();
        assertThat(sessions.bySecret(Stage.ALICE, secret + "x")).isEmpty();
        stage.clock.advance(Duration.ofMinutes(30));
        assertThat(sessions.bySecret(Stage.ALICE, secret)).isEmpty();
        sessions.prune();
        assertThat(sessions.bySecret(Stage.ALICE, secret)).isEmpty();
    }

    @Test
    void every_component_has_the_fields_of_the_api() {
        var form =
                "customer="
                        + customer()
                        + "&components[payment_element][enabled]=true"
                        + "&components[payment_element][features][payment_method_save]=enabled"
                        + "&components[payment_element][features][payment_method_save_usage]=off_session"
                        + "&components[customer_sheet][enabled]=true"
                        + "&components[mobile_payment_element][enabled]=true"
                        + "&components[buy_button][enabled]=true";
        var made = stage.post("/v1/customer_sessions", form);
        assertThat(made.status()).isEqualTo(200);
        assertThat(schema.findings(made.body())).isEmpty();
        assertThat(
                        stage.post(
                                        "/v1/customer_sessions",
                                        "customer=cus_x&components[buy_button][enabled]=true")
                                .error("param"))
                .isEqualTo("customer");
        assertThat(
                        stage.post(
                                        "/v1/customer_sessions",
                                        "customer="
                                                + customer()
                                                + "&components[buy_button][enabled]=false")
                                .error("param"))
                .isEqualTo("components");
    }
}
