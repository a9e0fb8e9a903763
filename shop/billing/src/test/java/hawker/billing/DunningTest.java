package hawker.billing;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.api.Got;
import hawker.api.StripeSchema;
import hawker.billing.Dunning.End;
import hawker.payments.Charge;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** How often the program tries to be paid, and what becomes of subscriptions that nobody pays. */
class DunningTest {

    private static final StripeSchema SCHEMA = new StripeSchema();
    private static final long NEW_YEAR = 1767225600L;
    private static final long DAY = 86_400;
    private static Stage stage;

    @BeforeAll
    static void open() {
        stage = new Stage();
    }

    @AfterAll
    static void close() {
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

    private static Got subscription(String id) {
        return fits(stage.get("/v1/subscriptions/" + id));
    }

    private static Got latest(String subscription) {
        return fits(stage.get("/v1/invoices/" + subscription(subscription).text("latest_invoice")));
    }

    private static String subscribe(String customer, String more) {
        return fits(stage.post(
                        "/v1/subscriptions",
                        "customer=" + customer + "&items[0][price]=" + stage.monthly(1500) + more))
                .text("id");
    }

    private static void pass(Duration time) {
        stage.clock.advance(time);
        stage.settle();
    }

    /** The bank of a debit answers some seconds later. */
    private static void bankAnswers() {
        stage.settle();
        pass(Duration.ofSeconds(5));
        stage.settle();
    }

    private static String clock() {
        return fits(stage.post("/v1/test_helpers/test_clocks", "frozen_time=" + NEW_YEAR))
                .text("id");
    }

    private static void advance(String clock, long days) {
        fits(
                stage.post(
                        "/v1/test_helpers/test_clocks/" + clock + "/advance",
                        "frozen_time=" + (NEW_YEAR + days * DAY)));
        stage.settle();
        assertThat(stage.get("/v1/test_helpers/test_clocks/" + clock).text("status"))
                .isEqualTo("ready");
    }

    private static void usual(String customer, String name) {
        var card = stage.card(name);
        fits(stage.post("/v1/payment_methods/" + card + "/attach", "customer=" + customer));
        fits(
                stage.post(
                        "/v1/customers/" + customer,
                        "invoice_settings[default_payment_method]=" + card));
    }

    private static void ends(End charged, End sent, int days) {
        stage.module.dunning().set(stage.seller, new Dunning.Rules(charged, sent, days));
    }

    private static long captured() {
        return stage.charges().stream()
                .filter(charge -> charge.state() instanceof Charge.State.Captured)
                .count();
    }

    @Test
    void a_first_debit_that_comes_back_days_later_is_tried_again_until_it_is_paid() {
        var customer = stage.customer("pm_usBankAccount_insufficientFunds", "");
        var id = subscribe(customer, "");
        assertThat(subscription(id).text("status")).isEqualTo("active");
        bankAnswers();
        assertThat(subscription(id).text("status")).isEqualTo("past_due");
        var bill = latest(id).body();
        assertThat(bill.path("auto_advance").asBoolean()).isTrue();
        assertThat(bill.path("attempt_count").asLong()).isEqualTo(1);
        assertThat(bill.path("next_payment_attempt").asLong())
                .isBetween(
                        stage.clock.now().getEpochSecond() + 3 * DAY - 10,
                        stage.clock.now().getEpochSecond() + 3 * DAY);
        pass(Duration.ofDays(3));
        bankAnswers();
        assertThat(latest(id).body().path("attempt_count").asLong()).isEqualTo(2);
        assertThat(subscription(id).text("status")).isEqualTo("past_due");
        usual(customer, "pm_card_visa");
        pass(Duration.ofDays(5));
        assertThat(latest(id).text("status")).isEqualTo("paid");
        assertThat(subscription(id).text("status")).isEqualTo("active");
        assertThat(captured()).isEqualTo(1);
    }

    @Test
    void a_debit_of_a_session_that_always_comes_back_ends_the_subscription() {
        var made =
                fits(
                        stage.post(
                                "/v1/checkout/sessions",
                                "mode=subscription&success_url=https://shop.test/done"
                                        + "&payment_method_types[0]=us_bank_account"
                                        + "&line_items[0][quantity]=1&line_items[0][price]="
                                        + stage.monthly(1500)));
        fits(
                stage.post(
                        "/v1/payment_pages/" + made.text("id") + "/confirm",
                        "payment_method=" + stage.card("pm_usBankAccount_insufficientFunds")));
        var done = fits(stage.get("/v1/checkout/sessions/" + made.text("id")));
        var id = done.text("subscription");
        bankAnswers();
        assertThat(subscription(id).text("status")).isEqualTo("past_due");
        for (int days : new int[] {3, 5, 7}) {
            assertThat(latest(id).body().path("next_payment_attempt").isNumber()).isTrue();
            pass(Duration.ofDays(days));
            bankAnswers();
        }
        assertThat(latest(id).body().path("attempt_count").asLong()).isEqualTo(4);
        assertThat(subscription(id).text("status")).isEqualTo("canceled");
        assertThat(captured()).isZero();
    }

    @Test
    void a_card_that_is_declined_at_once_is_not_tried_by_the_program() {
        var customer = stage.customer("pm_card_chargeCustomerFail", "");
        var id = subscribe(customer, "");
        assertThat(latest(id).body().path("next_payment_attempt").isNull()).isTrue();
        pass(Duration.ofDays(4));
        assertThat(subscription(id).text("status")).isEqualTo("incomplete_expired");
    }

    @Test
    void what_is_unpaid_goes_on_in_drafts_until_the_latest_is_paid() {
        ends(End.UNPAID, End.PAST_DUE, 30);
        var clock = clock();
        var customer = stage.customer("pm_card_visa", "&test_clock=" + clock);
        var id = subscribe(customer, "");
        usual(customer, "pm_card_chargeCustomerFail");
        advance(clock, 48);
        var unpaid = subscription(id);
        assertThat(unpaid.text("status")).isEqualTo("unpaid");
        var failed = latest(id).body();
        assertThat(failed.path("status").asText()).isEqualTo("open");
        assertThat(failed.path("auto_advance").asBoolean()).isFalse();
        assertThat(failed.path("attempt_count").asLong()).isEqualTo(4);
        usual(customer, "pm_card_visa");
        advance(clock, 62);
        var draft = latest(id).body();
        assertThat(draft.path("status").asText()).isEqualTo("draft");
        assertThat(draft.path("auto_advance").asBoolean()).isFalse();
        assertThat(draft.path("automatically_finalizes_at").isNull()).isTrue();
        assertThat(draft.path("total").asLong()).isEqualTo(1500);
        // What is changed at once is not collected either.
        var changed =
                fits(
                        stage.post(
                                "/v1/subscriptions/" + id,
                                "proration_behavior=always_invoice&items[0][id]="
                                        + unpaid.body().at("/items/data/0/id").asText()
                                        + "&items[0][quantity]=2"));
        assertThat(changed.text("status")).isEqualTo("unpaid");
        assertThat(latest(id).text("status")).isEqualTo("draft");
        assertThat(captured()).isEqualTo(1);
        // An older one that is paid changes nothing yet.
        fits(stage.post("/v1/invoices/" + failed.path("id").asText() + "/pay", ""));
        assertThat(subscription(id).text("status")).isEqualTo("unpaid");
        fits(stage.post("/v1/invoices/" + latest(id).text("id") + "/pay", ""));
        assertThat(subscription(id).text("status")).isEqualTo("active");
        advance(clock, 92);
        assertThat(latest(id).text("status")).isEqualTo("paid");
        assertThat(latest(id).body().path("total").asLong()).isEqualTo(3000);
        assertThat(captured()).isEqualTo(4);
    }

    @Test
    void what_stays_past_due_is_tried_again_in_its_next_period() {
        ends(End.PAST_DUE, End.PAST_DUE, 30);
        var clock = clock();
        var customer = stage.customer("pm_card_visa", "&test_clock=" + clock);
        var id = subscribe(customer, "");
        usual(customer, "pm_card_chargeCustomerFail");
        advance(clock, 55);
        var failed = latest(id).body();
        assertThat(failed.path("attempt_count").asLong()).isEqualTo(4);
        assertThat(failed.path("next_payment_attempt").isNull()).isTrue();
        assertThat(subscription(id).text("status")).isEqualTo("past_due");
        usual(customer, "pm_card_visa");
        advance(clock, 60);
        assertThat(subscription(id).text("status")).isEqualTo("active");
        assertThat(latest(id).text("status")).isEqualTo("paid");
        var old = fits(stage.get("/v1/invoices/" + failed.path("id").asText()));
        assertThat(old.text("status")).isEqualTo("open");
        assertThat(captured()).isEqualTo(2);
    }

    @Test
    void what_is_sent_is_past_due_when_nobody_pays_and_ends_as_the_seller_says() {
        ends(End.CANCELED, End.UNPAID, 14);
        var clock = clock();
        var customer = stage.customer("pm_card_visa", "&test_clock=" + clock);
        var id = subscribe(customer, "&collection_method=send_invoice&days_until_due=7");
        advance(clock, 6);
        assertThat(subscription(id).text("status")).isEqualTo("active");
        advance(clock, 8);
        assertThat(subscription(id).text("status")).isEqualTo("past_due");
        assertThat(stage.told()).contains("invoice.overdue", "customer.subscription.updated");
        advance(clock, 20);
        assertThat(subscription(id).text("status")).isEqualTo("past_due");
        advance(clock, 22);
        assertThat(subscription(id).text("status")).isEqualTo("unpaid");
        fits(stage.post("/v1/invoices/" + latest(id).text("id") + "/pay", ""));
        assertThat(subscription(id).text("status")).isEqualTo("active");
        advance(clock, 50);
        assertThat(stage.told()).doesNotContain("customer.subscription.deleted");
    }

    @Test
    void wishes_are_kept_and_can_be_changed() {
        var dunning = stage.module.dunning();
        assertThat(dunning.rules(stage.seller)).isEqualTo(Dunning.Rules.USUAL);
        ends(End.UNPAID, End.CANCELED, 365);
        ends(End.PAST_DUE, End.UNPAID, 1);
        assertThat(dunning.rules(stage.seller))
                .isEqualTo(new Dunning.Rules(End.PAST_DUE, End.UNPAID, 1));
    }
}
