package hawker.billing;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.network.sim.FaultScript.Fault;
import hawker.network.sim.FaultScript.When;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What is billed is paid once: by many at once, without an answer, again and again. */
class BillingMoneyTest extends Story {

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

    @Test
    void an_invoice_that_twenty_pay_at_once_is_charged_once() {
        var customer = stage.customer("pm_card_visa", "");
        var id = finalized(customer, 2000);
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
        var id = finalized(customer, 2000);
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
        var id = finalized(customer, 2000);
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
        var id = finalized(customer, 2000);
        var intent = stage.intents().getFirst().id();
        fits(stage.post("/v1/payment_intents/" + intent + "/cancel", ""));
        assertThat(fits(stage.post("/v1/invoices/" + id + "/pay", "")).text("status"))
                .isEqualTo("paid");
        assertThat(paid()).hasSize(1);
    }

    @Test
    void a_payment_taken_otherwise_counts_once() {
        var customer = stage.customer("pm_card_visa", "");
        var id = finalized(customer, 2000);
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

    @Test
    void void_and_pay_at_once_agree() {
        for (int i = 0; i < 5; i++) {
            var customer = stage.customer("pm_card_visa", "");
            var id = finalized(customer, 700);
            var turn = new AtomicInteger();
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
        var drafts = new ConcurrentLinkedQueue<String>();
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
    void a_clock_that_is_advanced_by_many_bills_each_period_once() {
        var clock = clock();
        var customer = stage.customer("pm_card_visa", "&test_clock=" + clock);
        subscribed(customer, stage.monthly(1500), "");
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
    void an_invoice_that_a_bank_is_asked_for_is_not_due_for_ever() {
        var clock =
                stage.post("/v1/test_helpers/test_clocks", "frozen_time=" + NEW_YEAR).text("id");
        var customer = stage.customer("pm_usBankAccount_success", "&test_clock=" + clock);
        var id = finalized(customer, 900);
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
}
