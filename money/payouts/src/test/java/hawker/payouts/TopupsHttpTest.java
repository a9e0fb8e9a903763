package hawker.payouts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.ApiModule;
import hawker.api.Json;
import hawker.api.StripeSchema;
import hawker.kernel.Currency;
import hawker.ledger.Purpose;
import hawker.web.HttpServer;
import hawker.web.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Money from an account's bank to its balance. */
class TopupsHttpTest {

    private static final StripeSchema SCHEMA = new StripeSchema();

    private final Till till = Till.on("2026-11-20");
    private final HttpServer server = serve();
    private final HttpClient http = HttpClient.newHttpClient();
    private int status;

    @AfterEach
    void close() {
        assertThat(till.audit.checkFromTheStart(till.shop)).isEmpty();
        http.close();
        server.close();
        till.close();
    }

    private HttpServer serve() {
        var api = ApiModule.open(till.test.platform(), till.accounts);
        return HttpServer.start(
                new HttpServer.Options(
                        "127.0.0.1",
                        0,
                        1 << 20,
                        request -> Response.text(404, "no such page"),
                        request -> Response.text(405, "not so")),
                api.routes(till.module.operations(), List.of(), List.of()),
                till.test.platform());
    }

    private ObjectNode send(String method, String path, String form) {
        var request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                        .header("Authorization", "Bearer " + till.opened.secretKey().secret())
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .method(method, HttpRequest.BodyPublishers.ofString(form));
        try {
            var response = http.send(request.build(), BodyHandlers.ofString());
            status = response.statusCode();
            var body = Json.parse(response.body());
            if (status == 200 && !body.path("object").asText().equals("list"))
                assertThat(SCHEMA.findings(body)).isEmpty();
            return body;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private ObjectNode topUp(String more) {
        return send("POST", "/v1/topups", "amount=2000&currency=usd" + more);
    }

    private long available() {
        return till.ledger.balance(till.shop, Purpose.MERCHANT_AVAILABLE, Currency.USD).minor();
    }

    private void bankAnswers() {
        till.test.clock().advance(Duration.ofSeconds(5));
        till.jobs();
    }

    private List<String> told() {
        till.test.platform().events().drain();
        return till.test.platform().events().newest(till.shop, Optional.empty(), 50).stream()
                .flatMap(event -> event.types().stream())
                .toList();
    }

    @Test
    void the_balance_has_it_once_the_bank_has_paid() {
        var made = topUp("&description=Float&metadata[week]=7&transfer_group=G");
        assertThat(made.path("status").asText()).isEqualTo("pending");
        assertThat(available()).isZero();
        bankAnswers();
        var now = send("GET", "/v1/topups/" + made.path("id").asText(), "");
        assertThat(now.path("status").asText()).isEqualTo("succeeded");
        assertThat(available()).isEqualTo(2_000);
        var line =
                send(
                        "GET",
                        "/v1/balance_transactions/" + now.path("balance_transaction").asText(),
                        "");
        assertThat(line.path("type").asText()).isEqualTo("topup");
        assertThat(line.path("net").asLong()).isEqualTo(2_000);
        bankAnswers();
        assertThat(available()).isEqualTo(2_000);
        assertThat(told()).contains("topup.created", "topup.succeeded");
    }

    @Test
    void a_bank_that_does_not_pay_leaves_the_books_alone() {
        var made = topUp("&source=btok_us_verified_accountClosed");
        bankAnswers();
        var now = send("GET", "/v1/topups/" + made.path("id").asText(), "");
        assertThat(now.path("status").asText()).isEqualTo("failed");
        assertThat(now.path("failure_code").asText()).isEqualTo("account_closed");
        assertThat(available()).isZero();
        assertThat(told()).contains("topup.failed");
    }

    @Test
    void one_that_the_bank_does_not_know_yet_is_canceled() {
        var id = topUp("").path("id").asText();
        assertThat(send("POST", "/v1/topups/" + id + "/cancel", "").path("status").asText())
                .isEqualTo("canceled");
        bankAnswers();
        assertThat(available()).isZero();
        assertThat(till.bank.heard).isEmpty();
        var other = topUp("").path("id").asText();
        bankAnswers();
        send("POST", "/v1/topups/" + other + "/cancel", "");
        assertThat(status).isEqualTo(400);
    }

    @Test
    void a_bank_that_is_silent_is_asked_again_and_pays_once() {
        till.bank.silent = 1;
        topUp("");
        bankAnswers();
        assertThat(available()).isZero();
        till.test.clock().advance(Duration.ofMinutes(10));
        till.jobs();
        assertThat(available()).isEqualTo(2_000);
        assertThat(till.bank.total()).isEqualTo(2_000);
    }

    @Test
    void a_bank_account_is_asked_for_its_own_currency_only() {
        for (var source : new String[] {"", "&source=btok_us_verified"}) {
            var refused = send("POST", "/v1/topups", "amount=2000&currency=eur" + source);
            assertThat(status).isEqualTo(400);
            assertThat(refused.at("/error/param").asText()).isEqualTo("currency");
        }
        bankAnswers();
        assertThat(till.bank.heard).isEmpty();
    }

    @Test
    void they_are_listed_and_changed() {
        var first = topUp("").path("id").asText();
        send("POST", "/v1/topups", "amount=500&currency=usd");
        assertThat(send("GET", "/v1/topups?amount=500", "").path("data")).hasSize(1);
        assertThat(send("GET", "/v1/topups?amount[gt]=500", "").path("data")).hasSize(1);
        assertThat(send("GET", "/v1/topups?limit=1", "").path("has_more").asBoolean()).isTrue();
        assertThat(send("GET", "/v1/topups?status=failed", "").path("data")).isEmpty();
        var changed = send("POST", "/v1/topups/" + first, "description=Other&metadata[a]=b");
        assertThat(changed.path("description").asText()).isEqualTo("Other");
        topUp("&source=btok_nobody");
        assertThat(status).isEqualTo(400);
    }
}
