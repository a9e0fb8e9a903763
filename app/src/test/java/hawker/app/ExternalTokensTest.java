package hawker.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import hawker.connect.WholeAccount;
import hawker.platform.TestPlatform;
import hawker.web.HttpServer;
import hawker.web.Response;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Bank accounts that were made tokens become what connected accounts are paid out to. */
class ExternalTokensTest {

    private static final int CONNECTIONS = 4;

    private static TestPlatform test;
    private static Hawker hawker;
    private static HttpServer server;
    private static HttpClient client;

    private record Got(int status, JsonNode body) {
        String text(String way) {
            return body.at(way).asText();
        }
    }

    @BeforeAll
    static void open() {
        test =
                TestPlatform.open(
                        Map.of(
                                Fixtures.SETTING,
                                "true",
                                "HAWKER_DATABASE_POOL",
                                String.valueOf(CONNECTIONS),
                                "HAWKER_PORT",
                                "1",
                                "HAWKER_VAULT_PORT",
                                "2"));
        hawker = Hawker.open(test.platform());
        var options =
                new HttpServer.Options(
                        "127.0.0.1",
                        0,
                        1 << 20,
                        request -> Response.text(404, "no route"),
                        request -> Response.text(405, "no method"));
        server = HttpServer.start(options, hawker.answeringPages(), test.platform());
        client = HttpClient.newHttpClient();
    }

    @AfterAll
    static void close() {
        client.close();
        server.close();
        hawker.close();
        test.close();
    }

    private static Got send(String method, String path, String form) throws Exception {
        return send(method, path, form, "");
    }

    /**
     * @param account for which the platform acts; empty: for itself
     */
    private static Got send(String method, String path, String form, String account)
            throws Exception {
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                        .header("Authorization", "Bearer sk_test_123")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .method(method, HttpRequest.BodyPublishers.ofString(form));
        if (!account.isEmpty()) request.header("Stripe-Account", account);
        var answer = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        return new Got(answer.statusCode(), new ObjectMapper().readTree(answer.body()));
    }

    private static String token() throws Exception {
        var made =
                send(
                        "POST",
                        "/v1/tokens",
                        "bank_account[country]=US&bank_account[currency]=usd"
                                + "&bank_account[routing_number]=110000000"
                                + "&bank_account[account_number]=000123456789"
                                + "&bank_account[account_holder_name]=Jo"
                                + "&bank_account[account_holder_type]=individual");
        assertThat(made.status()).as(made.body().toString()).isEqualTo(200);
        return made.text("/id");
    }

    private static Got opened(String token) throws Exception {
        return send("POST", "/v1/accounts", "type=custom&country=US&external_account=" + token);
    }

    @Test
    void more_accounts_than_connections_are_opened_at_once() throws Exception {
        var tokens = new ArrayList<String>();
        for (int i = 0; i < 2 * CONNECTIONS; i++) tokens.add(token());
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = tokens.stream().map(t -> pool.submit(() -> opened(t))).toList();
            for (var answer : answers) {
                var got = answer.get();
                assertThat(got.status()).as(got.body().toString()).isEqualTo(200);
                assertThat(got.text("/external_accounts/data/0/last4")).isEqualTo("6789");
            }
        }
    }

    @Test
    void a_token_is_used_up_once_and_by_what_succeeds() throws Exception {
        var token = token();
        var refused =
                send(
                        "POST",
                        "/v1/accounts",
                        "type=custom&country=US&business_type=company&individual[first_name]=Jo"
                                + "&external_account="
                                + token);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(send("GET", "/v1/tokens/" + token, "").text("/used")).isEqualTo("false");
        var statuses = new ArrayList<Integer>();
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers =
                    List.of(pool.submit(() -> opened(token)), pool.submit(() -> opened(token)));
            for (var answer : answers) statuses.add(answer.get().status());
        }
        assertThat(statuses).containsExactlyInAnyOrder(200, 400);
        assertThat(send("GET", "/v1/tokens/" + token, "").text("/used")).isEqualTo("true");
        assertThat(opened(token).text("/error/code")).isEqualTo("token_already_used");
    }

    @Test
    void an_update_takes_a_token_in_the_place_of_what_was_there() throws Exception {
        var account = opened("btok_us_verified").text("/id");
        var token = token();
        var changed =
                send(
                        "POST",
                        "/v1/accounts/" + account,
                        "email=a@b.example&external_account=" + token);
        assertThat(changed.status()).as(changed.body().toString()).isEqualTo(200);
        assertThat(changed.body().at("/external_accounts/data")).hasSize(1);
        assertThat(changed.text("/external_accounts/data/0/account_holder_name")).isEqualTo("Jo");
        var again =
                send(
                        "POST",
                        "/v1/accounts/" + account,
                        "email=c@b.example&external_account=" + token);
        assertThat(again.text("/error/code")).isEqualTo("token_already_used");
        assertThat(send("GET", "/v1/accounts/" + account, "").text("/email"))
                .isEqualTo("a@b.example");
    }

    private static final String CARD =
            "external_account[object]=card&external_account[exp_month]=12"
                    + "&external_account[exp_year]=2034&external_account[name]=Jo"
                    + "&external_account[address_zip]=94107&external_account[number]=";

    @Test
    void a_debit_card_is_described_by_a_published_number_only() throws Exception {
        var url = "/v1/accounts/" + opened("btok_us_verified").text("/id") + "/external_accounts";
        var card = send("POST", url, CARD + "4000056655665556&external_account[cvc]=123");
        assertThat(card.status()).as(card.body().toString()).isEqualTo(200);
        assertThat(card.text("/object")).isEqualTo("card");
        assertThat(card.text("/funding")).isEqualTo("debit");
        assertThat(card.text("/last4")).isEqualTo("5556");
        assertThat(card.text("/address_zip")).isEqualTo("94107");
        assertThat(card.body().toString()).doesNotContain("4000056655665556");
        assertThat(send("POST", url, CARD + "4242424242424242").text("/error/code"))
                .isEqualTo("invalid_card_type");
        var unsafe = send("POST", url, CARD + "4539578763621486");
        assertThat(unsafe.status()).isEqualTo(402);
        assertThat(unsafe.text("/error/message")).contains("unsafe");
        assertThat(unsafe.body().toString()).doesNotContain("4539578763621486");
        var numberless = send("POST", url, "external_account[object]=card");
        assertThat(numberless.text("/error/param")).isEqualTo("external_account[number]");
        var mixed = send("POST", url, CARD + "4000056655665556&external_account[routing_number]=1");
        assertThat(mixed.text("/error/code")).isEqualTo("parameter_unknown");
        var byHash = send("POST", url, "external_account[token]=" + token());
        assertThat(byHash.text("/last4")).isEqualTo("6789");
    }

    @Test
    void a_card_is_kept_on_behalf_of_a_connected_account() throws Exception {
        var other = opened("btok_us_verified").text("/id");
        var setups = "/v1/setup_intents";
        var incapable = send("POST", setups, "on_behalf_of=" + other);
        assertThat(incapable.text("/error/param")).isEqualTo("on_behalf_of");
        var able = whole();
        var kept =
                send(
                        "POST",
                        setups,
                        "confirm=true&payment_method=pm_card_visa&on_behalf_of=" + able);
        assertThat(kept.status()).as(kept.body().toString()).isEqualTo(200);
        assertThat(kept.text("/on_behalf_of")).isEqualTo(able);
        var attempts = send("GET", "/v1/setup_attempts?setup_intent=" + kept.text("/id"), "");
        assertThat(attempts.text("/data/0/on_behalf_of")).isEqualTo(able);
    }

    private static String whole() throws Exception {
        return send("POST", "/v1/accounts", WholeAccount.CUSTOM).text("/id");
    }

    @Test
    void a_customers_card_is_shared_as_a_source() throws Exception {
        var customer = send("POST", "/v1/customers", "source=tok_visa");
        var of = "customer=" + customer.text("/id") + "&original_source=";
        var card = customer.text("/default_source");
        var account = whole();
        var shared = send("POST", "/v1/sources", of + card, account);
        assertThat(shared.status()).as(shared.body().toString()).isEqualTo(200);
        assertThat(shared.text("/type")).isEqualTo("card");
        assertThat(shared.text("/card/last4")).isEqualTo("4242");
        var charge = "amount=500&currency=usd&source=" + shared.text("/id");
        assertThat(send("POST", "/v1/charges", charge, account).text("/status"))
                .isEqualTo("succeeded");
        assertThat(send("POST", "/v1/sources", of + card).text("/error/param"))
                .as("to nobody")
                .isEqualTo("customer");
        assertThat(send("POST", "/v1/sources", of + "card_1", account).text("/error/param"))
                .isEqualTo("original_source");
        assertThat(
                        send("POST", "/v1/sources", of + card + "&type=sepa_debit", account)
                                .text("/error/param"))
                .isEqualTo("original_source");
        assertThat(
                        send("POST", "/v1/sources", "original_source=" + card, account)
                                .text("/error/param"))
                .isEqualTo("customer");
        assertThat(
                        send(
                                        "POST",
                                        "/v1/sources",
                                        "type=card&customer=" + customer.text("/id"),
                                        account)
                                .text("/error/param"))
                .isEqualTo("original_source");
    }

    @Test
    void numbers_of_accounts_are_kept_by_their_platform() throws Exception {
        var other = opened("btok_us_verified").text("/id");
        var number = "type=us_ein&value=123456789&owner[type]=account&owner[account]=";
        var made = send("POST", "/v1/tax_ids", number + other);
        assertThat(made.status()).as(made.body().toString()).isEqualTo(200);
        assertThat(made.text("/owner/account")).isEqualTo(other);
        assertThat(send("POST", "/v1/tax_ids", number + "acct_1").text("/error/param"))
                .isEqualTo("owner[account]");
    }
}
