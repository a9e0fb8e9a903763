package hawker.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Checkout sessions and payment links that sell subscriptions. */
class SessionsTest extends SessionStory {

    @Test
    void a_buyer_subscribes_on_the_page_and_is_billed_again_next_month() {
        var made =
                fits(
                        sells(
                                stage.monthly(1000),
                                "&subscription_data[metadata][plan]=gold"
                                        + "&subscription_data[description]=Gin_club"));
        assertThat(made.text("payment_method_collection")).isEqualTo("always");
        assertThat(made.body().path("amount_total").asLong()).isEqualTo(2000);
        var path = "/c/pay/" + made.text("id");
        assertThat(browser.get(path).body())
                .contains(
                        "Subscribe to Juniper",
                        "Subscribe and pay $20.00",
                        "$20.00 per month",
                        "Total due today",
                        "Then $20.00 per month.",
                        "you allow Juniper to charge");
        assertThat(press(path, stage.card("pm_card_visa_chargeDeclined"), Map.of()).body())
                .contains("Your card was declined", "Nothing was charged");
        assertThat(stage.get("/v1/subscriptions").body().path("data")).isEmpty();
        stage.told();
        assertThat(press(path, stage.card("pm_card_visa"), Map.of()).location()).isEqualTo(path);
        assertThat(browser.get(path).body())
                .contains("You are subscribed to Juniper. $20.00 was paid.");
        var done = session(made);
        assertThat(done.text("status")).isEqualTo("complete");
        assertThat(done.text("payment_status")).isEqualTo("paid");
        assertThat(done.body().path("payment_intent").isNull()).isTrue();
        var subscription = begun(done);
        assertThat(subscription.text("status")).isEqualTo("active");
        assertThat(subscription.text("customer")).isEqualTo(done.text("customer"));
        assertThat(subscription.text("description")).isEqualTo("Gin_club");
        assertThat(subscription.body().path("metadata").path("plan").asText()).isEqualTo("gold");
        assertThat(subscription.text("latest_invoice")).isEqualTo(done.text("invoice"));
        assertThat(subscription.text("default_payment_method")).startsWith("pm_");
        var invoice = billed(done);
        assertThat(invoice.text("status")).isEqualTo("paid");
        assertThat(invoice.text("billing_reason")).isEqualTo("subscription_create");
        assertThat(invoice.body().path("amount_paid").asLong()).isEqualTo(2000);
        assertThat(invoice.text("customer_email")).isEqualTo("ann@example.com");
        assertThat(stage.told())
                .contains(
                        "customer.subscription.created",
                        "invoice.created",
                        "invoice.finalized",
                        "invoice.paid",
                        "checkout.session.completed")
                .endsWith("checkout.session.completed");
        assertThat(paid()).hasSize(1);
        var found = stage.get("/v1/checkout/sessions?subscription=" + done.text("subscription"));
        assertThat(found.body().path("data")).hasSize(1);
        var customers = stage.get("/v1/customers?email=ann@example.com").body().path("data");
        assertThat(customers).hasSize(1);
        stage.clock.advance(Duration.ofDays(32));
        stage.settle();
        stage.clock.advance(Duration.ofHours(2));
        stage.settle();
        assertThat(paid()).hasSize(2);
    }

    @Test
    void a_code_that_makes_it_free_after_a_declined_card_charges_nothing() {
        stage.post("/v1/coupons", "id=FREE&percent_off=100&duration=once");
        stage.post("/v1/promotion_codes", "coupon=FREE&code=FREE");
        var made =
                fits(
                        sells(
                                stage.monthly(2500),
                                "&allow_promotion_codes=true&payment_method_collection=if_required"));
        var path = "/c/pay/" + made.text("id");
        var declined = press(path, stage.card("pm_card_chargeDeclined"), Map.of());
        assertThat(declined.body()).contains("declined");
        var form = browser.get(path).fields();
        form.put("promotion_code", "free");
        assertThat(browser.post(path, form).status()).isEqualTo(303);
        var free = browser.get(path).fields();
        free.put("email", "ann@example.com");
        assertThat(browser.post(path + "/pay", free).status()).isEqualTo(303);
        var done = session(made);
        assertThat(done.text("status")).isEqualTo("complete");
        assertThat(done.text("payment_status")).isEqualTo("no_payment_required");
        assertThat(begun(done).text("status")).isEqualTo("active");
        assertThat(billed(done).body().path("amount_paid").asLong()).isZero();
        var intents = stage.get("/v1/payment_intents").body().path("data");
        assertThat(intents).isNotEmpty();
        for (var intent : intents) assertThat(intent.path("status").asText()).isEqualTo("canceled");
    }

    @Test
    void one_off_things_taxes_a_code_and_a_quantity_come_to_what_the_buyer_saw() {
        stage.post("/v1/coupons", "id=ODD&percent_off=33.3&duration=once&max_redemptions=1");
        stage.post("/v1/promotion_codes", "coupon=ODD&code=ODD");
        var vat =
                stage.post("/v1/tax_rates", "display_name=VAT&inclusive=false&percentage=19")
                        .text("id");
        var reduced =
                stage.post("/v1/tax_rates", "display_name=VAT&inclusive=true&percentage=7")
                        .text("id");
        var made =
                fits(
                        stage.post(
                                "/v1/checkout/sessions",
                                "mode=subscription&success_url=https://shop.test/done"
                                        + "&allow_promotion_codes=true"
                                        + "&line_items[0][price]="
                                        + once(333)
                                        + "&line_items[0][quantity]=1&line_items[0][tax_rates][]="
                                        + reduced
                                        + "&line_items[1][price]="
                                        + stage.monthly(1001)
                                        + "&line_items[1][quantity]=1"
                                        + "&line_items[1][adjustable_quantity][enabled]=true"
                                        + "&line_items[2][price]="
                                        + once(777)
                                        + "&line_items[2][quantity]=3"
                                        + "&shipping_options[0][shipping_rate_data][display_name]=Post"
                                        + "&shipping_options[0][shipping_rate_data][type]=fixed_amount"
                                        + "&shipping_options[0][shipping_rate_data][fixed_amount]"
                                        + "[amount]=499"
                                        + "&shipping_options[0][shipping_rate_data][fixed_amount]"
                                        + "[currency]=usd"
                                        + "&subscription_data[default_tax_rates][]="
                                        + vat));
        var path = "/c/pay/" + made.text("id");
        var items = stage.get("/v1/checkout/sessions/" + made.text("id") + "/line_items").body();
        var form = browser.get(path).fields();
        form.put("quantity_" + items.at("/data/1/id").asText(), "3");
        form.put("promotion_code", "odd");
        assertThat(browser.post(path, form).status()).isEqualTo(303);
        assertThat(press(path, stage.card("pm_card_visa"), Map.of()).status()).isEqualTo(303);
        var done = session(made);
        assertThat(done.text("payment_status")).isEqualTo("paid");
        var invoice = billed(done).body();
        assertThat(invoice.path("amount_paid")).isEqualTo(done.body().path("amount_total"));
        assertThat(invoice.path("total")).isEqualTo(done.body().path("amount_total"));
        assertThat(invoice.at("/total_discount_amounts/0/amount"))
                .isEqualTo(done.body().at("/total_details/amount_discount"));
        assertThat(sum(invoice.path("total_taxes")))
                .isEqualTo(done.body().at("/total_details/amount_tax").asLong());
        assertThat(invoice.path("lines").path("data")).hasSize(4);
        var subscription = begun(done).body();
        assertThat(subscription.at("/items/data")).hasSize(1);
        assertThat(subscription.at("/items/data/0/quantity").asLong()).isEqualTo(3);
        assertThat(subscription.path("discounts")).hasSize(1);
        var coupon = stage.get("/v1/coupons/ODD").body();
        assertThat(coupon.path("times_redeemed").asLong()).isEqualTo(1);
        // The code counted once: what comes next is whole.
        var next =
                stage.post(
                        "/v1/invoices/create_preview", "subscription=" + done.text("subscription"));
        assertThat(next.body().path("total").asLong()).isEqualTo(3003 + 571);
    }

    private static long sum(JsonNode taxes) {
        long sum = 0;
        for (var tax : taxes) sum += tax.path("amount").asLong();
        return sum;
    }

    @Test
    void what_cannot_be_billed_is_refused_when_the_session_is_made() {
        var yearly =
                stage.post(
                                "/v1/prices",
                                "currency=usd&recurring[interval]=year&product_data[name]=Rum"
                                        + "&unit_amount=900")
                        .text("id");
        var monthly = stage.monthly(1000);
        assertThat(sells(once(500), "").error("param")).isEqualTo("line_items");
        assertThat(
                        sells(monthly, "&line_items[1][quantity]=1&line_items[1][price]=" + yearly)
                                .error("message"))
                .contains("must have the same `interval`");
        assertThat(sells(monthly, "&payment_intent_data[description]=x").error("param"))
                .isEqualTo("payment_intent_data");
        assertThat(
                        sells(
                                        monthly,
                                        "&subscription_data[trial_period_days]=3"
                                                + "&subscription_data[trial_end]=1999999999")
                                .status())
                .isEqualTo(400);
        assertThat(sells(monthly, "&subscription_data[trial_end]=1000000000").error("param"))
                .isEqualTo("subscription_data[trial_end]");
        assertThat(
                        stage.post(
                                        "/v1/checkout/sessions",
                                        "mode=payment&success_url=https://shop.test/done"
                                                + "&line_items[0][quantity]=1&line_items[0][price]="
                                                + monthly)
                                .status())
                .isEqualTo(400);
    }

    @Test
    void each_visit_of_a_link_with_a_recurring_price_begins_a_subscription() {
        var link =
                fits(
                        stage.post(
                                "/v1/payment_links",
                                "line_items[0][quantity]=1&line_items[0][price]="
                                        + stage.monthly(1000)
                                        + "&subscription_data[trial_period_days]=3"
                                        + "&subscription_data[metadata][from]=link"));
        assertThat(link.body().at("/subscription_data/trial_period_days").asInt()).isEqualTo(3);
        var path = browser.get("/b/" + link.text("id")).location();
        assertThat(press(path, stage.card("pm_card_visa"), Map.of()).location()).isEqualTo(path);
        var done = fits(stage.get("/v1/checkout/sessions/" + path.substring("/c/pay/".length())));
        assertThat(done.text("mode")).isEqualTo("subscription");
        assertThat(done.text("payment_link")).isEqualTo(link.text("id"));
        var subscription = begun(done);
        assertThat(subscription.text("status")).isEqualTo("trialing");
        assertThat(subscription.body().at("/metadata/from").asText()).isEqualTo("link");
    }
}
