package hawker.billing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Cards that their customers take away while subscriptions are charged by them. */
class DetachedCardsTest extends Story {

    private static String usual(String customer) {
        return stage.get("/v1/customers/" + customer)
                .body()
                .at("/invoice_settings/default_payment_method")
                .asText();
    }

    private static String added(String customer, String card) {
        var source = stage.post("/v1/customers/" + customer + "/sources", "source=" + card);
        return "pm_" + source.text("id").substring("card_".length());
    }

    private static void detach(String card) {
        fits(stage.post("/v1/payment_methods/" + card + "/detach", ""));
        stage.settle();
    }

    @Test
    void a_subscription_is_charged_by_what_the_customer_has_left() {
        var customer = stage.customer("pm_card_visa", "");
        var other = added(customer, "tok_mastercard");
        var price = stage.monthly(1500);
        var subscription = subscribed(customer, price, "&default_payment_method=" + other);
        var older = subscribed(customer, price, "&default_source=card_" + other.substring(3));
        var usual = subscribed(customer, price, "&default_payment_method=" + usual(customer));
        stage.told();
        detach(other);
        assertThat(stage.told()).contains("customer.subscription.updated");
        assertThat(subscription(subscription).body().path("default_payment_method").isNull())
                .isTrue();
        assertThat(subscription(older).body().path("default_source").isNull()).isTrue();
        assertThat(subscription(usual).text("default_payment_method"))
                .as("another card's")
                .isEqualTo(usual(customer));
        stage.clock.advance(Duration.ofDays(32));
        stage.settle();
        stage.clock.advance(Duration.ofHours(2));
        stage.settle();
        for (var each : new String[] {subscription, older, usual})
            assertThat(invoice(subscription(each).text("latest_invoice")).text("status"))
                    .isEqualTo("paid");
    }

    @Test
    void a_card_that_is_detached_during_the_first_challenge_pays_nothing_later() {
        var customer = stage.customer("pm_card_threeDSecure2Required", "");
        var card = usual(customer);
        var made =
                subscribe(
                        customer,
                        stage.monthly(1500),
                        "&payment_behavior=default_incomplete&default_payment_method="
                                + card
                                + "&payment_settings[save_default_payment_method]="
                                + "on_subscription");
        var id = fits(made).text("id");
        var intent = stage.intents().getFirst().id().text();
        var confirmed =
                stage.post(
                        "/v1/payment_intents/" + intent + "/confirm",
                        "return_url=https://shop.test/done&payment_method=" + card);
        assertThat(fits(confirmed).text("status")).isEqualTo("requires_action");
        detach(card);
        assertThat(usual(customer)).isEqualTo("null");
        assertThat(subscription(id).body().path("default_payment_method").isNull()).isTrue();
        var paid =
                stage.post(
                        "/v1/payment_intents/" + intent + "/confirm",
                        "return_url=https://shop.test/done&payment_method=pm_card_visa");
        assertThat(paid.status()).as(paid.body().toString()).isEqualTo(200);
        stage.settle();
        var now = subscription(id);
        assertThat(now.text("status")).isEqualTo("active");
        assertThat(now.text("default_payment_method")).isNotEqualTo(card);
    }

    /** The payment is heard of only when the card is gone already. */
    @Test
    void a_card_that_is_gone_when_its_payment_is_heard_of_is_no_default() {
        var customer = stage.customer("pm_card_visa", "");
        var made =
                subscribe(
                        customer,
                        stage.monthly(1500),
                        "&payment_behavior=default_incomplete&payment_settings"
                                + "[save_default_payment_method]=on_subscription");
        var id = fits(made).text("id");
        var intent = stage.intents().getFirst().id().text();
        var card = usual(customer);
        fits(
                stage.post(
                        "/v1/payment_intents/" + intent + "/confirm",
                        "return_url=https://shop.test/done&payment_method=" + card));
        fits(stage.post("/v1/payment_methods/" + card + "/detach", ""));
        stage.settle();
        var now = subscription(id);
        assertThat(now.text("status")).isEqualTo("active");
        assertThat(now.body().path("default_payment_method").isNull()).isTrue();
    }

    @Test
    void a_phase_does_not_bring_a_detached_card_back() {
        var clock = clock();
        var customer = stage.customer("pm_card_visa", "&test_clock=" + clock);
        var other = added(customer, "tok_mastercard");
        var schedule =
                fits(stage.post(
                                "/v1/subscription_schedules",
                                "customer="
                                        + customer
                                        + "&start_date="
                                        + (NEW_YEAR + 10 * DAY)
                                        + "&phases[0][items][0][price]="
                                        + stage.monthly(1500)
                                        + "&phases[0][default_payment_method]="
                                        + other
                                        + "&phases[0][end_date]="
                                        + (NEW_YEAR + 41 * DAY)))
                        .text("id");
        detach(other);
        advance(clock, NEW_YEAR + 12 * DAY);
        var begun = fits(stage.get("/v1/subscription_schedules/" + schedule));
        var now = subscription(begun.text("subscription"));
        assertThat(now.body().path("default_payment_method").isNull()).isTrue();
        assertThat(invoice(now.text("latest_invoice")).text("status")).isEqualTo("paid");
    }
}
