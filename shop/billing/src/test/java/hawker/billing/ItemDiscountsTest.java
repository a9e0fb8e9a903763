package hawker.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

/** Discounts of one item, and of one line: taken off before the invoice's own. */
class ItemDiscountsTest extends Story {

    private static String coupon(String form) {
        return fits(stage.post("/v1/coupons", form)).text("id");
    }

    private static JsonNode billed(String subscription) {
        return invoice(subscription(subscription).text("latest_invoice")).body();
    }

    @Test
    void an_item_s_discount_is_its_own_in_every_period() {
        var clock = clock();
        var customer = stage.customer("pm_card_visa", "&test_clock=" + clock);
        var half = coupon("percent_off=50&duration=forever");
        var tenth = coupon("percent_off=10&duration=once");
        var rate =
                stage.post("/v1/tax_rates", "display_name=VAT&percentage=10&inclusive=false")
                        .text("id");
        var id =
                subscribed(
                        customer,
                        stage.monthly(2000),
                        "&items[0][discounts][0][coupon]="
                                + half
                                + "&items[1][price]="
                                + stage.monthly(1000)
                                + "&discounts[0][coupon]="
                                + tenth
                                + "&default_tax_rates[0]="
                                + rate);
        var first = billed(id);
        // Half of 2000, and 1000: a tenth off both, and the tax of that.
        assertThat(first.path("subtotal").asLong()).isEqualTo(3000);
        assertThat(first.path("total").asLong()).isEqualTo(1980);
        var line = first.at("/lines/data/0");
        var own = line.at("/discounts/0").asText();
        assertThat(line.path("discount_amounts")).hasSize(2);
        assertThat(first.at("/lines/data/1/discounts")).isEmpty();
        var discounts = subscription(id).body().at("/items/data/0/discounts");
        assertThat(discounts.get(0).asText()).isEqualTo(own);
        var expanded =
                stage.get("/v1/subscriptions/" + id + "?expand[]=items.data.discounts")
                        .body()
                        .at("/items/data/0/discounts/0");
        assertThat(expanded.path("subscription_item").asText()).isEqualTo(item(id));
        advance(clock, NEW_YEAR + 32 * DAY);
        assertThat(billed(id).path("total").asLong()).isEqualTo(2200);
    }

    @Test
    void a_fixed_discount_that_counts_once_is_taken_off_once() {
        var clock = clock();
        var customer = stage.customer("pm_card_visa", "&test_clock=" + clock);
        var off = coupon("amount_off=700&currency=usd&duration=once");
        var id =
                subscribed(customer, stage.monthly(1000), "&items[0][discounts][0][coupon]=" + off);
        assertThat(billed(id).path("total").asLong()).isEqualTo(300);
        advance(clock, NEW_YEAR + 32 * DAY);
        assertThat(billed(id).path("total").asLong()).isEqualTo(1000);
        assertThat(billed(id).at("/lines/data/0/discounts")).isEmpty();
    }

    @Test
    void what_is_given_back_and_owed_has_the_item_s_discount() {
        var customer = stage.customer("pm_card_visa", "&test_clock=" + clock());
        var half = coupon("percent_off=50&duration=forever");
        var id =
                subscribed(
                        customer, stage.monthly(1000), "&items[0][discounts][0][coupon]=" + half);
        var path = "/v1/subscriptions/" + id;
        var doubled =
                fits(
                        stage.post(
                                path,
                                "proration_behavior=always_invoice&items[0][quantity]=3&items[0][id]="
                                        + item(id)));
        // 500 back, half of 3000 owed.
        assertThat(invoice(doubled.text("latest_invoice")).body().path("total").asLong())
                .isEqualTo(1000);
        fits(stage.post(path, "items[0][discounts]=&items[0][id]=" + item(id)));
        assertThat(subscription(id).body().at("/items/data/0/discounts")).isEmpty();
        var seen = fits(stage.post("/v1/invoices/create_preview", "subscription=" + id));
        assertThat(seen.body().path("total").asLong()).isEqualTo(3000);
        var own = "/v1/subscription_items/" + item(id);
        fits(stage.post(own, "discounts[0][coupon]=" + half));
        seen = fits(stage.post("/v1/invoices/create_preview", "subscription=" + id));
        assertThat(seen.body().path("total").asLong()).isEqualTo(1500);
        assertThat(stage.post(own, "discounts[0][coupon]=none").status()).isEqualTo(400);
    }

    @Test
    void items_and_lines_of_invoices_have_discounts_too() {
        var customer = stage.customer("pm_card_visa", "");
        var half = coupon("percent_off=50&duration=forever");
        var item =
                fits(
                        stage.post(
                                "/v1/invoiceitems",
                                "currency=usd&amount=800&discounts[0][coupon]="
                                        + half
                                        + "&customer="
                                        + customer));
        assertThat(item.body().path("discounts")).hasSize(1);
        stage.post("/v1/invoiceitems", "currency=usd&amount=200&customer=" + customer);
        var draft =
                fits(
                        stage.post(
                                "/v1/invoices",
                                "pending_invoice_items_behavior=include&customer=" + customer));
        assertThat(draft.body().path("total").asLong()).isEqualTo(600);
        fits(stage.post("/v1/invoiceitems/" + item.text("id"), "discounts="));
        var path = "/v1/invoices/" + draft.text("id");
        assertThat(invoice(draft.text("id")).body().path("total").asLong()).isEqualTo(1000);
        var line = draft.body().at("/lines/data/1/id").asText();
        fits(stage.post(path + "/lines/" + line, "discounts[0][coupon]=" + half));
        fits(
                stage.post(
                        path + "/add_lines",
                        "lines[0][amount]=100&lines[0][description]=Ice&lines[0][discounts][0][coupon]="
                                + half));
        var paid = fits(stage.post(path + "/pay", ""));
        assertThat(paid.body().path("total").asLong()).isEqualTo(800 + 100 + 50);
        var once =
                subscribed(
                        customer,
                        stage.monthly(1000),
                        "&add_invoice_items[0][discounts][0][coupon]="
                                + half
                                + "&add_invoice_items[0][price]="
                                + once(600));
        assertThat(billed(once).path("total").asLong()).isEqualTo(1300);
    }

    @Test
    void an_item_s_fixed_discount_is_in_the_currency_that_is_paid() {
        var customer = stage.customer("pm_card_visa", "");
        var price =
                fits(stage.post(
                                "/v1/prices",
                                "currency=usd&recurring[interval]=month&product_data[name]=Gin"
                                        + "&unit_amount=1000&currency_options[eur][unit_amount]=900"))
                        .text("id");
        var euros = coupon("amount_off=200&currency=eur&duration=forever");
        var dollars = coupon("amount_off=200&currency=usd&duration=forever");
        var own = "&currency=eur&items[0][discounts][0][coupon]=";
        var wrong = subscribe(customer, price, own + dollars);
        assertThat(wrong.error("param")).isEqualTo("items[0][discounts][0][coupon]");
        var id = subscribed(customer, price, own + euros);
        assertThat(billed(id).path("total").asLong()).isEqualTo(700);
        var item = "/v1/subscription_items/" + item(id);
        assertThat(stage.post(item, "discounts[0][coupon]=" + dollars).status()).isEqualTo(400);
    }

    @Test
    void a_code_s_minimum_looks_at_what_the_item_comes_to() {
        var customer = stage.customer("pm_card_visa", "");
        var tiers =
                fits(stage.post(
                                "/v1/prices",
                                "currency=usd&recurring[interval]=month&product_data[name]=Gin"
                                        + "&billing_scheme=tiered&tiers_mode=graduated"
                                        + "&tiers[0][up_to]=inf&tiers[0][unit_amount]=500"
                                        + "&tiers[0][flat_amount]=300"))
                        .text("id");
        var half = coupon("percent_off=50&duration=forever");
        var code =
                fits(stage.post(
                                "/v1/promotion_codes",
                                "promotion[type]=coupon&promotion[coupon]="
                                        + half
                                        + "&restrictions[minimum_amount]=1000"
                                        + "&restrictions[minimum_amount_currency]=usd"))
                        .text("id");
        var own = "&items[0][discounts][0][promotion_code]=" + code + "&items[0][quantity]=";
        assertThat(subscribe(customer, tiers, own + 1).status()).isEqualTo(400);
        var id = subscribed(customer, tiers, own + 2);
        assertThat(billed(id).path("total").asLong()).isEqualTo(650);
    }
}
