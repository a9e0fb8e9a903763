package hawker.payouts;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.ApiModule;
import hawker.api.Json;
import hawker.api.StripeSchema;
import hawker.kernel.Currency;
import hawker.kernel.Money;
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
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What programs see, over HTTP; every object is checked against the official SDK's types. */
class BalanceHttpTest {

    private final Till till = Till.on("2026-11-20");
    private final HttpServer server = serve();
    private final HttpClient http = HttpClient.newHttpClient();
    private int status;

    @AfterEach
    void close() {
        http.close();
        server.close();
        till.close();
    }

    @Test
    void an_empty_balance_shows_the_accounts_currency() {
        var balance = get("/v1/balance");
        assertThat(findings(balance)).isEmpty();
        var atOnce = balance.remove("instant_available").path(0);
        assertThat(atOnce.path("amount").asLong()).isZero();
        assertThat(atOnce.at("/net_available/0/amount").asLong()).isZero();
        assertThat(balance.toString())
                .isEqualTo(
                        "{\"object\":\"balance\",\"available\":[{\"amount\":0,\"currency\":\"usd\","
                                + "\"source_types\":{\"card\":0}}],\"livemode\":false,\"pending\":"
                                + "[{\"amount\":0,\"currency\":\"usd\",\"source_types\":{\"card\":0}}]}");
        assertThat(findings(balance)).isEmpty();
    }

    @Test
    void a_balance_tells_available_and_pending_by_currency() {
        till.sale("ch_1", 1000);
        till.gift("ch_2", Money.of(500, Currency.EUR));
        var balance = get("/v1/balance");
        assertThat(findings(balance)).isEmpty();
        assertThat(amounts(balance.path("available"))).containsExactly("eur 500", "usd 0");
        assertThat(amounts(balance.path("pending"))).containsExactly("eur 0", "usd 941");
    }

    @Test
    void a_seller_says_on_which_days_and_with_which_words_to_be_paid() {
        var schedule = "payments[payouts][schedule]";
        var weekly =
                post(
                        "/v1/balance_settings",
                        schedule
                                + "[interval]=weekly&"
                                + schedule
                                + "[weekly_payout_days][0]=friday&"
                                + schedule
                                + "[weekly_payout_days][1]=tuesday"
                                + "&payments[payouts][statement_descriptor]=JUNIPER");
        assertThat(findings(weekly)).isEmpty();
        assertThat(weekly.at("/payments/payouts/schedule/weekly_payout_days"))
                .extracting(JsonNode::asText)
                .containsExactly("tuesday", "friday");
        var kept = get("/v1/balance_settings").at("/payments/payouts");
        assertThat(kept.path("statement_descriptor").asText()).isEqualTo("JUNIPER");
        assertThat(kept.at("/schedule/weekly_payout_days")).hasSize(2);
        till.gift("ch_1", Money.usd(1000));
        till.run("2026-11-24");
        assertThat(till.newest().statementDescriptor()).contains("JUNIPER");
        var monthly =
                post(
                        "/v1/balance_settings",
                        schedule
                                + "[interval]=monthly&"
                                + schedule
                                + "[monthly_payout_days][0]=31&"
                                + schedule
                                + "[monthly_payout_days][1]=1");
        assertThat(monthly.at("/payments/payouts/schedule/monthly_payout_days"))
                .extracting(JsonNode::asInt)
                .containsExactly(1, 31);
        post("/v1/balance_settings", "payments[payouts][statement_descriptor]=");
        assertThat(
                        get("/v1/balance_settings")
                                .at("/payments/payouts/statement_descriptor")
                                .isNull())
                .isTrue();
        post(
                "/v1/balance_settings",
                schedule + "[interval]=weekly&" + schedule + "[weekly_payout_days][0]=sunday");
        assertThat(status).isEqualTo(400);
    }

    @Test
    void a_sale_is_a_balance_transaction_of_type_charge() {
        till.sale("ch_1", 1000);
        var line = list("/v1/balance_transactions").getFirst();
        assertThat(findings(line)).isEmpty();
        assertThat(line.path("amount").asLong()).isEqualTo(1000);
        assertThat(line.path("fee").asLong()).isEqualTo(59);
        assertThat(line.path("net").asLong()).isEqualTo(941);
        assertThat(line.path("type").asText()).isEqualTo("charge");
        assertThat(line.path("status").asText()).isEqualTo("pending");
        assertThat(line.path("source").asText()).isEqualTo("ch_1");
        assertThat(line.path("available_on").asLong()).isEqualTo(1_795_478_400L); // 24 November
        assertThat(line.path("fee_details").toString())
                .isEqualTo(
                        "[{\"amount\":59,\"application\":null,\"currency\":\"usd\","
                                + "\"description\":\"Processing fees\",\"type\":\"stripe_fee\"}]");

        till.go("2026-11-24");
        var later = get("/v1/balance_transactions/" + line.path("id").asText());
        assertThat(later.path("status").asText()).isEqualTo("available");
        assertThat(get("/v1/balance/history/" + line.path("id").asText())).isEqualTo(later);
    }

    @Test
    void a_dispute_and_a_refund_have_their_types() {
        till.gift("ch_1", Money.usd(5000));
        till.refund("re_1", 500);
        till.dispute("dp_1", 1000);
        var lines = list("/v1/balance_transactions");
        assertThat(lines).allMatch(line -> findings(line).isEmpty());
        assertThat(texts(lines, "type")).containsExactly("adjustment", "refund", "charge");
        assertThat(texts(lines, "reporting_category"))
                .containsExactly("dispute", "refund", "charge");
        assertThat(texts(lines, "net")).containsExactly("-2500", "-500", "5000");
        assertThat(texts(lines, "fee")).containsExactly("1500", "0", "0");
    }

    @Test
    void lines_are_filtered_and_paged() {
        till.gift("ch_1", Money.usd(5000));
        till.refund("re_1", 500);
        till.sale("ch_2", 1000);
        var url = "/v1/balance_transactions";
        assertThat(sources(url + "?type=refund")).containsExactly("re_1");
        assertThat(sources(url + "?type=charge&limit=1")).containsExactly("ch_2");
        assertThat(sources(url + "?type=topup")).isEmpty();
        assertThat(sources(url + "?source=re_1")).containsExactly("re_1");
        assertThat(sources(url + "?source=re_1&type=charge")).isEmpty();
        assertThat(sources(url + "?currency=eur")).isEmpty();
        assertThat(sources(url + "?available_on[gte]=1795478400")).containsExactly("ch_2");
        assertThat(sources(url + "?created[gt]=4000000000")).isEmpty();

        var first = get(url + "?limit=2");
        assertThat(first.path("has_more").asBoolean()).isTrue();
        var last = first.path("data").get(1).path("id").asText();
        assertThat(sources(url + "?starting_after=" + last)).containsExactly("ch_1");
        var oldest = list(url).getLast().path("id").asText();
        assertThat(sources(url + "?ending_before=" + oldest)).containsExactly("ch_2", "re_1");
        assertThat(get(url + "?starting_after=txn_nothing").path("error").path("code").asText())
                .isEqualTo("resource_missing");
        assertThat(status).isEqualTo(400);
    }

    @Test
    void a_line_that_is_not_there_is_missing() {
        for (var id : List.of("txn_1", "ch_1", "txn_" + "0".repeat(24))) {
            var answer = get("/v1/balance_transactions/" + id);
            assertThat(status).isEqualTo(404);
            assertThat(answer.path("error").path("code").asText()).isEqualTo("resource_missing");
        }
    }

    @Test
    void an_automatic_payout_lists_exactly_its_lines() {
        till.sale("ch_1", 1000);
        till.go("2026-11-23");
        till.sale("ch_2", 2000);
        till.run("2026-11-24");
        var payout = list("/v1/payouts").getFirst();
        assertThat(findings(payout)).isEmpty();
        assertThat(payout.path("amount").asLong()).isEqualTo(941);
        assertThat(payout.path("status").asText()).isEqualTo("in_transit");
        assertThat(payout.path("arrival_date").asLong()).isEqualTo(1_795_564_800L);

        var lines = list("/v1/balance_transactions?payout=" + payout.path("id").asText());
        assertThat(lines).allMatch(line -> findings(line).isEmpty());
        assertThat(texts(lines, "source")).containsExactly(payout.path("id").asText(), "ch_1");
        assertThat(lines.stream().mapToLong(l -> l.path("net").asLong()).sum()).isZero();
    }

    @Test
    void what_is_set_aside_for_an_account_is_a_line_of_the_payout_that_is_smaller_for_it() {
        till.gift("ch_1", Money.usd(5000));
        till.setAside("acct_1:usd:1", 2000);
        till.run("2026-11-23");
        var payout = list("/v1/payouts").getFirst();
        assertThat(payout.path("amount").asLong()).isEqualTo(3000);
        var lines = list("/v1/balance_transactions?payout=" + payout.path("id").asText());
        assertThat(lines).allMatch(line -> findings(line).isEmpty());
        assertThat(texts(lines, "type")).containsExactly("payout", "reserve_transaction", "charge");
        assertThat(texts(lines, "net")).containsExactly("-3000", "-2000", "5000");
        assertThat(lines.get(1).path("reporting_category").asText())
                .isEqualTo("connect_reserved_funds");
        assertThat(lines.get(1).path("source").isNull()).isTrue();

        till.giveFree("acct_1:usd:2", 2000);
        till.run("2026-11-24");
        var next = list("/v1/payouts").getFirst();
        assertThat(next.path("amount").asLong()).isEqualTo(2000);
        assertThat(
                        texts(
                                list(
                                        "/v1/balance_transactions?type=reserve_transaction&payout="
                                                + next.path("id").asText()),
                                "net"))
                .containsExactly("2000");
    }

    @Test
    void a_payout_can_be_asked_for_read_named_and_taken_back() {
        till.gift("ch_1", Money.usd(5000));
        var made =
                post(
                        "/v1/payouts",
                        "amount=1000&currency=usd&metadata[why]=rent&statement_descriptor=Juniper");
        assertThat(status).isEqualTo(200);
        assertThat(findings(made)).isEmpty();
        assertThat(made.path("status").asText()).isEqualTo("pending");
        assertThat(made.path("automatic").asBoolean()).isFalse();
        var url = "/v1/payouts/" + made.path("id").asText();
        assertThat(get(url)).isEqualTo(made);

        var named = post(url, "metadata[why]=&metadata[who]=Ann");
        assertThat(named.path("metadata").toString()).isEqualTo("{\"who\":\"Ann\"}");
        var canceled = post(url + "/cancel", "");
        assertThat(canceled.path("status").asText()).isEqualTo("canceled");
        assertThat(till.available()).isEqualTo(5000);
        post(url + "/cancel", "");
        assertThat(status).isEqualTo(400);
        assertThat(texts(list("/v1/balance_transactions"), "type"))
                .containsExactly("payout_cancel", "payout", "charge");
        assertThat(sources("/v1/balance_transactions?payout=" + made.path("id").asText()))
                .isEmpty();
        assertThat(status).isEqualTo(400);
    }

    @Test
    void asking_twice_with_one_key_is_asking_once() {
        till.gift("ch_1", Money.usd(5000));
        var first = post("/v1/payouts", "amount=1000&currency=usd", "Idempotency-Key", "k1");
        var again = post("/v1/payouts", "amount=1000&currency=usd", "Idempotency-Key", "k1");
        assertThat(again).isEqualTo(first);
        assertThat(till.all()).hasSize(1);
        assertThat(till.available()).isEqualTo(4000);
    }

    @Test
    void what_cannot_be_paid_is_refused_with_stripes_codes() {
        till.gift("ch_1", Money.usd(500));
        assertThat(error("amount=501&currency=usd")).isEqualTo("balance_insufficient");
        assertThat(error("amount=1&currency=usd")).isEqualTo("amount_too_small");
        assertThat(error("amount=500&currency=usd&method=instant"))
                .isEqualTo("balance_insufficient");
        assertThat(error("amount=500&currency=usd&destination=ba_other"))
                .isEqualTo("resource_missing");
        assertThat(error("amount=500")).isEqualTo("parameter_missing");
        assertThat(post("/v1/payouts", "amount=500&currency=eur").toString())
                .contains("external accounts in that currency (eur)");
    }

    @Test
    void payouts_are_filtered_by_status_and_arrival() {
        till.gift("ch_1", Money.usd(500));
        till.run("2026-11-20");
        till.run("2026-11-23");
        till.gift("ch_2", Money.usd(600));
        till.run("2026-11-24");
        assertThat(texts(list("/v1/payouts"), "amount")).containsExactly("600", "500");
        assertThat(texts(list("/v1/payouts?status=paid"), "amount")).containsExactly("500");
        assertThat(texts(list("/v1/payouts?arrival_date[gte]=1795564800"), "amount"))
                .containsExactly("600");
        var destination = list("/v1/payouts").getFirst().path("destination").asText();
        assertThat(list("/v1/payouts?destination=" + destination)).hasSize(2);
    }

    @Test
    void ids_become_objects_where_they_are_expanded() {
        till.gift("ch_1", Money.usd(500));
        till.run("2026-11-20");
        var payout =
                list("/v1/payouts?expand[]=data.balance_transaction&expand[]=data.destination")
                        .getFirst();
        assertThat(findings((ObjectNode) payout.get("balance_transaction"))).isEmpty();
        assertThat(findings((ObjectNode) payout.get("destination"))).isEmpty();
        assertThat(payout.path("destination").path("last4").asText()).isEqualTo("6789");
        assertThat(payout.toString()).doesNotContain(Till.GOOD);
        var lines = list("/v1/balance_transactions?type=payout&expand[]=data.source");
        assertThat(lines.getFirst().path("source").path("object").asText()).isEqualTo("payout");
    }

    @Test
    void events_carry_the_object_as_it_was() {
        till.gift("ch_1", Money.usd(500));
        till.run("2026-11-20");
        till.run("2026-11-23");
        var events =
                till.test.platform().events().newest(till.shop, java.util.Optional.empty(), 20);
        var seen = new ArrayList<String>();
        for (var event : events.reversed())
            for (var type : event.types())
                till.module
                        .renderer()
                        .render(event, type)
                        .ifPresent(object -> {
                            assertThat(findings(object)).as(type).isEmpty();
                            seen.add(type + " " + object.path("status").asText());
                        });
        assertThat(seen)
                .containsExactly(
                        "payout.created pending",
                        "payout.reconciliation_completed pending",
                        "payout.updated in_transit",
                        "payout.paid paid",
                        "payout.updated paid");
    }

    private String error(String form) {
        var code = post("/v1/payouts", form).path("error").path("code").asText();
        assertThat(status).isEqualTo(400);
        return code;
    }

    private List<String> sources(String path) {
        return texts(list(path), "source");
    }

    private List<ObjectNode> list(String path) {
        var objects = new ArrayList<ObjectNode>();
        for (var each : get(path).path("data")) objects.add((ObjectNode) each);
        return objects;
    }

    private static List<String> texts(List<ObjectNode> objects, String field) {
        return objects.stream().map(object -> object.path(field).asText()).toList();
    }

    private static List<String> amounts(JsonNode amounts) {
        var texts = new ArrayList<String>();
        for (var each : amounts)
            texts.add(each.path("currency").asText() + " " + each.path("amount").asLong());
        return texts;
    }

    /** What the official types say against an object. */
    private static List<String> findings(ObjectNode object) {
        return new StripeSchema().findings(object);
    }

    private HttpServer serve() {
        var routes =
                ApiModule.open(till.test.platform(), till.accounts)
                        .routes(
                                till.module.operations(),
                                till.module.expanders(Map.of()),
                                List.of());
        var options =
                new HttpServer.Options(
                        "127.0.0.1",
                        0,
                        1 << 20,
                        request -> Response.text(404, "no such page"),
                        request -> Response.text(405, "not so"));
        return HttpServer.start(options, routes, till.test.platform());
    }

    private ObjectNode get(String path) {
        return send("GET", path, "");
    }

    private ObjectNode post(String path, String form, String... headers) {
        return send("POST", path, form, headers);
    }

    private ObjectNode send(String method, String path, String form, String... headers) {
        var uri =
                URI.create(
                        "http://127.0.0.1:"
                                + server.port()
                                + path.replace("[", "%5B").replace("]", "%5D"));
        var request =
                HttpRequest.newBuilder(uri)
                        .header("Authorization", "Bearer " + till.opened.secretKey().secret())
                        .method(method, HttpRequest.BodyPublishers.ofString(form));
        if (!form.isEmpty()) request.header("Content-Type", "application/x-www-form-urlencoded");
        if (headers.length > 0) request.headers(headers);
        try {
            var response = http.send(request.build(), BodyHandlers.ofString());
            status = response.statusCode();
            return Json.parse(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
