package hawker.payments;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.kernel.Money;
import hawker.ledger.Purpose;
import hawker.network.sim.FaultScript.Fault;
import hawker.network.sim.FaultScript.When;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** More is held than at first, and then captured; and what an amount is made up of. */
class RaisingHttpTest extends ApiStory {

    private static String held(String more) {
        return fits(api.post(
                        INTENTS,
                        "amount=2000&currency=usd&capture_method=manual&confirm=true"
                                + "&payment_method=pm_card_visa"
                                + "&automatic_payment_methods[enabled]=true"
                                + "&automatic_payment_methods[allow_redirects]=never"
                                + more))
                .body()
                .path("id")
                .asText();
    }

    private static String raisable() {
        return held(
                "&payment_method_options[card][request_incremental_authorization]=if_available");
    }

    private static Api.Got raise(String intent, long amount, String... headers) {
        return api.post(
                INTENTS + "/" + intent + "/increment_authorization", "amount=" + amount, headers);
    }

    /** How many lines of the network's own log say so of this seller. */
    private static long witnessed(String effect) {
        var log = stage.platform.settings().data().resolve("witness.jsonl");
        try (var lines = Files.lines(log)) {
            return lines.filter(line -> line.contains("\"account\":" + stage.seller.number()))
                    .filter(line -> line.contains("\"effect\":\"" + effect + "\""))
                    .count();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void a_hold_is_raised_and_all_of_it_captured() {
        var id = raisable();
        var raised = fits(raise(id, 3500));
        assertThat(raised.body().path("amount").asLong()).isEqualTo(3500);
        assertThat(raised.body().path("amount_capturable").asLong()).isEqualTo(3500);
        fits(raise(id, 4000));
        var charge = raised.body().path("latest_charge").asText();
        var held = fits(api.get("/v1/charges/" + charge)).body();
        assertThat(held.path("amount").asLong()).isEqualTo(4000);
        assertThat(held.at("/payment_method_details/card/amount_authorized").asLong())
                .isEqualTo(4000);
        assertThat(
                        held.at("/payment_method_details/card/incremental_authorization/status")
                                .asText())
                .isEqualTo("available");
        var captured = fits(api.post(INTENTS + "/" + id + "/capture", ""));
        assertThat(captured.body().path("amount_received").asLong()).isEqualTo(4000);
        stage.settle();
        assertThat(witnessed("captured")).isOne();
        assertThat(witnessed("raised")).isEqualTo(2);
        assertThat(stage.balance(Purpose.NETWORK_RECEIVABLE)).isEqualTo(Money.usd(4000));
    }

    @Test
    void a_part_of_a_raised_hold_is_captured_and_a_raised_hold_given_up() {
        var part = raisable();
        fits(raise(part, 3000));
        var captured = fits(api.post(INTENTS + "/" + part + "/capture", "amount_to_capture=2500"));
        assertThat(captured.body().path("amount_received").asLong()).isEqualTo(2500);
        var gone = raisable();
        fits(raise(gone, 3000));
        fits(api.post(INTENTS + "/" + gone + "/cancel", ""));
        stage.settle();
        assertThat(witnessed("reversed")).isOne();
        assertThat(stage.balance(Purpose.NETWORK_RECEIVABLE)).isEqualTo(Money.usd(2500));
    }

    @Test
    void what_cannot_be_raised_is_refused_and_the_hold_stays() {
        var plain = held("");
        assertThat(raise(plain, 3000).status()).isEqualTo(400);
        var id = raisable();
        assertThat(raise(id, 2000).error("param")).isEqualTo("amount");
        assertThat(raise(id, 1500).error("param")).isEqualTo("amount");
        assertThat(raise(id, 100_000_000).error("param")).isEqualTo("amount");
        assertThat(raise("pi_none", 3000).status()).isEqualTo(404);
        fits(api.post(INTENTS + "/" + id + "/capture", ""));
        assertThat(raise(id, 3000).error("code")).isEqualTo("payment_intent_unexpected_state");
        var late = raisable();
        stage.clock.advance(Duration.ofDays(8));
        assertThat(raise(late, 3000).status()).isEqualTo(400);
        assertThat(witnessed("raised")).isZero();
    }

    @Test
    void ten_times_and_no_more() {
        var id = raisable();
        for (int n = 1; n <= Raising.MOST; n++) fits(raise(id, 2000 + n * 100L));
        assertThat(raise(id, 9000).status()).isEqualTo(400);
        assertThat(witnessed("raised")).isEqualTo(Raising.MOST);
    }

    @Test
    void an_issuer_that_says_no_leaves_the_hold_as_it_was() {
        var id = raisable();
        stage.faults().add(When.mti("0100").ofAmount(1000).nth(1), new Fault.Answer("51"));
        var declined = raise(id, 3000);
        assertThat(declined.status()).isEqualTo(402);
        assertThat(declined.error("decline_code")).isEqualTo("insufficient_funds");
        assertThat(fits(api.get(INTENTS + "/" + id)).body().path("amount").asLong())
                .isEqualTo(2000);
        fits(api.post(INTENTS + "/" + id + "/capture", ""));
    }

    @Test
    void a_lost_answer_is_asked_for_again_and_counts_once() {
        var id = raisable();
        stage.faults().add(When.mti("0100").ofAmount(1000).nth(1), new Fault.ResetAfter());
        assertThat(raise(id, 3000).error("code")).isEqualTo("processing_error");
        fits(raise(id, 3000));
        assertThat(witnessed("raised")).isOne();
        fits(api.post(INTENTS + "/" + id + "/capture", ""));
        stage.settle();
        assertThat(witnessed("captured")).isOne();
    }

    @Test
    void the_same_request_twice_is_one_raise() {
        var id = raisable();
        var first = fits(raise(id, 3000, "Idempotency-Key", "once"));
        var second = raise(id, 3000, "Idempotency-Key", "once");
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(witnessed("raised")).isOne();
    }

    @Test
    void raising_and_capturing_at_once_ends_in_one_capture_of_what_is_held() throws Exception {
        for (int round = 0; round < 8; round++) {
            var id = raisable();
            var start = new CyclicBarrier(4);
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var all = new ArrayList<Future<Api.Got>>();
                for (int n = 0; n < 3; n++) {
                    long total = 3000 + n * 500L;
                    all.add(
                            threads.submit(() -> {
                                start.await();
                                return raise(id, total);
                            }));
                }
                all.add(
                        threads.submit(() -> {
                            start.await();
                            return api.post(INTENTS + "/" + id + "/capture", "");
                        }));
                for (var each : all) assertThat(each.get().status()).isIn(200, 400, 402, 429);
            }
            var now = fits(api.get(INTENTS + "/" + id)).body();
            if (now.path("status").asText().equals("requires_capture"))
                now = fits(api.post(INTENTS + "/" + id + "/capture", "")).body();
            assertThat(now.path("amount_received")).isEqualTo(now.path("amount"));
            stage.settle();
            assertThat(witnessed("captured")).isEqualTo(round + 1);
        }
    }

    // ——— what an amount is made up of ———

    private static String item(int at, String name, long cost, long quantity) {
        var of = "&amount_details[line_items][" + at + "]";
        return of
                + "[product_name]="
                + name
                + of
                + "[unit_cost]="
                + cost
                + of
                + "[quantity]="
                + quantity;
    }

    private static Api.Got made(String more) {
        return api.post(INTENTS, "amount=2000&currency=usd" + more);
    }

    @Test
    void the_lines_of_an_amount_are_listed() {
        var made =
                fits(
                        made(
                                item(0, "Gin", 700, 2)
                                        + item(1, "Ice", 300, 1)
                                        + "&amount_details[shipping][amount]=400"
                                        + "&amount_details[tax][total_tax_amount]=100"
                                        + "&amount_details[discount_amount]=200"));
        assertThat(made.body().at("/amount_details/shipping/amount").asLong()).isEqualTo(400);
        var path = INTENTS + "/" + made.body().path("id").asText() + "/amount_details_line_items";
        var all = api.get(path).body();
        assertThat(all.path("data")).hasSize(2);
        for (var each : all.path("data"))
            assertThat(SCHEMA.findings((com.fasterxml.jackson.databind.node.ObjectNode) each))
                    .isEmpty();
        var first = api.get(path + "?limit=1").body();
        assertThat(first.path("has_more").asBoolean()).isTrue();
        var rest = api.get(path + "?starting_after=" + first.at("/data/0/id").asText()).body();
        assertThat(rest.at("/data/0/product_name").asText()).isEqualTo("Ice");
    }

    @ParameterizedTest
    @CsvSource({
        "'&amount_details[tax][total_tax_amount]=2001', amount_details_tax_shipping_discount_greater_than_amount",
        "'&amount_details[line_items][0][product_name]=Gin&amount_details[line_items][0][unit_cost]=700&amount_details[line_items][0][quantity]=2', amount_details_amount_mismatch"
    })
    void what_does_not_add_up_is_refused_or_noted(String details, String code) {
        assertThat(made(details).error("code")).isEqualTo(code);
        var noted = fits(made(details + "&amount_details[enforce_arithmetic_validation]=false"));
        assertThat(noted.body().at("/amount_details/error/code").asText()).isEqualTo(code);
        var id = noted.body().path("id").asText();
        var cleared = fits(api.post(INTENTS + "/" + id, "amount_details="));
        assertThat(cleared.body().path("amount_details").has("error")).isFalse();
    }

    @Test
    void a_tax_is_said_once_and_another_amount_is_held_against_the_lines() {
        var both =
                made(
                        item(0, "Gin", 1900, 1)
                                + "&amount_details[line_items][0][tax][total_tax_amount]=100"
                                + "&amount_details[tax][total_tax_amount]=100");
        assertThat(both.status()).isEqualTo(400);
        var id = fits(made(item(0, "Gin", 1000, 2))).body().path("id").asText();
        assertThat(api.post(INTENTS + "/" + id, "amount=2500").error("code"))
                .isEqualTo("amount_details_amount_mismatch");
        fits(api.post(INTENTS + "/" + id, "amount=2500" + item(0, "Gin", 1250, 2)));
        var many = new StringBuilder();
        for (int n = 0; n < 201; n++) many.append(item(n, "x", 10, 1));
        assertThat(made(many.toString()).status()).isEqualTo(400);
    }
}
