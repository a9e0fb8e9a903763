package hawker.vault;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A platform shares cards of its customers with accounts that are connected to it. */
class CloningHttpTest {

    private static final String METHODS = "/v1/payment_methods";
    private static final String TOKENS = "/v1/tokens";
    private static TwoOrigins house;

    @BeforeAll
    static void open() {
        house = new TwoOrigins();
        house.customers.add("cus_1");
    }

    @AfterAll
    static void close() {
        house.close();
    }

    private static String kept(String form) {
        var id = post(TwoOrigins.SECRET, METHODS, "type=card&" + form).path("id").asText();
        post(TwoOrigins.SECRET, METHODS + "/" + id + "/attach", "customer=cus_1");
        return id;
    }

    @ParameterizedTest
    @CsvSource({
        "card[token]=tok_mastercard, 4444",
        "card[number]=4000056655665556&card[exp_month]=12&card[exp_year]=2034&card[cvc]=123, 5556"
    })
    void the_copy_is_the_accounts_and_has_no_code(String form, String last4) {
        var card = kept(form);

        var copy = post(TwoOrigins.ACTING, METHODS, "customer=cus_1&payment_method=" + card);
        var token = post(TwoOrigins.ACTING, TOKENS, "customer=cus_1&card=" + card);

        assertThat(copy.at("/card/last4").asText()).isEqualTo(last4);
        assertThat(copy.path("customer").isNull()).isTrue();
        assertThat(token.at("/card/last4").asText()).isEqualTo(last4);
        var id = new PaymentMethod.Id(copy.path("id").asText());
        var vault = house.module.vault();
        var theirs = vault.find(TwoOrigins.CONNECTED, id).orElseThrow();
        assertThat(vault.find(TwoOrigins.SELLER, id)).isEmpty();
        assertThat(vault.use(TwoOrigins.CONNECTED, theirs, open -> open.number().endsWith(last4)))
                .contains(true);
        assertThat(vault.use(TwoOrigins.CONNECTED, theirs, OpenCard::hasCvc)).contains(false);
    }

    @Test
    void only_a_platform_shares_and_only_what_its_customer_has() {
        var card = kept("card[token]=tok_visa");
        var loose = post(TwoOrigins.SECRET, METHODS, "type=card&card[token]=tok_visa");
        var shares = "customer=cus_1&payment_method=";

        assertThat(param(post(TwoOrigins.SECRET, METHODS, shares + card))).isEqualTo("customer");
        assertThat(param(post(TwoOrigins.ACTING, METHODS, shares + loose.path("id").asText())))
                .isEqualTo("payment_method");
        assertThat(param(post(TwoOrigins.ACTING, METHODS, "customer=cus_2&payment_method=" + card)))
                .isEqualTo("customer");
        assertThat(param(post(TwoOrigins.ACTING, METHODS, "payment_method=" + card)))
                .isEqualTo("customer");
        assertThat(param(post(TwoOrigins.ACTING, TOKENS, "customer=cus_1&card=pm_none")))
                .isEqualTo("card");
        assertThat(param(post(TwoOrigins.ACTING, TOKENS, "customer=cus_1"))).isEqualTo("card");
    }

    private static String param(JsonNode refused) {
        return refused.at("/error/param").asText();
    }

    private static JsonNode post(String key, String path, String form) {
        return house.main.ask(key, "POST", path, form).body();
    }
}
