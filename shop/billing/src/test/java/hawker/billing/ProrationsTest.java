package hawker.billing;

import static org.assertj.core.api.Assertions.assertThat;

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
}
