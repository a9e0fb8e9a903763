package hawker.payouts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.ApiModule;
import hawker.api.Json;
import hawker.api.StripeSchema;
import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.kernel.Money;
import hawker.payouts.Payout.Status;
import hawker.payouts.Requested.Refusal;
import hawker.web.HttpServer;
import hawker.web.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Payouts within minutes, to other places, and back. Friday, 20 November 2026. */
class WaysOfPayoutsTest {

    private static final StripeSchema SCHEMA = new StripeSchema();
    private static final String CLOSED = "000111111113";

    private final Till till = Till.on("2026-11-20");
    private final String platform = till.open("platform").secretKey().secret();
    private final HttpServer server = serve();
    private final HttpClient http = HttpClient.newHttpClient();
    private int status;

    @AfterEach
    void close() {
        http.close();
        server.close();
        till.close();
    }

    // Instant

    @Test
    void an_instant_payout_is_there_the_same_day_and_costs_a_fee() {
        till.gift("ch_1", Money.usd(20_000));
        var made =
                send(
                        "/v1/payouts",
                        "amount=10000&currency=usd&method=instant",
                        till.opened.secretKey().secret());
        assertThat(made.path("method").asText()).isEqualTo("instant");
        assertThat(till.available()).isEqualTo(9_900);
        till.jobs();
        till.jobs();
        assertThat(till.newest().status()).isEqualTo(Status.PAID);
        var lines = get("/v1/balance_transactions?limit=2").path("data");
        var told = new ArrayList<String>();
        lines.forEach(line -> told.add(line.path("type").asText() + " " + line.path("net")));
        assertThat(told).containsExactlyInAnyOrder("stripe_fee -100", "payout -10000");
        till.run("2026-11-20");
        assertThat(till.newest().amount()).isEqualTo(Money.usd(9_900));
        assertThat(till.inTransit()).isEqualTo(9_900);
        till.holds();
    }

    @Test
    void the_balance_tells_what_can_be_paid_at_once() {
        till.gift("ch_1", Money.usd(10_100));
        var atOnce = get("/v1/balance").at("/instant_available/0");
        assertThat(atOnce.path("amount").asLong()).isEqualTo(10_100);
        assertThat(atOnce.at("/net_available/0/amount").asLong()).isEqualTo(10_000);
        assertThat(till.payouts.request(till.shop, NewPayout.instantly(Money.usd(10_001))))
                .isEqualTo(new Requested.Insufficient(Money.usd(10_000)));
        assertThat(till.available()).isEqualTo(10_100);
        assertThat(till.payouts.request(till.shop, NewPayout.instantly(Money.usd(10_000))))
                .isInstanceOf(Requested.Made.class);
        assertThat(till.available()).isZero();
    }

    @Test
    void of_many_who_ask_for_everything_at_once_one_gets_it() throws Exception {
        till.gift("ch_1", Money.usd(10_100));
        var outcomes = new ArrayList<Requested>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = new ArrayList<Callable<Requested>>();
            for (int i = 0; i < 8; i++)
                all.add(() ->
                        till.payouts.request(till.shop, NewPayout.instantly(Money.usd(10_000))));
            for (var each : threads.invokeAll(all)) outcomes.add(each.get());
        }
        assertThat(outcomes).filteredOn(o -> o instanceof Requested.Made).hasSize(1);
        assertThat(till.available()).isZero();
        till.holds();
    }

    @Test
    void a_payout_that_comes_back_brings_its_fee_back() {
        till.bankAccount("110000000", CLOSED);
        till.gift("ch_1", Money.usd(20_000));
        till.payouts.request(till.shop, NewPayout.instantly(Money.usd(10_000)));
        till.jobs();
        till.jobs();
        assertThat(till.newest().status()).isEqualTo(Status.FAILED);
        assertThat(till.available()).isEqualTo(20_000);
        till.holds();
    }

    @Test
    void not_every_bank_account_takes_money_at_once() {
        till.gift("ch_1", Money.usd(20_000));
        till.bankAccount("110000000", "000888888883");
        assertThat(till.payouts.request(till.shop, NewPayout.instantly(Money.usd(1_000))))
                .isEqualTo(new Requested.Refused(Refusal.NOT_INSTANT));
        assertThat(get("/v1/balance").has("instant_available")).isFalse();
        assertThat(till.payouts.request(till.shop, NewPayout.of(Money.usd(1_000))))
                .isInstanceOf(Requested.Made.class);
    }

    // To other places

    private static Destination place(String id, String number, boolean isDefault) {
        return new Destination(id, "US", Currency.USD, "110000000", number, true, isDefault);
    }

    @Test
    void a_payout_goes_where_it_was_told_to_go() {
        var bank = place("ba_1", Till.GOOD, true);
        var card = place("card_1", "3063", false);
        till.module.payingTo(account -> List.of(bank, card));
        till.gift("ch_1", Money.usd(20_000));
        var made =
                send(
                        "/v1/payouts",
                        "amount=1000&currency=usd&method=instant&destination=card_1",
                        till.opened.secretKey().secret());
        assertThat(made.path("type").asText()).isEqualTo("card");
        assertThat(made.path("destination").asText()).isEqualTo("card_1");
        send("/v1/payouts", "amount=2000&currency=usd", till.opened.secretKey().secret());
        till.jobs();
        assertThat(till.bank.heard.stream().map(i -> i.accountNumber()))
                .containsExactlyInAnyOrder("3063", Till.GOOD);
        send(
                "/v1/payouts",
                "amount=1000&currency=usd&destination=ba_other",
                till.opened.secretKey().secret());
        assertThat(status).isEqualTo(400);
    }

    // Back

    private Payout paid() {
        till.gift("ch_1", Money.usd(20_000));
        till.payouts.request(till.shop, NewPayout.instantly(Money.usd(10_000)));
        till.jobs();
        till.jobs();
        assertThat(till.newest().status()).isEqualTo(Status.PAID);
        return till.newest();
    }

    private ObjectNode reverse(Payout payout) {
        return send(
                "/v1/payouts/" + payout.id().text() + "/reverse", "metadata[why]=wrong", platform);
    }

    @Test
    void a_platform_takes_a_payout_back_and_it_is_booked_when_the_bank_has_it() {
        var original = paid();
        var reversal = reverse(original);
        assertThat(status).isEqualTo(200);
        assertThat(reversal.path("amount").asLong()).isEqualTo(-10_000);
        assertThat(reversal.path("original_payout").asText()).isEqualTo(original.id().text());
        assertThat(reversal.path("status").asText()).isEqualTo("pending");
        assertThat(reversal.path("balance_transaction").isNull()).isTrue();
        assertThat(till.available()).isEqualTo(9_900);

        reverse(original);
        assertThat(status).isEqualTo(400);
        send("/v1/payouts/" + reversal.path("id").asText() + "/reverse", "", platform);
        assertThat(status).isEqualTo(400);
        send("/v1/payouts/" + reversal.path("id").asText() + "/cancel", "", platform);
        assertThat(status).isEqualTo(400);

        till.jobs();
        till.jobs();
        var came = get("/v1/payouts/" + reversal.path("id").asText());
        assertThat(came.path("status").asText()).isEqualTo("paid");
        assertThat(came.path("balance_transaction").asText()).startsWith("txn_");
        assertThat(till.available()).isEqualTo(19_900);
        assertThat(get("/v1/payouts/" + original.id().text()).path("reversed_by").asText())
                .isEqualTo(came.path("id").asText());
        till.holds();
    }

    @Test
    void of_many_who_take_it_back_at_once_one_does() throws Exception {
        var original = paid();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = new ArrayList<Callable<ObjectNode>>();
            for (int i = 0; i < 8; i++) all.add(() -> reverse(original));
            var made = 0;
            for (var each : threads.invokeAll(all)) if (each.get().has("id")) made++;
            assertThat(made).isEqualTo(1);
        }
        till.jobs();
        till.jobs();
        assertThat(till.available()).isEqualTo(19_900);
        till.holds();
    }

    @Test
    void a_reversal_that_fails_moves_nothing_and_another_may_be_tried() {
        till.module.payingTo(account -> List.of(place("ba_1", Till.GOOD, true)));
        var original = paid();
        till.module.payingTo(account -> List.of(place("ba_1", CLOSED, true)));
        var reversal = reverse(original);
        till.jobs();
        till.jobs();
        var came = get("/v1/payouts/" + reversal.path("id").asText());
        assertThat(came.path("status").asText()).isEqualTo("failed");
        assertThat(came.path("failure_balance_transaction").isNull()).isTrue();
        assertThat(till.available()).isEqualTo(9_900);
        assertThat(get("/v1/payouts/" + original.id().text()).path("reversed_by").isNull())
                .isTrue();
        // It does not stop the account's own payouts.
        assertThat(till.payouts.obstacle(till.shop)).isEmpty();
        till.module.payingTo(account -> List.of(place("ba_1", Till.GOOD, true)));
        assertThat(reverse(original).path("status").asText()).isEqualTo("pending");
        till.holds();
    }

    @Test
    void only_what_arrived_is_taken_back_and_only_by_a_platform() {
        till.gift("ch_1", Money.usd(20_000));
        till.payouts.request(till.shop, NewPayout.of(Money.usd(1_000)));
        reverse(till.newest());
        assertThat(status).isEqualTo(400);
        var url = "/v1/payouts/" + till.newest().id().text() + "/reverse";
        var own = send(url, "", till.opened.secretKey().secret());
        assertThat(own.at("/error/message").asText()).contains("connected accounts");
        send("/v1/payouts/po_none/reverse", "", platform);
        assertThat(status).isEqualTo(404);
    }

    // The API on a port

    private HttpServer serve() {
        var api =
                ApiModule.open(
                        till.test.platform(),
                        till.accounts,
                        (caller, named) -> AccountId.parse(named).map(AccountId::test));
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

    private ObjectNode get(String path) {
        return ask(request(path, till.opened.secretKey().secret()).GET().build());
    }

    /** A POST for the shop, with its own key or a platform's. */
    private ObjectNode send(String path, String form, String key) {
        return ask(
                request(path, key)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("Stripe-Account", till.shop.text())
                        .POST(HttpRequest.BodyPublishers.ofString(form))
                        .build());
    }

    private HttpRequest.Builder request(String path, String key) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                .header("Authorization", "Bearer " + key);
    }

    private ObjectNode ask(HttpRequest request) {
        try {
            var response = http.send(request, BodyHandlers.ofString());
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
}
