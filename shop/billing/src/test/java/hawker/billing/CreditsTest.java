package hawker.billing;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.api.Got;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Only what was paid is given back, once; and what is owed is collected before it is too late. */
class CreditsTest extends Story {

    private static final String AT_ONCE = "?prorate=true&invoice_now=true";

    private String clock = "";

    @BeforeEach
    void set_the_clock() {
        clock = clock();
    }

    private void advance(long to) {
        advance(clock, to);
    }

    private String customer(String card) {
        return stage.customer(card, "&test_clock=" + clock);
    }

    private static Got subscribe(String customer, long monthly, String more) {
        return fits(
                stage.post(
                        "/v1/subscriptions",
                        "customer="
                                + customer
                                + "&items[0][price]="
                                + stage.monthly(monthly)
                                + more));
    }

    @Test
    void what_was_never_paid_is_not_given_back() {
        var customer = customer("pm_card_chargeCustomerFail");
        var made = subscribe(customer, 10_000, "");
        assertThat(made.text("status")).isEqualTo("incomplete");
        var path = "/v1/subscriptions/" + made.text("id");
        var cheaper =
                "items[0][id]="
                        + item(made.text("id"))
                        + "&items[0][price]="
                        + stage.monthly(2_000)
                        + "&proration_behavior=always_invoice";
        assertThat(stage.post(path, cheaper).status()).isEqualTo(400);
        assertThat(
                        stage.post("/v1/subscription_items/" + item(made.text("id")), "quantity=2")
                                .status())
                .isEqualTo(400);
        assertThat(fits(stage.send("DELETE", path + AT_ONCE, "")).text("status"))
                .isEqualTo("canceled");
        assertThat(balance(customer)).isZero();
    }

    @Test
    void a_schedule_that_is_canceled_gives_nothing_back_of_what_was_declined() {
        var customer = customer("pm_card_chargeCustomerFail");
        var schedule =
                fits(
                        stage.post(
                                "/v1/subscription_schedules",
                                "start_date=now&customer="
                                        + customer
                                        + "&phases[0][items][0][price]="
                                        + stage.monthly(10_000)));
        stage.settle();
        fits(stage.post("/v1/subscription_schedules/" + schedule.text("id") + "/cancel", ""));
        assertThat(balance(customer)).isZero();
    }

    @Test
    void what_a_pause_gave_back_is_given_back_once() {
        var customer = customer("pm_card_visa");
        var id = subscribe(customer, 3_100, "").text("id");
        advance(NEW_YEAR + 21 * DAY);
        fits(stage.post("/v1/subscriptions/" + id + "/pause", ""));
        fits(stage.send("DELETE", "/v1/subscriptions/" + id + AT_ONCE, ""));
        assertThat(balance(customer)).isEqualTo(-1_000);
    }

    @Test
    void a_year_that_begins_where_a_month_did_is_billed() {
        var customer = customer("pm_card_visa");
        var id = subscribe(customer, 3_100, "").text("id");
        advance(NEW_YEAR + 31 * DAY);
        var yearly =
                stage.post(
                                "/v1/prices",
                                "currency=usd&recurring[interval]=year&product_data[name]=Gin"
                                        + "&unit_amount=20000")
                        .text("id");
        var after =
                fits(
                        stage.post(
                                "/v1/subscriptions/" + id,
                                "items[0][id]=" + item(id) + "&items[0][price]=" + yearly));
        var bill = fits(stage.get("/v1/invoices/" + after.text("latest_invoice")));
        assertThat(bill.body().path("total").asLong()).isEqualTo(20_000 - 3_100);
        assertThat(bill.text("status")).isEqualTo("paid");
    }

    @Test
    void what_waits_is_collected_when_it_ends() {
        var customer = customer("pm_card_visa");
        var id = subscribe(customer, 3_100, "").text("id");
        advance(NEW_YEAR + 21 * DAY);
        fits(
                stage.post(
                        "/v1/subscriptions/" + id,
                        "cancel_at_period_end=true&items[0][id]="
                                + item(id)
                                + "&items[0][quantity]=3"));
        advance(NEW_YEAR + 33 * DAY);
        assertThat(subscription(id).text("status")).isEqualTo("canceled");
        var all = fits(stage.get("/v1/invoices?customer=" + customer)).body().path("data");
        assertThat(all).hasSize(2);
        // Ten days of two more.
        assertThat(all.path(0).path("amount_paid").asLong()).isEqualTo(2_000);
    }

    @Test
    void the_end_of_the_period_moves_with_the_period() {
        var customer = customer("pm_card_visa");
        var id = subscribe(customer, 3_100, "&cancel_at_period_end=true").text("id");
        var yearly =
                stage.post(
                                "/v1/prices",
                                "currency=usd&recurring[interval]=year&product_data[name]=Gin"
                                        + "&unit_amount=20000")
                        .text("id");
        var after =
                fits(
                        stage.post(
                                "/v1/subscriptions/" + id,
                                "items[0][id]=" + item(id) + "&items[0][price]=" + yearly));
        assertThat(after.body().path("cancel_at"))
                .isEqualTo(after.body().at("/items/data/0/current_period_end"));
    }

    @Test
    void what_was_given_up_before_it_was_final_gives_no_credit_back() {
        var customer = customer("pm_card_visa");
        var id = subscribe(customer, 3_100, "").text("id");
        stage.post(
                "/v1/customers/" + customer + "/balance_transactions", "amount=-5000&currency=usd");
        fits(
                stage.post(
                        "/v1/subscriptions/" + id,
                        "pause_collection[behavior]=mark_uncollectible"));
        advance(NEW_YEAR + 32 * DAY);
        var given = subscription(id).text("latest_invoice");
        assertThat(fits(stage.get("/v1/invoices/" + given)).text("status"))
                .isEqualTo("uncollectible");
        fits(stage.post("/v1/invoices/" + given + "/void", ""));
        assertThat(balance(customer)).isEqualTo(-5_000);
    }

    private static void become(String id, int quantity, String how) {
        var form = "items[0][quantity]=" + quantity + "&items[0][id]=" + item(id);
        fits(stage.post("/v1/subscriptions/" + id, form + how));
    }

    @Test
    void what_was_asked_for_in_full_is_given_back_in_full() {
        fits(stage.post("/v1/coupons", "id=WELCOME&percent_off=50&duration=once"));
        var customer = customer("pm_card_visa");
        var id = subscribe(customer, 3_100, "&discounts[0][coupon]=WELCOME").text("id");
        assertThat(stage.charges().getFirst().amount().minor()).isEqualTo(1_550);
        advance(NEW_YEAR + 21 * DAY);
        // Ten days: half of 1000 back, three times 1000 to pay.
        become(id, 3, "&proration_behavior=always_invoice");
        assertThat(stage.charges().getFirst().amount().minor()).isEqualTo(2_500);
        become(id, 1, "&proration_behavior=always_invoice");
        assertThat(balance(customer)).isEqualTo(-2_000);
    }

    @Test
    void what_waits_and_is_taken_back_comes_to_nothing() {
        for (var duration : new String[] {"once", "forever"}) {
            stage.another();
            set_the_clock();
            fits(stage.post("/v1/coupons", "id=WELCOME&percent_off=50&duration=" + duration));
            var customer = customer("pm_card_visa");
            var id = subscribe(customer, 3_100, "&discounts[0][coupon]=WELCOME").text("id");
            advance(NEW_YEAR + 21 * DAY);
            become(id, 3, "");
            become(id, 1, "");
            advance(NEW_YEAR + 32 * DAY);
            var bill = invoice(subscription(id).text("latest_invoice")).body();
            // Half of ten days was paid, which are to be paid in full where the coupon is over.
            assertThat(bill.path("total").asLong())
                    .as(duration)
                    .isEqualTo(duration.equals("once") ? 3_100 + 500 : 1_550);
        }
    }

    @Test
    void of_a_first_period_that_is_shorter_only_its_price_is_given_back() {
        var customer = customer("pm_card_visa");
        var anchor = "&billing_cycle_anchor=" + (NEW_YEAR + 10 * DAY);
        var id = subscribe(customer, 3_100, anchor).text("id");
        assertThat(stage.charges().getFirst().amount().minor()).isEqualTo(1_000);
        advance(NEW_YEAR + 5 * DAY);
        become(id, 2, "&proration_behavior=always_invoice");
        assertThat(stage.charges().getFirst().amount().minor()).isEqualTo(500);
        fits(stage.send("DELETE", "/v1/subscriptions/" + id + AT_ONCE, ""));
        assertThat(balance(customer)).isEqualTo(-1_000);
    }

    @Test
    void what_is_free_until_the_anchor_is_not_given_back() {
        var customer = customer("pm_card_visa");
        var id =
                subscribe(
                                customer,
                                3_100,
                                "&proration_behavior=none&billing_cycle_anchor="
                                        + (NEW_YEAR + 10 * DAY))
                        .text("id");
        assertThat(stage.charges()).isEmpty();
        advance(NEW_YEAR + 5 * DAY);
        become(id, 2, "&proration_behavior=always_invoice");
        assertThat(stage.charges()).isEmpty();
        fits(stage.send("DELETE", "/v1/subscriptions/" + id + AT_ONCE, ""));
        assertThat(balance(customer)).isZero();
    }

    @Test
    void what_was_void_is_not_given_back() {
        var customer = customer("pm_card_visa");
        var id = subscribe(customer, 2_800, "").text("id");
        fits(stage.post("/v1/subscriptions/" + id, "pause_collection[behavior]=void"));
        advance(NEW_YEAR + 45 * DAY);
        assertThat(invoice(subscription(id).text("latest_invoice")).text("status"))
                .isEqualTo("void");
        fits(stage.post("/v1/subscriptions/" + id, "pause_collection="));
        fits(stage.send("DELETE", "/v1/subscriptions/" + id + AT_ONCE, ""));
        assertThat(balance(customer)).isZero();
    }

    @Test
    void what_is_given_back_of_a_period_that_is_not_invoiced_yet_is_collected_first() {
        var customer = customer("pm_card_visa");
        var id = subscribe(customer, 2_800, "").text("id");
        // The second period's invoice is a draft for an hour.
        advance(NEW_YEAR + 31 * DAY + 1_800);
        var draft = subscription(id).text("latest_invoice");
        assertThat(invoice(draft).text("status")).isEqualTo("draft");
        fits(stage.send("DELETE", "/v1/subscriptions/" + id + AT_ONCE, ""));
        assertThat(balance(customer)).isEqualTo(-2_798);
        advance(NEW_YEAR + 32 * DAY);
        var bill = invoice(draft).body();
        assertThat(bill.path("status").asText()).isEqualTo("paid");
        assertThat(bill.path("total").asLong()).isEqualTo(2_800);
        // The half hour is too little for a card: it is owed, and nothing else is.
        assertThat(bill.path("amount_due").asLong()).isZero();
        assertThat(balance(customer)).isEqualTo(2);
        assertThat(stage.charges()).hasSize(1);
    }

    @Test
    void in_currencies_with_steps_every_sum_can_be_paid() {
        var customer = customer("pm_card_visa");
        var price =
                stage.post(
                                "/v1/prices",
                                "currency=kwd&recurring[interval]=month&product_data[name]=Gin"
                                        + "&unit_amount=12340")
                        .text("id");
        fits(stage.post("/v1/coupons", "id=THIRD&percent_off=33.3&duration=forever"));
        var made =
                fits(
                        stage.post(
                                "/v1/subscriptions",
                                "customer="
                                        + customer
                                        + "&discounts[0][coupon]=THIRD&items[0][price]="
                                        + price));
        assertThat(made.text("status")).isEqualTo("active");
        assertThat(stage.charges().getFirst().amount().minor()).isEqualTo(8230);
        advance(NEW_YEAR + 11 * DAY + 12_345);
        var item = made.body().at("/items/data/0/id").asText();
        fits(
                stage.post(
                        "/v1/subscriptions/" + made.text("id"),
                        "proration_behavior=always_invoice&items[0][quantity]=2&items[0][id]="
                                + item));
        var charged = stage.charges();
        assertThat(charged).hasSize(2);
        assertThat(charged.getFirst().paid()).isTrue();
        assertThat(charged.getFirst().amount().minor() % 10).isZero();
    }
}
