package hawker.billing;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.api.StripeSchema;
import hawker.network.sim.FaultScript.Fault;
import hawker.network.sim.FaultScript.When;
import hawker.payments.Charge;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is billed is paid once: by many at once, without an answer, again and again. */
class BillingMoneyTest {

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

    private static Stage.Got fits(Stage.Got got) {
        assertThat(got.status()).as(got.body().toString()).isEqualTo(200);
        assertThat(SCHEMA.findings(got.body())).isEmpty();
        return got;
    }

    private static Stage.Got invoice(String id) {
        return fits(stage.get("/v1/invoices/" + id));
    }

    private static String open(String customer, long amount) {
        stage.post("/v1/invoiceitems", "currency=usd&customer=" + customer + "&amount=" + amount);
        var id =
                fits(stage.post(
                                "/v1/invoices",
                                "pending_invoice_items_behavior=include&customer=" + customer))
                        .text("id");
        fits(stage.post("/v1/invoices/" + id + "/finalize", ""));
        return id;
    }

    private static <T> List<T> atOnce(int times, Callable<T> work) {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var all = new ArrayList<Callable<T>>();
            for (int i = 0; i < times; i++) all.add(work);
            var results = new ArrayList<T>();
            for (var future : threads.invokeAll(all)) results.add(future.get());
            return results;
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Charge> paid() {
        return stage.charges().stream().filter(Charge::paid).toList();
    }

    private static String subscribe(String customer, String price, String more) {
        return fits(stage.post(
                        "/v1/subscriptions",
                        "customer=" + customer + "&items[0][price]=" + price + more))
                .text("id");
    }

    private static long balance(String customer) {
        return stage.get("/v1/customers/" + customer).body().path("balance").asLong();
    }

    @Test
    void an_invoice_that_twenty_pay_at_once_is_charged_once() {
        var customer = stage.customer("pm_card_visa", "");
        var id = open(customer, 2000);
        stage.network.faults().add(When.mti("0200"), new Fault.Delay(Duration.ofMillis(50)));
        var answers = atOnce(20, () -> stage.post("/v1/invoices/" + id + "/pay", ""));
        assertThat(answers).anyMatch(got -> got.status() == 200);
        assertThat(answers).allMatch(got -> List.of(200, 400, 429).contains(got.status()));
        stage.settle();
        assertThat(invoice(id).text("status")).isEqualTo("paid");
        assertThat(invoice(id).body().path("attempt_count").asLong()).isEqualTo(1);
        assertThat(stage.charges()).hasSize(1);
        assertThat(stage.told().stream().filter("invoice.paid"::equals)).hasSize(1);
    }

    @Test
    void an_answer_that_is_lost_charges_nothing_and_the_next_attempt_pays() {
        var customer = stage.customer("pm_card_visa", "");
        var id = open(customer, 2000);
        stage.network.faults().add(When.mti("0200").nth(1), new Fault.DropAnswer());
        assertThat(stage.post("/v1/invoices/" + id + "/pay", "").status()).isEqualTo(402);
        assertThat(invoice(id).text("status")).isEqualTo("open");
        fits(stage.post("/v1/invoices/" + id + "/pay", ""));
        stage.settle();
        assertThat(paid()).hasSize(1);
        // The second one was the buyer's: only the program's own count after the first.
        assertThat(invoice(id).body().path("attempt_count").asLong()).isEqualTo(1);
    }

    @Test
    void a_payment_whose_result_nobody_wrote_down_is_found_by_its_event() {
        var customer = stage.customer("pm_card_visa", "");
        var id = open(customer, 2000);
        var intent = stage.intents().getFirst().id();
        var card = stage.card("pm_card_visa");
        stage.post("/v1/payment_methods/" + card + "/attach", "customer=" + customer);
        // As after a crash: the card is charged, the invoice has not heard of it.
        fits(stage.post("/v1/payment_intents/" + intent + "/confirm", "payment_method=" + card));
        stage.settle();
        assertThat(invoice(id).text("status")).isEqualTo("paid");
        assertThat(stage.post("/v1/invoices/" + id + "/pay", "").status()).isEqualTo(400);
        assertThat(paid()).hasSize(1);
    }

    @Test
    void an_invoice_whose_payment_was_given_up_elsewhere_can_still_be_paid() {
        var customer = stage.customer("pm_card_visa", "");
        var id = open(customer, 2000);
        var intent = stage.intents().getFirst().id();
        fits(stage.post("/v1/payment_intents/" + intent + "/cancel", ""));
        assertThat(fits(stage.post("/v1/invoices/" + id + "/pay", "")).text("status"))
                .isEqualTo("paid");
        assertThat(paid()).hasSize(1);
    }

    @Test
    void void_and_pay_at_once_agree() {
        for (int i = 0; i < 5; i++) {
            var customer = stage.customer("pm_card_visa", "");
            var id = open(customer, 700);
            var turn = new java.util.concurrent.atomic.AtomicInteger();
            atOnce(
                    6,
                    () ->
                            stage.post(
                                    "/v1/invoices/"
                                            + id
                                            + (turn.incrementAndGet() % 2 == 0 ? "/pay" : "/void"),
                                    ""));
            stage.settle();
            var state = invoice(id).text("status");
            var charged =
                    paid().stream()
                            .filter(c -> c.customer().filter(customer::equals).isPresent())
                            .count();
            assertThat(charged).as(state).isEqualTo(state.equals("paid") ? 1 : 0);
            assertThat(state).isIn("paid", "void");
        }
    }

    @Test
    void credit_is_used_once_by_invoices_that_are_finalized_at_once() {
        var customer = stage.customer("pm_card_visa", "&balance=-1000");
        var drafts = new java.util.concurrent.ConcurrentLinkedQueue<String>();
        for (int i = 0; i < 8; i++) {
            stage.post("/v1/invoiceitems", "currency=usd&amount=700&customer=" + customer);
            drafts.add(
                    fits(stage.post(
                                    "/v1/invoices",
                                    "pending_invoice_items_behavior=include&customer=" + customer))
                            .text("id"));
        }
        var all = List.copyOf(drafts);
        atOnce(8, () -> fits(stage.post("/v1/invoices/" + drafts.remove() + "/finalize", "")));
        long due = 0;
        for (var id : all) due += invoice(id).body().path("amount_due").asLong();
        assertThat(due).isEqualTo(8L * 700 - 1000);
        assertThat(balance(customer)).isZero();
    }

    @Test
    void a_debit_is_under_way_and_the_subscription_goes_on() {
        var customer = stage.customer("pm_usBankAccount_success", "");
        var price = stage.monthly(1500);
        var id = subscribe(customer, price, "");
        var made = fits(stage.get("/v1/subscriptions/" + id));
        var bill = made.text("latest_invoice");
        assertThat(invoice(bill).text("status")).isEqualTo("open");
        assertThat(made.text("status")).isEqualTo("active");
        stage.settle();
        stage.clock.advance(Duration.ofSeconds(5));
        stage.settle();
        assertThat(invoice(bill).text("status")).isEqualTo("paid");
        assertThat(invoice(bill).body().path("attempt_count").asLong()).isEqualTo(1);
        assertThat(paid()).hasSize(1);
    }

    @Test
    void an_invoice_that_a_bank_is_asked_for_is_not_due_for_ever() {
        var clock =
                stage.post("/v1/test_helpers/test_clocks", "frozen_time=" + NEW_YEAR).text("id");
        var customer = stage.customer("pm_usBankAccount_success", "&test_clock=" + clock);
        var id = open(customer, 900);
        fits(stage.post("/v1/invoices/" + id + "/pay", ""));
        assertThat(invoice(id).text("status")).isEqualTo("open");
        fits(stage.post("/v1/invoices/" + id, "auto_advance=true"));
        stage.post(
                "/v1/test_helpers/test_clocks/" + clock + "/advance",
                "frozen_time=" + (NEW_YEAR + DAY));
        stage.platform.jobs().runDue();
        assertThat(stage.get("/v1/test_helpers/test_clocks/" + clock).text("status"))
                .isEqualTo("ready");
        stage.clock.advance(Duration.ofSeconds(5));
        stage.settle();
        assertThat(invoice(id).text("status")).isEqualTo("paid");
        assertThat(paid()).hasSize(1);
    }

    @Test
    void a_debit_that_is_sent_back_leaves_the_invoice_open() {
        var customer = stage.customer("pm_usBankAccount_insufficientFunds", "");
        var id = open(customer, 900);
        fits(stage.post("/v1/invoices/" + id + "/pay", ""));
        stage.settle();
        stage.clock.advance(Duration.ofSeconds(5));
        stage.settle();
        assertThat(invoice(id).text("status")).isEqualTo("open");
        assertThat(stage.told()).contains("invoice.payment_failed");
        assertThat(paid()).isEmpty();
    }

    @Test
    void a_clock_that_is_advanced_by_many_bills_each_period_once() {
        var clock =
                fits(stage.post("/v1/test_helpers/test_clocks", "frozen_time=" + NEW_YEAR))
                        .text("id");
        var customer = stage.customer("pm_card_visa", "&test_clock=" + clock);
        subscribe(customer, stage.monthly(1500), "");
        for (int month = 1; month <= 3; month++) {
            long to = NEW_YEAR + 31L * month * DAY;
            var begun =
                    atOnce(
                            4,
                            () ->
                                    stage.post(
                                            "/v1/test_helpers/test_clocks/" + clock + "/advance",
                                            "frozen_time=" + to));
            assertThat(begun.stream().filter(got -> got.status() == 200)).hasSize(1);
            atOnce(
                    3,
                    () -> {
                        stage.settle();
                        return true;
                    });
            stage.settle();
        }
        assertThat(stage.get("/v1/test_helpers/test_clocks/" + clock).text("status"))
                .isEqualTo("ready");
        var all = fits(stage.get("/v1/invoices?limit=100&customer=" + customer)).body();
        assertThat(all.path("data")).hasSize(4);
        assertThat(paid()).hasSize(4);
    }

    @Test
    void a_change_to_what_it_is_already_costs_nothing() {
        var customer = stage.customer("pm_card_visa", "");
        var price = stage.monthly(3000);
        var id = subscribe(customer, price, "");
        var item = stage.get("/v1/subscriptions/" + id).body().at("/items/data/0/id").asText();
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
        var clock =
                stage.post("/v1/test_helpers/test_clocks", "frozen_time=" + NEW_YEAR).text("id");
        var customer = stage.customer("pm_card_visa", "&test_clock=" + clock);
        var id = subscribe(customer, stage.monthly(3100), "&discounts[0][coupon]=HALF");
        stage.post(
                "/v1/test_helpers/test_clocks/" + clock + "/advance",
                "frozen_time=" + (NEW_YEAR + 21 * DAY));
        stage.settle();
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
        var clock =
                stage.post("/v1/test_helpers/test_clocks", "frozen_time=" + NEW_YEAR).text("id");
        var customer = stage.customer("pm_card_visa", "&test_clock=" + clock);
        var id = subscribe(customer, stage.monthly(3100), "");
        stage.post(
                "/v1/test_helpers/test_clocks/" + clock + "/advance",
                "frozen_time=" + (NEW_YEAR + 21 * DAY));
        stage.settle();
        var yearly =
                stage.post(
                                "/v1/prices",
                                "currency=usd&recurring[interval]=year&product_data[name]=Gin&unit_amount=20000")
                        .text("id");
        var item = stage.get("/v1/subscriptions/" + id).body().at("/items/data/0/id").asText();
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

    @Test
    void dunning_tries_four_times_and_a_better_card_saves_the_subscription() {
        var clock =
                stage.post("/v1/test_helpers/test_clocks", "frozen_time=" + NEW_YEAR).text("id");
        var customer = stage.customer("pm_card_visa", "&test_clock=" + clock);
        var id = subscribe(customer, stage.monthly(1500), "");
        var bad = stage.card("pm_card_chargeCustomerFail");
        stage.post("/v1/payment_methods/" + bad + "/attach", "customer=" + customer);
        fits(stage.post("/v1/subscriptions/" + id, "default_payment_method=" + bad));
        stage.post(
                "/v1/test_helpers/test_clocks/" + clock + "/advance",
                "frozen_time=" + (NEW_YEAR + 35 * DAY));
        stage.settle();
        var late = fits(stage.get("/v1/subscriptions/" + id));
        assertThat(late.text("status")).isEqualTo("past_due");
        var bill = invoice(late.text("latest_invoice"));
        assertThat(bill.body().path("attempt_count").asLong()).isEqualTo(2);
        assertThat(bill.body().path("next_payment_attempt").asLong())
                .isEqualTo(NEW_YEAR + 31 * DAY + 3600 + 8 * DAY);
        var good = stage.card("pm_card_visa");
        stage.post("/v1/payment_methods/" + good + "/attach", "customer=" + customer);
        fits(stage.post("/v1/subscriptions/" + id, "default_payment_method=" + good));
        stage.post(
                "/v1/test_helpers/test_clocks/" + clock + "/advance",
                "frozen_time=" + (NEW_YEAR + 45 * DAY));
        stage.settle();
        assertThat(fits(stage.get("/v1/subscriptions/" + id)).text("status")).isEqualTo("active");
        assertThat(invoice(bill.text("id")).text("status")).isEqualTo("paid");
        assertThat(paid()).hasSize(2);
    }

    @Test
    void what_is_canceled_is_not_collected_any_more() {
        var clock =
                stage.post("/v1/test_helpers/test_clocks", "frozen_time=" + NEW_YEAR).text("id");
        var customer = stage.customer("pm_card_visa", "&test_clock=" + clock);
        var id = subscribe(customer, stage.monthly(1500), "");
        // The second period's invoice is a draft for an hour.
        stage.post(
                "/v1/test_helpers/test_clocks/" + clock + "/advance",
                "frozen_time=" + (NEW_YEAR + 31 * DAY + 600));
        stage.settle();
        fits(stage.send("DELETE", "/v1/subscriptions/" + id, ""));
        stage.post(
                "/v1/test_helpers/test_clocks/" + clock + "/advance",
                "frozen_time=" + (NEW_YEAR + 50 * DAY));
        stage.settle();
        assertThat(paid()).hasSize(1);
    }

    @Test
    void a_payment_taken_otherwise_counts_once() {
        var customer = stage.customer("pm_card_visa", "");
        var id = open(customer, 2000);
        var card =
                stage.get("/v1/customers/" + customer)
                        .body()
                        .at("/invoice_settings/default_payment_method")
                        .asText();
        var intent =
                fits(stage.post(
                                "/v1/payment_intents",
                                "amount=1200&currency=usd&confirm=true&off_session=true&customer="
                                        + customer
                                        + "&payment_method="
                                        + card))
                        .text("id");
        var form = "payment_intent=" + intent;
        var part = fits(stage.post("/v1/invoices/" + id + "/attach_payment", form));
        assertThat(part.body().path("amount_remaining").asLong()).isEqualTo(800);
        assertThat(stage.post("/v1/invoices/" + id + "/attach_payment", form).status())
                .isEqualTo(400);
        var done = fits(stage.post("/v1/invoices/" + id + "/pay", ""));
        assertThat(done.body().path("amount_paid").asLong()).isEqualTo(2000);
        assertThat(paid().stream().mapToLong(c -> c.amount().minor()).sum()).isEqualTo(2000);
    }
}
