package hawker.connect;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.api.ApiError;
import hawker.kernel.AccountId;
import hawker.platform.Tx;
import java.util.Optional;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What files prove of accounts and persons, and what else is told of them that is only kept. */
class PapersHttpTest extends PlatformStory {

    private static final String COMPANY =
            "type=custom&country=US&business_type=company"
                    + "&capabilities[transfers][requested]=true"
                    + "&company[name]=mismatch_business_name&company[phone]=0000000000"
                    + "&company[tax_id]=111111111&company[address][line1]=address_no_match"
                    + "&company[address][city]=X&company[address][postal_code]=12345";

    /** Whoever keeps files: one was handed in to prove something, one as evidence. */
    private static final Confided FILES =
            new Confided() {
                @Override
                public Text open(AccountId maker, Kind kind, String token, String param) {
                    throw ApiError.missingReference("token", token, param);
                }

                @Override
                public void use(Tx tx, AccountId maker, String token, String param) {
                    throw ApiError.missingReference("token", token, param);
                }

                @Override
                public Optional<String> purpose(AccountId owner, String file) {
                    return switch (file) {
                        case "file_proof" -> Optional.of("account_requirement");
                        case "file_receipt" -> Optional.of("dispute_evidence");
                        default -> Optional.empty();
                    };
                }
            };

    @BeforeAll
    static void hear() {
        stage.module.hearing(FILES);
    }

    private String company() {
        var made = post("/v1/accounts", COMPANY);
        assertThat(made.texts("/requirements/currently_due"))
                .contains("company.tax_id", "company.name", "company.address.line1");
        return "/v1/accounts/" + made.body().path("id").asText();
    }

    @Test
    void papers_prove_what_registers_do_not_know() {
        var url = company();
        var waiting =
                post(
                        url,
                        "documents[company_tax_id_verification][files][0]=file_proof"
                                + "&documents[proof_of_address][files][0]=file_proof");
        assertThat(waiting.texts("/requirements/currently_due")).contains("company.tax_id");
        var numbers =
                post(
                        url,
                        "documents[company_tax_id_verification][files][0]="
                                + "file_identity_document_success");
        assertThat(numbers.texts("/requirements/currently_due"))
                .contains("company.address.line1")
                .doesNotContain("company.tax_id", "company.name");
        var place =
                post(url, "documents[proof_of_address][files][0]=file_identity_document_success");
        assertThat(place.texts("/requirements/currently_due"))
                .noneMatch(field -> field.startsWith("company.") && !field.endsWith("_provided"));
        assertThat(place.body().has("documents")).isFalse();
    }

    @Test
    void a_document_of_a_company_proves_it_or_is_due_again() {
        var url = company();
        var front = "company[verification][document][front]=";
        var bad = post(url, front + "file_identity_document_failure");
        assertThat(bad.texts("/requirements/currently_due"))
                .contains("company.verification.document", "company.tax_id");
        var good = post(url, front + "file_identity_document_success");
        assertThat(good.texts("/requirements/currently_due"))
                .doesNotContain("company.verification.document", "company.tax_id");
        assertThat(good.body().at("/company/verification/document/front").asText())
                .isEqualTo("file_identity_document_success");
    }

    @Test
    void files_that_are_not_there_prove_nothing() {
        var url = company();
        var absent = post(url, "documents[company_license][files][0]=file_nowhere");
        assertThat(absent.status()).isEqualTo(400);
        assertThat(absent.error("code")).isEqualTo("resource_missing");
        assertThat(absent.error("param")).isEqualTo("documents[company_license][files]");
        var other = post(url, "company[verification][document][front]=file_receipt");
        assertThat(other.status()).isEqualTo(400);
        assertThat(other.error("param")).isEqualTo("company[verification][document][front]");
        var signer = post(url, "documents[proof_of_registration][signer][person]=person_1");
        assertThat(signer.error("param"))
                .isEqualTo("documents[proof_of_registration][signer][person]");
        var person = post(url + "/persons", "documents[passport][files][0]=file_receipt");
        assertThat(person.error("param")).isEqualTo("documents[passport][files]");
    }

    @Test
    void a_person_shows_a_passport_and_tells_what_banks_ask() {
        var url = company();
        var told =
                post(
                        url + "/persons",
                        "first_name=Jo&last_name=Doe&email=jo@example.com&phone=0000000000"
                                + "&dob[day]=1&dob[month]=1&dob[year]=1980"
                                + "&address[line1]=address_full_match&address[city]=X"
                                + "&address[postal_code]=12345&ssn_last_4=0000"
                                + "&relationship[representative]=true"
                                + "&us_cfpb_data[race_details][race][0]=samoan"
                                + "&us_cfpb_data[self_identified_gender]=woman");
        assertThat(told.texts("/requirements/currently_due"))
                .containsExactly("verification.document");
        assertThat(told.texts("/us_cfpb_data/race_details/race")).containsExactly("samoan");
        assertThat(told.body().at("/us_cfpb_data/ethnicity_details").isNull()).isTrue();
        var person = url + "/persons/" + told.body().path("id").asText();
        var proven = post(person, "documents[passport][files][0]=file_identity_document_success");
        assertThat(proven.texts("/requirements/currently_due")).isEmpty();
        assertThat(proven.body().has("documents")).isFalse();
        var individual = post(url, "individual[documents][visa][files][0]=file_proof");
        assertThat(individual.error("code")).isEqualTo("parameter_unknown");
    }

    @Test
    void what_only_a_platform_needs_is_kept_and_shown() {
        var url = company();
        var priced =
                post(
                        url,
                        "groups[payments_pricing]=gold"
                                + "&settings[sepa_debit_payments][creditor_id]=DE98ZZZ09999999999");
        assertThat(priced.body().at("/groups/payments_pricing").asText()).isEqualTo("gold");
        assertThat(priced.body().at("/settings/sepa_debit_payments/creditor_id").asText())
                .isEqualTo("DE98ZZZ09999999999");
        var custom = post(url, "groups[payments_pricing]=").body().at("/groups/payments_pricing");
        assertThat(custom.isNull()).isTrue();
    }

    @Test
    void an_account_is_paid_on_several_days() {
        var url = company();
        var schedule = "settings[payouts][schedule]";
        var days =
                post(
                        url,
                        schedule
                                + "[interval]=weekly&"
                                + schedule
                                + "[weekly_payout_days][0]=tuesday&"
                                + schedule
                                + "[weekly_payout_days][1]=friday");
        assertThat(days.texts("/settings/payouts/schedule/weekly_payout_days"))
                .containsExactly("tuesday", "friday");
        var one = post(url, schedule + "[weekly_anchor]=monday");
        assertThat(one.texts("/settings/payouts/schedule/weekly_payout_days"))
                .containsExactly("monday");
        var monthly =
                post(
                        url,
                        schedule
                                + "[interval]=monthly&"
                                + schedule
                                + "[monthly_payout_days][0]=15&"
                                + schedule
                                + "[monthly_payout_days][1]=1");
        assertThat(monthly.texts("/settings/payouts/schedule/monthly_payout_days"))
                .containsExactly("1", "15");
    }

    @Test
    void a_card_has_an_address_and_a_bank_account_has_papers() {
        var externals = company() + "/external_accounts";
        var card = post(externals, "external_account=tok_visa_debit").body().path("id").asText();
        var moved = post(externals + "/" + card, "address_line1=Main St 1&address_zip=12345");
        assertThat(moved.body().path("address_line1").asText()).isEqualTo("Main St 1");
        assertThat(post(externals + "/" + card, "account_holder_name=Jo").error("code"))
                .isEqualTo("parameter_unknown");
        var bank = post(externals, "external_account=btok_us_verified").body().path("id").asText();
        var shown =
                post(
                        externals + "/" + bank,
                        "documents[bank_account_ownership_verification][files][0]=file_proof");
        assertThat(shown.body().has("documents")).isFalse();
        assertThat(post(externals + "/" + bank, "exp_year=2040").error("code"))
                .isEqualTo("parameter_unknown");
    }
}
