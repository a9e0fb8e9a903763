package hawker.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import hawker.accounts.AccountsModule;
import hawker.api.ApiKeyKind;
import hawker.platform.TestPlatform;
import hawker.web.HttpServer;
import hawker.web.Response;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Suites of SDKs find what their examples name, and everything else is as real as ever. */
class FixturesTest {

    private static TestPlatform test;
    private static Hawker hawker;
    private static HttpServer server;
    private static HttpClient client;

    private record Got(int status, JsonNode body, String mock) {
        String text(String way) {
            return body.at(way).asText();
        }
    }

    @BeforeAll
    static void open() {
        test = TestPlatform.open(settings(Map.of(Fixtures.SETTING, "true")));
        hawker = Hawker.open(test.platform());
        server = serve(hawker);
        client = HttpClient.newHttpClient();
    }

    private static Map<String, String> settings(Map<String, String> more) {
        var all = new HashMap<>(more);
        all.put("HAWKER_PORT", "1");
        all.put("HAWKER_VAULT_PORT", "2");
        return all;
    }

    private static HttpServer serve(Hawker of) {
        var options =
                new HttpServer.Options(
                        "127.0.0.1",
                        0,
                        1 << 20,
                        request -> Response.text(404, "no route"),
                        request -> Response.text(405, "no method"));
        return HttpServer.start(options, of.answeringPages(), test.platform());
    }

    @AfterAll
    static void close() {
        client.close();
        server.close();
        hawker.close();
        test.close();
    }

    private static Got send(String method, String path, String form) throws Exception {
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                        .header("Authorization", "Bearer sk_test_123")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .method(method, HttpRequest.BodyPublishers.ofString(form));
        var answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        return new Got(
                answer.statusCode(),
                new ObjectMapper().readTree(answer.body()),
                answer.headers().firstValue("Stripe-Mock-Version").orElse(""));
    }

    @Test
    void an_example_stands_in_for_what_is_not_there() throws Exception {
        var customer = send("GET", "/v1/customers/cus_xxxxxxxxxxxxx", "");
        assertThat(customer.status()).isEqualTo(200);
        assertThat(customer.mock()).isEqualTo("master");
        assertThat(customer.text("/id")).isEqualTo("cus_xxxxxxxxxxxxx");
        assertThat(customer.text("/object")).isEqualTo("customer");
        var captured = send("POST", "/v1/charges/ch_xxxxxxxxxxxxx/capture", "");
        assertThat(captured.text("/object")).isEqualTo("charge");
        var gone = send("DELETE", "/v1/coupons/foo", "");
        assertThat(gone.text("/deleted")).isEqualTo("true");
        var persons = send("GET", "/v1/accounts/acct_xxxxxxxxxxxxx/persons", "");
        assertThat(persons.text("/object")).isEqualTo("list");
        assertThat(persons.text("/data/0/object")).isEqualTo("person");
        var clock =
                send(
                        "POST",
                        "/v1/test_helpers/test_clocks/clock_xxxxxxxxxxxxx/advance",
                        "frozen_time=1675552261");
        assertThat(clock.text("/object")).isEqualTo("test_helpers.test_clock");
        var charge = send("POST", "/v1/charges", "amount=100&currency=usd&source=tok_123");
        assertThat(charge.text("/object")).isEqualTo("charge");
    }

    @Test
    void what_an_example_is_shows_in_its_id_or_path() throws Exception {
        var accounts = "/v1/accounts/acct_123/external_accounts";
        assertThat(send("GET", accounts + "/card_123", "").text("/object")).isEqualTo("card");
        assertThat(send("GET", accounts + "/ba_123", "").text("/object")).isEqualTo("bank_account");
        var card = send("POST", accounts, "external_account=tok_123");
        assertThat(card.text("/object")).isEqualTo("card");
        var source = send("GET", "/v1/customers/cus_123/sources/src_123", "");
        assertThat(source.text("/object")).isEqualTo("source");
        var expired = send("POST", "/v1/test_helpers/refunds/re_123/expire", "");
        assertThat(expired.text("/object")).isEqualTo("refund");
        var ways = "funding_type=bank_transfer&currency=usd&bank_transfer[type]=us_bank_transfer";
        var told = send("POST", "/v1/customers/cus_123/funding_instructions", ways);
        assertThat(told.text("/object")).isEqualTo("funding_instructions");
        var payout = send("POST", "/v1/payouts", "amount=1100&currency=usd");
        assertThat(payout.text("/object")).isEqualTo("payout");
        assertThat(send("POST", "/v1/payouts", "amount=x&currency=usd").status()).isEqualTo(400);
    }

    @Test
    void an_example_belongs_to_what_its_path_says() throws Exception {
        var account = send("GET", "/v1/accounts/acct_123", "");
        assertThat(account.text("/external_accounts/url"))
                .isEqualTo("/v1/accounts/acct_123/external_accounts");
        var refund = send("POST", "/v1/application_fees/fee_123/refunds", "amount=100");
        assertThat(refund.text("/object")).isEqualTo("fee_refund");
        assertThat(refund.text("/fee")).isEqualTo("fee_123");
        assertThat(refund.text("/id")).startsWith("fr_");
        var reversal = send("POST", "/v1/transfers/tr_123/reversals/trr_123", "metadata[a]=b");
        assertThat(reversal.text("/id")).isEqualTo("trr_123");
        assertThat(reversal.text("/transfer")).isEqualTo("tr_123");
        var card = send("GET", "/v1/customers/cus_123/sources/card_123", "");
        assertThat(card.text("/customer")).isEqualTo("cus_123");
        var bank = send("GET", "/v1/accounts/acct_123/external_accounts/ba_123", "");
        assertThat(bank.text("/account")).isEqualTo("acct_123");
        for (var kind : List.of("card", "bank_account")) {
            var sources = "/v1/customers/cus_123/sources?limit=1&object=" + kind;
            assertThat(send("GET", sources, "").text("/data/0/object")).isEqualTo(kind);
        }
        var persons = send("GET", "/v1/accounts/acct_123/persons?limit=1", "");
        assertThat(persons.text("/data/0/account")).isEqualTo("acct_123");
        var captured = send("POST", "/v1/charges/ch_123/refund", "");
        assertThat(captured.text("/id")).isEqualTo("ch_123");
        var lines = send("GET", "/v1/checkout/sessions/cs_123/line_items", "");
        assertThat(lines.text("/data/0/object")).isEqualTo("item");
    }

    @Test
    void an_example_is_expanded_where_the_call_asks_for_it() throws Exception {
        var plain = send("GET", "/v1/charges/ch_123", "");
        assertThat(plain.text("/balance_transaction")).startsWith("txn_");
        assertThat(plain.text("/customer")).isEqualTo("null");
        var asked =
                "expand[]=balance_transaction&expand[]=customer&expand[]=on_behalf_of"
                        + "&expand[]=transfer_data.destination&expand[]=customer.default_source";
        var charge = send("GET", "/v1/charges/ch_123?" + asked, "");
        assertThat(charge.body().at("/balance_transaction/id").asText())
                .isEqualTo(plain.text("/balance_transaction"));
        assertThat(charge.text("/customer/object")).isEqualTo("customer");
        assertThat(charge.text("/customer/default_source/object")).isEqualTo("card");
        assertThat(charge.text("/on_behalf_of/object")).isEqualTo("account");
        var intent = send("GET", "/v1/payment_intents/pi_123", "");
        assertThat(intent.text("/transfer_data/destination")).startsWith("acct_");
        var customer = send("GET", "/v1/customers/cus_123?expand%5B0%5D=sources", "");
        assertThat(customer.text("/sources/url")).isEqualTo("/v1/customers/cus_123/sources");
        assertThat(customer.text("/sources/data/0/object")).isEqualTo("card");
        var paid = send("POST", "/v1/invoices/in_123/pay", "expand[]=customer");
        assertThat(paid.text("/customer/object")).isEqualTo("customer");
        var disputes = send("GET", "/v1/disputes?expand[]=data.charge", "");
        assertThat(disputes.text("/data/0/charge/object")).isEqualTo("charge");
    }

    @Test
    void an_example_that_time_has_made_wrong_is_still_answered() throws Exception {
        var number = "card[number]=4242424242424242&card[cvc]=314&card[exp_month]=8";
        var method = send("POST", "/v1/payment_methods", "type=card&card[exp_year]=2024&" + number);
        assertThat(method.text("/object")).isEqualTo("payment_method");
        var token = send("POST", "/v1/tokens", "card[exp_year]=2023&" + number);
        assertThat(token.text("/object")).isEqualTo("token");
        var taxId = send("POST", "/v1/tax_ids", "type=eu_vat&value=123");
        assertThat(taxId.text("/object")).isEqualTo("tax_id");
        for (int run = 0; run < 2; run++) {
            var list = send("POST", "/v1/radar/value_lists", "alias=twice&name=Twice");
            assertThat(list.text("/object")).as("run " + run).isEqualTo("radar.value_list");
        }
        var key = send("POST", "/v1/ephemeral_keys", "customer=cus_123");
        var closed = send("DELETE", "/v1/ephemeral_keys/" + key.text("/id"), "");
        assertThat(closed.text("/object")).isEqualTo("ephemeral_key");
        var reader = send("POST", "/v1/terminal/readers", "registration_code=a-b-c&label=One");
        assertThat(reader.text("/object")).isEqualTo("terminal.reader");
        assertThat(send("GET", "/v1/tokens/tok_xxxx", "").text("/id")).isEqualTo("tok_xxxx");
        var wrong = send("POST", "/v1/tokens", "card[exp_year]=2023&" + number + "&card[foo]=1");
        assertThat(wrong.text("/error/code")).isEqualTo("parameter_unknown");
    }

    @Test
    void a_list_has_an_example_until_there_is_something() throws Exception {
        for (var each :
                Map.of(
                                "/v1/disputes",
                                "dispute",
                                "/v1/topups?limit=3",
                                "topup",
                                "/v1/radar/value_lists",
                                "radar.value_list",
                                "/v1/invoices/search?query=total%3E999",
                                "invoice")
                        .entrySet()) {
            var list = send("GET", each.getKey(), "");
            assertThat(list.text("/data/0/object")).as(each.getKey()).isEqualTo(each.getValue());
        }
        var made = send("POST", "/v1/coupons", "percent_off=10&duration=once");
        assertThat(send("GET", "/v1/coupons", "").text("/data/0/id")).isEqualTo(made.text("/id"));
        var after = "/v1/coupons?starting_after=" + made.text("/id");
        assertThat(send("GET", after, "").text("/data/0/id")).isEmpty();
        var code =
                send(
                        "POST",
                        "/v1/promotion_codes",
                        "promotion[type]=coupon&promotion[coupon]=Z4OV52SU");
        assertThat(code.text("/object")).isEqualTo("promotion_code");
    }

    @Test
    void what_is_real_is_answered_really() throws Exception {
        var made = send("POST", "/v1/customers", "name=Ann");
        assertThat(made.text("/name")).isEqualTo("Ann");
        var found = send("GET", "/v1/customers/" + made.text("/id"), "");
        assertThat(found.text("/name")).isEqualTo("Ann");
        var missing = send("GET", "/v1/customers/cus_QXg1o8vcGmoR33", "");
        assertThat(missing.status()).isEqualTo(404);
        var wrong = send("POST", "/v1/customers", "nonsense=1");
        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.text("/error/code")).isEqualTo("parameter_unknown");
    }

    @Test
    void it_stays_off_unless_switched_on_and_never_with_real_money() {
        try (var plain = TestPlatform.open(Map.of(), "api", "accounts")) {
            var accounts = AccountsModule.open(plain.platform());
            assertThat(Fixtures.of(plain.platform(), accounts)).isEmpty();
        }
        var on = Map.of(Fixtures.SETTING, "true");
        try (var keyed = TestPlatform.open(on, "api", "accounts")) {
            var accounts = AccountsModule.open(keyed.platform());
            assertThat(Fixtures.of(keyed.platform(), accounts)).isPresent();
            var account = accounts.accounts().accountByHandle("test-fixtures").orElseThrow();
            accounts.accounts().createKey(account.id(), ApiKeyKind.SECRET, "Live");
            assertThatThrownBy(() -> Fixtures.of(keyed.platform(), accounts))
                    .hasMessageContaining("live keys");
        }
        var live = Map.of(Fixtures.SETTING, "true", "HAWKER_LIVE_CONNECTOR", "some");
        try (var connected = TestPlatform.open(live, "api", "accounts")) {
            var accounts = AccountsModule.open(connected.platform());
            assertThatThrownBy(() -> Fixtures.of(connected.platform(), accounts))
                    .hasMessageContaining("live keys");
        }
    }
}
