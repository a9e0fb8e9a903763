package hawker.connect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** What platforms look up and register: countries, and domains for wallets. */
class PlatformFactsHttpTest extends PlatformStory {

    @Test
    void countries_tell_what_they_want() {
        var list = get("/v1/country_specs?limit=2");
        assertThat(list.texts("/data")).hasSize(2);
        assertThat(list.body().at("/data/0/id").asText()).isEqualTo("AE");
        assertThat(
                        get("/v1/country_specs?limit=2&starting_after=AT")
                                .body()
                                .at("/data/0/id")
                                .asText())
                .isEqualTo("AU");
        assertThat(get("/v1/country_specs/US").body().path("default_currency").asText())
                .isEqualTo("usd");
        assertThat(get("/v1/country_specs/XX").error("code")).isEqualTo("resource_missing");
    }

    @Test
    void domains_for_wallets_are_registered_and_forgotten() {
        var made = post("/v1/apple_pay/domains", "domain_name=shop.example.com");
        assertThat(made.status()).as(made.body().toString()).isEqualTo(200);
        var url = "/v1/apple_pay/domains/" + made.body().path("id").asText();
        assertThat(get(url).body().path("domain_name").asText()).isEqualTo("shop.example.com");
        assertThat(post("/v1/apple_pay/domains", "domain_name=shop.example.com").body().path("id"))
                .isEqualTo(made.body().path("id"));
        assertThat(post("/v1/apple_pay/domains", "domain_name=no spaces").error("param"))
                .isEqualTo("domain_name");
        assertThat(get("/v1/apple_pay/domains?domain_name=shop.example.com").body().path("data"))
                .hasSize(1);
        var stranger = stage.platform().secretKey().secret();
        assertThat(stage.send(stranger, "GET", url, "").status()).isEqualTo(404);
        assertThat(stage.send(stranger, "DELETE", url, "").status()).isEqualTo(404);
        assertThat(delete(url).body().path("deleted").asBoolean()).isTrue();
        assertThat(get(url).error("code")).isEqualTo("resource_missing");
    }

    @Test
    void what_a_register_could_never_know_is_refused() {
        var made = post("/v1/accounts", "type=custom&country=US&business_type=company");
        var account = "/v1/accounts/" + made.body().path("id").asText();
        for (var wrong :
                Map.of(
                                "business_profile[mcc]",
                                "-1",
                                "business_profile[url]",
                                "javascript:alert(1)",
                                "business_profile[support_url]",
                                "no address",
                                "settings[branding][primary_color]",
                                "red",
                                "company[address][country]",
                                "[]")
                        .entrySet()) {
            var got = post(account, wrong.getKey() + "=" + wrong.getValue());
            assertThat(got.status()).as(wrong.getKey()).isEqualTo(400);
            assertThat(got.error("param")).isEqualTo(wrong.getKey());
        }
        for (var wrong :
                Map.of(
                                "relationship[percent_ownership]",
                                "100.5",
                                "ssn_last_4",
                                "12a4",
                                "nationality",
                                "0")
                        .entrySet()) {
            var got = post(account + "/persons", wrong.getKey() + "=" + wrong.getValue());
            assertThat(got.status()).as(wrong.getKey()).isEqualTo(400);
            assertThat(got.error("param")).isEqualTo(wrong.getKey());
            assertThat(got.error("message")).doesNotContain("12a4");
        }
        assertThat(get(account + "/persons").body().path("data")).isEmpty();
        var right =
                "business_profile[url]=shop.example&settings[branding][primary_color]=%235469d4";
        assertThat(post(account, right).body().at("/business_profile/url").asText())
                .isEqualTo("shop.example");
        var person = post(account + "/persons", "relationship[percent_ownership]=25.5");
        assertThat(person.body().at("/relationship/percent_ownership").asDouble()).isEqualTo(25.5);
    }
}
