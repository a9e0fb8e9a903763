package hawker.billing;

import static java.math.RoundingMode.HALF_UP;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import hawker.api.StripeSchema;
import hawker.payments.Charge;
import hawker.web.Browser;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Checkout sessions and payment links that sell subscriptions, and what is billed of others. */
class SessionsTest {

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

    private static Stage.Got fits(Stage.Got got) {
        assertThat(got.status()).as(got.body().toString()).isEqualTo(200);
        assertThat(SCHEMA.findings(got.body())).isEmpty();
        return got;
    }

    private static Stage.Got sells(String price, String more) {
        return stage.post(
                "/v1/checkout/sessions",
                "mode=subscription&success_url=https://shop.test/done&line_items[0][quantity]=2"
                        + "&line_items[0][price]="
                        + price
                        + more);
    }

    private static Stage.Got confirm(Stage.Got session, String card) {
        return stage.post(
                "/v1/payment_pages/" + session.text("id") + "/confirm", "payment_method=" + card);
    }

    private static Stage.Got session(Stage.Got made) {
        return fits(stage.get("/v1/checkout/sessions/" + made.text("id")));
    }

    private static Stage.Got subscription(Stage.Got session) {
        return fits(stage.get("/v1/subscriptions/" + session.text("subscription")));
    }

    private static Stage.Got invoice(Stage.Got session) {
        return fits(stage.get("/v1/invoices/" + session.text("invoice")));
    }

    private static Browser.Answer press(String path, String card, Map<String, String> more) {
        var form = browser.get(path).fields();
        form.put("email", "ann@example.com");
        form.put("payment_method", card);
        form.putAll(more);
        return browser.post(path + "/pay", form);
    }

    private static String once(long amount) {
        return stage.post(
                        "/v1/prices",
                        "currency=usd&product_data[name]=Cabinet&unit_amount=" + amount)
                .text("id");
    }

    private static long succeeded() {
        return stage.charges().stream()
                .filter(charge -> charge.state() instanceof Charge.State.Captured)
                .count();
    }

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
        var subscription = subscription(done);
        assertThat(subscription.text("status")).isEqualTo("active");
        assertThat(subscription.text("customer")).isEqualTo(done.text("customer"));
        assertThat(subscription.text("description")).isEqualTo("Gin_club");
        assertThat(subscription.body().path("metadata").path("plan").asText()).isEqualTo("gold");
        assertThat(subscription.text("latest_invoice")).isEqualTo(done.text("invoice"));
        assertThat(subscription.text("default_payment_method")).startsWith("pm_");
        var invoice = invoice(done);
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
        assertThat(succeeded()).isEqualTo(1);
        var found = stage.get("/v1/checkout/sessions?subscription=" + done.text("subscription"));
        assertThat(found.body().path("data")).hasSize(1);
        var customers = stage.get("/v1/customers?email=ann@example.com").body().path("data");
        assertThat(customers).hasSize(1);
        stage.clock.advance(java.time.Duration.ofDays(32));
        stage.settle();
        stage.clock.advance(java.time.Duration.ofHours(2));
        stage.settle();
        assertThat(succeeded()).isEqualTo(2);
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
        assertThat(subscription(done).text("status")).isEqualTo("active");
        assertThat(invoice(done).body().path("amount_paid").asLong()).isZero();
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
        var invoice = invoice(done).body();
        assertThat(invoice.path("amount_paid")).isEqualTo(done.body().path("amount_total"));
        assertThat(invoice.path("total")).isEqualTo(done.body().path("amount_total"));
        assertThat(invoice.at("/total_discount_amounts/0/amount"))
                .isEqualTo(done.body().at("/total_details/amount_discount"));
        assertThat(sum(invoice.path("total_taxes")))
                .isEqualTo(done.body().at("/total_details/amount_tax").asLong());
        assertThat(invoice.path("lines").path("data")).hasSize(4);
        var subscription = subscription(done).body();
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
    void a_trial_keeps_the_card_and_charges_it_when_it_ends() {
        var made = fits(sells(stage.monthly(1000), "&subscription_data[trial_period_days]=7"));
        assertThat(made.body().path("amount_total").asLong()).isZero();
        var path = "/c/pay/" + made.text("id");
        assertThat(browser.get(path).body())
                .contains("Free until ", ", then $20.00 per month.", "Subscribe")
                .doesNotContain("and pay");
        assertThat(press(path, "", Map.of()).body()).contains("Enter the card to save.");
        assertThat(confirm(made, stage.card("pm_card_visa_chargeDeclined")).status())
                .isEqualTo(402);
        assertThat(press(path, stage.card("pm_card_visa"), Map.of()).location()).isEqualTo(path);
        var done = session(made);
        assertThat(done.text("status")).isEqualTo("complete");
        assertThat(done.text("payment_status")).isEqualTo("no_payment_required");
        assertThat(done.body().path("setup_intent").isNull()).isTrue();
        var subscription = subscription(done);
        assertThat(subscription.text("status")).isEqualTo("trialing");
        assertThat(subscription.text("default_payment_method")).startsWith("pm_");
        assertThat(invoice(done).text("status")).isEqualTo("paid");
        assertThat(stage.charges()).isEmpty();
        stage.clock.advance(java.time.Duration.ofDays(8));
        stage.settle();
        stage.clock.advance(java.time.Duration.ofHours(2));
        stage.settle();
        assertThat(subscription(done).text("status")).isEqualTo("active");
        assertThat(succeeded()).isEqualTo(1);
    }

    @Test
    void a_free_trial_may_begin_without_a_card_and_pauses_at_its_end() {
        var made =
                fits(
                        sells(
                                stage.monthly(1000),
                                "&subscription_data[trial_period_days]=7"
                                        + "&payment_method_collection=if_required"
                                        + "&subscription_data[trial_settings][end_behavior]"
                                        + "[missing_payment_method]=pause"));
        var path = "/c/pay/" + made.text("id");
        assertThat(press(path, "", Map.of()).location()).isEqualTo(path);
        var done = session(made);
        assertThat(subscription(done).text("status")).isEqualTo("trialing");
        assertThat(stage.intents()).isEmpty();
        stage.clock.advance(java.time.Duration.ofDays(8));
        stage.settle();
        assertThat(subscription(done).text("status")).isEqualTo("paused");
    }

    @Test
    void a_trial_with_something_to_pay_today_charges_that() {
        var made =
                fits(
                        sells(
                                stage.monthly(1000),
                                "&line_items[1][quantity]=1&line_items[1][price]="
                                        + once(500)
                                        + "&subscription_data[trial_period_days]=7"));
        assertThat(made.body().path("amount_total").asLong()).isEqualTo(500);
        fits(confirm(made, stage.card("pm_card_visa")));
        var done = session(made);
        assertThat(done.text("payment_status")).isEqualTo("paid");
        assertThat(subscription(done).text("status")).isEqualTo("trialing");
        assertThat(invoice(done).body().path("amount_paid").asLong()).isEqualTo(500);
        var payments = stage.get("/v1/invoice_payments?invoice=" + done.text("invoice")).body();
        assertThat(payments.at("/data/0/status").asText()).isEqualTo("paid");
    }

    @Test
    void the_time_until_the_anchor_is_paid_as_the_buyer_saw_it() {
        var made = stage.clock.now();
        var anchor = made.atZone(java.time.ZoneOffset.UTC).plusDays(9).toInstant();
        var before = anchor.atZone(java.time.ZoneOffset.UTC).minusMonths(1).toInstant();
        var form =
                "&subscription_data[billing_cycle_anchor]="
                        + anchor.getEpochSecond()
                        + "&subscription_data[billing_mode][type]=flexible";
        var session = fits(sells(stage.monthly(4567), form));
        long period = anchor.getEpochSecond() - before.getEpochSecond();
        long left = anchor.getEpochSecond() - made.getEpochSecond();
        long part =
                java.math.BigDecimal.valueOf(2 * 4567 * left)
                        .divide(java.math.BigDecimal.valueOf(period), 0, HALF_UP)
                        .longValueExact();
        assertThat(session.body().path("amount_total").asLong()).isEqualTo(part);
        var path = "/c/pay/" + session.text("id");
        assertThat(browser.get(path).body()).contains("Then $91.34 per month from ");
        // The price stands while the buyer thinks about it.
        stage.clock.advance(java.time.Duration.ofHours(3));
        assertThat(press(path, stage.card("pm_card_visa"), Map.of()).location()).isEqualTo(path);
        var done = session(session);
        assertThat(invoice(done).body().path("amount_paid").asLong()).isEqualTo(part);
        var subscription = subscription(done).body();
        assertThat(subscription.path("billing_cycle_anchor").asLong())
                .isEqualTo(anchor.getEpochSecond());
        assertThat(subscription.at("/items/data/0/current_period_end").asLong())
                .isEqualTo(anchor.getEpochSecond());
        assertThat(subscription.at("/billing_mode/type").asText()).isEqualTo("flexible");
        stage.clock.advance(java.time.Duration.ofDays(9));
        stage.settle();
        stage.clock.advance(java.time.Duration.ofHours(2));
        stage.settle();
        assertThat(stage.charges().getFirst().amount().minor()).isEqualTo(9134);
        assertThat(succeeded()).isEqualTo(2);
    }

    @Test
    void the_time_until_the_anchor_may_be_free() {
        var anchor = stage.clock.now().plus(java.time.Duration.ofDays(3)).getEpochSecond();
        stage.post("/v1/coupons", "id=TEN&percent_off=10&duration=once");
        var session =
                fits(
                        sells(
                                stage.monthly(1000),
                                "&subscription_data[proration_behavior]=none&discounts[0][coupon]=TEN"
                                        + "&subscription_data[billing_cycle_anchor]="
                                        + anchor));
        assertThat(session.body().path("amount_total").asLong()).isZero();
        var path = "/c/pay/" + session.text("id");
        assertThat(browser.get(path).body()).contains("Free until then, and $18.00 per month");
        assertThat(press(path, stage.card("pm_card_visa"), Map.of()).location()).isEqualTo(path);
        assertThat(subscription(session(session)).text("status")).isEqualTo("active");
        assertThat(stage.charges()).isEmpty();
        stage.clock.advance(java.time.Duration.ofDays(3));
        stage.settle();
        stage.clock.advance(java.time.Duration.ofHours(2));
        stage.settle();
        assertThat(stage.charges().getFirst().amount().minor()).isEqualTo(1800);
    }

    @Test
    void an_anchor_lies_between_the_sessions_end_and_the_first_period_s() {
        var name = "&subscription_data[billing_cycle_anchor]=";
        var now = stage.clock.now();
        var price = stage.monthly(1000);
        var soon = now.plus(java.time.Duration.ofHours(23)).getEpochSecond();
        var late = now.plus(java.time.Duration.ofDays(40)).getEpochSecond();
        var good = now.plus(java.time.Duration.ofDays(5)).getEpochSecond();
        for (var at : new long[] {soon, late})
            assertThat(sells(price, name + at).error("param"))
                    .isEqualTo("subscription_data[billing_cycle_anchor]");
        var trial = "&subscription_data[trial_period_days]=4";
        assertThat(sells(price, name + good + trial).status()).isEqualTo(400);
        assertThat(sells(price, "&subscription_data[proration_behavior]=none").error("param"))
                .isEqualTo("subscription_data[proration_behavior]");
    }

    @Test
    void a_buyer_authenticates_and_is_subscribed_afterwards() {
        var made = fits(sells(stage.monthly(1000), ""));
        var path = "/c/pay/" + made.text("id");
        var challenged = press(path, stage.card("pm_card_threeDSecure2Required"), Map.of());
        assertThat(challenged.location()).isNotEqualTo(path);
        assertThat(stage.get("/v1/subscriptions?status=all").body().path("data")).isEmpty();
        var challenge = browser.get(challenged.location());
        var deed = challenge.fields();
        deed.put("deed", "complete");
        deed.put("code", "1234");
        var passed = browser.post(challenge.response().uri().getPath(), deed);
        assertThat(passed.status()).isEqualTo(303);
        assertThat(browser.get(path + "/return").location()).isEqualTo(path);
        var done = session(made);
        assertThat(done.text("status")).isEqualTo("complete");
        assertThat(subscription(done).text("status")).isEqualTo("active");
    }

    @Test
    void a_customer_who_is_known_keeps_their_balance_and_what_waits_for_them() {
        var customer = stage.customer("pm_card_visa", "");
        stage.post(
                "/v1/customers/" + customer + "/balance_transactions", "amount=-500&currency=usd");
        stage.post("/v1/invoiceitems", "currency=usd&amount=700&customer=" + customer);
        var made = fits(sells(stage.monthly(1000), "&customer=" + customer));
        fits(confirm(made, stage.card("pm_card_visa")));
        var done = session(made);
        assertThat(done.text("customer")).isEqualTo(customer);
        assertThat(invoice(done).body().path("amount_paid").asLong()).isEqualTo(2000);
        assertThat(stage.get("/v1/customers/" + customer).body().path("balance").asLong())
                .isEqualTo(-500);
        var waiting = stage.get("/v1/invoiceitems?pending=true&customer=" + customer).body();
        assertThat(waiting.path("data")).hasSize(1);
    }

    @Test
    void a_payment_whose_end_nobody_wrote_down_is_found_by_its_event() {
        var made =
                fits(
                        sells(
                                stage.monthly(1000),
                                "&line_items[0][adjustable_quantity][enabled]=true"));
        confirm(made, stage.card("pm_card_visa_chargeDeclined"));
        var intent = stage.intents().getFirst();
        var card = stage.card("pm_card_visa");
        // As after a crash: the card is charged, the session has not heard of it.
        fits(
                stage.post(
                        "/v1/payment_intents/" + intent.id() + "/confirm",
                        "payment_method=" + card));
        stage.settle();
        var done = session(made);
        assertThat(done.text("status")).isEqualTo("complete");
        assertThat(invoice(done).text("status")).isEqualTo("paid");
        // Confirming what is complete changes nothing.
        fits(confirm(made, stage.card("pm_card_visa")));
        assertThat(stage.get("/v1/subscriptions").body().path("data")).hasSize(1);
        assertThat(succeeded()).isEqualTo(1);
    }

    @Test
    void a_payment_over_an_older_total_does_not_complete_a_session() {
        var made =
                fits(
                        sells(
                                stage.monthly(1000),
                                "&line_items[0][adjustable_quantity][enabled]=true"));
        var path = "/c/pay/" + made.text("id");
        press(path, stage.card("pm_card_visa_chargeDeclined"), Map.of());
        var items = stage.get("/v1/checkout/sessions/" + made.text("id") + "/line_items").body();
        var form = browser.get(path).fields();
        form.put("quantity_" + items.at("/data/0/id").asText(), "5");
        browser.post(path, form);
        var intent = stage.intents().getFirst();
        fits(
                stage.post(
                        "/v1/payment_intents/" + intent.id() + "/confirm",
                        "payment_method=" + stage.card("pm_card_visa")));
        stage.settle();
        assertThat(session(made).text("status")).isEqualTo("open");
        assertThat(stage.get("/v1/subscriptions").body().path("data")).isEmpty();
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
        var subscription = subscription(done);
        assertThat(subscription.text("status")).isEqualTo("trialing");
        assertThat(subscription.body().at("/metadata/from").asText()).isEqualTo("link");
    }

    @Test
    void a_payment_may_be_invoiced_and_its_buyer_kept() {
        var made =
                fits(
                        stage.post(
                                "/v1/checkout/sessions",
                                "mode=payment&success_url=https://shop.test/done"
                                        + "&invoice_creation[enabled]=true"
                                        + "&invoice_creation[invoice_data][footer]=Thanks"
                                        + "&invoice_creation[invoice_data][metadata][order]=7"
                                        + "&billing_address_collection=required"
                                        + "&line_items[0][quantity]=2&line_items[0][price]="
                                        + once(500)));
        var path = "/c/pay/" + made.text("id");
        assertThat(press(path, stage.card("pm_card_visa"), Map.of()).body())
                .contains("Enter the name on the bill.", "Choose the country of the bill.");
        var home =
                Map.of(
                        "billing_name", "Ann Berg",
                        "billing_line1", "1 Main St",
                        "billing_city", "Oakland",
                        "billing_country", "US");
        assertThat(press(path, stage.card("pm_card_visa"), home).location()).isEqualTo(path);
        var done = session(made);
        assertThat(done.body().at("/customer_details/address/city").asText()).isEqualTo("Oakland");
        var invoice = invoice(done);
        assertThat(invoice.text("status")).isEqualTo("paid");
        assertThat(invoice.text("footer")).isEqualTo("Thanks");
        assertThat(invoice.body().at("/customer_address/city").asText()).isEqualTo("Oakland");
        assertThat(invoice.body().path("amount_paid").asLong()).isEqualTo(1000);
        assertThat(done.text("customer")).isEqualTo(invoice.text("customer"));
        var intent = stage.get("/v1/payment_intents/" + done.text("payment_intent"));
        assertThat(intent.text("customer")).isEqualTo(done.text("customer"));
    }

    @Test
    void a_customer_is_made_of_every_buyer_where_the_seller_says_so() {
        var made =
                fits(
                        stage.post(
                                "/v1/checkout/sessions",
                                "mode=payment&success_url=https://shop.test/done"
                                        + "&customer_creation=always"
                                        + "&customer_email=bob@example.com"
                                        + "&line_items[0][quantity]=1&line_items[0][price]="
                                        + once(500)));
        fits(confirm(made, stage.card("pm_card_visa")));
        var done = session(made);
        var customer = fits(stage.get("/v1/customers/" + done.text("customer")));
        assertThat(customer.text("email")).isEqualTo("bob@example.com");
        assertThat(done.body().path("invoice").isNull()).isTrue();
    }
}
