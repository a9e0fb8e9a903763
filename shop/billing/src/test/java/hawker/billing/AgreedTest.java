package hawker.billing;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.api.Got;
import hawker.api.StripeSchema;
import hawker.payments.Charge;
import hawker.web.Browser;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What was agreed is what is billed: a coupon or a plan that is deleted, and made again under its
 * id at other terms, changes nothing for who has it already, nor for who is at their bank with it.
 */
class AgreedTest {

    private static final StripeSchema SCHEMA = new StripeSchema();
    private static Stage stage;
    private static Browser browser;

    @BeforeAll
    static void open() {
        stage = new Stage();
        browser = new Browser(stage.platform, stage.pages);
    }

    @AfterAll
    static void close() {
        browser.close();
        stage.close();
    }

    @BeforeEach
    void begin() {
        stage.another();
    }

    @AfterEach
    void the_books_are_right() {
        stage.settle();
        assertThat(stage.wrong()).isEmpty();
    }

    private static Got fits(Got got) {
        assertThat(got.status()).as(got.body().toString()).isEqualTo(200);
        assertThat(SCHEMA.findings(got.body())).isEmpty();
        return got;
    }

    private static Got made(String price, String more) {
        return fits(
                stage.post(
                        "/v1/checkout/sessions",
                        "mode=subscription&success_url=https://shop.test/done"
                                + "&line_items[0][quantity]=1&line_items[0][price]="
                                + price
                                + more));
    }

    private static Got session(Got made) {
        return fits(stage.get("/v1/checkout/sessions/" + made.text("id")));
    }

    /** Presses the button with a card whose bank wants to see the buyer; gives the bank's page. */
    private static String challenged(Got made, String card) {
        var path = "/c/pay/" + made.text("id");
        var form = browser.get(path).fields();
        form.put("email", "ann@example.com");
        form.put("payment_method", stage.card(card));
        var page = browser.post(path + "/pay", form).location();
        assertThat(page).isNotEqualTo(path);
        return page;
    }

    private static void atTheBank(String page, String deed) {
        var challenge = browser.get(page);
        var form = challenge.fields();
        form.put("deed", deed);
        form.put("code", "1234");
        var answer = browser.post(challenge.response().uri().getPath(), form);
        assertThat(answer.status()).isEqualTo(303);
    }

    private static void comesBack(Got made) {
        browser.get("/c/pay/" + made.text("id") + "/return");
    }

    private static void remade(String coupon, String terms) {
        fits(stage.send("DELETE", "/v1/coupons/" + coupon, ""));
        fits(stage.post("/v1/coupons", "id=" + coupon + "&" + terms));
    }

    private static void month() {
        stage.clock.advance(Duration.ofDays(31));
        stage.settle();
        stage.clock.advance(Duration.ofHours(2));
        stage.settle();
    }

    private static long[] charged() {
        return stage.charges().reversed().stream()
                .filter(charge -> charge.state() instanceof Charge.State.Captured)
                .mapToLong(charge -> charge.amount().minor())
                .toArray();
    }

    @Test
    void a_coupon_made_again_while_the_buyer_is_at_the_bank_leaves_the_sale_as_it_was_charged() {
        fits(stage.post("/v1/coupons", "id=SPRING&percent_off=50&duration=forever"));
        var made = made(stage.monthly(1000), "&discounts[0][coupon]=SPRING");
        var bank = challenged(made, "pm_card_authenticationRequiredSetupForOffSession");
        remade("SPRING", "amount_off=100&currency=usd&duration=once&max_redemptions=1");
        atTheBank(bank, "complete");
        comesBack(made);
        var done = session(made);
        assertThat(done.text("status")).isEqualTo("complete");
        assertThat(done.text("payment_status")).isEqualTo("paid");
        var invoice = fits(stage.get("/v1/invoices/" + done.text("invoice"))).body();
        assertThat(invoice.path("status").asText()).isEqualTo("paid");
        assertThat(invoice.path("total").asLong()).isEqualTo(500);
        assertThat(invoice.at("/total_discount_amounts/0/amount").asLong()).isEqualTo(500);
        month();
        assertThat(charged()).containsExactly(500, 500);
    }

    @Test
    void a_payment_nobody_came_back_from_is_sold_as_it_was_charged_too() {
        fits(stage.post("/v1/coupons", "id=SPRING&amount_off=300&currency=usd&duration=once"));
        var made =
                fits(
                        stage.post(
                                "/v1/checkout/sessions",
                                "mode=payment&success_url=https://shop.test/done"
                                        + "&invoice_creation[enabled]=true"
                                        + "&line_items[0][price_data][currency]=usd"
                                        + "&line_items[0][price_data][unit_amount]=1000"
                                        + "&line_items[0][price_data][product_data][name]=Gin"
                                        + "&line_items[0][quantity]=1"
                                        + "&discounts[0][coupon]=SPRING"));
        var bank = challenged(made, "pm_card_threeDSecure2Required");
        remade("SPRING", "percent_off=5&duration=forever");
        atTheBank(bank, "complete");
        var intent = stage.intents().getFirst().id();
        stage.payments.afterAction(stage.seller, intent);
        stage.settle();
        var done = session(made);
        assertThat(done.text("status")).isEqualTo("complete");
        var invoice = fits(stage.get("/v1/invoices/" + done.text("invoice"))).body();
        assertThat(invoice.path("total").asLong()).isEqualTo(700);
        assertThat(invoice.path("amount_paid").asLong()).isEqualTo(700);
    }

    @Test
    void a_code_that_ends_while_the_buyer_is_at_the_bank_was_used_in_time() {
        fits(
                stage.post(
                        "/v1/coupons",
                        "id=LAST&percent_off=20&duration=once&max_redemptions=1&redeem_by="
                                + stage.clock.now().plusSeconds(300).getEpochSecond()));
        var code =
                fits(stage.post("/v1/promotion_codes", "coupon=LAST&code=LAST&max_redemptions=1"))
                        .text("id");
        var made = made(stage.monthly(1000), "&discounts[0][promotion_code]=" + code);
        var bank = challenged(made, "pm_card_threeDSecure2Required");
        fits(stage.post("/v1/promotion_codes/" + code, "active=false"));
        stage.clock.advance(Duration.ofMinutes(6));
        atTheBank(bank, "complete");
        comesBack(made);
        assertThat(session(made).text("status")).isEqualTo("complete");
        assertThat(charged()).containsExactly(800);
        var coupon = fits(stage.get("/v1/coupons/LAST")).body();
        assertThat(coupon.path("times_redeemed").asLong()).isEqualTo(1);
    }

    @Test
    void who_fails_at_the_bank_pays_what_the_coupon_is_worth_by_then() {
        fits(stage.post("/v1/coupons", "id=SPRING&percent_off=50&duration=once"));
        var made = made(stage.monthly(1000), "&discounts[0][coupon]=SPRING");
        var bank = challenged(made, "pm_card_threeDSecure2Required");
        remade("SPRING", "percent_off=10&duration=once");
        atTheBank(bank, "fail");
        comesBack(made);
        var path = "/c/pay/" + made.text("id");
        var form = browser.get(path).fields();
        form.put("email", "ann@example.com");
        form.put("payment_method", stage.card("pm_card_visa"));
        browser.post(path + "/pay", form);
        assertThat(charged()).isEmpty();
        assertThat(session(made).body().path("amount_total").asLong()).isEqualTo(900);
        var again = browser.get(path).fields();
        again.put("email", "ann@example.com");
        again.put("payment_method", stage.card("pm_card_visa"));
        browser.post(path + "/pay", again);
        assertThat(session(made).text("status")).isEqualTo("complete");
        assertThat(charged()).containsExactly(900);
        var coupon = fits(stage.get("/v1/coupons/SPRING")).body();
        assertThat(coupon.path("times_redeemed").asLong()).isEqualTo(1);
    }

    @Test
    void a_card_that_is_kept_is_not_lost_where_the_coupon_is_made_again() {
        fits(stage.post("/v1/coupons", "id=FREE&percent_off=100&duration=once"));
        var made = made(stage.monthly(1000), "&discounts[0][coupon]=FREE");
        var bank = challenged(made, "pm_card_threeDSecure2Required");
        remade("FREE", "percent_off=10&duration=once");
        atTheBank(bank, "complete");
        comesBack(made);
        var done = session(made);
        assertThat(done.text("status")).isEqualTo("complete");
        var invoice = fits(stage.get("/v1/invoices/" + done.text("invoice"))).body();
        assertThat(invoice.path("total").asLong()).isZero();
        var later = made(stage.monthly(1000), "&discounts[0][coupon]=FREE");
        assertThat(later.body().path("amount_total").asLong()).isEqualTo(900);
    }

    @Test
    void a_card_is_kept_for_nothing_only_as_long_as_it_is_nothing() {
        fits(stage.post("/v1/coupons", "id=FREE&percent_off=100&duration=once"));
        var made = made(stage.monthly(1000), "&discounts[0][coupon]=FREE");
        var path = "/c/pay/" + made.text("id");
        var form = browser.get(path).fields();
        remade("FREE", "percent_off=10&duration=once");
        form.put("email", "ann@example.com");
        form.put("payment_method", stage.card("pm_card_visa"));
        browser.post(path + "/pay", form);
        assertThat(session(made).text("status")).isEqualTo("open");
        assertThat(session(made).body().path("amount_total").asLong()).isEqualTo(900);
    }

    @Test
    void a_plan_made_again_is_another_plan() {
        var plan = "currency=usd&interval=month&product[name]=Gin&id=gold&amount=";
        fits(stage.post("/v1/plans", plan + "1000"));
        var made = made("gold", "");
        var bank = challenged(made, "pm_card_authenticationRequiredSetupForOffSession");
        fits(stage.send("DELETE", "/v1/plans/gold", ""));
        atTheBank(bank, "complete");
        comesBack(made);
        var done = session(made);
        assertThat(done.text("status")).isEqualTo("complete");
        month();
        fits(stage.post("/v1/plans", plan + "7000"));
        month();
        assertThat(charged()).containsExactly(1000, 1000, 1000);
        var id = done.text("subscription");
        var subscription = fits(stage.get("/v1/subscriptions/" + id)).body();
        assertThat(subscription.at("/items/data/0/price/unit_amount").asLong()).isEqualTo(1000);
        // What is not used is given back at the price that was paid.
        fits(stage.send("DELETE", "/v1/subscriptions/" + id, "prorate=true&invoice_now=true"));
        assertThat(charged()).hasSize(3);
    }

    @Test
    void a_discount_keeps_its_terms() {
        fits(stage.post("/v1/coupons", "id=STAFF&percent_off=25&duration=forever"));
        var customer = stage.customer("pm_card_visa", "");
        var form =
                "customer=" + customer + "&items[0][price]=" + stage.monthly(1000) + "&discounts";
        fits(stage.post("/v1/subscriptions", form + "[0][coupon]=STAFF"));
        remade("STAFF", "percent_off=99&duration=once");
        month();
        assertThat(charged()).containsExactly(750, 750);
    }
}
