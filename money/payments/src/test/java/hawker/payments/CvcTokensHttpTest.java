package hawker.payments;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.vault.Tokens;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A CVC that the buyer types anew for a card that is kept already. */
class CvcTokensHttpTest extends ApiStory {

    private static final String PARAM = "payment_method_options[card][cvc_token]";

    /** Of a number that is kept without its CVC: "customer=…&payment_method=…". */
    private static String kept(String number) {
        var customer = api.post("/v1/customers", "").body().path("id").asText();
        var card =
                api.post(
                                "/v1/payment_methods",
                                "type=card&card[exp_month]=12&card[exp_year]=2034&card[number]="
                                        + number)
                        .body()
                        .path("id")
                        .asText();
        var attached = api.post("/v1/payment_methods/" + card + "/attach", "customer=" + customer);
        assertThat(attached.status()).isEqualTo(200);
        return "customer=" + customer + "&payment_method=" + card;
    }

    private static String token(String cvc) {
        var made =
                api.send(
                        stage.opened.publishableKey().secret(),
                        "POST",
                        "/v1/tokens",
                        "cvc_update[cvc]=" + cvc);
        fits(made);
        assertThat(made.body().path("id").asText()).startsWith("cvctok_");
        assertThat(made.body().path("type").asText()).isEqualTo("cvc_update");
        return made.body().path("id").asText();
    }

    private static Api.Got pay(String method, String more) {
        return api.post(INTENTS, "amount=2000&currency=usd&confirm=true&" + method + more);
    }

    private static String with(String token) {
        return "&" + Api.encode(PARAM) + "=" + token;
    }

    private static String check(Api.Got intent) {
        var charge = intent.body().path("latest_charge").asText();
        return api.get("/v1/charges/" + charge)
                .body()
                .at("/payment_method_details/card/checks/cvc_check")
                .asText();
    }

    @Test
    void the_bank_checks_it_for_this_payment_and_no_other() {
        var card = kept("4242424242424242");
        var token = token("123");

        assertThat(check(fits(pay(card, "")))).isEqualTo("null");
        assertThat(check(fits(pay(card, with(token))))).isEqualTo("pass");
        assertThat(check(fits(pay(card, "")))).isEqualTo("null");
        var again = pay(card, with(token));
        assertThat(again.status()).isEqualTo(400);
        assertThat(again.error("code")).isEqualTo("token_already_used");
        assertThat(again.error("param")).isEqualTo(PARAM);
        assertThat(fits(api.get("/v1/tokens/" + token)).body().path("used").asBoolean()).isTrue();
    }

    @Test
    void a_bank_that_finds_it_wrong_refuses() {
        var card = kept("4000000000000127");
        fits(pay(card, ""));

        var refused = pay(card, with(token("999")));

        assertThat(refused.status()).isEqualTo(402);
        assertThat(refused.error("code")).isEqualTo("incorrect_cvc");
    }

    @Test
    void a_browser_confirms_with_it() {
        var open = api.post(INTENTS, "amount=2000&currency=usd&" + kept("4000000000000101"));
        var path = INTENTS + "/" + open.body().path("id").asText() + "/confirm";
        var secret = open.body().path("client_secret").asText();

        var paid =
                api.send(
                        stage.opened.publishableKey().secret(),
                        "POST",
                        path,
                        "client_secret=" + secret + with(token("123")));

        assertThat(paid.status()).as(paid.body().toString()).isEqualTo(200);
        var intent = api.get(INTENTS + "/" + open.body().path("id").asText());
        assertThat(check(intent)).isEqualTo("fail");
    }

    @Test
    void it_is_for_confirmations_only_and_for_ten_minutes() {
        var card = kept("4242424242424242");
        var token = token("123");

        var unconfirmed = api.post(INTENTS, "amount=2000&currency=usd&" + card + with(token));
        assertThat(unconfirmed.error("param")).isEqualTo(PARAM);
        stage.clock.advance(Duration.ofMinutes(11));
        assertThat(pay(card, with(token)).error("message")).contains("expired");
        assertThat(pay(card, with("cvctok_nothing")).error("code")).isEqualTo("resource_missing");
        var number = api.post("/v1/tokens", "pii[id_number]=000000000").body().path("id").asText();
        assertThat(number).startsWith("pii_");
        var wrong = pay(card, with(number));
        assertThat(wrong.error("message")).contains("`" + Tokens.Kind.PII.word() + "`");
        assertThat(wrong.error("param")).isEqualTo(PARAM);
    }

    @Test
    void what_is_no_cvc_is_none_and_no_method_either() {
        var refused = api.post("/v1/tokens", "cvc_update[cvc]=12");
        assertThat(refused.status()).isEqualTo(402);
        assertThat(refused.error("code")).isEqualTo("invalid_cvc");
        var source = api.post("/v1/charges", "amount=100&currency=usd&source=" + token("123"));
        assertThat(source.status()).isEqualTo(400);
        assertThat(source.error("message")).contains("cvc_update");
        var card = "card[number]=4242424242424242&card[exp_month]=12&card[exp_year]=2034";
        var used = api.post("/v1/tokens", card).body().path("id").asText();
        var charge = "amount=100&currency=usd&source=" + used;
        assertThat(api.post("/v1/charges", charge).status()).isEqualTo(200);
        assertThat(api.post("/v1/charges", charge).error("code")).isEqualTo("token_already_used");
    }
}
