package hawker.billing;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.api.Got;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Rules that are easily broken: once only, to whom a code is for, what ends with what. */
class RulesTest extends Story {

    private static Got latest(Got subscription) {
        return fits(stage.get("/v1/invoices/" + subscription.text("latest_invoice")));
    }

    private static int count(String list) {
        return stage.get(list).body().path("data").size();
    }

    /** The step that forgets the key is in one transaction with the row of the key. */
    private static void undoLastStep(String schedule) {
        stage.platform
                .tx()
                .doInAccount(
                        stage.seller,
                        tx ->
                                tx.update(
                                        """
                                        update billing.document set fact = 'schedule key plan',
                                            detail = detail || '{"fact": "schedule key plan"}'
                                        where account_id = ? and document_id = ?
                                        """,
                                        stage.seller,
                                        schedule));
    }

    @Test
    void an_update_that_is_repeated_after_a_crash_changes_and_charges_once() {
        var customer = stage.customer("pm_card_visa", "");
        var made = fits(subscribe(customer, stage.monthly(1000), ""));
        var path = "/v1/subscriptions/" + made.text("id");
        var item = made.body().at("/items/data/0/id").asText();
        var form =
                "items[0][id]=" + item + "&items[0][quantity]=4&proration_behavior=always_invoice";
        fits(stage.postAndCrash(path, form, "four"));
        var again = fits(stage.postAndCrash(path, form, "four"));
        assertThat(again.body().at("/items/data/0/quantity").asLong()).isEqualTo(4);
        assertThat(count("/v1/invoices?customer=" + customer)).isEqualTo(2);
        assertThat(stage.charges()).hasSize(2);
        var add =
                "subscription="
                        + made.text("id")
                        + "&quantity=1&proration_behavior=always_invoice&price="
                        + stage.monthly(700);
        var added = fits(stage.postAndCrash("/v1/subscription_items", add, "rum"));
        var same = fits(stage.postAndCrash("/v1/subscription_items", add, "rum"));
        assertThat(same.text("id")).isEqualTo(added.text("id"));
        assertThat(stage.charges()).hasSize(3);
        // Days later the key is a new one.
        stage.clock.advance(Duration.ofDays(3));
        assertThat(
                        stage.postAndCrash(
                                        path,
                                        "items[0][id]=" + item + "&items[0][quantity]=5",
                                        "four")
                                .body()
                                .at("/items/data/0/quantity")
                                .asLong())
                .isEqualTo(5);
        // Ending it again by the same key says what the first time said.
        assertThat(fits(stage.send("DELETE", path, "")).text("status")).isEqualTo("canceled");
    }

    @Test
    void a_schedule_that_is_made_again_after_a_crash_is_the_same() {
        var customer = stage.customer("pm_card_visa", "");
        var form =
                "customer="
                        + customer
                        + "&start_date=now&phases[0][iterations]=2&phases[0][items][0][price]="
                        + stage.monthly(1000);
        var first = fits(stage.postAndCrash("/v1/subscription_schedules", form, "plan"));
        undoLastStep(first.text("id"));
        var second = fits(stage.postAndCrash("/v1/subscription_schedules", form, "plan"));
        assertThat(second.text("id")).isEqualTo(first.text("id"));
        assertThat(count("/v1/subscriptions?customer=" + customer)).isEqualTo(1);
        assertThat(stage.charges()).hasSize(1);
    }

    @Test
    void a_final_invoice_may_still_be_paid_otherwise() {
        var customer = stage.customer("pm_card_visa", "");
        var card = stage.get("/v1/customers/" + customer).body();
        var usual = card.at("/invoice_settings/default_payment_method").asText();
        stage.post("/v1/invoiceitems", "currency=usd&amount=700&customer=" + customer);
        var draft =
                stage.post(
                        "/v1/invoices",
                        "pending_invoice_items_behavior=include&default_payment_method="
                                + usual
                                + "&customer="
                                + customer);
        var path = "/v1/invoices/" + draft.text("id");
        stage.post(path + "/finalize", "");
        var changed =
                fits(
                        stage.post(
                                path,
                                "default_payment_method="
                                        + "&payment_settings[payment_method_types][]=us_bank_account"));
        assertThat(changed.body().path("default_payment_method").isNull()).isTrue();
        assertThat(changed.body().at("/payment_settings/payment_method_types/0").asText())
                .isEqualTo("us_bank_account");
        assertThat(stage.post(path + "/pay", "").status()).isEqualTo(400);
        fits(stage.post(path, "payment_settings[payment_method_types][]=card"));
        assertThat(fits(stage.post(path + "/pay", "")).text("status")).isEqualTo("paid");
    }

    @Test
    void a_schedule_says_what_it_does_not_take_and_does_what_it_takes() {
        var customer = stage.customer("pm_card_visa", "");
        var price = stage.monthly(1000);
        var made = fits(subscribe(customer, price, ""));
        var from = "from_subscription=" + made.text("id");
        var phases = "&phases[0][iterations]=1&phases[0][items][0][price]=" + price;
        var schedules = "/v1/subscription_schedules";
        assertThat(stage.post(schedules, from + phases).error("param")).isEqualTo("phases");
        assertThat(stage.post(schedules, from + "&start_date=now").error("param"))
                .isEqualTo("start_date");
        var schedule = fits(stage.post(schedules, from));
        var path = schedules + "/" + schedule.text("id");
        fits(stage.post(path, "default_settings[description]=Club"));
        var now = fits(stage.get("/v1/subscriptions/" + made.text("id")));
        assertThat(now.text("description")).isEqualTo("Club");
        assertThat(
                        stage.post(path, phases.substring(1) + "&phases[0][start_date]=5")
                                .error("param"))
                .isEqualTo("phases[0][start_date]");
        fits(stage.post(path, phases.substring(1) + "&phases[0][description]=Gold"));
        var then = fits(stage.get("/v1/subscriptions/" + made.text("id")));
        assertThat(then.text("description")).isEqualTo("Gold");
        assertThat(stage.charges()).hasSize(1);
    }

    @Test
    void an_item_for_one_subscription_is_not_taken_silently_by_anothers_invoice() {
        var customer = stage.customer("pm_card_visa", "");
        var made = fits(subscribe(customer, stage.monthly(1000), ""));
        var draft = fits(stage.post("/v1/invoices", "customer=" + customer));
        var items = "/v1/invoiceitems";
        var form =
                "currency=usd&amount=700&customer=" + customer + "&subscription=" + made.text("id");
        var refused = stage.post(items, form + "&invoice=" + draft.text("id"));
        assertThat(refused.error("param")).isEqualTo("subscription");
        assertThat(count(items + "?customer=" + customer)).isZero();
        var waiting = fits(stage.post(items, form));
        var added =
                stage.post(
                        "/v1/invoices/" + draft.text("id") + "/add_lines",
                        "lines[0][invoice_item]=" + waiting.text("id"));
        assertThat(added.error("param")).isEqualTo("lines[0][invoice_item]");
    }

    @Test
    void codes_are_for_first_orders_and_large_ones_where_they_say_so() {
        stage.post("/v1/coupons", "id=HALF&percent_off=50");
        var first =
                stage.post(
                                "/v1/promotion_codes",
                                "coupon=HALF&code=FIRST&restrictions[first_time_transaction]=true")
                        .text("id");
        var large =
                stage.post(
                                "/v1/promotion_codes",
                                "coupon=HALF&code=LARGE&restrictions[minimum_amount]=5000"
                                        + "&restrictions[minimum_amount_currency]=usd")
                        .text("id");
        var customer = stage.customer("pm_card_visa", "");
        var price = stage.monthly(1000);
        var code = "&discounts[0][promotion_code]=";
        assertThat(subscribe(customer, price, code + large).error("message"))
                .contains("minimum amount");
        var cheap = fits(subscribe(customer, price, code + first));
        assertThat(latest(cheap).body().path("amount_paid").asLong()).isEqualTo(500);
        assertThat(subscribe(customer, price, code + first).error("message"))
                .contains("prior transactions");
        fits(subscribe(customer, price, "&items[0][quantity]=5" + code + large));
        var session =
                stage.post(
                        "/v1/checkout/sessions",
                        "mode=subscription&success_url=https://shop.test/done"
                                + "&line_items[0][quantity]=1&line_items[0][price]="
                                + price
                                + "&customer="
                                + customer
                                + code
                                + first);
        assertThat(session.error("param")).isEqualTo("discounts[0][promotion_code]");
    }

    @Test
    void who_has_paid_without_an_invoice_has_bought_before() {
        fits(stage.post("/v1/coupons", "id=NEW&percent_off=50"));
        var code =
                stage.post(
                                "/v1/promotion_codes",
                                "coupon=NEW&code=NEW&restrictions[first_time_transaction]=true")
                        .text("id");
        var customer = stage.customer("pm_card_visa", "");
        var session =
                "mode=payment&success_url=https://shop.test/done&line_items[0][quantity]=1"
                        + "&line_items[0][price_data][currency]=usd"
                        + "&line_items[0][price_data][unit_amount]=1000"
                        + "&line_items[0][price_data][product_data][name]=Gin"
                        + "&discounts[0][promotion_code]="
                        + code
                        + "&customer=";
        var declined = stage.card("pm_card_chargeCustomerFail");
        var pay = "amount=900&currency=usd&confirm=true&customer=" + customer;
        stage.post("/v1/payment_methods/" + declined + "/attach", "customer=" + customer);
        var method = "&return_url=https://shop.test/done&payment_method=";
        assertThat(stage.post("/v1/payment_intents", pay + method + declined).status())
                .isEqualTo(402);
        fits(stage.post("/v1/checkout/sessions", session + customer));
        fits(stage.post("/v1/payment_intents", pay + method + stage.card("pm_card_visa")));
        assertThat(stage.post("/v1/checkout/sessions", session + customer).error("param"))
                .isEqualTo("discounts[0][promotion_code]");
        var form = "&discounts[0][promotion_code]=" + code;
        assertThat(subscribe(customer, stage.monthly(1000), form).error("message"))
                .contains("prior transactions");
    }

    @Test
    void a_coupon_that_counts_once_waits_for_an_invoice_over_something() {
        stage.post("/v1/coupons", "id=ONCE&percent_off=50&duration=once");
        var clock =
                fits(stage.post("/v1/test_helpers/test_clocks", "frozen_time=1767225600"))
                        .text("id");
        var customer = stage.customer("pm_card_visa", "&test_clock=" + clock);
        var made =
                fits(
                        subscribe(
                                customer,
                                stage.monthly(1000),
                                "&trial_period_days=7&discounts[0][coupon]=ONCE"));
        assertThat(latest(made).body().path("total").asLong()).isZero();
        stage.post(
                "/v1/test_helpers/test_clocks/" + clock + "/advance",
                "frozen_time=" + (1767225600L + 8 * DAY));
        stage.settle();
        var now = fits(stage.get("/v1/subscriptions/" + made.text("id")));
        assertThat(latest(now).body().path("amount_paid").asLong()).isEqualTo(500);
        stage.post(
                "/v1/test_helpers/test_clocks/" + clock + "/advance",
                "frozen_time=" + (1767225600L + 40 * DAY));
        stage.settle();
        var then = fits(stage.get("/v1/subscriptions/" + made.text("id")));
        assertThat(latest(then).body().path("amount_paid").asLong()).isEqualTo(1000);
    }

    @Test
    void what_never_began_cannot_be_paid_any_more() {
        var customer = stage.customer("pm_card_visa", "");
        var price = stage.monthly(1000);
        var waits = "&payment_behavior=default_incomplete";
        var expired = fits(subscribe(customer, price, waits));
        var ended = fits(subscribe(customer, price, waits));
        stage.send("DELETE", "/v1/subscriptions/" + ended.text("id"), "");
        assertThat(latest(ended).text("status")).isEqualTo("void");
        stage.clock.advance(Duration.ofHours(24));
        stage.settle();
        var gone = fits(stage.get("/v1/subscriptions/" + expired.text("id")));
        assertThat(gone.text("status")).isEqualTo("incomplete_expired");
        assertThat(latest(expired).text("status")).isEqualTo("void");
        for (var each : new Got[] {expired, ended})
            assertThat(
                            stage.post("/v1/invoices/" + each.text("latest_invoice") + "/pay", "")
                                    .status())
                    .isEqualTo(400);
        assertThat(stage.intents()).allMatch(intent -> intent.status().equals("canceled"));
    }

    @Test
    void a_first_invoice_has_what_is_added_to_it_and_a_period_up_to_the_anchor() {
        var clock =
                fits(stage.post("/v1/test_helpers/test_clocks", "frozen_time=1767225600"))
                        .text("id");
        var customer = stage.customer("pm_card_visa", "&test_clock=" + clock);
        var price = stage.monthly(3100);
        // 1 January to 11 January of the period that began on 11 December: 10 of 31 days.
        var anchor = 1767225600L + 10 * DAY;
        var made =
                fits(
                        subscribe(
                                customer,
                                price,
                                "&billing_cycle_anchor="
                                        + anchor
                                        + "&add_invoice_items[0][price]="
                                        + once(250)));
        assertThat(latest(made).body().path("amount_paid").asLong()).isEqualTo(1000 + 250);
        assertThat(made.body().at("/items/data/0/current_period_end").asLong()).isEqualTo(anchor);
        assertThat(made.body().path("billing_cycle_anchor").asLong()).isEqualTo(anchor);
        var free =
                fits(
                        subscribe(
                                customer,
                                price,
                                "&proration_behavior=none&billing_cycle_anchor=" + anchor));
        assertThat(latest(free).body().path("amount_due").asLong()).isZero();
        assertThat(free.text("status")).isEqualTo("active");
        stage.post(
                "/v1/test_helpers/test_clocks/" + clock + "/advance",
                "frozen_time=" + (anchor + DAY));
        stage.settle();
        for (var each : new Got[] {made, free}) {
            var now = fits(stage.get("/v1/subscriptions/" + each.text("id")));
            assertThat(latest(now).body().path("amount_paid").asLong()).isEqualTo(3100);
        }
        assertThat(
                        subscribe(customer, price, "&billing_cycle_anchor=" + (anchor + 60 * DAY))
                                .error("param"))
                .isEqualTo("billing_cycle_anchor");
    }

    @Test
    void a_change_may_count_from_another_moment_of_the_period() {
        var clock =
                fits(stage.post("/v1/test_helpers/test_clocks", "frozen_time=1767225600"))
                        .text("id");
        var customer = stage.customer("pm_card_visa", "&test_clock=" + clock);
        var made = fits(subscribe(customer, stage.monthly(3100), ""));
        var item = made.body().at("/items/data/0/id").asText();
        var path = "/v1/subscriptions/" + made.text("id");
        var form =
                "items[0][id]="
                        + item
                        + "&items[0][quantity]=2&proration_behavior=always_invoice&proration_date=";
        assertThat(stage.post(path, form + (1767225600L - 1)).error("param"))
                .isEqualTo("proration_date");
        // Half of 31 days are left from 1 January plus 15.5 days on.
        var changed = fits(stage.post(path, form + (1767225600L + 31 * DAY / 2)));
        assertThat(latest(changed).body().path("amount_paid").asLong()).isEqualTo(1550);
    }
}
