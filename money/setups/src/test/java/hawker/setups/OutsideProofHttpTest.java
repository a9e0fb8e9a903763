package hawker.setups;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Got;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Cards that are kept although nobody is asked here. */
class OutsideProofHttpTest {

    private static final String BASE = "/v1/setup_intents";
    private static final String CARD = "&payment_method_options[card]";
    private static final String MOTO = CARD + "[moto]=true";
    private static final String SECURE = CARD + "[three_d_secure]";
    private static final String ASKS = "pm_card_threeDSecure2Required";
    private static final String PROVEN =
            SECURE
                    + "[cryptogram]=AAAAAAAAAAAAAAAAAAAAAAAAAAA%3D"
                    + SECURE
                    + "[transaction_id]=f879ea1c-aa2c-4441-806d-e30406466d79"
                    + SECURE
                    + "[version]=2.2.0"
                    + SECURE
                    + "[electronic_commerce_indicator]=05";

    private static Stage stage;

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
    }

    private static Got kept(String more) {
        return stage.post(BASE, "confirm=true&payment_method=" + ASKS + more);
    }

    private static String status(Got intent) {
        Stage.right(intent);
        return intent.body().path("status").asText();
    }

    private static JsonNode attempt(Got intent) {
        var id = intent.body().path("id").asText();
        var attempt = stage.get("/v1/setup_attempts?setup_intent=" + id).body().at("/data/0");
        Stage.right((ObjectNode) attempt);
        return attempt.at("/payment_method_details/card");
    }

    @Test
    void a_card_that_was_read_out_is_kept_without_a_challenge() {
        assertThat(status(kept(""))).isEqualTo("requires_action");
        var kept = kept(MOTO);
        assertThat(status(kept)).isEqualTo("succeeded");
        assertThat(attempt(kept).path("moto").asBoolean()).isTrue();
        assertThat(kept.body().at("/payment_method_options/card").has("moto")).isFalse();
    }

    @Test
    void what_another_server_authenticated_is_kept_and_told_of() {
        var kept = kept(PROVEN);
        assertThat(status(kept)).isEqualTo("succeeded");
        var secure = attempt(kept).path("three_d_secure");
        assertThat(secure.path("result").asText()).isEqualTo("authenticated");
        assertThat(secure.path("electronic_commerce_indicator").asText()).isEqualTo("05");
        assertThat(kept.body().toString()).doesNotContain("AAAAAAAA");
        var nothing = kept(SECURE + "[version]=2.2.0");
        assertThat(nothing.status()).as("nothing proves it").isEqualTo(402);
        assertThat(nothing.body().at("/error/code").asText()).isEqualTo("authentication_required");
    }

    @Test
    void one_told_beforehand_is_of_one_card() {
        var intent = stage.post(BASE, "payment_method=pm_card_visa" + PROVEN);
        var path = BASE + "/" + intent.body().path("id").asText();
        assertThat(status(stage.post(path + "/confirm", "payment_method=" + ASKS)))
                .isEqualTo("requires_action");
        var open = stage.post(BASE, PROVEN.substring(1));
        var other = BASE + "/" + open.body().path("id").asText();
        assertThat(status(stage.post(other + "/confirm", "payment_method=" + ASKS)))
                .isEqualTo("succeeded");
    }

    @Test
    void it_is_said_with_the_confirmation_and_by_the_seller() {
        var intent = stage.post(BASE, "payment_method=" + ASKS);
        var path = BASE + "/" + intent.body().path("id").asText();
        for (var got : List.of(stage.post(BASE, MOTO.substring(1)), stage.post(path, MOTO))) {
            assertThat(got.status()).isEqualTo(400);
            assertThat(got.body().at("/error/param").asText())
                    .isEqualTo("payment_method_options[card][moto]");
        }
        var secret = "client_secret=" + intent.body().path("client_secret").asText();
        for (var own : List.of(MOTO, PROVEN)) {
            var got =
                    stage.send(
                            stage.opened.publishableKey().secret(),
                            "POST",
                            path + "/confirm",
                            secret + own);
            assertThat(got.status()).isEqualTo(400);
            assertThat(got.body().at("/error/code").asText()).isEqualTo("parameter_unknown");
        }
        assertThat(status(stage.post(path + "/confirm", MOTO.substring(1)))).isEqualTo("succeeded");
    }
}
