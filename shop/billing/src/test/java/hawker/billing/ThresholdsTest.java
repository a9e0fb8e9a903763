package hawker.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

/** What is invoiced before its period is over: what was used, and what waits. */
class ThresholdsTest extends Story {

    private String clock = "";
    private String customer = "";

    private void frozen() {
        clock = clock();
        customer = stage.customer("pm_card_visa", "&test_clock=" + clock);
    }

    private static String metered(long amount) {
        return stage.post(
                        "/v1/prices",
                        "currency=usd&recurring[interval]=month&recurring[usage_type]=metered"
                                + "&product_data[name]=Calls&unit_amount="
                                + amount)
                .text("id");
    }

    private static void use(String subscription, long quantity) {
        var got =
                stage.post(
                        "/v1/subscription_items/" + item(subscription) + "/usage_records",
                        "quantity=" + quantity + "&timestamp=now");
        assertThat(got.status()).as(got.body().toString()).isEqualTo(200);
        stage.settle();
    }

    private static JsonNode latest(String subscription) {
        return invoice(subscription(subscription).text("latest_invoice")).body();
    }

    private static int invoices() {
        return stage.get("/v1/invoices?limit=100").body().path("data").size();
    }

    @Test
    void use_that_comes_to_an_amount_is_invoiced_at_once_and_once() {
        frozen();
        var id = subscribed(customer, metered(100), "&billing_thresholds[amount_gte]=1000");
        var shown = subscription(id).body().path("billing_thresholds");
        assertThat(shown.path("amount_gte").asLong()).isEqualTo(1000);
        assertThat(shown.path("reset_billing_cycle_anchor").asBoolean()).isFalse();
        advance(clock, NEW_YEAR + 5 * DAY);
        use(id, 9);
        assertThat(invoices()).isEqualTo(1);
        use(id, 3);
        var early = latest(id);
        assertThat(early.path("billing_reason").asText()).isEqualTo("subscription_threshold");
        assertThat(early.path("total").asLong()).isEqualTo(1200);
        assertThat(early.at("/threshold_reason/amount_gte").asLong()).isEqualTo(1000);
        use(id, 2);
        assertThat(invoices()).isEqualTo(2);
        advance(clock, NEW_YEAR + 32 * DAY);
        var rest = latest(id);
        assertThat(rest.path("billing_reason").asText()).isEqualTo("subscription_cycle");
        assertThat(rest.path("total").asLong()).isEqualTo(200);
        assertThat(rest.at("/lines/data/0/quantity").asLong()).isEqualTo(2);
        advance(clock, NEW_YEAR + 34 * DAY);
        use(id, 10);
        assertThat(latest(id).path("total").asLong()).isEqualTo(1000);
        advance(clock, NEW_YEAR + 35 * DAY);
        assertThat(paid()).hasSize(3);
    }

    @Test
    void a_quantity_of_one_item_may_begin_a_new_period() {
        frozen();
        var id =
                subscribed(
                        customer,
                        metered(10),
                        "&items[0][billing_thresholds][usage_gte]=100&items[1][price]="
                                + stage.monthly(3100)
                                + "&billing_thresholds[reset_billing_cycle_anchor]=true");
        assertThat(
                        subscription(id)
                                .body()
                                .at("/items/data/0/billing_thresholds/usage_gte")
                                .asLong())
                .isEqualTo(100);
        advance(clock, NEW_YEAR + 10 * DAY);
        use(id, 99);
        assertThat(invoices()).isEqualTo(1);
        use(id, 1);
        var early = latest(id);
        // What was used, the new month, less the 21 days of the old one that are not used.
        assertThat(early.path("total").asLong()).isEqualTo(1000 + 3100 - 2100);
        var reason = early.at("/threshold_reason/item_reasons/0");
        assertThat(reason.path("usage_gte").asLong()).isEqualTo(100);
        assertThat(reason.path("line_item_ids")).hasSize(1);
        var now = subscription(id).body();
        assertThat(now.path("billing_cycle_anchor").asLong()).isEqualTo(NEW_YEAR + 10 * DAY);
        use(id, 5);
        assertThat(invoices()).isEqualTo(2);
        advance(clock, NEW_YEAR + 42 * DAY);
        assertThat(latest(id).path("total").asLong()).isEqualTo(50 + 3100);
    }

    @Test
    void thresholds_are_changed_and_taken_away() {
        frozen();
        var id = subscribed(customer, metered(100), "");
        advance(clock, NEW_YEAR + DAY);
        use(id, 50);
        var path = "/v1/subscriptions/" + id;
        fits(stage.post(path, "billing_thresholds[amount_gte]=5000"));
        stage.settle();
        assertThat(latest(id).path("total").asLong()).isEqualTo(5000);
        fits(stage.post(path, "billing_thresholds="));
        assertThat(subscription(id).body().path("billing_thresholds").isNull()).isTrue();
        var own = "/v1/subscription_items/" + item(id);
        fits(stage.post(own, "billing_thresholds[usage_gte]=10"));
        fits(stage.post(own, "billing_thresholds="));
        use(id, 50);
        assertThat(invoices()).isEqualTo(2);
        assertThat(stage.post(path, "billing_thresholds[amount_gte]=0").status()).isEqualTo(400);
        var licensed =
                subscribe(
                        customer, stage.monthly(100), "&items[0][billing_thresholds][usage_gte]=1");
        assertThat(licensed.error("param")).isEqualTo("items[0][billing_thresholds]");
    }

    @Test
    void what_waits_is_invoiced_as_often_as_the_seller_says() {
        frozen();
        var weekly = "&pending_invoice_item_interval[interval]=week";
        var made = fits(subscribe(customer, stage.monthly(1000), weekly));
        var id = made.text("id");
        assertThat(made.body().at("/pending_invoice_item_interval/interval_count").asLong())
                .isEqualTo(1);
        assertThat(made.body().path("next_pending_invoice_item_invoice").asLong())
                .isEqualTo(NEW_YEAR + 7 * DAY);
        advance(clock, NEW_YEAR + 8 * DAY);
        assertThat(invoices()).isEqualTo(1);
        stage.post("/v1/invoiceitems", "currency=usd&amount=300&customer=" + customer);
        advance(clock, NEW_YEAR + 15 * DAY);
        var early = latest(id);
        assertThat(early.path("billing_reason").asText())
                .isEqualTo("automatic_pending_invoice_item_invoice");
        assertThat(early.path("total").asLong()).isEqualTo(300);
        assertThat(early.path("status").asText()).isEqualTo("paid");
        assertThat(subscription(id).body().path("next_pending_invoice_item_invoice").asLong())
                .isEqualTo(NEW_YEAR + 21 * DAY);
        stage.post("/v1/invoiceitems", "currency=usd&amount=200&customer=" + customer);
        var path = "/v1/subscriptions/" + id;
        var off = fits(stage.post(path, "pending_invoice_item_interval="));
        assertThat(off.body().path("next_pending_invoice_item_invoice").isNull()).isTrue();
        advance(clock, NEW_YEAR + 30 * DAY);
        assertThat(invoices()).isEqualTo(2);
        advance(clock, NEW_YEAR + 32 * DAY);
        assertThat(latest(id).path("total").asLong()).isEqualTo(1200);
        assertThat(stage.post(path, weekly.substring(1).replace("week", "month")).error("param"))
                .isEqualTo("pending_invoice_item_interval");
    }
}
