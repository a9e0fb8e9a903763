package hawker.payments;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Cards that nobody is asked about here: read out over the telephone, or asked about elsewhere. */
class OutsideProofHttpTest extends ApiStory {

    private static final String CARD = "&payment_method_options[card]";
    private static final String MOTO = CARD + "[moto]=true";
    private static final String SECURE = CARD + "[three_d_secure]";
    private static final String ASKS = "pm_card_threeDSecure2Required";
    private static final String CRYPTOGRAM = "AAAAAAAAAAAAAAAAAAAAAAAAAAA=";
    private static final String TRANSACTION = "f879ea1c-aa2c-4441-806d-e30406466d79";

    private static String proof(String cryptogram, String more) {
        return SECURE
                + "[cryptogram]="
                + Api.encode(cryptogram)
                + SECURE
                + "[transaction_id]="
                + TRANSACTION
                + SECURE
                + "[version]=2.2.0"
                + more;
    }

    private static final String PROVEN =
            proof(
                    CRYPTOGRAM,
                    SECURE
                            + "[electronic_commerce_indicator]=05"
                            + SECURE
                            + "[ares_trans_status]=Y");

    private static Api.Got sent(String more) {
        return api.post(INTENTS, "amount=2000&currency=usd" + more);
    }

    private static Api.Got paid(String card, String more) {
        return sent("&confirm=true&payment_method=" + card + more);
    }

    private static String path(Api.Got intent) {
        return INTENTS + "/" + intent.body().path("id").asText();
    }

    private static String status(Api.Got intent) {
        return fits(intent).body().path("status").asText();
    }

    private static Api.Got charge(Api.Got intent) {
        var id = intent.body().path("latest_charge").asText();
        return fits(api.get("/v1/charges/" + id));
    }

    private static JsonNode card(Api.Got intent) {
        return charge(intent).body().at("/payment_method_details/card");
    }

    private static void refused(String param, Api.Got got) {
        assertThat(got.status()).as(got.body().toString()).isEqualTo(400);
        assertThat(got.error("param")).isEqualTo(param);
    }

    @Test
    void an_order_by_telephone_is_paid_without_a_challenge_and_the_charge_says_so() {
        assertThat(status(paid(ASKS, ""))).isEqualTo("requires_action");
        var paid = paid(ASKS, MOTO);
        assertThat(status(paid)).isEqualTo("succeeded");
        assertThat(paid.body().at("/payment_method_options/card").has("moto")).isFalse();
        assertThat(card(paid).path("moto").asBoolean()).isTrue();
        assertThat(card(paid).path("three_d_secure").isNull()).isTrue();
        assertThat(card(paid("pm_card_visa", "")).has("moto")).isFalse();
    }

    @Test
    void an_order_by_telephone_is_one_by_the_confirmation_that_says_so() {
        var name = "payment_method_options[card][moto]";
        refused(name, sent(MOTO));
        var intent = sent("");
        refused(name, api.post(path(intent), MOTO.substring(1)));
        refused(name, api.post(path(intent) + "/confirm", name + "=perhaps"));
        var declined =
                api.post(
                        path(intent) + "/confirm",
                        "payment_method=pm_card_visa_chargeDeclined" + MOTO);
        assertThat(declined.status()).isEqualTo(402);
        var again = api.post(path(intent) + "/confirm", "payment_method=" + ASKS);
        assertThat(status(again))
                .as("the next one is typed on a page")
                .isEqualTo("requires_action");
        var told = api.post(path(intent) + "/confirm", "payment_method=" + ASKS + MOTO);
        assertThat(status(told)).isEqualTo("succeeded");
    }

    @Test
    void a_browser_does_not_say_what_only_the_seller_knows() {
        var intent = sent("&payment_method=" + ASKS);
        var secret = intent.body().path("client_secret").asText();
        for (var own :
                List.of(
                        MOTO,
                        PROVEN,
                        CARD + "[request_three_d_secure]=automatic",
                        CARD + "[capture_method]=manual",
                        "&payment_method_options[sepa_debit][target_date]=2030-01-01")) {
            var got =
                    api.send(
                            stage.opened.publishableKey().secret(),
                            "POST",
                            path(intent) + "/confirm",
                            "client_secret=" + secret + own);
            assertThat(got.status()).as(own).isEqualTo(400);
            assertThat(got.error("code")).as(own).isEqualTo("parameter_unknown");
        }
        assertThat(status(api.get(path(intent)))).isEqualTo("requires_confirmation");
    }

    @Test
    void what_another_server_authenticated_is_not_asked_again() {
        var paid = paid(ASKS, PROVEN);
        assertThat(status(paid)).isEqualTo("succeeded");
        assertThat(paid.body().at("/payment_method_options/card").has("three_d_secure")).isFalse();
        var secure = card(paid).path("three_d_secure");
        assertThat(secure.path("result").asText()).isEqualTo("authenticated");
        assertThat(secure.path("authentication_flow").asText()).isEqualTo("frictionless");
        assertThat(secure.path("electronic_commerce_indicator").asText()).isEqualTo("05");
        assertThat(secure.path("transaction_id").asText()).isEqualTo(TRANSACTION);
        assertThat(secure.path("version").asText()).isEqualTo("2.2.0");
        assertThat(secure.path("exemption_indicator").isNull()).isTrue();
        assertThat(card(paid).path("electronic_commerce_indicator").asText()).isEqualTo("05");
        assertThat(charge(paid).body().toString()).doesNotContain(CRYPTOGRAM);
    }

    @Test
    void what_the_issuer_said_elsewhere_decides() {
        var attempted = paid(ASKS, proof(CRYPTOGRAM, SECURE + "[ares_trans_status]=A"));
        assertThat(card(attempted).at("/three_d_secure/result").asText())
                .isEqualTo("attempt_acknowledged");
        var challenged = paid(ASKS, proof(CRYPTOGRAM, SECURE + "[ares_trans_status]=C"));
        assertThat(card(challenged).at("/three_d_secure/authentication_flow").asText())
                .isEqualTo("challenge");
        var exempted = paid(ASKS, proof(CRYPTOGRAM, SECURE + "[exemption_indicator]=low_risk"));
        assertThat(card(exempted).at("/three_d_secure/result").asText()).isEqualTo("exempted");
        assertThat(card(exempted).at("/three_d_secure/exemption_indicator").asText())
                .isEqualTo("low_risk");
        var denied = paid(ASKS, proof(CRYPTOGRAM, SECURE + "[ares_trans_status]=N"));
        assertThat(denied.status()).isEqualTo(402);
        assertThat(denied.error("code")).isEqualTo("authentication_required");
        var unasked =
                paid(
                        "pm_card_visa",
                        proof(CRYPTOGRAM, SECURE + "[electronic_commerce_indicator]=07"));
        assertThat(status(unasked)).isEqualTo("succeeded");
        assertThat(card(unasked).at("/three_d_secure/result").asText()).isEqualTo("failed");
    }

    @Test
    void one_told_beforehand_serves_one_attempt_on_one_card() {
        var intent = sent(PROVEN);
        assertThat(status(api.post(path(intent) + "/confirm", "payment_method=" + ASKS)))
                .isEqualTo("succeeded");
        var other = sent("&payment_method=pm_card_visa" + PROVEN);
        assertThat(status(api.post(path(other) + "/confirm", "payment_method=" + ASKS)))
                .as("of another card")
                .isEqualTo("requires_action");
        var failing = sent(PROVEN);
        var declined =
                api.post(path(failing) + "/confirm", "payment_method=pm_card_visa_chargeDeclined");
        assertThat(declined.status()).isEqualTo(402);
        assertThat(status(api.post(path(failing) + "/confirm", "payment_method=" + ASKS)))
                .as("used up")
                .isEqualTo("requires_action");
    }

    @Test
    void one_in_the_place_of_another_leaves_nothing_of_it() {
        var intent = sent(proof(CRYPTOGRAM, SECURE + "[ares_trans_status]=N"));
        assertThat(status(api.post(path(intent), PROVEN.substring(1).replace("Y", "A"))))
                .isEqualTo("requires_payment_method");
        var paid = api.post(path(intent) + "/confirm", "payment_method=" + ASKS);
        assertThat(card(paid).at("/three_d_secure/result").asText())
                .isEqualTo("attempt_acknowledged");
    }

    @Test
    void what_cannot_be_an_authentication_is_refused_by_name() {
        var name = "payment_method_options[card][three_d_secure]";
        refused(
                name + "[cryptogram]",
                paid(ASKS, SECURE + "[version]=2.2.0" + SECURE + "[transaction_id]=t"));
        refused(name + "[version]", paid(ASKS, PROVEN.replace("2.2.0", "3.0")));
        refused(name + "[cryptogram]", paid(ASKS, proof("tooshort", "")));
        refused(name + "[cryptogram]", paid(ASKS, proof("not base64 at all, 28 long!!", "")));
        refused(name + "[electronic_commerce_indicator]", paid(ASKS, PROVEN.replace("=05", "=09")));
        refused(
                name + "[requestor_challenge_indicator]",
                paid(ASKS, PROVEN + SECURE + "[requestor_challenge_indicator]=00"));
        refused("payment_method_options[card][moto]", paid(ASKS, PROVEN + MOTO));
        var bancaires = SECURE + "[network_options][cartes_bancaires]";
        refused(name + "[network_options]", paid(ASKS, PROVEN + bancaires + "[cb_avalgo]=2"));
        refused(
                name + "[network_options][cartes_bancaires][cb_score]",
                paid(ASKS, PROVEN + bancaires + "[cb_avalgo]=2" + bancaires + "[cb_score]=100"));
        refused(
                name + "[network_options][cartes_bancaires][cb_exemption]",
                paid(
                        ASKS,
                        PROVEN
                                + CARD
                                + "[network]=cartes_bancaires"
                                + bancaires
                                + "[cb_avalgo]=2"
                                + bancaires
                                + "[cb_exemption]=x"));
        assertThat(status(paid(ASKS, PROVEN + SECURE + "[requestor_challenge_indicator]=04")))
                .isEqualTo("succeeded");
    }
}
