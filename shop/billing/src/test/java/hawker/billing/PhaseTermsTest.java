package hawker.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import hawker.api.Got;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

/** What phases of schedules say beside their items: discounts, thresholds, periods, invoices. */
class PhaseTermsTest extends Story {

    private static final String SCHEDULES = "/v1/subscription_schedules";

    private static String coupon(String more) {
        return fits(stage.post("/v1/coupons", "percent_off=20&duration=forever" + more)).text("id");
    }

    private static String phases(String customer, String price, String more) {
        return "start_date=now&customer="
                + customer
                + "&phases[0][iterations]=1&phases[0][items][0][price]="
                + price
                + "&phases[1][iterations]=2&phases[1][items][0][price]="
                + price
                + more;
    }

    private static JsonNode newest(String customer) {
        var list = fits(stage.get("/v1/invoices?limit=1&customer=" + customer));
        return list.body().at("/data/0");
    }

    @Test
    void each_phase_has_the_discounts_it_says() {
        var clock = clock();
        var customer = stage.customer("pm_card_visa", "&test_clock=" + clock);
        var first = coupon("&max_redemptions=1");
        var second = coupon("");
        var made =
                fits(
                        stage.post(
                                SCHEDULES,
                                phases(
                                        customer,
                                        stage.monthly(1000),
                                        "&phases[0][discounts][0][coupon]="
                                                + first
                                                + "&phases[1][items][0][discounts][0][coupon]="
                                                + second)));
        assertThat(made.body().at("/phases/0/discounts/0/coupon").asText()).isEqualTo(first);
        assertThat(made.body().at("/phases/0/discounts/0/discount").isNull()).isTrue();
        var id = made.text("subscription");
        assertThat(newest(customer).path("total").asLong()).isEqualTo(800);
        var began = subscription(id).body().at("/discounts/0").asText();
        assertThat(began).startsWith("di_");
        // What is agreed is used up for the schedule, and stays agreed when the coupon goes.
        assertThat(fits(stage.get("/v1/coupons/" + first)).body().path("times_redeemed").asLong())
                .isEqualTo(1);
        assertThat(stage.send("DELETE", "/v1/coupons/" + second, "").status()).isEqualTo(200);
        advance(clock, NEW_YEAR + 32 * DAY);
        assertThat(newest(customer).path("total").asLong()).isEqualTo(800);
        assertThat(newest(customer).at("/discounts")).isEmpty();
        assertThat(subscription(id).body().path("discounts")).isEmpty();
        var own = subscription(id).body().at("/items/data/0/discounts/0").asText();
        assertThat(own).startsWith("di_").isNotEqualTo(began);
        advance(clock, NEW_YEAR + 62 * DAY);
        assertThat(newest(customer).path("total").asLong()).isEqualTo(800);
        assertThat(subscription(id).body().at("/items/data/0/discounts/0").asText()).isEqualTo(own);
    }

    @Test
    void a_change_of_the_phase_that_runs_begins_nothing_anew() {
        var customer = stage.customer("pm_card_visa", "");
        var price = stage.monthly(1000);
        var once = coupon("&duration=once");
        var form =
                phases(
                        customer,
                        price,
                        "&phases[0][discounts][0][coupon]="
                                + once
                                + "&phases[0][items][0][discounts][0][coupon]="
                                + once);
        var made = fits(stage.post(SCHEDULES, form));
        var id = made.text("subscription");
        var before = subscription(id).body();
        var again =
                form.replace("start_date=now&customer=" + customer + "&", "")
                        + "&phases[0][description]=Club&phases[0][start_date]="
                        + made.body().at("/phases/0/start_date").asText();
        fits(stage.post(SCHEDULES + "/" + made.text("id"), again));
        var after = subscription(id).body();
        assertThat(after.path("description").asText()).isEqualTo("Club");
        assertThat(after.path("discounts")).isEqualTo(before.path("discounts"));
        assertThat(after.at("/items/data/0/discounts"))
                .isEqualTo(before.at("/items/data/0/discounts"));
        var more = again + "&phases[0][items][0][quantity]=2";
        fits(stage.post(SCHEDULES + "/" + made.text("id"), more));
        assertThat(subscription(id).body().at("/items/data/0/discounts"))
                .isEqualTo(before.at("/items/data/0/discounts"));
        assertThat(fits(stage.get("/v1/coupons/" + once)).body().path("times_redeemed").asLong())
                .isEqualTo(1);
    }

    @Test
    void a_schedule_of_a_subscription_goes_on_with_its_discounts() {
        var clock = clock();
        var customer = stage.customer("pm_card_visa", "&test_clock=" + clock);
        var price = stage.monthly(1000);
        var id = subscribed(customer, price, "&discounts[0][coupon]=" + coupon(""));
        var has = subscription(id).body().at("/discounts/0").asText();
        var led = fits(stage.post(SCHEDULES, "from_subscription=" + id));
        assertThat(led.body().at("/phases/0/discounts/0/discount").asText()).isEqualTo(has);
        var start = led.body().at("/phases/0/start_date").asText();
        var end = led.body().at("/phases/0/end_date").asText();
        fits(
                stage.post(
                        SCHEDULES + "/" + led.text("id"),
                        "phases[0][start_date]="
                                + start
                                + "&phases[0][end_date]="
                                + end
                                + "&phases[0][items][0][price]="
                                + price
                                + "&phases[0][discounts][0][discount]="
                                + has
                                + "&phases[1][iterations]=1&phases[1][items][0][price]="
                                + price
                                + "&phases[1][discounts][0][discount]="
                                + has));
        advance(clock, NEW_YEAR + 32 * DAY);
        assertThat(newest(customer).path("total").asLong()).isEqualTo(800);
        assertThat(subscription(id).body().at("/discounts/0").asText()).isEqualTo(has);
    }

    @Test
    void what_is_added_once_has_its_own_discounts() {
        var customer = stage.customer("pm_card_visa", "");
        var added = "&phases[0][add_invoice_items]";
        fits(
                stage.post(
                        SCHEDULES,
                        phases(
                                customer,
                                stage.monthly(1000),
                                added
                                        + "[0][price]="
                                        + once(500)
                                        + added
                                        + "[0][discounts][0][coupon]="
                                        + coupon("")
                                        + added
                                        + "[1][discountable]=false"
                                        + added
                                        + "[1][price]="
                                        + once(300)
                                        + "&phases[0][discounts][0][coupon]="
                                        + coupon("&percent_off=50"))));
        // 1000 at half, 500 less a fifth at half, 300 as it is.
        assertThat(newest(customer).path("total").asLong()).isEqualTo(500 + 200 + 300);
    }

    @Test
    void thresholds_and_what_invoices_say_are_the_phases_or_the_schedules() {
        var clock = clock();
        var customer = stage.customer("pm_card_visa", "&test_clock=" + clock);
        var form =
                phases(
                        customer,
                        stage.monthly(1000),
                        "&default_settings[billing_thresholds][amount_gte]=5000"
                                + "&phases[1][billing_thresholds][amount_gte]=9000"
                                + "&default_settings[invoice_settings][footer]=Thanks"
                                + "&default_settings[invoice_settings][custom_fields][0][name]=PO"
                                + "&default_settings[invoice_settings][custom_fields][0][value]=7"
                                + "&phases[1][invoice_settings][description]=Second year");
        var made = fits(stage.post(SCHEDULES, form));
        var id = made.text("subscription");
        var amount = "/billing_thresholds/amount_gte";
        assertThat(subscription(id).body().at(amount).asLong()).isEqualTo(5000);
        assertThat(newest(customer).path("footer").asText()).isEqualTo("Thanks");
        assertThat(newest(customer).at("/custom_fields/0/value").asText()).isEqualTo("7");
        advance(clock, NEW_YEAR + 32 * DAY);
        assertThat(subscription(id).body().at(amount).asLong()).isEqualTo(9000);
        assertThat(newest(customer).path("description").asText()).isEqualTo("Second year");
        assertThat(newest(customer).path("footer").asText()).isEqualTo("Thanks");
        var metered =
                fits(stage.post(
                                "/v1/prices",
                                "currency=usd&product_data[name]=Water&unit_amount=10"
                                        + "&recurring[interval]=month&recurring[usage_type]=metered"))
                        .text("id");
        var usage = "&phases[0][items][0][billing_thresholds][usage_gte]=100";
        var wet = fits(stage.post(SCHEDULES, phases(customer, metered, usage)));
        assertThat(
                        subscription(wet.text("subscription"))
                                .body()
                                .at("/items/data/0/billing_thresholds/usage_gte")
                                .asLong())
                .isEqualTo(100);
        assertThat(stage.post(SCHEDULES, phases(customer, stage.monthly(1), usage)).error("param"))
                .isEqualTo("phases[0][items][0][billing_thresholds]");
    }

    @Test
    void a_phase_may_begin_a_new_period() {
        var clock = clock();
        var customer = stage.customer("pm_card_visa", "&test_clock=" + clock);
        var price = stage.monthly(3100);
        var made =
                fits(
                        stage.post(
                                SCHEDULES,
                                "start_date=now&customer="
                                        + customer
                                        + "&phases[0][end_date]="
                                        + (NEW_YEAR + 10 * DAY)
                                        + "&phases[0][items][0][price]="
                                        + price
                                        + "&phases[1][iterations]=1&phases[1][items][0][price]="
                                        + price
                                        + "&phases[1][billing_cycle_anchor]=phase_start"));
        assertThat(made.body().at("/phases/1/billing_cycle_anchor").asText())
                .isEqualTo("phase_start");
        advance(clock, NEW_YEAR + 11 * DAY);
        var now = subscription(made.text("subscription")).body();
        assertThat(now.path("billing_cycle_anchor").asLong()).isEqualTo(NEW_YEAR + 10 * DAY);
        // 3100 for the new period, less 21 days of 31 of the old one.
        assertThat(newest(customer).path("total").asLong()).isEqualTo(3100 - 2100);
    }

    @Test
    void what_cannot_be_had_is_refused() {
        var customer = stage.customer("pm_card_visa", "");
        var price = stage.monthly(1000);
        var used = coupon("&max_redemptions=1");
        subscribed(customer, price, "&discounts[0][coupon]=" + used);
        var over =
                stage.post(
                        SCHEDULES,
                        phases(customer, price, "&phases[1][discounts][0][coupon]=" + used));
        assertThat(over.status()).isEqualTo(400);
        assertThat(over.error("code")).isEqualTo("coupon_expired");
        var none =
                stage.post(
                        SCHEDULES,
                        phases(customer, price, "&phases[1][discounts][0][coupon]=none"));
        assertThat(none.error("code")).isEqualTo("resource_missing");
        var other = stage.customer("pm_card_visa", "");
        var theirs =
                subscription(subscribed(other, price, "&discounts[0][coupon]=" + coupon("")))
                        .body()
                        .at("/discounts/0")
                        .asText();
        var foreign =
                stage.post(
                        SCHEDULES,
                        phases(customer, price, "&phases[0][discounts][0][discount]=" + theirs));
        assertThat(foreign.error("param")).isEqualTo("phases[0][discounts][0][discount]");
    }

    @Test
    void invoices_of_a_subscription_say_what_it_says() {
        var customer = stage.customer("pm_card_visa", "");
        var id =
                subscribed(
                        customer,
                        stage.monthly(1000),
                        "&invoice_settings[footer]=Cheers&invoice_settings[description]=Club"
                                + "&invoice_settings[custom_fields][0][name]=PO"
                                + "&invoice_settings[custom_fields][0][value]=9");
        assertThat(newest(customer).path("footer").asText()).isEqualTo("Cheers");
        assertThat(newest(customer).path("description").asText()).isEqualTo("Club");
        assertThat(newest(customer).at("/custom_fields/0/name").asText()).isEqualTo("PO");
        assertThat(subscription(id).body().at("/invoice_settings/footer").asText())
                .isEqualTo("Cheers");
    }

    @Test
    void a_list_names_a_coupon_once() {
        var customer = stage.customer("pm_card_visa", "");
        var price = stage.monthly(1000);
        var one = coupon("");
        var twice = "[discounts][0][coupon]=" + one + "&%s[discounts][1][coupon]=" + one;
        var phases = phases(customer, price, "");
        for (var place : new String[] {"phases[0]", "phases[1][items][0]"}) {
            var got = stage.post(SCHEDULES, phases + "&" + place + twice.formatted(place));
            assertThat(got.status()).isEqualTo(400);
            assertThat(got.error("param")).isEqualTo(place + "[discounts][1][coupon]");
        }
        var plain = "&discounts[0][coupon]=" + one + "&discounts[1][coupon]=" + one;
        assertThat(subscribe(customer, price, plain).error("param"))
                .isEqualTo("discounts[1][coupon]");
        assertThat(stage.post("/v1/invoices", "customer=" + customer + plain).error("param"))
                .isEqualTo("discounts[1][coupon]");
        assertThat(fits(stage.get("/v1/coupons/" + one)).body().path("times_redeemed").asLong())
                .isZero();
        // In two phases it is one discount that goes on.
        fits(
                stage.post(
                        SCHEDULES,
                        phases
                                + "&phases[0][discounts][0][coupon]="
                                + one
                                + "&phases[1][discounts][0][coupon]="
                                + one));
    }

    @Test
    void the_next_phase_comes_before_its_period_whichever_job_runs_first() {
        var subscriptions = new ArrayList<String>();
        for (int i = 0; i < 3; i++) {
            var customer = stage.customer("pm_card_visa", "");
            var price = stage.monthly(1000);
            var id = subscribed(customer, price, "");
            var led = fits(stage.post(SCHEDULES, "from_subscription=" + id));
            var next = "&phases[1][iterations]=2&phases[1][proration_behavior]=none";
            fits(stage.post(SCHEDULES + "/" + led.text("id"), goesOn(led, price, 3) + next));
            subscriptions.add(id);
        }
        stage.clock.advance(Duration.ofDays(31).plusMinutes(5));
        stage.settle();
        for (var id : subscriptions) {
            var bill = invoice(subscription(id).text("latest_invoice")).body();
            assertThat(bill.path("billing_reason").asText()).isEqualTo("subscription_cycle");
            assertThat(bill.path("total").asLong()).isEqualTo(3_000);
        }
    }

    /** The phase that runs, and one with so many more. */
    private static String goesOn(Got led, String price, int quantity) {
        return "phases[0][start_date]="
                + led.body().at("/phases/0/start_date").asText()
                + "&phases[0][end_date]="
                + led.body().at("/phases/0/end_date").asText()
                + "&phases[0][items][0][price]="
                + price
                + "&phases[1][items][0][price]="
                + price
                + "&phases[1][items][0][quantity]="
                + quantity;
    }

    @Test
    void a_schedule_of_a_subscription_makes_its_invoices_as_they_were() {
        var clock = clock();
        var customer = stage.customer("pm_card_visa", "&test_clock=" + clock);
        var price = stage.monthly(1000);
        var sent = "&collection_method=send_invoice&days_until_due=12";
        var id = subscribed(customer, price, sent + "&invoice_settings[footer]=Cheers");
        var led = fits(stage.post(SCHEDULES, "from_subscription=" + id));
        var usual = led.body().path("default_settings");
        assertThat(usual.path("collection_method").asText()).isEqualTo("send_invoice");
        assertThat(usual.at("/invoice_settings/days_until_due").asInt()).isEqualTo(12);
        assertThat(usual.at("/invoice_settings/footer").asText()).isEqualTo("Cheers");
        fits(stage.post(SCHEDULES + "/" + led.text("id"), goesOn(led, price, 2)));
        advance(clock, NEW_YEAR + 32 * DAY);
        var now = subscription(id).body();
        assertThat(now.path("collection_method").asText()).isEqualTo("send_invoice");
        assertThat(now.path("days_until_due").asInt()).isEqualTo(12);
        var bill = newest(customer);
        assertThat(bill.path("total").asLong()).isEqualTo(2_000);
        assertThat(bill.path("collection_method").asText()).isEqualTo("send_invoice");
        assertThat(bill.path("footer").asText()).isEqualTo("Cheers");
        assertThat(bill.path("status").asText()).isEqualTo("open");
        assertThat(stage.charges()).isEmpty();
    }
}
