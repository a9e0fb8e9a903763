package hawker.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import org.junit.jupiter.api.Test;

/** Programs written for versions before 2025-03-31 find their fields, and may say theirs. */
class OlderProgramsTest extends Story {

    private static final String ACACIA = "2024-12-18.acacia";

    @Test
    void older_programs_find_what_they_look_for() {
        var customer = stage.customer("pm_card_visa", "");
        var made = fits(subscribe(customer, stage.monthly(1500), ""));
        var old = stage.older("/v1/subscriptions/" + made.text("id"), "2022-08-01").body();
        assertThat(old.path("current_period_end"))
                .isEqualTo(made.body().at("/items/data/0/current_period_end"));
        assertThat(old.at("/plan/amount").asLong()).isEqualTo(1500);
        var bill = stage.older("/v1/invoices/" + made.text("latest_invoice"), "2022-08-01").body();
        assertThat(bill.path("subscription").asText()).isEqualTo(made.text("id"));
        assertThat(bill.path("paid").asBoolean()).isTrue();
        assertThat(bill.path("charge").asText()).startsWith("ch_");
        var intent = bill.path("payment_intent").asText();
        assertThat(stage.older("/v1/payment_intents/" + intent, "2022-08-01").text("invoice"))
                .isEqualTo(bill.path("id").asText());
        var expanded =
                stage.older(
                        "/v1/subscriptions/"
                                + made.text("id")
                                + "?expand[]=latest_invoice.payment_intent",
                        "2022-08-01");
        assertThat(expanded.body().at("/latest_invoice/payment_intent/status").asText())
                .isEqualTo("succeeded");
    }

    @Test
    void lines_of_an_invoice_name_the_price_and_the_plan_that_were_sold() {
        var customer = stage.customer("pm_card_visa", "");
        var price = stage.monthly(1500);
        var made = fits(subscribe(customer, price, "&items[0][quantity]=2"));
        var bill = older("/v1/invoices/" + made.text("latest_invoice"));
        var line = bill.at("/lines/data/0");
        assertThat(line.path("type").asText()).isEqualTo("subscription");
        assertThat(line.path("subscription").asText()).isEqualTo(made.text("id"));
        assertThat(line.path("subscription_item")).isEqualTo(made.body().at("/items/data/0/id"));
        assertThat(line.at("/price/id").asText()).isEqualTo(price);
        assertThat(line.at("/price/unit_amount").asLong()).isEqualTo(1500);
        assertThat(line.at("/plan/id").asText()).isEqualTo(price);
        assertThat(line.at("/plan/amount").asLong()).isEqualTo(1500);
        assertThat(line.at("/plan/interval").asText()).isEqualTo("month");
        assertThat(line.path("proration")).isEqualTo(BooleanNode.FALSE);
        assertThat(line.at("/proration_details/credited_items").isNull()).isTrue();
        assertThat(line.path("amount_excluding_tax").asLong()).isEqualTo(3000);
        assertThat(line.path("unit_amount_excluding_tax").asText()).isEqualTo("1500");
        assertThat(bill.at("/subscription_details/metadata").isObject()).isTrue();
        for (var name : new String[] {"tax", "discount", "quote"})
            assertThat(bill.path(name).isNull()).as(name).isTrue();
        var newest = fits(stage.get("/v1/invoices/" + made.text("latest_invoice"))).body();
        assertThat(newest.at("/lines/data/0").has("price")).isFalse();
    }

    @Test
    void what_only_older_lines_have_is_expanded_there() {
        var customer = stage.customer("pm_card_visa", "");
        var made = fits(subscribe(customer, stage.monthly(1500), ""));
        var path =
                "/v1/invoices/"
                        + made.text("latest_invoice")
                        + "?expand[]=lines.data.price.product"
                        + "&expand[]=charge&expand[]=subscription";
        var bill = older(path);
        assertThat(bill.at("/lines/data/0/price/product/object").asText()).isEqualTo("product");
        assertThat(bill.at("/charge/status").asText()).isEqualTo("succeeded");
        assertThat(bill.at("/charge/invoice")).isEqualTo(bill.path("id"));
        assertThat(bill.at("/subscription/id").asText()).isEqualTo(made.text("id"));
        assertThat(bill.at("/subscription/current_period_end").isIntegralNumber()).isTrue();
        var now = stage.get(path);
        assertThat(now.status()).isEqualTo(400);
        assertThat(now.error("message")).contains("cannot be expanded");
    }

    @Test
    void items_have_their_price_and_unit_amount_at_the_top() {
        var customer = stage.customer("pm_card_visa", "");
        var price = once(700);
        var form = "customer=" + customer + "&quantity=3&price=" + price;
        var item = stage.olderPost("/v1/invoiceitems", form, ACACIA).body();
        assertThat(item.at("/price/id").asText()).isEqualTo(price);
        assertThat(item.path("plan").isNull()).isTrue();
        assertThat(item.path("unit_amount").asLong()).isEqualTo(700);
        assertThat(item.path("unit_amount_decimal").asText()).isEqualTo("700");
        assertThat(item.path("subscription").isNull()).isTrue();
        assertThat(item.path("amount").asLong()).isEqualTo(2100);
        var bill =
                stage.olderPost(
                                "/v1/invoices",
                                "pending_invoice_items_behavior=include&customer=" + customer,
                                ACACIA)
                        .body();
        var line = bill.at("/lines/data/0");
        assertThat(line.path("type").asText()).isEqualTo("invoiceitem");
        assertThat(line.path("invoice_item")).isEqualTo(item.path("id"));
        assertThat(line.has("subscription_item")).isFalse();
    }

    @Test
    void taxes_are_amounts_with_their_rates() {
        var customer = stage.customer("pm_card_visa", "");
        var rate =
                fits(stage.post("/v1/tax_rates", "display_name=VAT&inclusive=true&percentage=25"))
                        .text("id");
        var made =
                fits(
                        subscribe(
                                customer,
                                stage.monthly(1000),
                                "&items[0][quantity]=2&default_tax_rates[0]=" + rate));
        var bill = older("/v1/invoices/" + made.text("latest_invoice"));
        assertThat(bill.path("tax").asLong()).isEqualTo(400);
        var whole = bill.at("/total_tax_amounts/0");
        assertThat(whole.path("amount").asLong()).isEqualTo(400);
        assertThat(whole.path("inclusive").asBoolean()).isTrue();
        assertThat(whole.path("tax_rate").asText()).isEqualTo(rate);
        var line = bill.at("/lines/data/0");
        assertThat(line.at("/tax_amounts/0")).isEqualTo(whole);
        assertThat(line.at("/tax_rates/0/percentage").asLong()).isEqualTo(25);
        assertThat(line.path("amount_excluding_tax").asLong()).isEqualTo(1600);
        assertThat(line.path("unit_amount_excluding_tax").asText()).isEqualTo("800");
    }

    @Test
    void what_was_paid_elsewhere_was_paid_out_of_band() {
        var customer = stage.customer("pm_card_visa", "");
        var id = finalized(customer, 900);
        fits(stage.post("/v1/invoices/" + id + "/pay", "paid_out_of_band=true"));
        var bill = older("/v1/invoices/" + id);
        assertThat(bill.path("paid").asBoolean()).isTrue();
        assertThat(bill.path("paid_out_of_band").asBoolean()).isTrue();
        assertThat(bill.path("charge").isNull()).isTrue();
    }

    @Test
    void a_subscription_may_be_given_a_coupon_and_has_one_discount() {
        var customer = stage.customer("pm_card_visa", "");
        var coupon = fits(stage.post("/v1/coupons", "percent_off=10&duration=forever")).text("id");
        var form =
                "customer="
                        + customer
                        + "&items[0][price]="
                        + stage.monthly(1500)
                        + "&coupon="
                        + coupon;
        var made = stage.olderPost("/v1/subscriptions", form, ACACIA).body();
        assertThat(made.at("/discount/coupon/id").asText()).isEqualTo(coupon);
        assertThat(made.at("/discount/coupon/percent_off").asLong()).isEqualTo(10);
        var bill = older("/v1/invoices/" + made.path("latest_invoice").asText());
        assertThat(bill.path("total").asLong()).isEqualTo(1350);
        assertThat(bill.at("/discount/coupon/id").asText()).isEqualTo(coupon);
        var path = "/v1/subscriptions/" + made.path("id").asText();
        var without = stage.olderPost(path, "coupon=", ACACIA).body();
        assertThat(without.path("discount").isNull()).isTrue();
        assertThat(without.path("discounts")).isEmpty();
        var code =
                fits(
                        stage.post(
                                "/v1/promotion_codes",
                                "promotion[type]=coupon&promotion[coupon]=" + coupon));
        var again = stage.olderPost(path, "promotion_code=" + code.text("id"), ACACIA).body();
        assertThat(again.at("/discount/promotion_code").asText()).isEqualTo(code.text("id"));
        // In the words of today it stays a list.
        assertThat(stage.post(path, "coupon=" + coupon).error("code"))
                .isEqualTo("parameter_unknown");
        assertThat(stage.olderPost(path, "coupon=nope", ACACIA).error("code"))
                .isEqualTo("resource_missing");
        var both = "coupon=" + coupon + "&promotion_code=" + code.text("id");
        assertThat(stage.olderPost(path, both, ACACIA).error("code"))
                .isEqualTo("parameters_exclusive");
    }

    @Test
    void a_change_is_previewed_as_it_was_before_previews() {
        var customer = stage.customer("pm_card_visa", "");
        var id = subscribed(customer, stage.monthly(1500), "");
        var path =
                "/v1/invoices/upcoming?customer="
                        + customer
                        + "&subscription="
                        + id
                        + "&subscription_items[0][id]="
                        + item(id)
                        + "&subscription_items[0][price]="
                        + stage.monthly(4000)
                        + "&subscription_proration_behavior=none";
        var next = older(path);
        assertThat(next.path("total").asLong()).isEqualTo(4000);
        assertThat(next.path("subscription").asText()).isEqualTo(id);
        assertThat(next.at("/lines/data/0/price/unit_amount").asLong()).isEqualTo(4000);
        assertThat(subscription(id).body().at("/items/data/0/price/unit_amount").asLong())
                .isEqualTo(1500);
    }

    private static JsonNode older(String path) {
        var got = stage.older(path, ACACIA);
        assertThat(got.status()).as(got.body().toString()).isEqualTo(200);
        return got.body();
    }
}
