package hawker.billing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** How the payment of a session that subscribes ends: asked for more, found later, too late. */
class SessionPaymentsTest extends SessionStory {

    @Test
    void a_buyer_authenticates_and_is_subscribed_afterwards() {
        var made = fits(sells(stage.monthly(1000), ""));
        var path = "/c/pay/" + made.text("id");
        var challenged = press(path, stage.card("pm_card_threeDSecure2Required"), Map.of());
        assertThat(challenged.location()).isNotEqualTo(path);
        assertThat(stage.get("/v1/subscriptions?status=all").body().path("data")).isEmpty();
        var challenge = browser.get(challenged.location());
        var deed = challenge.fields();
        deed.put("deed", "complete");
        deed.put("code", "1234");
        var passed = browser.post(challenge.response().uri().getPath(), deed);
        assertThat(passed.status()).isEqualTo(303);
        assertThat(browser.get(path + "/return").location()).isEqualTo(path);
        var done = session(made);
        assertThat(done.text("status")).isEqualTo("complete");
        assertThat(begun(done).text("status")).isEqualTo("active");
    }

    @Test
    void a_payment_whose_end_nobody_wrote_down_is_found_by_its_event() {
        var made =
                fits(
                        sells(
                                stage.monthly(1000),
                                "&line_items[0][adjustable_quantity][enabled]=true"));
        confirm(made, stage.card("pm_card_visa_chargeDeclined"));
        var intent = stage.intents().getFirst();
        var card = stage.card("pm_card_visa");
        // As after a crash: the card is charged, the session has not heard of it.
        fits(
                stage.post(
                        "/v1/payment_intents/" + intent.id() + "/confirm",
                        "payment_method=" + card));
        stage.settle();
        var done = session(made);
        assertThat(done.text("status")).isEqualTo("complete");
        assertThat(billed(done).text("status")).isEqualTo("paid");
        // Confirming what is complete changes nothing.
        fits(confirm(made, stage.card("pm_card_visa")));
        assertThat(stage.get("/v1/subscriptions").body().path("data")).hasSize(1);
        assertThat(paid()).hasSize(1);
    }

    @Test
    void a_payment_over_an_older_total_does_not_complete_a_session() {
        var made =
                fits(
                        sells(
                                stage.monthly(1000),
                                "&line_items[0][adjustable_quantity][enabled]=true"));
        var path = "/c/pay/" + made.text("id");
        press(path, stage.card("pm_card_visa_chargeDeclined"), Map.of());
        var items = stage.get("/v1/checkout/sessions/" + made.text("id") + "/line_items").body();
        var form = browser.get(path).fields();
        form.put("quantity_" + items.at("/data/0/id").asText(), "5");
        browser.post(path, form);
        var intent = stage.intents().getFirst();
        fits(
                stage.post(
                        "/v1/payment_intents/" + intent.id() + "/confirm",
                        "payment_method=" + stage.card("pm_card_visa")));
        stage.settle();
        assertThat(session(made).text("status")).isEqualTo("open");
        assertThat(stage.get("/v1/subscriptions").body().path("data")).isEmpty();
    }
}
