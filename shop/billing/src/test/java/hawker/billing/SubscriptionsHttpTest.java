package hawker.billing;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Subscriptions and what time does to them, by test clocks. */
class SubscriptionsHttpTest extends Story {

    private static long paid(String customer) {
        return stage.get("/v1/invoices?status=paid&limit=100&customer=" + customer)
                .body()
                .path("data")
                .size();
    }

    @Test
    void it_is_paid_and_renews_once_a_month() {
        var clock = clock();
        var customer = stage.customer("pm_card_visa", "&test_clock=" + clock);
        var made = fits(subscribe(customer, stage.monthly(1500), ""));
        assertThat(made.text("status")).isEqualTo("active");
        assertThat(made.body().path("created").asLong()).isEqualTo(NEW_YEAR);
        fits(stage.get("/v1/invoices/" + made.text("latest_invoice")));
        advance(clock, NEW_YEAR + 31 * DAY + 7200);
        advance(clock, NEW_YEAR + 60 * DAY);
        assertThat(paid(customer)).isEqualTo(3);
        assertThat(stage.charges()).hasSize(3);
        var now = fits(stage.get("/v1/subscriptions/" + made.text("id")));
        assertThat(now.body().at("/items/data/0/current_period_start").asLong())
                .isEqualTo(NEW_YEAR + 59 * DAY);
        assertThat(stage.told()).contains("test_helpers.test_clock.ready", "invoice.paid");
    }

    @Test
    void a_first_payment_that_fails_leaves_it_incomplete_until_paid() {
        var customer = stage.customer("pm_card_chargeCustomerFail", "");
        var made = fits(subscribe(customer, stage.monthly(1500), ""));
        assertThat(made.text("status")).isEqualTo("incomplete");
        assertThat(stage.told()).contains("invoice.payment_failed");
        var good = stage.card("pm_card_visa");
        stage.post("/v1/payment_methods/" + good + "/attach", "customer=" + customer);
        fits(
                stage.post(
                        "/v1/invoices/" + made.text("latest_invoice") + "/pay",
                        "payment_method=" + good));
        assertThat(stage.get("/v1/subscriptions/" + made.text("id")).text("status"))
                .isEqualTo("active");
        var strict =
                subscribe(customer, stage.monthly(1500), "&payment_behavior=error_if_incomplete");
        assertThat(strict.status()).isEqualTo(402);
    }

    @Test
    void renewals_that_fail_are_tried_again_and_then_it_is_canceled() {
        var clock = clock();
        var customer = stage.customer("pm_card_visa", "&test_clock=" + clock);
        var id = fits(subscribe(customer, stage.monthly(1500), "")).text("id");
        var bad = stage.card("pm_card_chargeCustomerFail");
        stage.post("/v1/payment_methods/" + bad + "/attach", "customer=" + customer);
        fits(stage.post("/v1/subscriptions/" + id, "default_payment_method=" + bad));
        advance(clock, NEW_YEAR + 32 * DAY);
        assertThat(stage.get("/v1/subscriptions/" + id).text("status")).isEqualTo("past_due");
        advance(clock, NEW_YEAR + 50 * DAY);
        var over = fits(stage.get("/v1/subscriptions/" + id));
        assertThat(over.text("status")).isEqualTo("canceled");
        assertThat(over.body().at("/cancellation_details/reason").asText())
                .isEqualTo("payment_failed");
        assertThat(stage.told()).contains("customer.subscription.deleted");
    }

    @Test
    void its_billing_mode_is_chosen_or_migrated_to_once() {
        var customer = stage.customer("pm_card_visa", "");
        var price = stage.monthly(1500);
        var flexible = fits(subscribe(customer, price, "&billing_mode[type]=flexible"));
        assertThat(flexible.body().at("/billing_mode/type").asText()).isEqualTo("flexible");
        assertThat(flexible.body().at("/billing_mode/flexible/proration_discounts").asText())
                .isEqualTo("included");
        var classic = fits(subscribe(customer, price, ""));
        assertThat(classic.body().at("/billing_mode/type").asText()).isEqualTo("classic");
        var path = "/v1/subscriptions/" + classic.text("id") + "/migrate";
        assertThat(stage.post(path, "").error("param")).isEqualTo("billing_mode");
        assertThat(stage.post(path, "billing_mode[type]=classic").status()).isEqualTo(400);
        stage.told();
        var migrated = fits(stage.post(path, "billing_mode[type]=flexible"));
        assertThat(migrated.body().at("/billing_mode/type").asText()).isEqualTo("flexible");
        assertThat(migrated.body().at("/billing_mode/updated_at").isNumber()).isTrue();
        assertThat(stage.told()).containsExactly("customer.subscription.updated");
        assertThat(stage.post(path, "billing_mode[type]=flexible").status()).isEqualTo(400);
        // A change is made up for as before: by what was asked for.
        var item = migrated.body().at("/items/data/0/id").asText();
        fits(stage.post("/v1/subscription_items/" + item, "quantity=2"));
        var waiting = stage.get("/v1/invoiceitems?pending=true").body().path("data");
        assertThat(waiting).hasSize(2);
        fits(stage.send("DELETE", "/v1/subscriptions/" + flexible.text("id"), ""));
        var over = "/v1/subscriptions/" + flexible.text("id") + "/migrate";
        assertThat(stage.post(over, "billing_mode[type]=flexible").status()).isEqualTo(400);
    }

    @Test
    void a_trial_without_a_card_pauses() {
        var customer = fits(stage.post("/v1/customers", "")).text("id");
        var made =
                fits(
                        subscribe(
                                customer,
                                stage.monthly(1500),
                                "&trial_period_days=7&trial_settings[end_behavior]"
                                        + "[missing_payment_method]=pause"));
        assertThat(made.text("status")).isEqualTo("trialing");
        var paused = fits(stage.post("/v1/subscriptions/" + made.text("id"), "trial_end=now"));
        assertThat(paused.text("status")).isEqualTo("paused");
        assertThat(stage.told()).contains("customer.subscription.paused");
    }

    @Test
    void a_change_is_made_up_for_at_once() {
        var clock = clock();
        var customer = stage.customer("pm_card_visa", "&test_clock=" + clock);
        var made = fits(subscribe(customer, stage.monthly(3100), ""));
        advance(clock, NEW_YEAR + 21 * DAY);
        var item = made.body().at("/items/data/0/id").asText();
        var after =
                fits(
                        stage.post(
                                "/v1/subscriptions/" + made.text("id"),
                                "proration_behavior=always_invoice&items[0][quantity]=2&items[0][id]="
                                        + item));
        var invoice = fits(stage.get("/v1/invoices/" + after.text("latest_invoice")));
        assertThat(invoice.text("status")).isEqualTo("paid");
        assertThat(invoice.body().path("total").asLong()).isEqualTo(1000);
        fits(stage.get("/v1/subscription_items/" + item));
        assertThat(
                        fits(stage.send("DELETE", "/v1/subscriptions/" + made.text("id"), ""))
                                .text("status"))
                .isEqualTo("canceled");
    }

    @Test
    void a_schedule_leads_through_its_phases() {
        var clock = clock();
        var customer = stage.customer("pm_card_visa", "&test_clock=" + clock);
        var price = stage.monthly(1000);
        var made =
                fits(
                        stage.post(
                                "/v1/subscription_schedules",
                                "start_date=now&end_behavior=cancel&customer="
                                        + customer
                                        + "&phases[0][iterations]=1&phases[0][items][0][price]="
                                        + price
                                        + "&phases[1][iterations]=1&phases[1][items][0][quantity]=2"
                                        + "&phases[1][items][0][price]="
                                        + price));
        assertThat(made.text("status")).isEqualTo("active");
        advance(clock, NEW_YEAR + 32 * DAY);
        var subscription = fits(stage.get("/v1/subscriptions/" + made.text("subscription")));
        assertThat(subscription.body().at("/items/data/0/quantity").asLong()).isEqualTo(2);
        advance(clock, NEW_YEAR + 60 * DAY);
        assertThat(fits(stage.get("/v1/subscription_schedules/" + made.text("id"))).text("status"))
                .isEqualTo("completed");
        assertThat(stage.get("/v1/subscriptions/" + made.text("subscription")).text("status"))
                .isEqualTo("canceled");
        assertThat(stage.charges().stream().mapToLong(c -> c.amount().minor()).sum())
                .isEqualTo(3000);
        assertThat(stage.told())
                .contains("subscription_schedule.expiring", "subscription_schedule.completed");
    }

    @Test
    void a_schedule_that_is_changed_changes_what_runs() {
        var customer = stage.customer("pm_card_visa", "");
        var price = stage.monthly(1000);
        var phase = "phases[0][iterations]=1&phases[0][items][0][price]=" + price;
        var made =
                fits(
                        stage.post(
                                "/v1/subscription_schedules",
                                "start_date=now&customer=" + customer + "&" + phase));
        fits(
                stage.post(
                        "/v1/subscription_schedules/" + made.text("id"),
                        "proration_behavior=none&phases[0][items][0][quantity]=3&" + phase));
        var now = fits(stage.get("/v1/subscriptions/" + made.text("subscription")));
        assertThat(now.body().at("/items/data/0/quantity").asLong()).isEqualTo(3);
    }

    @Test
    void lines_say_what_their_subscription_says_and_what_comes_is_upcoming() {
        var customer = stage.customer("pm_card_visa", "");
        var made = fits(subscribe(customer, stage.monthly(1500), "&metadata[user]=u_7"));
        var bill = fits(stage.get("/v1/invoices/" + made.text("latest_invoice"))).body();
        assertThat(bill.at("/lines/data/0/metadata/user").asText()).isEqualTo("u_7");
        var next =
                fits(stage.post("/v1/invoices/create_preview", "subscription=" + made.text("id")));
        assertThat(next.text("billing_reason")).isEqualTo("upcoming");
        assertThat(next.body().at("/lines/data/0/metadata/user").asText()).isEqualTo("u_7");
    }

    @Test
    void what_was_taken_off_can_be_expanded() {
        var coupon = fits(stage.post("/v1/coupons", "percent_off=10&duration=forever")).text("id");
        var made =
                fits(
                        subscribe(
                                stage.customer("pm_card_visa", ""),
                                stage.monthly(1500),
                                "&discounts[0][coupon]=" + coupon));
        var path =
                "/v1/invoices/"
                        + made.text("latest_invoice")
                        + "?expand[]=total_discount_amounts.discount"
                        + "&expand[]=lines.data.discount_amounts.discount";
        var bill = fits(stage.get(path)).body();
        for (var place :
                new String[] {"/total_discount_amounts/0", "/lines/data/0/discount_amounts/0"})
            assertThat(bill.at(place + "/discount/source/coupon").asText())
                    .as(place)
                    .isEqualTo(coupon);
    }

    @Test
    void what_was_canceled_is_found_by_when_that_was() {
        var search = "/v1/subscriptions/search?query=canceled_at%3E0";
        var id = subscribed(stage.customer("pm_card_visa", ""), stage.monthly(1500), "");
        assertThat(stage.get(search).body().path("data")).isEmpty();
        fits(stage.send("DELETE", "/v1/subscriptions/" + id, ""));
        assertThat(stage.get(search).body().at("/data/0/id").asText()).isEqualTo(id);
        var failed = "/v1/invoices/search?query=last_finalization_error_code:%22x%22";
        assertThat(stage.get(failed).body().path("data")).isEmpty();
    }

    @Test
    void a_paused_subscription_goes_on_where_its_buyer_pays_again() {
        var clock = clock();
        var customer = stage.customer("pm_card_visa", "&test_clock=" + clock);
        var id = fits(subscribe(customer, stage.monthly(3100), "")).text("id");
        advance(clock, NEW_YEAR + 21 * DAY);
        assertThat(fits(stage.post("/v1/subscriptions/" + id + "/pause", "")).text("status"))
                .isEqualTo("paused");
        advance(clock, NEW_YEAR + 40 * DAY);
        assertThat(paid(customer)).isEqualTo(1);
        var again = fits(stage.post("/v1/subscriptions/" + id + "/resume", ""));
        assertThat(again.text("status")).isEqualTo("active");
        var bill = fits(stage.get("/v1/invoices/" + again.text("latest_invoice")));
        // The ten days that were paid for and not used are given back.
        assertThat(bill.body().path("total").asLong()).isEqualTo(3100 - 1000);
        assertThat(bill.text("status")).isEqualTo("paid");
    }
}
