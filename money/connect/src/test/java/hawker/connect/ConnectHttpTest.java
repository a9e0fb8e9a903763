package hawker.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.stripe.StripeClient;
import com.stripe.exception.PermissionException;
import com.stripe.exception.StripeException;
import com.stripe.net.RequestOptions;
import com.stripe.param.AccountCreateParams;
import com.stripe.param.AccountListParams;
import com.stripe.param.AccountUpdateParams;
import hawker.api.ApiKeyKind;
import hawker.api.Got;
import java.time.DayOfWeek;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Platforms and their accounts: the official SDK as client, every answer held against its types.
 */
class ConnectHttpTest extends PlatformStory {

    private String key;
    private StripeClient stripe;

    @BeforeEach
    void asks() {
        key = bazaar.secretKey().secret();
        stripe = stage.client(key);
    }

    private Got post(String path, String form, String... headers) {
        return Stage.fits(stage.send(key, "POST", path, form, headers));
    }

    @Test
    void an_account_that_tells_everything_may_do_everything() {
        var made = post("/v1/accounts", WholeAccount.CUSTOM);
        assertThat(made.texts("/requirements/currently_due")).isEmpty();
        assertThat(made.body().path("charges_enabled").asBoolean()).isTrue();
        assertThat(made.body().path("payouts_enabled").asBoolean()).isTrue();
        assertThat(made.body().at("/capabilities/transfers").asText()).isEqualTo("active");
        assertThat(made.body().at("/individual/verification/status").asText())
                .isEqualTo("verified");
        assertThat(made.body().at("/individual").has("ssn_last_4")).isFalse();
        assertThat(made.body().toString()).doesNotContain("_check").doesNotContain("\"0000\"");
        var id = made.body().path("id").asText();
        var account = stage.accounts.byText(id).orElseThrow();
        assertThat(account.chargesEnabled()).isTrue();
        assertThat(stage.module.connect().may(number(id), "transfers")).isTrue();
        assertThat(stage.module.connect().platforms(number(id)))
                .containsExactly(bazaar.account().id().test());
    }

    @Test
    void what_is_missing_is_due_and_keeps_capabilities_inactive() throws StripeException {
        var made =
                stripe.v1()
                        .accounts()
                        .create(
                                AccountCreateParams.builder()
                                        .setType(AccountCreateParams.Type.CUSTOM)
                                        .setCountry("US")
                                        .setCapabilities(
                                                AccountCreateParams.Capabilities.builder()
                                                        .setTransfers(
                                                                AccountCreateParams.Capabilities
                                                                        .Transfers.builder()
                                                                        .setRequested(true)
                                                                        .build())
                                                        .build())
                                        .build());
        assertThat(made.getChargesEnabled()).isFalse();
        assertThat(made.getRequirements().getCurrentlyDue())
                .contains("business_type", "external_account", "tos_acceptance.date");
        assertThat(made.getRequirements().getDisabledReason()).isEqualTo("requirements.past_due");
        assertThat(made.getCapabilities().getTransfers()).isEqualTo("inactive");
        var changed =
                stripe.v1()
                        .accounts()
                        .update(
                                made.getId(),
                                AccountUpdateParams.builder()
                                        .setBusinessType(AccountUpdateParams.BusinessType.COMPANY)
                                        .putMetadata("shop", "12")
                                        .build());
        assertThat(changed.getMetadata()).containsEntry("shop", "12");
        assertThat(changed.getRequirements().getCurrentlyDue())
                .contains("company.tax_id", "representative.first_name")
                .doesNotContain("business_type");
        assertThat(told(made.getId())).contains("account.updated");
        assertThat(get("/v1/accounts/" + made.getId()).status()).isEqualTo(200);
    }

    @Test
    void test_values_decide_what_is_wrong() {
        var born = post("/v1/accounts", WholeAccount.CUSTOM.replace("[year]=1901", "[year]=1980"));
        assertThat(born.texts("/requirements/currently_due"))
                .containsExactly("individual.verification.document");
        var id = born.body().path("id").asText();
        var shown =
                post(
                        "/v1/accounts/" + id,
                        "individual[verification][document][front]=file_identity_document_success");
        assertThat(shown.body().path("charges_enabled").asBoolean()).isTrue();
        assertThat(told(id)).contains("capability.updated", "account.updated");
        var bad =
                post(
                        "/v1/accounts",
                        WholeAccount.CUSTOM.replace("jo.example", "geoblocked.stripe.com"));
        assertThat(bad.body().at("/requirements/errors/0/code").asText())
                .isEqualTo("invalid_url_website_inaccessible_geoblocked");
        assertThat(bad.body().path("charges_enabled").asBoolean()).isFalse();
    }

    @Test
    void a_company_has_persons_and_is_done_when_they_are() {
        var made =
                post(
                        "/v1/accounts",
                        "type=custom&country=US&business_type=company"
                                + "&capabilities[card_payments][requested]=true"
                                + "&business_profile[mcc]=5734&business_profile[url]=https://a.example"
                                + "&tos_acceptance[date]=1700000000&tos_acceptance[ip]=8.8.8.8"
                                + "&external_account=btok_us_verified"
                                + "&company[name]=Acme&company[phone]=0000000000"
                                + "&company[tax_id]=000000000&company[owners_provided]=true"
                                + "&company[directors_provided]=true"
                                + "&company[executives_provided]=true"
                                + "&company[address][line1]=address_full_match"
                                + "&company[address][city]=X&company[address][postal_code]=12345");
        var url = "/v1/accounts/" + made.body().path("id").asText();
        assertThat(made.texts("/requirements/currently_due"))
                .allMatch(field -> field.startsWith("representative."));
        var person =
                post(
                        url + "/persons",
                        "first_name=Jo&last_name=Doe&email=jo@example.com&phone=0000000000"
                                + "&dob[day]=1&dob[month]=1&dob[year]=1902"
                                + "&address[line1]=address_full_match&address[city]=X"
                                + "&address[postal_code]=12345&ssn_last_4=0000"
                                + "&relationship[representative]=true"
                                + "&relationship[percent_ownership]=25.5");
        assertThat(person.status()).as(person.body().toString()).isEqualTo(200);
        assertThat(person.body().at("/relationship/percent_ownership").asText()).isEqualTo("25.5");
        var id = person.body().path("id").asText();
        assertThat(get(url).body().path("charges_enabled").asBoolean()).isTrue();
        assertThat(get(url + "/people").body().path("data")).hasSize(1);
        assertThat(get(url + "/persons?relationship[director]=true").body().path("data")).isEmpty();
        assertThat(
                        post(url + "/persons/" + id, "email=jane@example.com")
                                .body()
                                .path("email")
                                .asText())
                .isEqualTo("jane@example.com");
        assertThat(delete(url + "/persons/" + id).status()).isEqualTo(200);
        assertThat(get(url + "/persons/" + id).error("code")).isEqualTo("resource_missing");
        assertThat(get(url).body().path("charges_enabled").asBoolean()).isFalse();
        assertThat(told(made.body().path("id").asText()))
                .contains("person.created", "person.updated", "person.deleted");
    }

    @Test
    void capabilities_are_asked_for_one_by_one() {
        var id = whole();
        var url = "/v1/accounts/" + id + "/capabilities";
        assertThat(get(url).body().path("data")).hasSize(2);
        var asked = post(url + "/sepa_debit_payments", "requested=true");
        assertThat(asked.body().path("status").asText()).isEqualTo("active");
        assertThat(post(url + "/transfers", "requested=false").body().path("status").asText())
                .isEqualTo("unrequested");
        assertThat(get(url + "/flying").error("code")).isEqualTo("resource_missing");
    }

    @Test
    void others_accounts_look_as_if_there_were_none() throws StripeException {
        var id = whole();
        var stranger = stage.platform().secretKey().secret();
        for (var path : List.of("", "/persons", "/capabilities", "/external_accounts")) {
            var refused = stage.send(stranger, "GET", "/v1/accounts/" + id + path, "");
            assertThat(refused.status()).isEqualTo(403);
            assertThat(refused.error("code")).isEqualTo("account_invalid");
        }
        assertThat(stage.send(stranger, "POST", "/v1/accounts/" + id, "email=a@b.example").status())
                .isEqualTo(403);
        assertThat(stage.send(stranger, "DELETE", "/v1/accounts/" + id, "").status())
                .isEqualTo(403);
        var live =
                stage.accounts.createKey(bazaar.account().id(), ApiKeyKind.SECRET, "live").secret();
        assertThat(stage.send(live, "GET", "/v1/accounts/" + id, "").status()).isEqualTo(403);
        assertThatThrownBy(() ->
                        stage.client(stranger)
                                .v1()
                                .accounts()
                                .retrieveCurrent(
                                        RequestOptions.builder().setStripeAccount(id).build()))
                .isInstanceOfSatisfying(
                        PermissionException.class,
                        e -> assertThat(e.getCode()).isEqualTo("account_invalid"));
    }

    @Test
    void a_platform_acts_for_its_accounts() throws StripeException {
        var id = whole();
        var own =
                stripe.v1()
                        .accounts()
                        .retrieveCurrent(RequestOptions.builder().setStripeAccount(id).build());
        assertThat(own.getId()).isEqualTo(id);
        assertThat(stripe.v1().accounts().retrieveCurrent().getId())
                .isEqualTo(bazaar.account().id().text());
        var unknown = get("/v1/accounts/acct_100000000000000000000000");
        assertThat(unknown.status()).isEqualTo(403);
    }

    @Test
    void a_rejected_account_does_nothing_until_it_is_taken_back() {
        var id = whole();
        var rejected = post("/v1/accounts/" + id + "/reject", "reason=fraud");
        assertThat(rejected.body().at("/requirements/disabled_reason").asText())
                .isEqualTo("rejected.fraud");
        assertThat(stage.accounts.byText(id).orElseThrow().payoutsEnabled()).isFalse();
        var back = post("/v1/accounts/" + id + "/unreject", "");
        assertThat(back.body().path("charges_enabled").asBoolean()).isTrue();
    }

    @Test
    void accounts_are_listed_newest_first_and_deleted_ones_are_gone() throws StripeException {
        var ids = new ArrayList<String>();
        for (int i = 0; i < 3; i++) ids.addFirst(whole());
        var listed = stripe.v1().accounts().list(AccountListParams.builder().setLimit(2L).build());
        assertThat(listed.getHasMore()).isTrue();
        var all = new ArrayList<String>();
        for (var each : listed.autoPagingIterable()) all.add(each.getId());
        assertThat(all).containsExactlyInAnyOrderElementsOf(ids);
        assertThat(delete("/v1/accounts/" + ids.getFirst()).body().path("deleted").asBoolean())
                .isTrue();
        assertThat(get("/v1/accounts/" + ids.getFirst()).status()).isEqualTo(403);
        assertThat(get("/v1/accounts").body().path("data")).hasSize(2);
    }

    @Test
    void two_changes_at_once_both_count() throws Exception {
        var id = whole();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var tasks = new ArrayList<Callable<Got>>();
            for (int i = 0; i < 8; i++) {
                var form = "metadata[k" + i + "]=v";
                tasks.add(() -> stage.send(key, "POST", "/v1/accounts/" + id, form));
            }
            for (var done : threads.invokeAll(tasks))
                assertThat(done.get().status()).isEqualTo(200);
        }
        assertThat(get("/v1/accounts/" + id).body().path("metadata")).hasSize(8);
    }

    @Test
    void the_same_key_opens_one_account() {
        var first = post("/v1/accounts", "type=express&country=DE", "Idempotency-Key", "one");
        var again = post("/v1/accounts", "type=express&country=DE", "Idempotency-Key", "one");
        assertThat(again.body().path("id")).isEqualTo(first.body().path("id"));
        assertThat(get("/v1/accounts").body().path("data")).hasSize(1);
        assertThat(first.body().path("default_currency").asText()).isEqualTo("eur");
    }

    @Test
    void type_and_controller_exclude_each_other() {
        var both = post("/v1/accounts", "type=custom&controller[losses][payments]=stripe");
        assertThat(both.error("code")).isEqualTo("parameters_exclusive");
        var by =
                post(
                        "/v1/accounts",
                        "controller[losses][payments]=application"
                                + "&controller[fees][payer]=application"
                                + "&controller[stripe_dashboard][type]=express");
        assertThat(by.body().path("type").asText()).isEqualTo("express");
        assertThat(post("/v1/accounts", "country=KP").error("code"))
                .isEqualTo("country_unsupported");
    }

    @Test
    void a_platform_says_when_its_account_is_paid_out() {
        var id = whole();
        var url = "/v1/accounts/" + id;
        var weekly =
                post(
                        url,
                        "settings[payouts][schedule][interval]=weekly"
                                + "&settings[payouts][schedule][weekly_anchor]=friday");
        assertThat(weekly.body().at("/settings/payouts/schedule/weekly_anchor").asText())
                .isEqualTo("friday");
        var wish = stage.module.connect().payoutWish(number(id)).orElseThrow();
        assertThat(wish)
                .isEqualTo(
                        new PayoutWish(
                                "weekly",
                                new TreeSet<>(Set.of(DayOfWeek.FRIDAY)),
                                new TreeSet<>(Set.of(1)),
                                Optional.empty()));
    }

    @Test
    void what_an_account_tells_buyers_is_known() {
        var id = whole();
        var address = "&business_profile[support_address]";
        post(
                "/v1/accounts/" + id,
                "business_profile[name]=Juniper&business_profile[support_email]=hi@juniper.example"
                        + (address + "[line1]=12 Still Lane" + address + "[city]=London")
                        + (address + "[postal_code]=E1 6AN" + address + "[country]=GB"));
        var told = stage.module.connect().presented(number(id)).orElseThrow();
        assertThat(told.name()).contains("Juniper");
        assertThat(told.email()).contains("hi@juniper.example");
        assertThat(told.address())
                .containsExactly("12 Still Lane", "London, E1 6AN", "United Kingdom");
    }
}
