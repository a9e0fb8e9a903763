package hawker.connect;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.api.ApiError;
import hawker.kernel.AccountId;
import hawker.platform.Tx;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What people told somebody else, under one-use names, in the place of parameters. */
class TokensHttpTest extends PlatformStory {

    private static final Instant TOLD = Instant.ofEpochSecond(1_700_000_000);

    /** Whoever keeps tokens, with those of the stories. */
    private static final class Kept implements Confided {

        private final Map<String, String> texts = new HashMap<>();
        private final Set<String> used = new HashSet<>();

        @Override
        public Text open(AccountId maker, Kind kind, String token, String param) {
            var prefix =
                    switch (kind) {
                        case ACCOUNT -> "ct_";
                        case PERSON -> "cpt_";
                        case PII -> "pii_";
                    };
            if (!token.startsWith(prefix) || !texts.containsKey(token))
                throw ApiError.missingReference("token", token, param);
            return new Text(texts.getOrDefault(token, ""), TOLD, Optional.of("1.2.3.4"));
        }

        @Override
        public void use(Tx tx, AccountId maker, String token, String param) {
            if (!used.add(token))
                throw ApiError.invalid("token_already_used", param, "used: " + token);
        }

        @Override
        public Optional<String> purpose(AccountId owner, String file) {
            return Optional.empty();
        }
    }

    private static final Kept KEPT = new Kept();

    private static final String JO =
            """
            {"business_type": "individual", "tos_shown_and_accepted": true,
             "individual": {"first_name": "Jo", "last_name": "Döe", "email": "jo@example.com",
               "phone": "0000000000", "id_number": "000000000",
               "dob": {"day": 1, "month": 1, "year": 1901},
               "address": {"line1": "address_full_match", "city": "Schenectady", "state": "NY",
                 "postal_code": "12345"}}}
            """;

    /** What the platform says of an account whose person told the rest. */
    private static String rest() {
        return Arrays.stream(WholeAccount.CUSTOM.split("&"))
                .filter(each -> !each.startsWith("individual["))
                .filter(each -> !each.startsWith("tos_") && !each.startsWith("business_type"))
                .collect(Collectors.joining("&"));
    }

    @BeforeAll
    static void hear() {
        stage.module.hearing(KEPT);
    }

    @Test
    void an_account_of_a_token_is_as_if_it_had_told_all_itself() {
        KEPT.texts.put("ct_whole", JO);

        var made = post("/v1/accounts", rest() + "&account_token=ct_whole");

        assertThat(made.status()).as(made.body().toString()).isEqualTo(200);
        assertThat(made.texts("/requirements/currently_due")).isEmpty();
        assertThat(made.text("business_type")).isEqualTo("individual");
        assertThat(made.text("individual.last_name")).isEqualTo("Döe");
        assertThat(made.body().at("/individual/id_number_provided").asBoolean()).isTrue();
        assertThat(made.body().at("/tos_acceptance/date").asLong()).isEqualTo(1_700_000_000);
        assertThat(made.text("tos_acceptance.ip")).isEqualTo("1.2.3.4");
        var again = post("/v1/accounts", rest() + "&account_token=ct_whole");
        assertThat(again.error("code")).isEqualTo("token_already_used");
        assertThat(again.error("param")).isEqualTo("account_token");
    }

    @Test
    void a_token_changes_an_account_and_says_nothing_beside_itself() {
        var id = post("/v1/accounts", WholeAccount.CUSTOM).id();
        KEPT.texts.put("ct_name", "{\"individual\":{\"first_name\":\"Joan\"}}");

        var both = post("/v1/accounts/" + id, "account_token=ct_name&individual[first_name]=Al");
        assertThat(both.error("code")).isEqualTo("parameters_exclusive");
        var changed = post("/v1/accounts/" + id, "account_token=ct_name&metadata[a]=b");
        assertThat(changed.text("individual.first_name")).isEqualTo("Joan");
        assertThat(changed.text("individual.last_name")).isEqualTo("Doe");
        assertThat(changed.text("metadata.a")).isEqualTo("b");
    }

    @Test
    void who_signed_by_a_token_signed_when_and_where_it_was_made() {
        KEPT.texts.put(
                "ct_owners",
                """
                {"business_type": "company", "company": {"name": "Juniper KK", "name_kana": "ジュニパー",
                  "address_kana": {"city": "シブヤ", "town": "ジングウマエ"},
                  "registration_number": "0110010012345",
                  "registration_date": {"day": 1, "month": 4, "year": 2020},
                  "ownership_declaration_shown_and_signed": true}}
                """);

        var made = post("/v1/accounts", "type=custom&country=JP&account_token=ct_owners");

        assertThat(made.status()).as(made.body().toString()).isEqualTo(200);
        var company = made.body().path("company");
        assertThat(company.at("/ownership_declaration/date").asLong()).isEqualTo(1_700_000_000);
        assertThat(company.at("/ownership_declaration/ip").asText()).isEqualTo("1.2.3.4");
        assertThat(company.at("/name_kana").asText()).isEqualTo("ジュニパー");
        assertThat(company.at("/address_kana/town").asText()).isEqualTo("ジングウマエ");
        assertThat(company.at("/registration_date/year").asInt()).isEqualTo(2020);
        assertThat(company.toString()).doesNotContain("registration_number");
    }

    @Test
    void an_account_tells_what_it_earns_and_how_its_invoices_keep_cards() {
        var id = post("/v1/accounts", WholeAccount.CUSTOM).id();

        var told =
                post(
                        "/v1/accounts/" + id,
                        "business_profile[annual_revenue][amount]=5000000"
                                + "&business_profile[annual_revenue][currency]=usd"
                                + "&business_profile[annual_revenue][fiscal_year_end]=2025-12-31"
                                + "&business_profile[minority_owned_business_designation][]="
                                + "women_owned_business"
                                + "&settings[invoices][hosted_payment_method_save]=offer"
                                + "&individual[id_number_secondary]=998877"
                                + "&individual[additional_tos_acceptances][account][ip]=8.8.8.8");

        assertThat(told.status()).as(told.body().toString()).isEqualTo(200);
        assertThat(told.body().at("/business_profile/annual_revenue/amount").asLong())
                .isEqualTo(5_000_000);
        assertThat(told.texts("/business_profile/minority_owned_business_designation"))
                .containsExactly("women_owned_business");
        assertThat(told.text("settings.invoices.hosted_payment_method_save")).isEqualTo("offer");
        assertThat(told.body().at("/individual/id_number_secondary_provided").asBoolean()).isTrue();
        assertThat(told.text("individual.additional_tos_acceptances.account.ip"))
                .isEqualTo("8.8.8.8");
        assertThat(told.body().toString()).doesNotContain("998877");
    }

    @Test
    void persons_have_tokens_too() {
        var id = post("/v1/accounts", "type=custom&country=US&business_type=company").id();
        KEPT.texts.put("cpt_ann", "{\"first_name\":\"Ann\",\"id_number\":\"000000000\"}");
        KEPT.texts.put("cpt_last", "{\"last_name\":\"Lee\"}");
        var url = "/v1/accounts/" + id + "/persons";

        var ann = post(url, "person_token=cpt_ann&relationship[owner]=true");
        assertThat(ann.text("first_name")).isEqualTo("Ann");
        assertThat(ann.body().at("/relationship/owner").asBoolean()).isTrue();
        assertThat(ann.body().path("id_number_provided").asBoolean()).isTrue();
        var lee = post(url + "/" + ann.id(), "person_token=cpt_last");
        assertThat(lee.text("last_name")).isEqualTo("Lee");
        assertThat(post(url, "person_token=cpt_ann").error("code")).isEqualTo("token_already_used");
        assertThat(post(url, "person_token=ct_whole").error("param")).isEqualTo("person_token");
    }

    @Test
    void a_number_is_checked_whoever_it_was_told() {
        KEPT.texts.put("pii_wrong", "111111111");
        KEPT.texts.put("pii_good", "000000000");
        var id = post("/v1/accounts", WholeAccount.CUSTOM).id();

        var wrong = post("/v1/accounts/" + id, "individual[id_number]=pii_wrong");
        assertThat(wrong.body().at("/individual/id_number_provided").asBoolean()).isTrue();
        assertThat(wrong.body().at("/requirements/errors").toString()).contains("id_number");
        assertThat(wrong.body().toString()).doesNotContain("111111111");
        var good = post("/v1/accounts/" + id, "individual[id_number]=pii_good");
        assertThat(good.body().at("/requirements/errors").toString()).doesNotContain("id_number");
        var used = post("/v1/accounts/" + id, "individual[id_number]=pii_good");
        assertThat(used.error("code")).isEqualTo("token_already_used");
        assertThat(used.error("param")).isEqualTo("individual[id_number]");
    }
}
