package hawker.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Cards held to readers, as programs see them. */
class PayingAtReadersTest {

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
    void a_card_held_to_a_reader_pays() {
        var intent = stage.intent("");
        var begun = stage.ask("process_payment_intent", "payment_intent=" + intent.text("id"));
        assertThat(begun.text("action.status")).isEqualTo("in_progress");
        assertThat(begun.text("action.process_payment_intent.payment_intent"))
                .isEqualTo(intent.text("id"));
        assertThat(
                        stage.ask("process_payment_intent", "payment_intent=" + intent.text("id"))
                                .text("error.code"))
                .isEqualTo("terminal_reader_busy");
        var ended = stage.present("");
        assertThat(ended.status()).as(ended.body().toString()).isEqualTo(200);
        assertThat(ended.text("action.status")).isEqualTo("succeeded");
        assertThat(stage.told()).containsExactly("terminal.reader.action_succeeded");

        var paid =
                stage.get("/v1/payment_intents/" + intent.text("id") + "?expand[]=latest_charge");
        assertThat(paid.text("status")).isEqualTo("succeeded");
        var details = paid.body().at("/latest_charge/payment_method_details");
        assertThat(details.path("type").asText()).isEqualTo("card_present");
        var card = details.path("card_present");
        assertThat(card.path("last4").asText()).isEqualTo("4242");
        assertThat(card.path("read_method").asText()).isEqualTo("contactless_emv");
        assertThat(card.path("reader").asText()).isEqualTo(stage.reader);
        assertThat(card.at("/receipt/dedicated_file_name").asText()).isEqualTo("A0000000031010");
        assertThat(card.at("/receipt/authorization_code").asText()).hasSize(6);
        var method = stage.get("/v1/payment_methods/" + paid.text("payment_method"));
        assertThat(method.text("type")).isEqualTo("card_present");
        assertThat(method.text("card_present.read_method")).isEqualTo("contactless_emv");
        assertThat(stage.present("").status()).isEqualTo(400);
    }

    @Test
    void a_pin_shows_on_the_receipt_and_manual_capture_waits() {
        var intent = stage.intent("&capture_method=manual");
        stage.ask("process_payment_intent", "payment_intent=" + intent.text("id"));
        stage.present("type=card_present&card_present[number]=4001007020000002");
        var held =
                stage.get("/v1/payment_intents/" + intent.text("id") + "?expand[]=latest_charge");
        assertThat(held.text("status")).isEqualTo("requires_capture");
        var card = held.body().at("/latest_charge/payment_method_details/card_present");
        assertThat(card.at("/receipt/cardholder_verification_method").asText())
                .isEqualTo("offline_pin");
        assertThat(card.has("capture_before")).isTrue();
        var captured = stage.post("/v1/payment_intents/" + intent.text("id") + "/capture", "");
        assertThat(captured.text("status")).isEqualTo("succeeded");
        assertThat(
                        stage.intent(
                                        "&payment_method_options[card_present][capture_method]=manual_preferred")
                                .text("capture_method"))
                .isEqualTo("manual");
    }

    @Test
    void a_decline_fails_the_action_and_another_card_may_be_tried() {
        var intent = stage.intent("");
        stage.ask("process_payment_intent", "payment_intent=" + intent.text("id"));
        var failed = stage.present("card_present[number]=4000000000009995");
        assertThat(failed.text("action.status")).isEqualTo("failed");
        assertThat(failed.text("action.failure_code")).isEqualTo("card_declined");
        assertThat(failed.text("action.api_error.decline_code")).isEqualTo("insufficient_funds");
        assertThat(stage.told()).containsExactly("terminal.reader.action_failed");
        stage.ask("process_payment_intent", "payment_intent=" + intent.text("id"));
        assertThat(stage.present("").text("action.status")).isEqualTo("succeeded");
    }

    @Test
    void a_card_is_collected_first_and_charged_afterwards() {
        var intent = stage.intent("");
        var form = "payment_intent=" + intent.text("id");
        assertThat(stage.ask("confirm_payment_intent", form).status()).isEqualTo(400);
        stage.ask("collect_payment_method", form + "&collect_config[skip_tipping]=true");
        var collected = stage.present("card_present[number]=5555555555554444");
        assertThat(
                        collected.text(
                                "action.collect_payment_method.payment_method.card_present.brand"))
                .isEqualTo("mastercard");
        assertThat(stage.get("/v1/payment_intents/" + intent.text("id")).text("status"))
                .isEqualTo("requires_payment_method");
        assertThat(
                        stage.ask(
                                        "confirm_payment_intent",
                                        "payment_intent=" + stage.intent("").text("id"))
                                .status())
                .isEqualTo(400);
        var confirmed = stage.ask("confirm_payment_intent", form);
        assertThat(confirmed.text("action.status"))
                .as(confirmed.body().toString())
                .isEqualTo("succeeded");
        assertThat(stage.get("/v1/payment_intents/" + intent.text("id")).text("status"))
                .isEqualTo("succeeded");
    }

    @Test
    void a_card_is_kept_as_the_one_generated_from_it() {
        var customer = stage.post("/v1/customers", "email=bea@example.com").text("id");
        var wish =
                stage.post(
                        "/v1/setup_intents",
                        "payment_method_types[]=card_present&customer=" + customer);
        assertThat(wish.status()).as(wish.body().toString()).isEqualTo(200);
        stage.ask("process_setup_intent", "allow_redisplay=always&setup_intent=" + wish.text("id"));
        var ended = stage.present("");
        assertThat(ended.text("action.status")).as(ended.body().toString()).isEqualTo("succeeded");
        var generated = ended.text("action.process_setup_intent.generated_card");
        var method = stage.get("/v1/payment_methods/" + generated);
        assertThat(method.text("type")).isEqualTo("card");
        assertThat(method.text("customer")).isEqualTo(customer);
        assertThat(method.text("allow_redisplay")).isEqualTo("always");

        var intent = stage.intent("&setup_future_usage=off_session&customer=" + customer);
        stage.ask("process_payment_intent", "payment_intent=" + intent.text("id"));
        assertThat(stage.present("").text("action.status")).isEqualTo("succeeded");
        var paid =
                stage.get("/v1/payment_intents/" + intent.text("id") + "?expand[]=latest_charge");
        var kept =
                paid.body()
                        .at("/latest_charge/payment_method_details/card_present/generated_card")
                        .asText();
        assertThat(stage.get("/v1/payment_methods/" + kept).text("customer")).isEqualTo(customer);
        assertThat(
                        stage.post(
                                        "/v1/payment_methods/"
                                                + paid.text("payment_method")
                                                + "/attach",
                                        "customer=" + customer)
                                .status())
                .isEqualTo(400);
    }

    @Test
    void what_a_payment_keeps_may_be_shown_again_as_its_action_says() {
        var customer = stage.post("/v1/customers", "email=bea@example.com").text("id");
        var keeping = "&setup_future_usage=off_session&customer=" + customer;
        var form = "payment_intent=%s&%s[allow_redisplay]=%s";
        var paid = stage.intent(keeping);
        var begun =
                stage.ask(
                        "process_payment_intent",
                        form.formatted(paid.text("id"), "process_config", "always"));
        assertThat(begun.body().toString()).doesNotContain("allow_redisplay");
        stage.present("");
        var collected = stage.intent(keeping);
        stage.ask(
                "collect_payment_method",
                form.formatted(collected.text("id"), "collect_config", "limited"));
        stage.present("");
        stage.ask("confirm_payment_intent", "payment_intent=" + collected.text("id"));
        assertThat(shownAgain(paid.text("id"))).isEqualTo("always");
        assertThat(shownAgain(collected.text("id"))).isEqualTo("limited");
        var wrong =
                stage.ask(
                        "process_payment_intent",
                        form.formatted(paid.text("id"), "process_config", "never"));
        assertThat(wrong.body().at("/error/param").asText())
                .isEqualTo("process_config[allow_redisplay]");
    }

    private static String shownAgain(String intent) {
        var paid = stage.get("/v1/payment_intents/" + intent + "?expand[]=latest_charge").body();
        var kept = paid.at("/latest_charge/payment_method_details/card_present/generated_card");
        return stage.get("/v1/payment_methods/" + kept.asText()).text("allow_redisplay");
    }

    @Test
    void of_two_who_present_a_card_at_once_one_pays() throws Exception {
        var intent = stage.intent("");
        stage.ask("process_payment_intent", "payment_intent=" + intent.text("id"));
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers =
                    IntStream.range(0, 6)
                            .mapToObj(i -> pool.submit(() -> stage.present("").status()))
                            .toList();
            int done = 0;
            for (var answer : answers) if (answer.get() == 200) done++;
            assertThat(done).isOne();
        }
        assertThat(stage.told()).containsExactly("terminal.reader.action_succeeded");
        assertThat(stage.get("/v1/charges?payment_intent=" + intent.text("id")).body().path("data"))
                .hasSize(1);
    }

    @Test
    void two_readers_at_one_payment_take_it_once() {
        var first = stage.reader;
        var place = stage.get("/v1/terminal/readers/" + first).text("location");
        var second = stage.register("s700", place);
        var intent = stage.intent("");
        for (var each : List.of(first, second)) {
            stage.reader = each;
            stage.ask("process_payment_intent", "payment_intent=" + intent.text("id"));
        }
        assertThat(stage.present("").text("action.status")).isEqualTo("succeeded");
        stage.reader = first;
        assertThat(stage.present("").text("action.status")).isEqualTo("failed");
        assertThat(stage.get("/v1/charges?payment_intent=" + intent.text("id")).body().path("data"))
                .hasSize(1);
    }

    @Test
    void what_does_not_belong_at_a_reader_is_refused() {
        var typed = stage.post("/v1/payment_intents", "amount=2500&currency=usd");
        assertThat(
                        stage.ask("process_payment_intent", "payment_intent=" + typed.text("id"))
                                .text("error.param"))
                .isEqualTo("payment_intent");
        assertThat(stage.ask("process_payment_intent", "payment_intent=pi_none").text("error.code"))
                .isEqualTo("resource_missing");
        assertThat(
                        stage.ask(
                                        "process_setup_intent",
                                        "setup_intent=seti_none&allow_redisplay=always")
                                .text("error.code"))
                .isEqualTo("resource_missing");
        var intent = stage.intent("");
        assertThat(
                        stage.post(
                                        "/v1/payment_intents/" + intent.text("id") + "/confirm",
                                        "payment_method=pm_card_visa")
                                .text("error.code"))
                .isEqualTo("payment_intent_incompatible_payment_method");
        stage.ask("process_payment_intent", "payment_intent=" + intent.text("id"));
        for (var number :
                List.of("4506445006931933", "4111111111111111", "1", "4242424242424241")) {
            var refused = stage.present("card_present[number]=" + number);
            assertThat(refused.status()).as(number).isEqualTo(400);
            assertThat(refused.body().toString()).doesNotContain("4506445006931933");
        }
        var canceled = stage.ask("cancel_action", "");
        assertThat(canceled.body().path("action").isNull()).isTrue();
        assertThat(stage.present("").status()).isEqualTo(400);
        stage.another();
        assertThat(
                        stage.ask("process_payment_intent", "payment_intent=" + intent.text("id"))
                                .status())
                .isEqualTo(400);
        assertThat(stage.present("").status()).isEqualTo(404);
    }
}
