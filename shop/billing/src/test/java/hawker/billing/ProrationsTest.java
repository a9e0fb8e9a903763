package hawker.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import hawker.api.Got;
import org.junit.jupiter.api.Test;

/** What a change within a period costs, and what is given back. */
class ProrationsTest extends Story {

    @Test
    void a_change_to_what_it_is_already_costs_nothing() {
        var customer = stage.customer("pm_card_visa", "");
        var price = stage.monthly(3000);
        var id = subscribed(customer, price, "");
        var item = item(id);
        var change = "items[0][quantity]=2&items[0][id]=" + item;
        fits(stage.post("/v1/subscriptions/" + id, change));
        var pending = "/v1/invoiceitems?pending=true&limit=100&customer=" + customer;
        int after = fits(stage.get(pending)).body().path("data").size();
        fits(stage.post("/v1/subscriptions/" + id, change));
        fits(stage.post("/v1/subscription_items/" + item, "quantity=2"));
        assertThat(after).isEqualTo(2);
        assertThat(fits(stage.get(pending)).body().path("data")).hasSize(after);
    }

    @Test
    void what_was_discounted_is_given_back_as_it_was_paid() {
        stage.post("/v1/coupons", "id=HALF&percent_off=50&duration=once");
        var clock = clock();
        var customer = stage.customer("pm_card_visa", "&test_clock=" + clock);
        var id = subscribed(customer, stage.monthly(3100), "&discounts[0][coupon]=HALF");
        advance(clock, NEW_YEAR + 21 * DAY);
        var ended =
                fits(
                        stage.send(
                                "DELETE",
                                "/v1/subscriptions/" + id + "?prorate=true&invoice_now=true",
                                ""));
        assertThat(ended.text("status")).isEqualTo("canceled");
        assertThat(invoice(ended.text("latest_invoice")).body().path("total").asLong())
                .isEqualTo(-500);
        assertThat(balance(customer)).isEqualTo(-500);
    }

    @Test
    void another_interval_begins_another_period() {
        var clock = clock();
        var customer = stage.customer("pm_card_visa", "&test_clock=" + clock);
        var id = subscribed(customer, stage.monthly(3100), "");
        advance(clock, NEW_YEAR + 21 * DAY);
        var yearly =
                stage.post(
                                "/v1/prices",
                                "currency=usd&recurring[interval]=year&product_data[name]=Gin&unit_amount=20000")
                        .text("id");
        var item = item(id);
        var form = "items[0][price]=" + yearly + "&items[0][id]=" + item;
        var seen =
                fits(
                        stage.post(
                                "/v1/invoices/create_preview",
                                "subscription="
                                        + id
                                        + "&subscription_details[items][0][price]="
                                        + yearly
                                        + "&subscription_details[items][0][id]="
                                        + item));
        var after = fits(stage.post("/v1/subscriptions/" + id, form));
        var bill = invoice(after.text("latest_invoice"));
        assertThat(bill.text("status")).isEqualTo("paid");
        assertThat(bill.body().path("total").asLong()).isEqualTo(20000 - 1000);
        assertThat(seen.body().path("total")).isEqualTo(bill.body().path("total"));
        assertThat(after.body().at("/items/data/0/current_period_start").asLong())
                .isEqualTo(NEW_YEAR + 21 * DAY);
    }

    private static final String ITEMIZED =
            "&billing_mode[type]=flexible&billing_mode[flexible][proration_discounts]=itemized";

    /** A subscription that began with the year, at 31 dollars a month less a fifth and 3.10. */
    private String discounted(String clock, String mode) {
        stage.post("/v1/coupons", "id=FIFTH&percent_off=20&duration=forever");
        stage.post("/v1/coupons", "id=THREE&amount_off=310&currency=usd&duration=forever");
        var customer = stage.customer("pm_card_visa", "&test_clock=" + clock);
        return subscribed(
                customer,
                stage.monthly(3100),
                "&discounts[0][coupon]=FIFTH&discounts[1][coupon]=THREE" + mode);
    }

    private static Got preview(String form) {
        return fits(stage.post("/v1/invoices/create_preview", form));
    }

    /** Sum of the amounts of an array. */
    private static long sum(JsonNode array) {
        long sum = 0;
        for (var each : array) sum += each.path("amount").asLong();
        return sum;
    }

    @Test
    void discounts_are_shown_apart_where_the_mode_says_so_and_the_sums_are_the_same() {
        long[] totals = new long[2];
        for (int i = 0; i < 2; i++) {
            stage.another();
            boolean apart = i == 1;
            var clock = clock();
            var mode = apart ? ITEMIZED : "&billing_mode[type]=flexible";
            var id = discounted(clock, mode);
            var first = invoice(subscription(id).text("latest_invoice"));
            assertThat(first.body().path("total").asLong()).isEqualTo(2170);
            advance(clock, NEW_YEAR + 21 * DAY);
            var dear = stage.monthly(6200);
            var change = "items][0][price]=" + dear + "&subscription_details[items][0][id]=";
            var seen =
                    preview(
                            "subscription="
                                    + id
                                    + "&subscription_details[proration_behavior]=always_invoice"
                                    + "&subscription_details["
                                    + change
                                    + item(id));
            fits(
                    stage.post(
                            "/v1/subscriptions/" + id,
                            "proration_behavior=always_invoice&items[0][price]="
                                    + dear
                                    + "&items[0][id]="
                                    + item(id)));
            var bill = invoice(subscription(id).text("latest_invoice"));
            assertThat(seen.body().path("total")).isEqualTo(bill.body().path("total"));
            var credit = bill.body().at("/lines/data/0");
            // Ten of 31 days of 3100 less 930: 1000 less 300.
            assertThat(credit.path("amount").asLong()).isEqualTo(apart ? -1000 : -700);
            assertThat(sum(credit.path("discount_amounts"))).isEqualTo(apart ? -300 : 0);
            var item = itemOf(credit);
            assertThat(item.path("amount").asLong()).isEqualTo(apart ? -1000 : -700);
            assertThat(item.path("net_amount").asLong()).isEqualTo(-700);
            var offs = item.at("/proration_details/discount_amounts");
            assertThat(offs).hasSize(2);
            assertThat(sum(offs)).isEqualTo(apart ? -300 : 0);
            assertThat(
                            credit.at(
                                            "/parent/invoice_item_details/proration_details/credited_items/invoice")
                                    .asText())
                    .isEqualTo(first.text("id"));
            // 2000 less a fifth less 310, less what is given back.
            totals[i] = bill.body().path("total").asLong();
            assertThat(totals[i]).isEqualTo(2000 - 400 - 310 - 700);
            assertThat(
                            bill.body().path("subtotal").asLong()
                                    - sum(bill.body().path("total_discount_amounts")))
                    .isEqualTo(totals[i]);
        }
        assertThat(totals[0]).isEqualTo(totals[1]);
    }

    private static JsonNode itemOf(JsonNode line) {
        var id = line.at("/parent/invoice_item_details/invoice_item").asText();
        return fits(stage.get("/v1/invoiceitems/" + id)).body();
    }

    @Test
    void what_is_shown_apart_is_taxed_as_it_was_and_may_be_said_anew() {
        var clock = clock();
        var rate =
                fits(stage.post("/v1/tax_rates", "display_name=VAT&percentage=10&inclusive=false"))
                        .text("id");
        var id = discounted(clock, ITEMIZED + "&default_tax_rates[0]=" + rate);
        var customer = subscription(id).text("customer");
        advance(clock, NEW_YEAR + 21 * DAY);
        fits(stage.send("DELETE", "/v1/subscriptions/" + id + "?prorate=true", ""));
        var waiting = stage.get("/v1/invoiceitems?pending=true").body().at("/data/0");
        var draft =
                fits(
                        stage.post(
                                "/v1/invoices",
                                "pending_invoice_items_behavior=exclude&auto_advance=false&customer="
                                        + customer
                                        + "&subscription="
                                        + id));
        assertThat(draft.body().path("total").asLong()).isZero();
        var lines = "/v1/invoices/" + draft.text("id") + "/add_lines";
        var with = fits(stage.post(lines, "lines[0][invoice_item]=" + waiting.path("id").asText()));
        assertThat(with.body().path("total").asLong()).isEqualTo(-770);
        assertThat(with.body().at("/total_taxes/0/taxable_amount").asLong()).isEqualTo(-700);
        // What the seller says anew has no discounts: nothing was taken off it.
        fits(stage.post("/v1/invoiceitems/" + waiting.path("id").asText(), "amount=-500"));
        var after = invoice(draft.text("id"));
        assertThat(after.body().path("total").asLong()).isEqualTo(-550);
        assertThat(sum(after.body().path("total_discount_amounts"))).isZero();
    }

    @Test
    void a_mode_goes_from_included_to_itemized_and_not_back() {
        var customer = stage.customer("pm_card_visa", "");
        var price = stage.monthly(1500);
        assertThat(
                        subscribe(
                                        customer,
                                        price,
                                        "&billing_mode[type]=classic&billing_mode[flexible][proration_discounts]=itemized")
                                .error("param"))
                .isEqualTo("billing_mode[flexible]");
        assertThat(
                        subscribe(
                                        customer,
                                        price,
                                        "&billing_mode[type]=flexible&billing_mode[flexible][proration_discounts]=apart")
                                .error("param"))
                .isEqualTo("billing_mode[flexible][proration_discounts]");
        var id = subscribed(customer, price, "&billing_mode[type]=flexible");
        var path = "/v1/subscriptions/" + id + "/migrate";
        assertThat(stage.post(path, "billing_mode[type]=flexible").status()).isEqualTo(400);
        var apart = fits(stage.post(path, ITEMIZED.substring(1)));
        assertThat(apart.body().at("/billing_mode/flexible/proration_discounts").asText())
                .isEqualTo("itemized");
        assertThat(
                        stage.post(
                                        path,
                                        "billing_mode[type]=flexible&billing_mode[flexible][proration_discounts]=included")
                                .status())
                .isEqualTo(400);
        assertThat(stage.post(path, ITEMIZED.substring(1)).status()).isEqualTo(400);
    }

    @Test
    void a_schedule_gives_its_mode_and_its_next_phase_is_foreseen() {
        var clock = clock();
        var customer = stage.customer("pm_card_visa", "&test_clock=" + clock);
        var form =
                "start_date=now&customer="
                        + customer
                        + "&phases[0][iterations]=1&phases[0][items][0][price]="
                        + stage.monthly(1000)
                        + "&phases[1][iterations]=1&phases[1][items][0][price]="
                        + stage.monthly(4000)
                        + ITEMIZED;
        var made = fits(stage.post("/v1/subscription_schedules", form));
        assertThat(made.body().at("/billing_mode/flexible/proration_discounts").asText())
                .isEqualTo("itemized");
        var id = made.text("subscription");
        assertThat(subscription(id).body().path("billing_mode"))
                .isEqualTo(made.body().path("billing_mode"));
        var seen = preview("schedule=" + made.text("id"));
        assertThat(preview("subscription=" + id).body().path("total"))
                .isEqualTo(seen.body().path("total"));
        advance(clock, NEW_YEAR + 32 * DAY);
        var bill = invoice(subscription(id).text("latest_invoice"));
        assertThat(bill.body().path("total").asLong()).isEqualTo(4000);
        assertThat(seen.body().path("total")).isEqualTo(bill.body().path("total"));
        assertThat(seen.body().path("period_start")).isEqualTo(bill.body().path("period_start"));
    }

    @Test
    void a_schedule_that_has_not_begun_is_previewed_by_its_first_phase() {
        var clock = clock();
        var customer = stage.customer("pm_card_visa", "&test_clock=" + clock);
        var form =
                "start_date="
                        + (NEW_YEAR + 5 * DAY)
                        + "&customer="
                        + customer
                        + "&phases[0][iterations]=1&phases[0][items][0][price]="
                        + stage.monthly(1000);
        var made = fits(stage.post("/v1/subscription_schedules", form));
        assertThat(made.body().at("/billing_mode/type").asText()).isEqualTo("classic");
        var seen = preview("schedule=" + made.text("id"));
        assertThat(seen.body().path("total").asLong()).isEqualTo(1000);
        var previews = "/v1/invoices/create_preview";
        var schedule = "schedule=" + made.text("id");
        assertThat(stage.post(previews, schedule + "&subscription=sub_1").status()).isEqualTo(400);
        assertThat(stage.post(previews, "schedule=sub_sched_1").error("param"))
                .isEqualTo("schedule");
        assertThat(stage.post(previews, schedule + "&customer=cus_1").error("param"))
                .isEqualTo("customer");
        assertThat(
                        stage.post(previews, schedule + "&subscription_details[cancel_now]=true")
                                .error("param"))
                .isEqualTo("subscription_details");
        fits(stage.post("/v1/subscription_schedules/" + made.text("id") + "/cancel", ""));
        assertThat(stage.post(previews, schedule).status()).isEqualTo(400);
    }

    @Test
    void a_preview_does_what_an_update_would() {
        var clock = clock();
        var id = discounted(clock, "");
        advance(clock, NEW_YEAR + 21 * DAY);
        var about = "subscription=" + id + "&subscription_details";
        var ended = preview(about + "[cancel_now]=true");
        assertThat(ended.body().path("total").asLong()).isEqualTo(-700);
        var again = preview(about + "[billing_cycle_anchor]=now");
        assertThat(again.body().path("total").asLong()).isEqualTo(2170 - 700);
        var apart =
                preview(
                        about
                                + "[cancel_now]=true&subscription_details[billing_mode][type]=flexible&"
                                + "subscription_details[billing_mode][flexible][proration_discounts]=itemized");
        assertThat(apart.body().at("/lines/data/0/amount").asLong()).isEqualTo(-1000);
        assertThat(apart.body().path("total")).isEqualTo(ended.body().path("total"));
        var previews = "/v1/invoices/create_preview";
        assertThat(stage.post(previews, about + "[billing_cycle_anchor]=1767225600").error("param"))
                .isEqualTo("subscription_details[billing_cycle_anchor]");
        assertThat(stage.post(previews, about + "[cancel_at_period_end]=true").error("code"))
                .isEqualTo("invoice_upcoming_none");
        // Nothing of it has happened.
        var free = preview(about + "[trial_end]=" + (NEW_YEAR + 40 * DAY));
        assertThat(free.body().path("period_start").asLong()).isEqualTo(NEW_YEAR + 40 * DAY);
        assertThat(subscription(id).text("status")).isEqualTo("active");
        assertThat(stage.get("/v1/invoiceitems?pending=true").body().path("data")).isEmpty();
    }
}
