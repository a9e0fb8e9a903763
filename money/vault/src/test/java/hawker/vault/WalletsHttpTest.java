package hawker.vault;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Cards out of the test network's wallets. */
class WalletsHttpTest {

    private static final HttpClient BROWSER = HttpClient.newHttpClient();
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static TwoOrigins house;

    @BeforeAll
    static void open() {
        house = new TwoOrigins();
    }

    @AfterAll
    static void close() {
        house.close();
        BROWSER.close();
    }

    @ParameterizedTest
    @CsvSource({
        "apple_pay, visa, 4242, 4242",
        "google_pay, mastercard, 4444, 4444",
        "link, declined, 9995, null"
    })
    void a_card_of_a_wallet_says_so_to_everybody(
            String wallet, String card, String last4, String deviceNumber) throws Exception {
        var form = "card=" + card + "&billing_details[name]=Ada&metadata[order]=7";
        var answer = post(house.vaultUrl(), wallet, TwoOrigins.PUBLISHABLE, form);
        assertThat(answer.statusCode()).isEqualTo(200);
        var made = MAPPER.readTree(answer.body());
        var shown = made.at("/card/wallet");
        assertThat(shown.path("type").asText()).isEqualTo(wallet);
        assertThat(shown.path(wallet).isObject()).isTrue();
        assertThat(shown.path("dynamic_last4").asText()).isEqualTo(deviceNumber);
        assertThat(made.at("/card/last4").asText()).isEqualTo(last4);
        assertThat(made.at("/card/checks/cvc_check").isNull()).isTrue();
        assertThat(made.at("/billing_details/name").asText()).isEqualTo("Ada");
        assertThat(retrieved(made.path("id").asText())).isEqualTo(made);
    }

    @Test
    void a_card_that_was_typed_lay_in_no_wallet() throws Exception {
        var form = "type=card&card[number]=4242424242424242&card[exp_month]=12&card[exp_year]=2034";
        var typed = send(house.mainUrl() + "/v1/payment_methods", TwoOrigins.SECRET, form);
        assertThat(MAPPER.readTree(typed.body()).at("/card/wallet").isNull()).isTrue();
    }

    @Test
    void only_the_vault_has_wallets_and_none_in_live_mode() throws Exception {
        var form = "card=visa";
        assertThat(post(house.mainUrl(), "link", TwoOrigins.PUBLISHABLE, form).statusCode())
                .isEqualTo(404);
        assertThat(post(house.vaultUrl(), "paypal", TwoOrigins.PUBLISHABLE, form).statusCode())
                .isEqualTo(404);
        var live = "sk_live_000000000000000000000001";
        assertThat(post(house.vaultUrl(), "link", live, form).statusCode()).isEqualTo(404);
    }

    @Test
    void a_wallet_has_its_own_cards_and_no_others() throws Exception {
        var refused =
                post(house.vaultUrl(), "link", TwoOrigins.PUBLISHABLE, "card=4242424242424242");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(MAPPER.readTree(refused.body()).at("/error/param").asText()).isEqualTo("card");
    }

    private static JsonNode retrieved(String id) throws Exception {
        var request =
                HttpRequest.newBuilder(URI.create(house.mainUrl() + "/v1/payment_methods/" + id))
                        .header("Authorization", "Bearer " + TwoOrigins.SECRET)
                        .build();
        return MAPPER.readTree(BROWSER.send(request, HttpResponse.BodyHandlers.ofString()).body());
    }

    private static HttpResponse<String> post(String origin, String wallet, String key, String form)
            throws Exception {
        return send(origin + "/v1/wallets/" + wallet + "/payment_methods", key, form);
    }

    private static HttpResponse<String> send(String url, String key, String form) throws Exception {
        var request =
                HttpRequest.newBuilder(URI.create(url))
                        .header("Authorization", "Bearer " + key)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build();
        return BROWSER.send(request, HttpResponse.BodyHandlers.ofString());
    }
}
