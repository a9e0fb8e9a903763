package hawker.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.api.ApiKeyKind;
import hawker.disputes.Dispute;
import hawker.kernel.PageRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Pages say what the API says, forms do once what they say, and nobody sees another's. */
class WorkbenchTest extends Story {

    private static final String FRAUD = "pm_card_createDispute";

    private static final byte[] PDF = "%PDF-1.4 a receipt".getBytes(StandardCharsets.US_ASCII);

    private Dispute dispute(String id) {
        return stage.disputes.find(stage.shop, new Dispute.Id(id)).orElseThrow();
    }

    @Test
    void a_dispute_is_told_in_plain_words_with_what_it_cost_and_when_to_answer() {
        var id = stage.disputed(stage.key, FRAUD);
        assertThat(stage.get("/dashboard/disputes").text())
                .contains(
                        "$42.00", "Needs response", "Fraudulent", "anna@example.com", "days left");
        assertThat(stage.get("/dashboard/disputes?show=won").text()).contains("No disputes here");
        var page = stage.get("/dashboard/disputes/" + id);
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.text())
                .contains("The cardholder says they did not make this payment.")
                .contains("The bank has taken $42.00 back")
                .contains("Chargeback withdrawal \u2212$42.00")
                .contains("Fee \u2212$15.00")
                .contains("Hand in evidence", "Accept and lose $42.00");
    }

    @Test
    void evidence_is_a_draft_until_it_is_handed_in_with_its_files() {
        var id = stage.disputed(stage.key, FRAUD);
        var path = "/dashboard/disputes/" + id;
        var form = new HashMap<>(stage.get(path).form(path));
        form.put("product_description", "A <b>lamp</b>");
        form.put("act", "save");
        assertThat(stage.browser.upload(stage.cookie, path, form, "receipt", PDF).status())
                .isEqualTo(303);
        var draft = dispute(id);
        assertThat(draft.status()).isEqualTo(Dispute.Status.NEEDS_RESPONSE);
        assertThat(draft.standing().evidence().field("product_description"))
                .contains("A <b>lamp</b>");
        assertThat(draft.standing().evidence().field("receipt")).isPresent();
        assertThat(stage.get(path).body())
                .contains("A &lt;b&gt;lamp&lt;/b&gt;", "Handed in: ")
                .doesNotContain("A <b>lamp");

        var again = new HashMap<>(stage.get(path).form(path));
        again.put("product_description", "A lamp");
        again.put("act", "submit");
        assertThat(stage.browser.upload(stage.cookie, path, again, "none").status()).isEqualTo(303);
        assertThat(dispute(id).status()).isEqualTo(Dispute.Status.UNDER_REVIEW);
        assertThat(dispute(id).standing().evidence().field("receipt"))
                .isEqualTo(draft.standing().evidence().field("receipt"));
        assertThat(stage.get(path).text())
                .contains("The bank is looking at your evidence", "Evidence was handed in")
                .contains("A draft of the evidence was saved", "What was sold A lamp")
                .doesNotContain("Save draft");
        // Sent twice: the second one finds it done.
        assertThat(stage.browser.upload(stage.cookie, path, again, "none").status()).isEqualTo(303);
        assertThat(dispute(id).standing().submissions()).isEqualTo(1);
    }

    @Test
    void a_file_that_is_not_taken_keeps_what_was_typed_and_says_so_beside_its_field() {
        var id = stage.disputed(stage.key, FRAUD);
        var path = "/dashboard/disputes/" + id;
        var form = new HashMap<>(stage.get(path).form(path));
        form.put("customer_name", "Anna Ash");
        form.put("act", "submit");
        var script = "<svg onload=alert(1)>".getBytes(StandardCharsets.US_ASCII);
        var page = stage.browser.upload(stage.cookie, path, form, "receipt", script);
        assertThat(page.status()).isEqualTo(422);
        assertThat(page.body()).contains("value=\"Anna Ash\"", "aria-invalid=\"true\"");
        assertThat(dispute(id).standing().evidence().isEmpty()).isTrue();
        // A file of somebody else's cannot be named either.
        form.put("kept-receipt", "file_of_another");
        var named = stage.browser.upload(stage.cookie, path, form, "none");
        assertThat(named.status()).isEqualTo(422);
        assertThat(dispute(id).status()).isEqualTo(Dispute.Status.NEEDS_RESPONSE);
    }

    @Test
    void only_keys_that_may_stand_in_pages_can_be_copied_from_the_list() {
        var page = stage.get("/dashboard/keys").body();
        var open =
                stage.accounts.keys(stage.shop).stream()
                        .flatMap(key -> key.publicKey().stream())
                        .findFirst()
                        .orElseThrow();
        assertThat(page).contains("data-copy=\"" + open + "\"").doesNotContain("data-copy=\"sk_");
    }

    @Test
    void a_dispute_is_accepted_once_and_is_lost() {
        var id = stage.disputed(stage.key, FRAUD);
        var path = "/dashboard/disputes/" + id;
        var accept = new HashMap<>(stage.get(path).form(path + "/accept"));
        assertThat(stage.browser.post(stage.cookie, path + "/accept", accept).status())
                .isEqualTo(303);
        assertThat(dispute(id).status()).isEqualTo(Dispute.Status.LOST);
        var again = stage.browser.post(stage.cookie, path + "/accept", accept);
        assertThat(again.status()).isEqualTo(422);
        assertThat(again.text()).contains("cannot be closed", "The dispute is lost");
    }

    @Test
    void what_belongs_to_another_seller_is_not_there_and_forms_need_their_token() {
        var theirs = stage.disputed(stage.otherKey, FRAUD);
        var customer = stage.made(stage.otherKey, "/v1/customers", "name=Bo").path("id").asText();
        var account = stage.connected(stage.otherKey);
        var key =
                stage.accounts
                        .keys(stage.accounts.authenticate(stage.otherKey).orElseThrow().account())
                        .getFirst()
                        .id();
        for (var path :
                List.of(
                        "/dashboard/disputes/" + theirs,
                        "/dashboard/disputes/..%2Fcharges",
                        "/dashboard/customers/" + customer,
                        "/dashboard/connect/" + account,
                        "/dashboard/connect/acct_nobody",
                        "/dashboard/connect/" + stage.shop.text(),
                        "/dashboard/transfers/tr_1",
                        "/dashboard/fees/fee_1",
                        "/dashboard/keys/" + key,
                        "/dashboard/logs/req_1",
                        "/dashboard/events/evt_000000000000000000000000")) {
            assertThat(stage.get(path).status()).as(path).isEqualTo(404);
            assertThat(stage.browser.get("", path).location()).as(path).startsWith("/login");
        }
        for (var act :
                List.of(
                        "/dashboard/disputes/" + theirs,
                        "/dashboard/disputes/" + theirs + "/accept",
                        "/dashboard/connect/" + account + "/link",
                        "/dashboard/keys/" + key + "/revoke")) {
            assertThat(stage.browser.post(stage.cookie, act, stage.token()).status())
                    .as(act)
                    .isEqualTo(404);
            assertThat(stage.browser.post(stage.cookie, act, Map.of("csrf", "no")).status())
                    .as(act)
                    .isEqualTo(403);
        }
        var roll = new HashMap<>(stage.token());
        roll.put("old", "0");
        assertThat(
                        stage.browser
                                .post(stage.cookie, "/dashboard/keys/" + key + "/roll", roll)
                                .status())
                .isEqualTo(404);
        assertThat(stage.accounts.authenticate(stage.otherKey)).isPresent();
    }

    @Test
    void a_restricted_key_may_do_what_was_chosen_and_is_shown_once() {
        var nothing =
                stage.send("/dashboard/keys", "/dashboard/keys", Map.of("kind", "restricted"));
        assertThat(nothing.status()).isEqualTo(422);
        assertThat(nothing.text()).contains("A restricted key needs a right");
        var made =
                stage.send(
                        "/dashboard/keys",
                        "/dashboard/keys",
                        Map.of(
                                "name", "Warehouse",
                                "kind", "restricted",
                                "right-charges", "read",
                                "right-customers", "write",
                                "right-nonsense", "write"));
        var secret = secret(made.body(), "rk_test_");
        assertThat(stage.browser.api(secret, "/v1/customers", "name=Bo").status()).isEqualTo(200);
        assertThat(stage.browser.api(secret, "/v1/charges", "amount=100").status()).isEqualTo(403);
        var key = stage.accounts.keys(stage.shop).getFirst();
        assertThat(key.rights()).containsExactlyInAnyOrder("charges:read", "customers:write");
        assertThat(stage.get("/dashboard/keys").body()).doesNotContain(secret);
        assertThat(stage.get("/dashboard/keys/" + key.id()).text())
                .contains("Charges Read", "Customers Read and write");
    }

    @Test
    void a_replaced_key_works_on_for_a_while_and_an_ended_one_not() {
        stage.accounts.createKey(stage.shop, ApiKeyKind.SECRET, "Website");
        var old = stage.accounts.keys(stage.shop).getFirst();
        var path = "/dashboard/keys/" + old.id();
        var rolled = stage.send(path, path + "/roll", Map.of("old", "24"));
        var fresh = secret(rolled.body(), "sk_test_");
        assertThat(stage.accounts.authenticate(fresh)).isPresent();
        assertThat(stage.get(path).text()).contains("It was replaced and works until");
        stage.test.clock().advance(Duration.ofHours(25));
        assertThat(stage.get(path).status()).isEqualTo(404);
        var now = stage.accounts.keys(stage.shop).getFirst();
        var ended = "/dashboard/keys/" + now.id();
        assertThat(stage.send(ended, ended + "/revoke", Map.of()).status()).isEqualTo(303);
        stage.test.clock().advance(Duration.ofSeconds(2));
        assertThat(stage.accounts.keys(stage.shop)).noneMatch(key -> key.id().equals(now.id()));
        var wrong = new HashMap<>(stage.token());
        wrong.put("old", "9999");
        assertThat(stage.browser.post(stage.cookie, path + "/roll", wrong).status()).isEqualTo(422);
    }

    @Test
    void a_request_is_shown_with_parameters_error_answer_object_and_events() {
        var charge = stage.paid(stage.key, 1_500, "pm_card_visa", "");
        stage.browser.api(
                stage.key,
                "/v1/payment_intents",
                "amount=5&currency=usd&description=4242+4242+4242+4242");
        var refused = stage.get("/dashboard/logs?status=refused");
        assertThat(refused.text()).contains("POST /v1/payment_intents", "400");
        assertThat(refused.text()).doesNotContain(" 200 ");
        var log = stage.get(first(refused.body(), "(/dashboard/logs/req_[^\"]+)"));
        assertThat(log.text())
                .contains("Why it was refused", "amount_too_small")
                .doesNotContain("4242 4242 4242 4242");

        var fine = stage.get("/dashboard/logs?status=succeeded&method=POST&path=payment_intents");
        var one = stage.get(first(fine.body(), "(/dashboard/logs/req_[^\"]+)"));
        assertThat(one.text()).contains("charge.succeeded", "pm_card_visa", "succeeded");
        assertThat(one.body()).contains("/dashboard/events/evt_").contains(charge);
        var event = stage.get(first(one.body(), "(/dashboard/events/evt_[^\"]+)"));
        assertThat(event.text())
                .contains("charge.succeeded", "It was sent to no endpoint", charge)
                .contains("Request req_");
        assertThat(stage.get("/dashboard/logs?status=any&method=any&path=&from=&to=").text())
                .contains(" 200 ", " 400 ");
        // A browser sends no form in which a choice that is asked for is empty.
        for (var page : List.of("/dashboard/logs", "/dashboard/keys", "/dashboard/events"))
            assertThat(stage.get(page).body()).doesNotContain("<option value=\"\"");
        assertThat(stage.get("/dashboard/logs?from=2999-01-01").text()).contains("No requests");
        assertThat(stage.get("/dashboard/events?type=charge.*").body())
                .contains("charge.succeeded", "/dashboard/logs/req_");
        assertThat(stage.get("/dashboard/events?type=nothing").text()).contains("No events here");
    }

    @Test
    void an_event_shows_to_whom_it_was_sent() {
        stage.made(
                stage.key,
                "/v1/webhook_endpoints",
                "url=" + stage.browser.url("/nowhere") + "&enabled_events[]=*");
        stage.paid(stage.key, 1_500, "pm_card_visa", "");
        stage.settle();
        stage.webhooks.webhooks().deliverDue(stage.shop);
        var events = stage.get("/dashboard/events");
        var event = stage.get(first(events.body(), "(/dashboard/events/evt_[^\"]+)"));
        assertThat(event.text()).contains("/nowhere", "Waiting");
        assertThat(event.body()).contains("/dashboard/webhooks/whd_");
    }

    @Test
    void customers_are_found_by_parts_of_words_and_shown_with_what_they_paid() {
        var customer =
                stage.made(
                                stage.key,
                                "/v1/customers",
                                "name=Anna+Ash&email=anna.ash@example.com&payment_method=pm_card_visa")
                        .path("id")
                        .asText();
        stage.made(stage.key, "/v1/customers", "name=Bo&email=bo@example.com");
        stage.made(
                stage.key,
                "/v1/customers/" + customer + "/balance_transactions",
                "amount=-500&currency=usd");
        var charge = stage.paid(stage.key, 2_000, "pm_card_visa", "&customer=" + customer);
        assertThat(stage.get("/dashboard/customers").text()).contains("Anna Ash", "bo@example.com");
        assertThat(stage.get("/dashboard/customers?q=ash").text())
                .contains("Anna Ash")
                .doesNotContain("bo@example.com");
        assertThat(stage.get("/dashboard/customers?q=" + customer).location())
                .endsWith("/dashboard/customers/" + customer);
        assertThat(stage.get("/dashboard/customers?q=%22%5C%27").text())
                .contains("No customer fits");
        var page = stage.get("/dashboard/customers/" + customer);
        assertThat(page.text())
                .contains("$20.00", "Succeeded", "Visa", "4242")
                .contains("A credit of $5.00 is taken off the next invoice.");
        assertThat(page.body()).contains("/dashboard/payments/" + charge);
    }

    @Test
    void a_platform_sees_what_its_accounts_owe_and_sends_them_to_their_onboarding() {
        assertThat(stage.get("/dashboard/connect").text()).contains("No connected accounts");
        var whole = stage.connected(stage.key);
        var owing =
                stage.made(
                                stage.key,
                                "/v1/accounts",
                                "type=express&country=US&email=mo@example.com"
                                        + "&capabilities[transfers][requested]=true")
                        .path("id")
                        .asText();
        stage.paid(stage.key, 10_000, "pm_card_bypassPending", "");
        var transfer =
                stage.made(
                                stage.key,
                                "/v1/transfers",
                                "amount=1200&currency=usd&destination=" + whole)
                        .path("id")
                        .asText();
        stage.settle();
        assertThat(stage.get("/dashboard/connect").text()).contains("Enabled", "Onboarding");
        assertThat(stage.get("/dashboard/connect/" + whole).text())
                .contains("Nothing: all that is asked", "Available $12.00", "Transfers Active");
        var path = "/dashboard/connect/" + owing;
        assertThat(stage.get(path).text())
                .contains("Still owes")
                .contains("Consent to the terms of service");
        var link = stage.send(path, path + "/link", Map.of());
        assertThat(link.text()).contains("An onboarding link");
        assertThat(stage.get(path).text()).doesNotContain("An onboarding link");
        assertThat(stage.get("/dashboard/transfers").text()).contains("$12.00", "Sent", whole);
        stage.made(stage.key, "/v1/transfers/" + transfer + "/reversals", "amount=200");
        assertThat(stage.get("/dashboard/transfers/" + transfer).text())
                .contains("Partly reversed", "$2.00");
    }

    @Test
    void fees_of_a_platform_are_listed_with_what_went_back() {
        var account = stage.connected(stage.key);
        stage.paid(
                stage.key,
                5_000,
                "pm_card_visa",
                "&application_fee_amount=700&transfer_data[destination]=" + account);
        stage.settle();
        var fees = stage.get("/dashboard/fees");
        assertThat(fees.text()).contains("$7.00", "Earned", account);
        var fee = first(fees.body(), "(/dashboard/fees/fee_[^\"]+)");
        stage.made(
                stage.key,
                "/v1/application_fees/" + fee.substring(fee.lastIndexOf('/') + 1) + "/refunds",
                "amount=100");
        assertThat(stage.get(fee).text()).contains("Partly refunded", "$1.00", "Their payment");
    }

    @Test
    void files_for_spreadsheets_hold_all_rows_and_no_formulas() {
        for (int i = 0; i < 3; i++)
            stage.paid(stage.key, 1_000 + i, "pm_card_visa", "&description=%3D1%2B1");
        stage.paid(stage.otherKey, 9_999, "pm_card_visa", "");
        var payments = stage.get("/dashboard/payments.csv").body();
        assertThat(payments.lines()).hasSize(4);
        assertThat(payments).startsWith("\uFEFFPayment,").contains("10.02", ",'=1+1,");
        assertThat(payments).doesNotContain("99.99");
        stage.made(stage.key, "/v1/customers", "name=%40SUM(A1)&email=bo@example.com");
        assertThat(stage.get("/dashboard/customers.csv").body()).contains(",'@SUM(A1),");
        var id = stage.disputed(stage.key, FRAUD);
        assertThat(stage.get("/dashboard/disputes.csv").body())
                .contains(id + ",", ",42.00,needs_response,fraudulent,10.4,");
        assertThat(stage.get("/dashboard/payouts.csv").body().lines()).hasSize(1);
        assertThat(stage.browser.get("", "/dashboard/payments.csv").location())
                .startsWith("/login");
        assertThat(stage.disputes.list(stage.shop, PageRequest.first(10)).items()).hasSize(1);
    }

    private static String secret(String body, String prefix) {
        return first(body, "(" + prefix + "[A-Za-z0-9]{30,})");
    }

    private static String first(String body, String pattern) {
        var found = Pattern.compile(pattern).matcher(body);
        if (!found.find()) throw new AssertionError("nothing like " + pattern + " in " + body);
        return found.group(1);
    }
}
