package hawker.billing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Subscriptions go on after a pause, and trials begin that plans have. */
class ResumingTest extends Story {

    private String clock = "";
    private String customer = "";
    private String id = "";

    /** Paused after 10 of 31 days; 21 days are given back. */
    @BeforeEach
    void paused() {
        clock = clock();
        customer = stage.customer("pm_card_visa", "&test_clock=" + clock);
        id = subscribed(customer, stage.monthly(3100), "");
        advance(clock, NEW_YEAR + 10 * DAY);
        fits(stage.post("/v1/subscriptions/" + id + "/pause", "type=subscription"));
        advance(clock, NEW_YEAR + 20 * DAY);
    }

    private long waits() {
        long sum = 0;
        for (var item :
                stage.get("/v1/invoiceitems?pending=true&customer=" + customer).body().path("data"))
            sum += item.path("amount").asLong();
        return sum;
    }

    private String resume(String how) {
        var got =
                fits(
                        stage.post(
                                "/v1/subscriptions/" + id + "/resume",
                                "billing_cycle_anchor=unchanged" + how));
        assertThat(got.text("status")).isEqualTo("active");
        assertThat(got.body().path("billing_cycle_anchor").asLong()).isEqualTo(NEW_YEAR);
        assertThat(got.body().at("/items/data/0/current_period_start").asLong())
                .isEqualTo(NEW_YEAR);
        assertThat(got.body().at("/items/data/0/current_period_end").asLong())
                .isEqualTo(NEW_YEAR + 31 * DAY);
        return got.text("latest_invoice");
    }

    @Test
    void what_is_left_of_the_old_cycle_waits_for_its_end() {
        stage.told();
        resume("");
        assertThat(stage.told()).contains("customer.subscription.resumed");
        assertThat(waits()).isEqualTo(-2100 + 1100);
        advance(clock, NEW_YEAR + 32 * DAY);
        var next = subscription(id).text("latest_invoice");
        assertThat(invoice(next).body().path("total").asLong()).isEqualTo(3100 - 1000);
    }

    @Test
    void what_is_left_may_be_invoiced_at_once_or_be_free() {
        var latest = resume("&proration_behavior=always_invoice");
        assertThat(invoice(latest).body().path("total").asLong()).isEqualTo(-1000);
        assertThat(waits()).isZero();
        fits(stage.post("/v1/subscriptions/" + id + "/pause", "type=subscription"));
        long before = waits();
        resume("&proration_behavior=none");
        assertThat(waits()).isEqualTo(before);
    }

    @Test
    void prorations_count_from_the_moment_that_was_previewed() {
        resume("&proration_date=" + (NEW_YEAR + 21 * DAY));
        assertThat(waits()).isEqualTo(-2100 + 1000);
    }

    @Test
    void what_is_wrong_is_refused_and_it_rests_on() {
        var path = "/v1/subscriptions/" + id + "/resume";
        var kept = "billing_cycle_anchor=unchanged&";
        assertThat(stage.post(path, kept + "proration_behavior=maybe").error("param"))
                .isEqualTo("proration_behavior");
        assertThat(
                        stage.post(path, kept + "proration_date=" + (NEW_YEAR + 40 * DAY))
                                .error("param"))
                .isEqualTo("proration_date");
        assertThat(stage.post(path, "billing_cycle_anchor=later").error("param"))
                .isEqualTo("billing_cycle_anchor");
        assertThat(subscription(id).text("status")).isEqualTo("paused");
        resume("");
        assertThat(stage.post(path, kept).status()).isEqualTo(400);
    }

    @Test
    void a_cycle_that_begins_anew_has_no_prorations() {
        var got =
                fits(
                        stage.post(
                                "/v1/subscriptions/" + id + "/resume",
                                "proration_behavior=always_invoice"));
        assertThat(invoice(got.text("latest_invoice")).body().path("total").asLong())
                .isEqualTo(3100 - 2100);
        assertThat(got.body().path("billing_cycle_anchor").asLong()).isEqualTo(NEW_YEAR + 20 * DAY);
    }

    @Test
    void a_subscription_is_tried_as_long_as_its_plan_says() {
        var plan =
                fits(stage.post(
                                "/v1/plans",
                                "currency=usd&interval=month&amount=900&trial_period_days=5&product[name]=Gin"))
                        .text("id");
        var other = subscribed(customer, plan, "");
        assertThat(subscription(other).text("status")).isEqualTo("active");
        var path = "/v1/subscriptions/" + other;
        var got = fits(stage.post(path, "trial_from_plan=true"));
        assertThat(got.text("status")).isEqualTo("trialing");
        assertThat(got.body().path("trial_end").asLong()).isEqualTo(NEW_YEAR + 25 * DAY);
        assertThat(stage.post(path, "trial_from_plan=true&trial_end=now").status()).isEqualTo(400);
        assertThat(subscribe(customer, plan, "&trial_from_plan=true&trial_end=now").status())
                .isEqualTo(400);
        var without = subscribed(customer, stage.monthly(900), "");
        fits(stage.post("/v1/subscriptions/" + without, "trial_from_plan=true"));
        assertThat(subscription(without).text("status")).isEqualTo("active");
    }

    @Test
    void subscriptions_are_listed_by_their_automatic_taxes() {
        var list = "/v1/subscriptions?automatic_tax[enabled]=";
        assertThat(
                        stage.get(list.replace("[", "%5B").replace("]", "%5D") + "true")
                                .body()
                                .path("data"))
                .isEmpty();
        var none = stage.get("/v1/subscriptions?automatic_tax%5Benabled%5D=false&status=all");
        assertThat(none.body().path("data")).hasSize(1);
        assertThat(stage.get("/v1/subscriptions?automatic_tax%5Benabled%5D=x").status())
                .isEqualTo(400);
    }
}
