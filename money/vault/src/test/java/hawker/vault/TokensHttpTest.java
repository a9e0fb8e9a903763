package hawker.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import hawker.api.ApiError;
import hawker.api.ServedApi;
import hawker.vault.Tokens.Kind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** One-use names of what is no card: numbers of people, what they told, a CVC alone. */
class TokensHttpTest {

    private static TwoOrigins house;

    @BeforeAll
    static void open() {
        house = new TwoOrigins();
    }

    @AfterAll
    static void close() {
        house.close();
    }

    @ParameterizedTest
    @CsvSource({
        "pii[id_number]=000000000, pii_, pii",
        "account[business_type]=individual, ct_, account",
        "person[first_name]=Jane, cpt_, person",
        "cvc_update[cvc]=123, cvctok_, cvc_update"
    })
    void each_kind_is_made_by_a_browser_and_says_nothing(String form, String prefix, String type) {
        for (var origin : List.of(house.main, house.vault)) {
            var made = post(origin, TwoOrigins.PUBLISHABLE, form);
            var id = made.path("id").asText();
            assertThat(id).startsWith(prefix);
            assertThat(made.path("object").asText()).isEqualTo("token");
            assertThat(made.path("type").asText()).isEqualTo(type);
            assertThat(made.path("client_ip").asText()).isEqualTo("127.0.0.1");
            assertThat(made.path("used").asBoolean()).isFalse();
            assertThat(made.toString()).doesNotContain("Jane", "000000000", "123", "individual\"");
            assertThat(get(id)).isEqualTo(made);
        }
    }

    @Test
    void one_call_makes_one_token() {
        var two = post("pii[id_number]=000000000&cvc_update[cvc]=123");
        assertThat(two.at("/error/code").asText()).isEqualTo("parameters_exclusive");
        assertThat(post("").at("/error/code").asText()).isEqualTo("parameter_missing");
        assertThat(post("pii[id]=1").at("/error/code").asText()).isEqualTo("parameter_unknown");
        var shared = post("customer=cus_1");
        assertThat(shared.at("/error/param").asText()).isEqualTo("customer");
    }

    @Test
    void of_live_people_only_their_own_browsers_tell() {
        var live = "_live_000000000000000000000001";
        var told = "person[first_name]=Jane";
        var refused = post(house.main, "sk" + live, told);
        assertThat(refused.at("/error/message").asText()).contains("publishable key");
        assertThat(post(house.main, "pk" + live, told).path("livemode").asBoolean()).isTrue();
        var cvc = post(house.main, "pk" + live, "cvc_update[cvc]=123");
        assertThat(cvc.at("/error/message").asText()).contains("generally unsafe");
        assertThat(post(house.vault, "pk" + live, "cvc_update[cvc]=123").path("used").asText())
                .isEqualTo("false");
    }

    @Test
    void what_was_told_is_opened_until_it_is_used_and_then_is_gone() {
        var tokens = house.module.vault().tokens();
        var id = post("person[first_name]=D%C3%B6rte").path("id").asText();
        var seller = TwoOrigins.SELLER;

        var told = tokens.open(seller, Kind.PERSON, id, "person_token");
        assertThat(told.text()).isEqualTo("{\"first_name\":\"Dörte\"}");
        assertThat(told.from()).contains("127.0.0.1");
        assertThat(told.toString()).doesNotContain("Dörte");
        assertThat(sealed(id)).isEqualTo(1);
        house.test
                .platform()
                .tx()
                .doInAccount(seller, tx -> tokens.use(tx, seller, id, "person_token"));
        assertThat(sealed(id)).isZero();
        assertThat(get(id).path("used").asBoolean()).isTrue();
        assertThatThrownBy(() -> tokens.open(seller, Kind.PERSON, id, "person_token"))
                .isInstanceOfSatisfying(
                        ApiError.class,
                        error -> assertThat(error.code()).contains("token_already_used"));
        var other = post("person[first_name]=Jane").path("id").asText();
        assertThatThrownBy(() -> tokens.open(seller, Kind.ACCOUNT, other, "account_token"))
                .hasMessageContaining("`person`");
        assertThatThrownBy(() -> tokens.open(seller.live(), Kind.PERSON, other, "person_token"))
                .hasMessageContaining("No such token");
    }

    @Test
    void what_nobody_uses_is_forgotten_after_a_day() {
        try (var alone = new TwoOrigins()) {
            post(alone.main, TwoOrigins.SECRET, "pii[id_number]=000000000");
            alone.test.clock().advance(Duration.ofHours(2));
            assertThat(alone.module.deleteUnnamed()).isZero();
            alone.test.clock().advance(Duration.ofHours(23));
            assertThat(alone.module.deleteUnnamed()).isEqualTo(1);
        }
    }

    /** How many texts a token names. */
    private static long sealed(String token) {
        return house.test
                .platform()
                .txAs("vault")
                .readAcross(
                        "test: how many texts there are",
                        tx ->
                                tx.one(
                                                """
                                                /* across: a test counts */
                                                select count(*) as n from vault.card
                                                where kept_until is not null
                                                and card_id in (
                                                    select sealed_id from vault.token
                                                    where token_id = ? and account_id = 1001)
                                                """,
                                                row -> row.number("n"),
                                                token)
                                        .orElseThrow());
    }

    private static JsonNode post(String form) {
        return post(house.main, TwoOrigins.SECRET, form);
    }

    private static JsonNode post(ServedApi origin, String key, String form) {
        return origin.ask(key, "POST", "/v1/tokens", form).body();
    }

    private static JsonNode get(String id) {
        return house.main.ask(TwoOrigins.SECRET, "GET", "/v1/tokens/" + id, "").body();
    }
}
