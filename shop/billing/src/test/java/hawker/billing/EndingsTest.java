package hawker.billing;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.api.Got;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What ends at a moment within a period is paid until then: {@code cancel_at}. */
class EndingsTest extends Story {

    private static final long MONTH = 31 * DAY;

    private String clock = "";
    private String customer = "";

    @BeforeEach
    void a_customer() {
        clock = clock();
        customer = stage.customer("pm_card_visa", "&test_clock=" + clock);
    }

    /** At 31 dollars a month, which is a dollar a day in January. */
    private String subscribed(String more) {
        return subscribed(customer, stage.monthly(3_100), more);
    }

    private static Got change(String id, String form) {
        return fits(stage.post("/v1/subscriptions/" + id, form));
    }

    private static String at(long day) {
        return "cancel_at=" + (NEW_YEAR + day * DAY);
    }

    private long last() {
        return stage.charges().getFirst().amount().minor();
    }

    private long waits() {
        long sum = 0;
        var path = "/v1/invoiceitems?pending=true&customer=" + customer;
        for (var item : fits(stage.get(path)).body().path("data"))
            sum += item.path("amount").asLong();
        return sum;
    }

    @Test
    void a_first_period_is_paid_until_the_end_within_it() {
        var id = subscribed("&" + at(10));
        assertThat(last()).isEqualTo(1_000);
        var bill = invoice(subscription(id).text("latest_invoice")).body();
        assertThat(bill.at("/lines/data/0/period/end").asLong()).isEqualTo(NEW_YEAR + 10 * DAY);
        assertThat(subscription(id).body().at("/items/data/0/current_period_end").asLong())
                .isEqualTo(NEW_YEAR + MONTH);
        advance(clock, NEW_YEAR + 32 * DAY);
        assertThat(subscription(id).text("status")).isEqualTo("canceled");
        assertThat(stage.charges()).hasSize(1);
        assertThat(balance(customer)).isZero();
    }

    @Test
    void a_first_period_is_paid_whole_where_nothing_is_prorated() {
        subscribed("&proration_behavior=none&" + at(10));
        assertThat(last()).isEqualTo(3_100);
        advance(clock, NEW_YEAR + 32 * DAY);
        assertThat(balance(customer)).isZero();
    }

    @Test
    void a_preview_of_one_that_ends_early_says_the_same() {
        var form =
                "customer="
                        + customer
                        + "&subscription_details[items][0][price]="
                        + stage.monthly(3_100)
                        + "&subscription_details["
                        + at(10).replace("=", "]=");
        var previews = "/v1/invoices/create_preview";
        assertThat(fits(stage.post(previews, form)).body().path("total").asLong()).isEqualTo(1_000);
        var whole = form + "&subscription_details[proration_behavior]=none";
        assertThat(fits(stage.post(previews, whole)).body().path("total").asLong())
                .isEqualTo(3_100);
    }

    @Test
    void a_later_period_is_paid_until_the_end_within_it() {
        var id = subscribed(customer, stage.monthly(2_800), "&proration_behavior=none&" + at(41));
        assertThat(last()).isEqualTo(2_800);
        advance(clock, NEW_YEAR + 33 * DAY);
        // Ten of the 28 days of February.
        assertThat(last()).isEqualTo(1_000);
        assertThat(waits()).isZero();
        advance(clock, NEW_YEAR + 60 * DAY);
        assertThat(subscription(id).text("status")).isEqualTo("canceled");
        assertThat(stage.charges()).hasSize(2);
        assertThat(balance(customer)).isZero();
    }

    @Test
    void an_end_that_is_set_gives_back_what_comes_after_it() {
        var id = subscribed("");
        change(id, at(21));
        assertThat(waits()).isEqualTo(-1_000);
        advance(clock, NEW_YEAR + 23 * DAY);
        assertThat(subscription(id).text("status")).isEqualTo("canceled");
        assertThat(balance(customer)).isEqualTo(-1_000);
    }

    @Test
    void it_is_given_back_at_once_or_not_at_all_as_the_seller_says() {
        var id = subscribed("");
        change(id, at(21) + "&proration_behavior=none");
        assertThat(waits()).isZero();
        change(id, at(26) + "&proration_behavior=always_invoice");
        assertThat(waits()).isZero();
        assertThat(balance(customer)).isEqualTo(-500);
        change(id, at(28) + "&proration_behavior=always_invoice");
        assertThat(balance(customer)).isEqualTo(-300);
    }

    @Test
    void an_end_that_is_moved_or_taken_back_gives_back_what_is_right_then() {
        fits(stage.post("/v1/coupons", "id=WELCOME&percent_off=50&duration=once"));
        var id = subscribed("&discounts[0][coupon]=WELCOME");
        change(id, at(21));
        assertThat(waits()).isEqualTo(-500);
        change(id, at(11));
        assertThat(waits()).isEqualTo(-1_000);
        change(id, at(26));
        assertThat(waits()).isEqualTo(-250);
        change(id, "cancel_at=");
        assertThat(waits()).isZero();
        change(id, at(21));
        change(id, "cancel_at_period_end=true");
        assertThat(waits()).isZero();
        change(id, "cancel_at_period_end=false");
        advance(clock, NEW_YEAR + 32 * DAY);
        assertThat(invoice(subscription(id).text("latest_invoice")).body().path("total").asLong())
                .isEqualTo(3_100);
    }

    @Test
    void nothing_is_given_back_twice() {
        var id = subscribed("");
        change(id, at(21));
        advance(clock, NEW_YEAR + 11 * DAY);
        change(id, "items[0][quantity]=3&items[0][id]=" + item(id));
        // Ten days until the end: 1000 back, 3000 to pay; and the ten days after it.
        assertThat(waits()).isEqualTo(-1_000 - 1_000 + 3_000);
        fits(
                stage.send(
                        "DELETE",
                        "/v1/subscriptions/" + id + "?prorate=true&invoice_now=true",
                        ""));
        assertThat(balance(customer)).isEqualTo(-2_000);
    }

    @Test
    void a_moment_takes_the_place_of_the_end_of_the_period() {
        var id = subscribed("&cancel_at_period_end=true");
        var changed = change(id, at(45)).body();
        assertThat(changed.path("cancel_at_period_end").asBoolean()).isFalse();
        assertThat(changed.path("cancel_at").asLong()).isEqualTo(NEW_YEAR + 45 * DAY);
        advance(clock, NEW_YEAR + 33 * DAY);
        assertThat(subscription(id).text("status")).isEqualTo("active");
    }

    @Test
    void what_rests_ends_when_it_was_to_end() {
        var id = subscribed("&cancel_at_period_end=true");
        advance(clock, NEW_YEAR + 21 * DAY);
        fits(stage.post("/v1/subscriptions/" + id + "/pause", ""));
        advance(clock, NEW_YEAR + 33 * DAY);
        assertThat(subscription(id).text("status")).isEqualTo("canceled");
        assertThat(stage.post("/v1/subscriptions/" + id + "/resume", "").status()).isEqualTo(400);
        assertThat(balance(customer)).isEqualTo(-1_000);
        assertThat(stage.charges()).hasSize(1);
    }

    @Test
    void a_schedule_that_ends_within_a_period_gives_back_the_rest() {
        var form =
                "start_date=now&end_behavior=cancel&customer="
                        + customer
                        + "&phases[0][end_date]="
                        + (NEW_YEAR + 21 * DAY)
                        + "&phases[0][items][0][price]="
                        + stage.monthly(3_100);
        var id = fits(stage.post("/v1/subscription_schedules", form)).text("subscription");
        advance(clock, NEW_YEAR + 22 * DAY);
        assertThat(subscription(id).text("status")).isEqualTo("canceled");
        assertThat(balance(customer)).isEqualTo(-1_000);
    }
}
