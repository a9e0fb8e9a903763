package hawker.billing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Checkout sessions whose subscriptions begin with days that cost nothing. */
class TrialSessionsTest extends SessionStory {

    @Test
    void a_trial_keeps_the_card_and_charges_it_when_it_ends() {
        var made = fits(sells(stage.monthly(1000), "&subscription_data[trial_period_days]=7"));
        assertThat(made.body().path("amount_total").asLong()).isZero();
        var path = "/c/pay/" + made.text("id");
        assertThat(browser.get(path).body())
                .contains("Free until ", ", then $20.00 per month.", "Subscribe")
                .doesNotContain("and pay");
        assertThat(press(path, "", Map.of()).body()).contains("Enter the card to save.");
        assertThat(confirm(made, stage.card("pm_card_visa_chargeDeclined")).status())
                .isEqualTo(402);
        assertThat(press(path, stage.card("pm_card_visa"), Map.of()).location()).isEqualTo(path);
        var done = session(made);
        assertThat(done.text("status")).isEqualTo("complete");
        assertThat(done.text("payment_status")).isEqualTo("no_payment_required");
        assertThat(done.body().path("setup_intent").isNull()).isTrue();
        var subscription = begun(done);
        assertThat(subscription.text("status")).isEqualTo("trialing");
        assertThat(subscription.text("default_payment_method")).startsWith("pm_");
        assertThat(billed(done).text("status")).isEqualTo("paid");
        assertThat(stage.charges()).isEmpty();
        stage.clock.advance(Duration.ofDays(8));
        stage.settle();
        stage.clock.advance(Duration.ofHours(2));
        stage.settle();
        assertThat(begun(done).text("status")).isEqualTo("active");
        assertThat(paid()).hasSize(1);
    }

    @Test
    void a_free_trial_may_begin_without_a_card_and_pauses_at_its_end() {
        var made =
                fits(
                        sells(
                                stage.monthly(1000),
                                "&subscription_data[trial_period_days]=7"
                                        + "&payment_method_collection=if_required"
                                        + "&subscription_data[trial_settings][end_behavior]"
                                        + "[missing_payment_method]=pause"));
        var path = "/c/pay/" + made.text("id");
        assertThat(press(path, "", Map.of()).location()).isEqualTo(path);
        var done = session(made);
        assertThat(begun(done).text("status")).isEqualTo("trialing");
        assertThat(stage.intents()).isEmpty();
        stage.clock.advance(Duration.ofDays(8));
        stage.settle();
        assertThat(begun(done).text("status")).isEqualTo("paused");
    }

    @Test
    void a_trial_with_something_to_pay_today_charges_that() {
        var made =
                fits(
                        sells(
                                stage.monthly(1000),
                                "&line_items[1][quantity]=1&line_items[1][price]="
                                        + once(500)
                                        + "&subscription_data[trial_period_days]=7"));
        assertThat(made.body().path("amount_total").asLong()).isEqualTo(500);
        fits(confirm(made, stage.card("pm_card_visa")));
        var done = session(made);
        assertThat(done.text("payment_status")).isEqualTo("paid");
        assertThat(begun(done).text("status")).isEqualTo("trialing");
        assertThat(billed(done).body().path("amount_paid").asLong()).isEqualTo(500);
        var payments = stage.get("/v1/invoice_payments?invoice=" + done.text("invoice")).body();
        assertThat(payments.at("/data/0/status").asText()).isEqualTo("paid");
    }

    @Test
    void who_leaves_the_bank_alone_leaves_the_last_trial_to_others() {
        var link =
                fits(stage.post(
                                "/v1/payment_links",
                                "line_items[0][quantity]=1&line_items[0][price]="
                                        + stage.monthly(1000)
                                        + "&subscription_data[trial_period_days]=7"
                                        + "&restrictions[completed_sessions][limit]=1"))
                        .text("id");
        var pages = new String[2];
        for (int i = 0; i < 2; i++) pages[i] = browser.get("/b/" + link).location();
        var bank = stage.card("pm_card_threeDSecure2Required");
        assertThat(press(pages[0], bank, Map.of()).location()).isNotEqualTo(pages[0]);
        assertThat(press(pages[1], stage.card("pm_card_visa"), Map.of()).body())
                .contains("sold as often as it may be");
        stage.clock.advance(Duration.ofMinutes(12));
        stage.settle();
        assertThat(press(pages[1], stage.card("pm_card_visa"), Map.of()).location())
                .isEqualTo(pages[1]);
        assertThat(press(pages[0], stage.card("pm_card_visa"), Map.of()).body())
                .contains("sold as often as it may be");
        assertThat(stage.get("/v1/subscriptions?status=trialing").body().path("data")).hasSize(1);
    }
}
