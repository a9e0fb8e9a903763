package hawker.hosted;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.payments.PaymentIntent;
import hawker.setups.SetupIntent;
import hawker.web.Browser;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sessions in mode setup keep a card and move no money; and what a seller asks besides. */
class SavingTest extends HostedStory {

    @AfterEach
    void nothing_was_charged() {
        assertThat(stage.intents().stream().map(PaymentIntent::status))
                .isSubsetOf("requires_payment_method", "canceled");
    }

    private static Stage.Got setup(String more) {
        return stage.post(
                "/v1/checkout/sessions",
                "mode=setup&currency=usd&success_url=https://shop.test/done" + more);
    }

    private static SetupIntent intent(Stage.Got session) {
        var id = new SetupIntent.Id(session.text("setup_intent"));
        return stage.setups.setups().find(stage.seller, id).orElseThrow();
    }

    private static Browser.Answer press(String path, String card, Map<String, String> more) {
        var form = browser.get(path).fields();
        form.put("email", "ann@example.com");
        form.put("payment_method", card);
        form.putAll(more);
        return browser.post(path + "/pay", form);
    }

    @Test
    void a_buyer_saves_a_card_for_a_customer_on_the_page() {
        var customer = stage.post("/v1/customers", "name=Ann").text("id");
        var made =
                good(
                        setup(
                                "&customer="
                                        + customer
                                        + "&setup_intent_data[description]=Rent"
                                        + "&setup_intent_data[metadata][flat]=7"));
        assertThat(made.body().path("amount_total").isNull()).isTrue();
        assertThat(made.text("payment_status")).isEqualTo("no_payment_required");
        assertThat(intent(made).terms().metadata()).containsEntry("flat", "7");
        var path = "/c/pay/" + made.text("id");
        var page = browser.get(path);
        assertThat(page.body()).contains("Save your card for Juniper").doesNotContain("Your order");
        assertThat(press(path, stage.card("pm_card_visa"), Map.of()).location()).isEqualTo(path);
        assertThat(browser.get(path).body()).contains("Your card is saved for Juniper");
        var done = good(stage.get("/v1/checkout/sessions/" + made.text("id")));
        assertThat(done.text("status")).isEqualTo("complete");
        assertThat(intent(done).status()).isEqualTo("succeeded");
        assertThat(stage.told()).containsExactly("checkout.session.completed");
        var kept = stage.get("/v1/customers/" + customer + "/payment_methods").body();
        assertThat(kept.path("data")).hasSize(1);
    }

    @Test
    void a_card_that_its_issuer_refuses_is_not_saved_and_the_next_one_is() {
        var id = good(setup("")).text("id");
        var refused = stage.confirm(id, stage.card("pm_card_visa_chargeDeclined"));
        assertThat(refused.status()).isEqualTo(402);
        assertThat(refused.error("code")).isEqualTo("card_declined");
        assertThat(good(stage.confirm(id, stage.card("pm_card_visa"))).text("status"))
                .isEqualTo("complete");
        // Pressing again finds it complete.
        assertThat(good(stage.confirm(id, stage.card("pm_card_visa"))).text("status"))
                .isEqualTo("complete");
        assertThat(stage.told()).containsExactly("checkout.session.completed");
    }

    @Test
    void a_challenge_sends_the_buyer_to_the_bank() {
        var path = "/c/pay/" + good(setup("")).text("id");
        var challenged = press(path, stage.card("pm_card_threeDSecure2Required"), Map.of());
        assertThat(challenged.status()).isEqualTo(303);
        assertThat(challenged.location()).isNotEqualTo(path);
        assertThat(browser.get(path).body())
                .contains("Your bank wants to see you", "Nothing was saved");
        browser.get(path + "/return");
        assertThat(stage.told()).isEmpty();
        assertThat(press(path, stage.card("pm_card_visa"), Map.of()).location()).isEqualTo(path);
        assertThat(stage.told()).containsExactly("checkout.session.completed");
    }

    @Test
    void presses_at_once_save_one_card() throws Exception {
        var id = good(setup("")).text("id");
        var start = new CyclicBarrier(4);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var presses = new ArrayList<Future<Stage.Got>>();
            for (int i = 0; i < 4; i++) {
                var card = stage.card("pm_card_visa");
                presses.add(
                        threads.submit(() -> {
                            start.await();
                            return stage.confirm(id, card);
                        }));
            }
            for (var press : presses) assertThat(press.get().status()).isIn(200, 429);
        }
        assertThat(stage.told()).containsExactly("checkout.session.completed");
    }

    @Test
    void what_is_over_saves_nothing() {
        var made = good(setup(""));
        good(stage.post("/v1/checkout/sessions/" + made.text("id") + "/expire", ""));
        assertThat(intent(made).status()).isEqualTo("canceled");
        assertThat(stage.confirm(made.text("id"), stage.card("pm_card_visa")).status())
                .isEqualTo(400);
        var late = good(setup(""));
        stage.clock.advance(Duration.ofHours(24));
        stage.platform.jobs().runDue();
        assertThat(stage.get("/v1/checkout/sessions/" + late.text("id")).text("status"))
                .isEqualTo("expired");
        assertThat(stage.told())
                .containsExactly("checkout.session.expired", "checkout.session.expired");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "line_items[0][price]=price_1&line_items[0][quantity]=1",
                "allow_promotion_codes=true",
                "payment_intent_data[description]=x",
                "payment_method_types[]=sepa_debit",
                "custom_fields[0][key]=no!&custom_fields[0][type]=text"
                        + "&custom_fields[0][label][type]=custom&custom_fields[0][label][custom]=x"
            })
    void what_does_not_go_with_it_is_refused(String params) {
        var refused = setup("&" + params);
        assertThat(refused.status()).as(params).isEqualTo(400);
        var name = params.split("[\\[=]")[0];
        assertThat(refused.error("param")).startsWith(name);
    }

    @Test
    void the_sellers_questions_are_asked_and_their_answers_told() {
        var made =
                good(
                        setup(
                                "&phone_number_collection[enabled]=true"
                                        + field(0, "engraving", "text")
                                        + "&custom_fields[0][text][maximum_length]=5"
                                        + field(1, "floor", "numeric")
                                        + "&custom_fields[1][optional]=true"
                                        + field(2, "size", "dropdown")
                                        + "&custom_fields[2][dropdown][options][0][label]=Small"
                                        + "&custom_fields[2][dropdown][options][0][value]=s"
                                        + "&custom_fields[2][dropdown][options][1][label]=Large"
                                        + "&custom_fields[2][dropdown][options][1][value]=l"));
        var path = "/c/pay/" + made.text("id");
        assertThat(stage.confirm(made.text("id"), stage.card("pm_card_visa")).status())
                .isEqualTo(400);
        var refused =
                press(
                        path,
                        stage.card("pm_card_visa"),
                        Map.of(
                                "custom_engraving", "too long",
                                "custom_floor", "two",
                                "custom_size", "xl",
                                "phone", "none"));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body())
                .contains(
                        "Enter from 1 to 5 characters",
                        "Only digits go here",
                        "Choose: size",
                        "Enter your phone number");
        var answers =
                Map.of(
                        "custom_engraving", "Ann",
                        "custom_floor", "",
                        "custom_size", "l",
                        "phone", "+1 555 0100");
        assertThat(press(path, stage.card("pm_card_visa"), answers).location()).isEqualTo(path);
        var done = good(stage.get("/v1/checkout/sessions/" + made.text("id"))).body();
        assertThat(done.at("/custom_fields/0/text/value").asText()).isEqualTo("Ann");
        assertThat(done.at("/custom_fields/1/numeric/value").isNull()).isTrue();
        assertThat(done.at("/custom_fields/2/dropdown/value").asText()).isEqualTo("l");
        assertThat(done.at("/customer_details/phone").asText()).isEqualTo("+1 555 0100");
    }

    private static String field(int at, String key, String type) {
        var name = "&custom_fields[" + at + "]";
        return String.join(
                "",
                List.of(
                        name + "[key]=" + key,
                        name + "[type]=" + type,
                        name + "[label][type]=custom",
                        name + "[label][custom]=" + key));
    }
}
