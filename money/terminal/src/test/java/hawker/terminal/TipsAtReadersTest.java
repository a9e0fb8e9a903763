package hawker.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.platform.Eventually;
import hawker.terminal.ThingsSql.Kind;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What buyers add at readers, and whose payment it is a part of. */
class TipsAtReadersTest {

    private static Stage stage;

    @BeforeAll
    static void open() {
        stage = new Stage();
    }

    @AfterAll
    static void close() {
        stage.close();
    }

    @BeforeEach
    void another() {
        stage.another();
        stage.reader = stage.register("wpe", stage.location());
    }

    @Test
    void a_tip_is_a_part_of_what_is_paid() {
        var id = stage.intent("").text("id");
        stage.ask("process_payment_intent", "payment_intent=" + id);
        var declined = stage.present("amount_tip=300&card_present[number]=4000000000000002");
        assertThat(declined.text("action.status")).isEqualTo("failed");
        stage.ask("process_payment_intent", "payment_intent=" + id);
        assertThat(stage.present("amount_tip=200").text("action.status")).isEqualTo("succeeded");
        var paid = stage.get("/v1/payment_intents/" + id + "?expand[]=latest_charge");
        assertThat(paid.text("amount")).isEqualTo("2700");
        assertThat(paid.text("amount_received")).isEqualTo("2700");
        assertThat(paid.text("amount_details.tip.amount")).isEqualTo("200");
        assertThat(paid.body().at("/latest_charge/amount").asLong()).isEqualTo(2700);

        var shown = stage.intent("").text("id");
        stage.ask("collect_payment_method", "payment_intent=" + shown);
        stage.present("amount_tip=150");
        assertThat(stage.get("/v1/payment_intents/" + shown).text("amount")).isEqualTo("2650");
        stage.ask("confirm_payment_intent", "payment_intent=" + shown);
        assertThat(stage.get("/v1/payment_intents/" + shown).text("amount_received"))
                .isEqualTo("2650");

        var plain = stage.intent("").text("id");
        stage.ask(
                "process_payment_intent",
                "payment_intent=" + plain + "&process_config[skip_tipping]=true");
        assertThat(stage.present("amount_tip=150").text("error.param")).isEqualTo("amount_tip");
        assertThat(stage.present("").text("action.status")).isEqualTo("succeeded");
        assertThat(stage.get("/v1/payment_intents/" + plain).text("amount")).isEqualTo("2500");
    }

    private void process(String intent) {
        assertThat(stage.ask("process_payment_intent", "payment_intent=" + intent).status())
                .isEqualTo(200);
    }

    private void collect(String intent, String form) {
        stage.ask("collect_payment_method", "payment_intent=" + intent);
        assertThat(stage.present(form).text("action.status")).isEqualTo("succeeded");
    }

    private String amount(String intent) {
        return stage.get("/v1/payment_intents/" + intent).text("amount");
    }

    @Test
    void a_tip_goes_with_the_payment_that_failed() {
        var declining = "&card_present[number]=4000000000000002";
        var id = stage.intent("").text("id");
        process(id);
        assertThat(stage.present("amount_tip=300" + declining).text("action.status"))
                .isEqualTo("failed");
        var left = stage.get("/v1/payment_intents/" + id);
        assertThat(left.text("amount")).isEqualTo("2500");
        assertThat(left.body().at("/amount_details/tip")).isEmpty();
        stage.post("/v1/payment_intents/" + id, "amount=1000");
        process(id);
        stage.present("amount_tip=100");
        var paid = stage.get("/v1/payment_intents/" + id);
        assertThat(paid.text("amount_received")).isEqualTo("1100");
        assertThat(paid.text("amount_details.tip.amount")).isEqualTo("100");

        var plain = stage.intent("").text("id");
        process(plain);
        stage.present("amount_tip=300" + declining);
        stage.ask(
                "process_payment_intent",
                "payment_intent=" + plain + "&process_config[skip_tipping]=true");
        stage.present("");
        assertThat(stage.get("/v1/payment_intents/" + plain).text("amount_received"))
                .isEqualTo("2500");

        var collected = stage.intent("").text("id");
        collect(collected, "amount_tip=150" + declining);
        assertThat(amount(collected)).isEqualTo("2650");
        var confirmed = stage.ask("confirm_payment_intent", "payment_intent=" + collected);
        assertThat(confirmed.text("action.status")).isEqualTo("failed");
        assertThat(amount(collected)).isEqualTo("2500");
    }

    @Test
    void a_tip_that_was_collected_is_neither_the_next_buyers_nor_a_part_of_another_amount() {
        var id = stage.intent("").text("id");
        collect(id, "amount_tip=150");
        assertThat(amount(id)).isEqualTo("2650");
        collect(id, "");
        assertThat(amount(id)).isEqualTo("2500");
        collect(id, "amount_tip=150");
        stage.post("/v1/payment_intents/" + id, "amount=1000");
        var told = stage.get("/v1/payment_intents/" + id);
        assertThat(told.text("amount")).isEqualTo("1000");
        assertThat(told.body().at("/amount_details/tip")).isEmpty();
        collect(id, "amount_tip=100");
        stage.ask("confirm_payment_intent", "payment_intent=" + id);
        assertThat(stage.get("/v1/payment_intents/" + id).text("amount_received"))
                .isEqualTo("1100");
    }

    @Test
    void a_tip_that_the_seller_stated_stays_beside_the_readers() {
        var id = stage.intent("&amount_details[tip][amount]=200").text("id");
        process(id);
        stage.present("amount_tip=100");
        var paid = stage.get("/v1/payment_intents/" + id);
        assertThat(paid.text("amount_received")).isEqualTo("2600");
        assertThat(paid.text("amount_details.tip.amount")).isEqualTo("300");
    }

    @Test
    void a_tip_for_an_action_that_was_changed_meanwhile_is_refused() throws Exception {
        var wish =
                stage.post("/v1/setup_intents", "payment_method_types[]=card_present").text("id");
        process(stage.intent("").text("id"));
        var account = stage.account();
        var sql = new ThingsSql();
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var late =
                    stage.test
                            .platform()
                            .tx()
                            .inAccount(
                                    account,
                                    tx -> {
                                        var body =
                                                sql.lock(account, tx, Kind.READER, stage.reader)
                                                        .orElseThrow();
                                        var presented =
                                                pool.submit(() -> stage.present("amount_tip=100"));
                                        Eventually.is(() -> presented.isDone() || somebodyWaits());
                                        var action = ActionsHttp.action("process_setup_intent");
                                        action.putObject("process_setup_intent")
                                                .put("setup_intent", wish);
                                        body.set("action", action);
                                        sql.update(account, tx, body);
                                        return presented;
                                    });
            assertThat(late.get().text("error.param")).isEqualTo("amount_tip");
        }
        assertThat(stage.present("").text("action.status")).as("nobody claims it").isNotEmpty();
    }

    /** Whether a statement waits for a row that somebody else holds; seen from another thread. */
    private static boolean somebodyWaits() {
        return CompletableFuture.supplyAsync(TipsAtReadersTest::isWaiting).join();
    }

    private static boolean isWaiting() {
        return stage.test
                .platform()
                .tx()
                .onSingle(tx ->
                        tx.one(
                                """
                                select count(*) as waiting from pg_catalog.pg_stat_activity
                                where wait_event_type = 'Lock' and datname = current_database()
                                """,
                                row -> row.number("waiting") > 0))
                .orElseThrow();
    }

    private String secondReader() {
        var place = stage.get("/v1/terminal/readers/" + stage.reader).text("location");
        return stage.post(
                        "/v1/terminal/readers",
                        "registration_code=simulated-s700&location=" + place)
                .text("id");
    }

    private Stage.Got presentAt(String where, String form) {
        return stage.post(
                "/v1/test_helpers/terminal/readers/" + where + "/present_payment_method", form);
    }

    @Test
    void of_two_readers_at_one_payment_the_one_that_is_paid_has_its_own_tip() throws Exception {
        var second = secondReader();
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int round = 0; round < 25; round++) {
                var id = stage.intent("").text("id");
                var readers = List.of(stage.reader, second);
                for (var each : readers) {
                    stage.post("/v1/terminal/readers/" + each + "/cancel_action", "");
                    stage.post(
                            "/v1/terminal/readers/" + each + "/process_payment_intent",
                            "payment_intent=" + id);
                }
                var start = new CyclicBarrier(2);
                var tips = List.of(300, 200);
                var answers =
                        IntStream.range(0, 2)
                                .mapToObj(i ->
                                        pool.submit(() -> {
                                            start.await();
                                            return presentAt(
                                                    readers.get(i), "amount_tip=" + tips.get(i));
                                        }))
                                .toList();
                int paid = 0;
                for (int i = 0; i < 2; i++) {
                    if (!answers.get(i).get().text("action.status").equals("succeeded")) continue;
                    paid++;
                    var told = stage.get("/v1/payment_intents/" + id);
                    assertThat(told.text("amount_received")).isEqualTo("" + (2500 + tips.get(i)));
                    assertThat(told.text("amount_details.tip.amount")).isEqualTo("" + tips.get(i));
                }
                assertThat(paid).isOne();
            }
        }
    }

    @Test
    void a_tip_that_was_collected_at_one_reader_is_not_lost_to_another() {
        var second = secondReader();
        var first = stage.reader;
        var id = stage.intent("").text("id");
        collect(id, "amount_tip=300");
        stage.reader = second;
        collect(id, "");
        stage.reader = first;
        var lost = stage.ask("confirm_payment_intent", "payment_intent=" + id);
        assertThat(lost.status()).isEqualTo(400);
        assertThat(lost.text("error.message")).contains("Another reader");
        collect(id, "amount_tip=300");
        stage.ask("confirm_payment_intent", "payment_intent=" + id);
        assertThat(stage.get("/v1/payment_intents/" + id).text("amount_received"))
                .isEqualTo("2800");
    }

    @Test
    void a_reader_that_died_with_a_card_holds_a_payment_up_for_a_minute() {
        var second = secondReader();
        var id = stage.intent("").text("id");
        stage.ask("process_payment_intent", "payment_intent=" + id);
        var account = stage.account();
        var now = stage.test.platform().clock().now();
        var turn = new ThingsSql.Turn(stage.reader, "somebody");
        stage.test
                .platform()
                .tx()
                .doInAccount(
                        account, tx -> new ThingsSql().takeTurn(account, tx, id, turn, now, now));
        stage.reader = second;
        stage.ask("process_payment_intent", "payment_intent=" + id);
        assertThat(stage.present("amount_tip=100").text("error.code")).isEqualTo("lock_timeout");
        assertThat(amount(id)).isEqualTo("2500");
        stage.test.clock().advance(Duration.ofSeconds(61));
        assertThat(stage.present("amount_tip=100").text("action.status")).isEqualTo("succeeded");
        assertThat(amount(id)).isEqualTo("2600");
    }
}
