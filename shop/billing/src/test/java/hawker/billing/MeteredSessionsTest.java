package hawker.billing;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.api.Got;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sessions that sell what is metered: nothing of it is paid today, all when it was used. */
class MeteredSessionsTest extends SessionStory {

    private static String water(String more) {
        return fits(stage.post(
                        "/v1/prices",
                        "currency=usd&recurring[interval]=month&recurring[usage_type]=metered"
                                + "&product_data[name]=Water"
                                + more))
                .text("id");
    }

    private static Got sells(String lines) {
        return stage.post(
                "/v1/checkout/sessions",
                "mode=subscription&success_url=https://shop.test/done" + lines);
    }

    private static String line(int at, String price) {
        return "&line_items[" + at + "][price]=" + price;
    }

    private static void used(String item, long quantity) {
        fits(
                stage.post(
                        "/v1/subscription_items/" + item + "/usage_records",
                        "quantity="
                                + quantity
                                + "&timestamp="
                                + stage.clock.now().getEpochSecond()));
    }

    private static void aMonthLater() {
        stage.clock.advance(Duration.ofDays(31));
        stage.settle();
        stage.clock.advance(Duration.ofHours(2));
        stage.settle();
    }

    @Test
    void only_what_is_metered_costs_nothing_today_and_keeps_the_card() {
        var session = fits(sells(line(0, water("&unit_amount=10"))));
        assertThat(session.body().path("amount_total").asLong()).isZero();
        var items = stage.get("/v1/checkout/sessions/" + session.text("id") + "/line_items");
        assertThat(items.body().at("/data/0/quantity").isNull()).isTrue();
        assertThat(items.body().at("/data/0/amount_total").asLong()).isZero();
        var path = "/c/pay/" + session.text("id");
        assertThat(browser.get(path).body())
                .contains("$0.10 each, billed per month", "Then what you have used per month.");
        assertThat(press(path, "", Map.of()).body()).contains("Enter the card to save.");
        assertThat(press(path, stage.card("pm_card_visa"), Map.of()).location()).isEqualTo(path);
        var done = session(session);
        assertThat(done.text("payment_status")).isEqualTo("no_payment_required");
        var subscription = begun(done);
        assertThat(subscription.text("status")).isEqualTo("active");
        assertThat(subscription.body().at("/items/data/0").has("quantity")).isFalse();
        assertThat(billed(done).body().path("total").asLong()).isZero();
        used(subscription.body().at("/items/data/0/id").asText(), 250);
        aMonthLater();
        assertThat(stage.charges().getFirst().amount().minor()).isEqualTo(2500);
        assertThat(paid().size()).isEqualTo(1);
    }

    @Test
    void beside_a_fee_it_is_billed_with_the_next_one() {
        stage.post("/v1/coupons", "id=OFF&amount_off=101&currency=usd&duration=once");
        var lines =
                line(0, water("&unit_amount_decimal=0.25"))
                        + line(1, stage.monthly(1000))
                        + "&line_items[1][quantity]=3&discounts[0][coupon]=OFF";
        var session = fits(sells(lines));
        assertThat(session.body().path("amount_total").asLong()).isEqualTo(2899);
        var path = "/c/pay/" + session.text("id");
        assertThat(browser.get(path).body())
                .contains(
                        "0.0025 USD each, billed per month",
                        "Then $30.00 and what you have used per month.");
        assertThat(press(path, stage.card("pm_card_visa"), Map.of()).location()).isEqualTo(path);
        var done = session(session);
        assertThat(billed(done).body().path("amount_paid").asLong()).isEqualTo(2899);
        var subscription = begun(done);
        var item = subscription.body().at("/items/data/0");
        assertThat(item.at("/price/recurring/usage_type").asText()).isEqualTo("metered");
        used(item.path("id").asText(), 4_000);
        aMonthLater();
        assertThat(stage.charges().getFirst().amount().minor()).isEqualTo(3000 + 1000);
    }

    @Test
    void a_flat_fee_of_a_metered_price_is_paid_with_its_use() {
        var tiers =
                "&billing_scheme=tiered&tiers_mode=graduated&tiers[0][up_to]=10"
                        + "&tiers[0][flat_amount]=500&tiers[1][up_to]=inf&tiers[1][unit_amount]=3";
        var session = fits(sells(line(0, water(tiers))));
        assertThat(session.body().path("amount_subtotal").asLong()).isZero();
        var path = "/c/pay/" + session.text("id");
        assertThat(browser.get(path).body()).contains("by use, billed per month");
    }

    @Test
    void a_link_sells_it_too() {
        var link = fits(stage.post("/v1/payment_links", line(0, water("&unit_amount=10"))));
        var path = browser.get("/b/" + link.text("id")).location();
        assertThat(press(path, stage.card("pm_card_visa"), Map.of()).location()).isEqualTo(path);
        var id = path.substring("/c/pay/".length());
        var done = fits(stage.get("/v1/checkout/sessions/" + id));
        assertThat(begun(done).text("status")).isEqualTo("active");
    }

    @ParameterizedTest
    @CsvSource({
        "line_items[0][quantity]=1,line_items[0][quantity]",
        "line_items[0][adjustable_quantity][enabled]=true,line_items[0][adjustable_quantity]",
        "line_items[1][quantity]=1&line_items[1][price]=WEEKLY,line_items",
        "optional_items[0][quantity]=1&optional_items[0][price]=WATER,optional_items[0][quantity]"
    })
    void nobody_says_how_much_will_be_used(String form, String param) {
        var water = water("&unit_amount=10");
        var weekly =
                stage.post(
                                "/v1/prices",
                                "currency=usd&unit_amount=5&product_data[name]=Milk"
                                        + "&recurring[interval]=week")
                        .text("id");
        var sent = form.replace("WEEKLY", weekly).replace("WATER", water);
        var got = sells(line(0, water) + "&" + sent);
        assertThat(got.status()).as(got.body().toString()).isEqualTo(400);
        assertThat(got.error("param")).isEqualTo(param);
    }
}
