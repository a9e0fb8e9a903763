package hawker.billing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What is not paid at once: debits under way, cards that are declined, what is given up. */
class CollectingTest extends Story {

    @Test
    void a_debit_is_under_way_and_the_subscription_goes_on() {
        var customer = stage.customer("pm_usBankAccount_success", "");
        var price = stage.monthly(1500);
        var id = subscribed(customer, price, "");
        var made = subscription(id);
        var bill = made.text("latest_invoice");
        assertThat(invoice(bill).text("status")).isEqualTo("open");
        assertThat(made.text("status")).isEqualTo("active");
        stage.settle();
        stage.clock.advance(Duration.ofSeconds(5));
        stage.settle();
        assertThat(invoice(bill).text("status")).isEqualTo("paid");
        assertThat(invoice(bill).body().path("attempt_count").asLong()).isEqualTo(1);
        assertThat(paid()).hasSize(1);
    }

    @Test
    void a_debit_that_is_sent_back_leaves_the_invoice_open() {
        var customer = stage.customer("pm_usBankAccount_insufficientFunds", "");
        var id = finalized(customer, 900);
        fits(stage.post("/v1/invoices/" + id + "/pay", ""));
        stage.settle();
        stage.clock.advance(Duration.ofSeconds(5));
        stage.settle();
        assertThat(invoice(id).text("status")).isEqualTo("open");
        assertThat(stage.told()).contains("invoice.payment_failed");
        assertThat(paid()).isEmpty();
    }

    @Test
    void dunning_tries_four_times_and_a_better_card_saves_the_subscription() {
        var clock = clock();
        var customer = stage.customer("pm_card_visa", "&test_clock=" + clock);
        var id = subscribed(customer, stage.monthly(1500), "");
        var bad = stage.card("pm_card_chargeCustomerFail");
        stage.post("/v1/payment_methods/" + bad + "/attach", "customer=" + customer);
        fits(stage.post("/v1/subscriptions/" + id, "default_payment_method=" + bad));
        advance(clock, NEW_YEAR + 35 * DAY);
        var late = subscription(id);
        assertThat(late.text("status")).isEqualTo("past_due");
        var bill = invoice(late.text("latest_invoice"));
        assertThat(bill.body().path("attempt_count").asLong()).isEqualTo(2);
        assertThat(bill.body().path("next_payment_attempt").asLong())
                .isEqualTo(NEW_YEAR + 31 * DAY + 3600 + 8 * DAY);
        var good = stage.card("pm_card_visa");
        stage.post("/v1/payment_methods/" + good + "/attach", "customer=" + customer);
        fits(stage.post("/v1/subscriptions/" + id, "default_payment_method=" + good));
        advance(clock, NEW_YEAR + 45 * DAY);
        assertThat(subscription(id).text("status")).isEqualTo("active");
        assertThat(invoice(bill.text("id")).text("status")).isEqualTo("paid");
        assertThat(paid()).hasSize(2);
    }

    @Test
    void what_is_canceled_is_not_collected_any_more() {
        var clock = clock();
        var customer = stage.customer("pm_card_visa", "&test_clock=" + clock);
        var id = subscribed(customer, stage.monthly(1500), "");
        // The second period's invoice is a draft for an hour.
        advance(clock, NEW_YEAR + 31 * DAY + 600);
        fits(stage.send("DELETE", "/v1/subscriptions/" + id, ""));
        advance(clock, NEW_YEAR + 50 * DAY);
        assertThat(paid()).hasSize(1);
    }
}
