package hawker.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import hawker.api.Got;
import hawker.api.StripeSchema;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is used is recorded, and paid when its period is over. */
class UsageTest {

    private static final StripeSchema SCHEMA = new StripeSchema();
    private static final long NEW_YEAR = 1767225600L;
    private static final long DAY = 86_400;
    private static Stage stage;
    private String clock = "";

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
        clock =
                fits(stage.post("/v1/test_helpers/test_clocks", "frozen_time=" + NEW_YEAR))
                        .text("id");
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

    private void advance(double days) {
        fits(
                stage.post(
                        "/v1/test_helpers/test_clocks/" + clock + "/advance",
                        "frozen_time=" + (NEW_YEAR + (long) (days * DAY))));
        stage.settle();
        assertThat(stage.get("/v1/test_helpers/test_clocks/" + clock).text("status"))
                .isEqualTo("ready");
    }

    private static String metered(String more) {
        return fits(stage.post(
                        "/v1/prices",
                        "currency=usd&recurring[interval]=month&recurring[usage_type]=metered"
                                + "&product_data[name]=Water"
                                + more))
                .text("id");
    }

    private Got subscribed(String price, String more) {
        var customer = stage.customer("pm_card_visa", "&test_clock=" + clock);
        return fits(
                stage.post(
                        "/v1/subscriptions",
                        "customer=" + customer + "&items[0][price]=" + price + more));
    }

    private static String item(Got subscription) {
        return subscription.body().at("/items/data/0/id").asText();
    }

    private static Got record(String item, String form) {
        return stage.post("/v1/subscription_items/" + item + "/usage_records", form);
    }

    private static void used(String item, long quantity, long at) {
        var got = fits(record(item, "quantity=" + quantity + "&timestamp=" + at));
        assertThat(got.text("object")).isEqualTo("usage_record");
        assertThat(got.text("id")).startsWith("mbur_");
        assertThat(got.text("subscription_item")).isEqualTo(item);
        assertThat(got.body().path("timestamp").asLong()).isEqualTo(at);
    }

    private static JsonNode summaries(String item, String query) {
        var got = stage.get("/v1/subscription_items/" + item + "/usage_record_summaries" + query);
        return fits(got).body();
    }

    private static JsonNode latest(Got subscription) {
        var now = fits(stage.get("/v1/subscriptions/" + subscription.text("id")));
        return fits(stage.get("/v1/invoices/" + now.text("latest_invoice"))).body();
    }

    @Test
    void what_was_used_is_paid_when_the_period_is_over() {
        var made = subscribed(metered("&unit_amount=7"), "");
        var item = item(made);
        assertThat(made.text("status")).isEqualTo("active");
        assertThat(made.body().at("/items/data/0").has("quantity")).isFalse();
        var first = latest(made);
        assertThat(first.path("total").asLong()).isZero();
        assertThat(first.at("/lines/data/0/quantity").asLong()).isZero();
        used(item, 100, NEW_YEAR);
        advance(10);
        used(item, 20, NEW_YEAR + 9 * DAY);
        used(item, 5, NEW_YEAR + 9 * DAY);
        var set = "quantity=50&action=set&timestamp=" + NEW_YEAR;
        assertThat(record(item, set).body().path("quantity").asLong()).isEqualTo(50);
        var open = summaries(item, "").path("data");
        assertThat(open).hasSize(1);
        assertThat(open.at("/0/total_usage").asLong()).isEqualTo(75);
        assertThat(open.at("/0/invoice").isNull()).isTrue();
        var seen =
                fits(stage.post("/v1/invoices/create_preview", "subscription=" + made.text("id")));
        assertThat(seen.body().path("total").asLong()).isEqualTo(525);
        advance(31.2);
        var bill = latest(made);
        assertThat(bill.path("amount_paid").asLong()).isEqualTo(525);
        assertThat(bill.path("lines").path("data")).hasSize(1);
        var line = bill.at("/lines/data/0");
        assertThat(line.path("quantity").asLong()).isEqualTo(75);
        assertThat(line.at("/period/start").asLong()).isEqualTo(NEW_YEAR);
        assertThat(line.at("/period/end").asLong()).isEqualTo(NEW_YEAR + 31 * DAY);
        assertThat(bill.path("period_start").asLong()).isEqualTo(NEW_YEAR + 31 * DAY);
        // What was billed stays as it was.
        assertThat(record(item, "quantity=1&timestamp=" + (NEW_YEAR + 30 * DAY)).error("param"))
                .isEqualTo("timestamp");
        used(item, 30, NEW_YEAR + 31 * DAY);
        advance(62);
        assertThat(latest(made).path("amount_paid").asLong()).isEqualTo(210);
        var all = summaries(item, "");
        assertThat(all.path("data")).hasSize(3);
        assertThat(all.at("/data/1/invoice").asText()).isEqualTo(latest(made).path("id").asText());
        assertThat(all.at("/data/2/total_usage").asLong()).isEqualTo(75);
        var page = summaries(item, "?limit=1&starting_after=" + all.at("/data/0/id").asText());
        assertThat(page.path("data")).hasSize(1);
        assertThat(page.at("/data/0")).isEqualTo(all.at("/data/1"));
        assertThat(page.path("has_more").asBoolean()).isTrue();
        var back = summaries(item, "?ending_before=" + all.at("/data/2/id").asText());
        assertThat(back.path("data")).hasSize(2);
        assertThat(back.at("/data/0")).isEqualTo(all.at("/data/0"));
        assertThat(stage.charges()).hasSize(2);
    }

    @Test
    void records_are_counted_as_the_price_says() {
        long[] wanted = {7 + 9 + 4, 4, 9, 4};
        String[] names = {"sum", "last_during_period", "max", "last_ever"};
        var made = new ArrayList<Got>();
        for (var name : names) {
            var price = metered("&unit_amount=1&recurring[aggregate_usage]=" + name);
            made.add(subscribed(price, ""));
            var older = stage.older("/v1/prices/" + price, "2023-10-16");
            assertThat(older.body().at("/recurring/aggregate_usage").asText()).isEqualTo(name);
        }
        advance(5);
        for (var each : made) {
            used(item(each), 7, NEW_YEAR + 1);
            used(item(each), 9, NEW_YEAR + 2);
            used(item(each), 4, NEW_YEAR + 3);
        }
        advance(31.1);
        for (int i = 0; i < names.length; i++)
            assertThat(latest(made.get(i)).path("subtotal").asLong())
                    .as(names[i])
                    .isEqualTo(wanted[i]);
        advance(60);
        for (int i = 0; i < names.length; i++)
            assertThat(latest(made.get(i)).path("subtotal").asLong())
                    .as(names[i])
                    .isEqualTo(names[i].equals("last_ever") ? 4 : 0);
    }

    @Test
    void a_plan_with_tiers_beside_a_licence_is_billed_in_one_invoice() {
        var tiered =
                metered(
                        "&billing_scheme=tiered&tiers_mode=graduated&tiers[0][up_to]=10"
                                + "&tiers[0][unit_amount]=100&tiers[1][up_to]=inf"
                                + "&tiers[1][unit_amount]=50");
        var made = subscribed(tiered, "&items[1][price]=" + stage.monthly(1500));
        assertThat(latest(made).path("amount_paid").asLong()).isEqualTo(1500);
        advance(3);
        used(item(made), 14, NEW_YEAR + DAY);
        advance(31.1);
        assertThat(latest(made).path("amount_paid").asLong()).isEqualTo(1500 + 1000 + 200);
        // A change of the licence prorates it and leaves alone what is metered.
        var other = made.body().at("/items/data/1/id").asText();
        fits(stage.post("/v1/subscription_items/" + other, "quantity=2"));
        var waiting = stage.get("/v1/invoiceitems?pending=true").body().path("data");
        assertThat(waiting).hasSize(2);
    }

    @Test
    void usage_is_refused_where_it_means_nothing() {
        var made = subscribed(metered("&unit_amount=7"), "");
        var item = item(made);
        assertThat(record(item, "").error("param")).isEqualTo("quantity");
        assertThat(record(item, "quantity=-1").error("param")).isEqualTo("quantity");
        var late = NEW_YEAR + 301;
        assertThat(record(item, "quantity=1&timestamp=" + late).error("param"))
                .isEqualTo("timestamp");
        used(item, 1, NEW_YEAR + 300);
        assertThat(record(item, "quantity=1&timestamp=" + (NEW_YEAR - 1)).error("param"))
                .isEqualTo("timestamp");
        assertThat(record(item, "quantity=1&timestamp=soon").error("param")).isEqualTo("timestamp");
        assertThat(record(item, "quantity=1000000000000&timestamp=" + (NEW_YEAR + 300)).status())
                .isEqualTo(400);
        var licensed = subscribed(stage.monthly(900), "");
        assertThat(record(item(licensed), "quantity=1").error("message")).contains("metered");
        assertThat(record("si_none", "quantity=1").status()).isEqualTo(404);
        var counted =
                "customer=" + made.text("customer") + "&items[0][quantity]=2&items[0][price]=";
        assertThat(
                        stage.post("/v1/subscriptions", counted + metered("&unit_amount=1"))
                                .error("param"))
                .isEqualTo("items[0][quantity]");
        var wrong =
                stage.post(
                        "/v1/prices",
                        "currency=usd&recurring[interval]=month&product_data[name]=X&unit_amount=1"
                                + "&recurring[aggregate_usage]=max");
        assertThat(wrong.error("param")).isEqualTo("recurring[aggregate_usage]");
        fits(stage.send("DELETE", "/v1/subscriptions/" + made.text("id"), ""));
        assertThat(record(item, "quantity=1").status()).isEqualTo(400);
    }

    @Test
    void an_item_goes_with_its_usage_only_where_that_is_said() {
        var made = subscribed(metered("&unit_amount=7"), "&items[1][price]=" + stage.monthly(1500));
        var item = item(made);
        used(item, 5, NEW_YEAR);
        assertThat(stage.send("DELETE", "/v1/subscription_items/" + item, "").error("param"))
                .isEqualTo("clear_usage");
        fits(stage.send("DELETE", "/v1/subscription_items/" + item, "clear_usage=true"));
        advance(31.1);
        assertThat(latest(made).path("amount_paid").asLong()).isEqualTo(1500);
    }

    @Test
    void what_was_used_until_the_end_is_paid_at_the_end() {
        var ended = subscribed(metered("&unit_amount=7"), "");
        var left = subscribed(metered("&unit_amount=11"), "");
        used(item(ended), 10, NEW_YEAR);
        used(item(left), 10, NEW_YEAR + 60);
        fits(stage.send("DELETE", "/v1/subscriptions/" + ended.text("id"), "invoice_now=true"));
        assertThat(stage.charges()).isEmpty();
        fits(stage.post("/v1/subscriptions/" + left.text("id"), "cancel_at_period_end=true"));
        advance(31.1);
        assertThat(fits(stage.get("/v1/subscriptions/" + left.text("id"))).text("status"))
                .isEqualTo("canceled");
        var paid = stage.charges();
        assertThat(paid).hasSize(1);
        assertThat(paid.getFirst().amount().minor()).isEqualTo(110);
    }

    @Test
    void a_trial_is_free_and_a_phase_pays_for_what_it_used() {
        var trial = subscribed(metered("&unit_amount=7"), "&trial_period_days=5");
        used(item(trial), 1000, NEW_YEAR);
        advance(5.1);
        assertThat(latest(trial).path("total").asLong()).isZero();
        var customer = stage.customer("pm_card_visa", "&test_clock=" + clock);
        var start = NEW_YEAR + (long) (5.1 * DAY);
        var schedule =
                fits(
                        stage.post(
                                "/v1/subscription_schedules",
                                "start_date=now&customer="
                                        + customer
                                        + "&phases[0][iterations]=1&phases[0][items][0][price]="
                                        + metered("&unit_amount=3")
                                        + "&phases[1][iterations]=1&phases[1][items][0][price]="
                                        + stage.monthly(2000)));
        var id = schedule.text("subscription");
        var first = fits(stage.get("/v1/subscriptions/" + id));
        used(item(first), 40, start + 1);
        advance(37);
        assertThat(latest(first).path("amount_paid").asLong()).isEqualTo(2000 + 120);
    }

    @Test
    void increments_of_many_at_once_are_all_counted()
            throws InterruptedException, ExecutionException {
        var item = item(subscribed(metered("&unit_amount=7"), ""));
        var all = new ArrayList<Future<Got>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 20; i++)
                all.add(threads.submit(() -> record(item, "quantity=3&timestamp=" + NEW_YEAR)));
        }
        for (var each : List.copyOf(all)) assertThat(each.get().status()).isEqualTo(200);
        assertThat(summaries(item, "").at("/data/0/total_usage").asLong()).isEqualTo(60);
        // A request that is repeated counts once.
        for (int i = 0; i < 2; i++)
            stage.repeated(
                    "/v1/subscription_items/" + item + "/usage_records", "quantity=5", "one-key");
        assertThat(summaries(item, "").at("/data/0/total_usage").asLong()).isEqualTo(65);
    }

    @Test
    void a_bill_that_nobody_can_be_charged_stays_a_draft_and_says_why() {
        var made = subscribed(metered("&unit_amount=90000000"), "");
        used(item(made), 1_000_000_000_000L, NEW_YEAR);
        used(item(made), 2, NEW_YEAR + 1);
        advance(31.2);
        assertThat(stage.told()).contains("invoice.finalization_failed");
        var draft = latest(made);
        assertThat(draft.path("status").asText()).isEqualTo("draft");
        assertThat(draft.at("/last_finalization_error/type").asText())
                .isEqualTo("invalid_request_error");
        var id = draft.path("id").asText();
        assertThat(stage.post("/v1/invoices/" + id + "/finalize", "").status()).isEqualTo(400);
        // Time goes on, and so do the periods.
        advance(60);
        assertThat(latest(made).path("status").asText()).isEqualTo("paid");
        fits(
                stage.post(
                        "/v1/invoices/" + id + "/remove_lines",
                        "lines[0][behavior]=delete&lines[0][id]="
                                + draft.at("/lines/data/0/id").asText()));
        var done = fits(stage.post("/v1/invoices/" + id + "/finalize", ""));
        assertThat(done.body().path("last_finalization_error").isNull()).isTrue();
    }
}
