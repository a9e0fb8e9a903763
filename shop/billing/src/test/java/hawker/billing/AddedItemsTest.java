package hawker.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;

/** For which time something is that is billed once beside the items. */
class AddedItemsTest extends Story {

    private static final String ADDED = "&add_invoice_items[0]";
    private static final long FEBRUARY = NEW_YEAR + 31 * DAY;

    private static String period(String hash, String start, String end) {
        return hash + "[period][start][type]=" + start + hash + "[period][end][type]=" + end;
    }

    /** The period of the line of what was added. */
    private static JsonNode added(String invoice) {
        for (var line : invoice(invoice).body().at("/lines/data"))
            if (line.path("amount").asLong() == 500) return line.path("period");
        throw new AssertionError("nothing was added to " + invoice);
    }

    private static void is(JsonNode period, long start, long end) {
        assertThat(period.path("start").asLong()).isEqualTo(start);
        assertThat(period.path("end").asLong()).isEqualTo(end);
    }

    @Test
    void a_first_invoice_says_for_which_time_it_is() {
        var clock = clock();
        var customer = stage.customer("pm_card_visa", "&test_clock=" + clock);
        var form = ADDED + "[price]=" + once(500);
        var gin = stage.monthly(1000);
        var made = fits(subscribe(customer, gin, form));
        is(added(made.text("latest_invoice")), NEW_YEAR, FEBRUARY);
        long until = NEW_YEAR + 5 * DAY;
        var said = period(ADDED, "now", "timestamp") + ADDED + "[period][end][timestamp]=" + until;
        is(
                added(fits(subscribe(customer, gin, form + said)).text("latest_invoice")),
                NEW_YEAR,
                until);
        var tried = fits(subscribe(customer, gin, form + "&trial_period_days=7"));
        is(added(tried.text("latest_invoice")), NEW_YEAR, NEW_YEAR + 7 * DAY);
        advance(clock, NEW_YEAR + 3 * DAY);
        var path = "/v1/subscriptions/" + made.text("id");
        fits(stage.post(path, (form + period(ADDED, "now", "min_item_period_end")).substring(1)));
        var waits = stage.get("/v1/invoiceitems?pending=true").body().at("/data/0/period");
        is(waits, NEW_YEAR + 3 * DAY, FEBRUARY);
    }

    @Test
    void a_phase_says_for_which_time_it_is() {
        var clock = clock();
        var customer = stage.customer("pm_card_visa", "&test_clock=" + clock);
        var gin = stage.monthly(1000);
        var form = new StringBuilder("start_date=now&customer=" + customer);
        for (int i = 0; i < 2; i++)
            form.append(
                            "&phases["
                                    + i
                                    + "][iterations]=2&phases["
                                    + i
                                    + "][items][0][price]="
                                    + gin)
                    .append("&phases[" + i + "][add_invoice_items][0][price]=" + once(500));
        form.append(period("&phases[1][add_invoice_items][0]", "phase_start", "phase_end"));
        var made = fits(stage.post("/v1/subscription_schedules", form.toString()));
        var kept = "/add_invoice_items/0/period";
        assertThat(made.body().at("/phases/0" + kept + "/start/type").asText())
                .isEqualTo("max_item_period_start");
        assertThat(made.body().at("/phases/1" + kept + "/end/type").asText())
                .isEqualTo("phase_end");
        assertThat(made.body().at("/phases/1" + kept + "/end").has("timestamp")).isFalse();
        var id = made.text("subscription");
        is(added(subscription(id).text("latest_invoice")), NEW_YEAR, FEBRUARY);
        long begins = made.body().at("/phases/1/start_date").asLong();
        advance(clock, FEBRUARY + DAY);
        advance(clock, begins + DAY);
        is(
                added(subscription(id).text("latest_invoice")),
                begins,
                made.body().at("/phases/1/end_date").asLong());
    }

    @Test
    void a_time_that_is_none_is_refused() {
        var customer = stage.customer("pm_card_visa", "");
        var gin = stage.monthly(1000);
        var form = ADDED + "[price]=" + once(500);
        var added = "add_invoice_items[0]";
        assertThat(
                        subscribe(customer, gin, form + period(ADDED, "now", "timestamp"))
                                .error("param"))
                .isEqualTo(added + "[period][end][timestamp]");
        assertThat(
                        subscribe(
                                        customer,
                                        gin,
                                        form
                                                + period(ADDED, "now", "timestamp")
                                                + ADDED
                                                + "[period][end][timestamp]=1000000000")
                                .error("param"))
                .isEqualTo(added + "[period]");
        assertThat(
                        subscribe(
                                        customer,
                                        gin,
                                        form
                                                + period(ADDED, "now", "min_item_period_end")
                                                + ADDED
                                                + "[period][end][timestamp]=1999999999")
                                .error("param"))
                .isEqualTo(added + "[period][end][timestamp]");
        assertThat(
                        subscribe(customer, gin, form + period(ADDED, "phase_start", "timestamp"))
                                .error("param"))
                .isEqualTo(added + "[period][start][type]");
        assertThat(
                        subscribe(customer, gin, form + ADDED + "[period][start][type]=now")
                                .error("param"))
                .isEqualTo(added + "[period][end]");
        assertThat(stage.charges()).isEmpty();
    }

    @Test
    void an_item_that_goes_may_leave_its_invoice_open() {
        var clock = clock();
        var customer = stage.customer("pm_card_visa", "&test_clock=" + clock);
        var id =
                subscribed(customer, stage.monthly(1000), "&items[1][price]=" + stage.monthly(300));
        stage.post("/v1/invoiceitems", "currency=usd&amount=5000&customer=" + customer);
        advance(clock, NEW_YEAR + 10 * DAY);
        var second = subscription(id).body().at("/items/data/1/id").asText();
        var path = "/v1/subscription_items/" + second;
        assertThat(stage.send("DELETE", path, "payment_behavior=maybe").error("param"))
                .isEqualTo("payment_behavior");
        var gone =
                stage.send(
                        "DELETE",
                        path,
                        "proration_behavior=always_invoice&payment_behavior=default_incomplete");
        assertThat(gone.status()).isEqualTo(200);
        var latest = subscription(id).text("latest_invoice");
        assertThat(invoice(latest).text("status")).isEqualTo("open");
        assertThat(invoice(latest).body().path("total").asLong()).isEqualTo(5000 - 203);
        assertThat(paid()).hasSize(1);
    }

    @Test
    void what_has_no_tax_rates_has_its_subscriptions() {
        var customer = stage.customer("pm_card_visa", "");
        var rate =
                fits(stage.post("/v1/tax_rates", "display_name=VAT&inclusive=false&percentage=20"))
                        .text("id");
        var usual = "&default_tax_rates[0]=" + rate;
        var form = usual + ADDED + "[price]=" + once(500);
        var made = fits(subscribe(customer, stage.monthly(1500), form));
        assertThat(invoice(made.text("latest_invoice")).body().path("total").asLong())
                .isEqualTo(2400);
        var none = form + ADDED + "[tax_rates]=";
        var free = fits(subscribe(customer, stage.monthly(1500), none));
        assertThat(invoice(free.text("latest_invoice")).body().path("total").asLong())
                .isEqualTo(2300);
        var path = "/v1/subscriptions/" + made.text("id");
        fits(stage.post(path, (ADDED + "[price]=" + once(700)).substring(1)));
        var waiting = stage.get("/v1/invoiceitems?pending=true&customer=" + customer);
        assertThat(waiting.body().at("/data/0/tax_rates/0/id").asText()).isEqualTo(rate);
        fits(stage.post(path, "default_tax_rates=" + ADDED + "[price]=" + once(900)));
        var later = stage.get("/v1/invoiceitems?pending=true&customer=" + customer);
        assertThat(later.body().at("/data/0/amount").asLong()).isEqualTo(900);
        assertThat(later.body().at("/data/0/tax_rates")).isEmpty();
        var phase =
                "phases[0][items][0][price]="
                        + stage.monthly(1000)
                        + "&phases[0][default_tax_rates][0]="
                        + rate
                        + "&phases[0][add_invoice_items][0][price]="
                        + once(500);
        var other = stage.customer("pm_card_visa", "");
        var planned =
                fits(
                        stage.post(
                                "/v1/subscription_schedules",
                                "start_date=now&customer=" + other + "&" + phase));
        var begun = fits(stage.get("/v1/subscriptions/" + planned.text("subscription")));
        assertThat(invoice(begun.text("latest_invoice")).body().path("total").asLong())
                .isEqualTo(1800);
    }
}
