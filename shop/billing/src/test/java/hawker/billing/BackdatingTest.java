package hawker.billing;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.api.Got;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Subscriptions that have run before they were made, and what of that is paid. */
class BackdatingTest extends Story {

    private static long at(String moment) {
        return Instant.parse(moment).getEpochSecond();
    }

    private static String frozen() {
        return stage.customer("pm_card_visa", "&test_clock=" + clock());
    }

    private static long total(Got subscription) {
        return invoice(subscription.text("latest_invoice")).body().path("total").asLong();
    }

    @Test
    void the_time_since_then_is_on_the_first_invoice() {
        // The periods before 1 January are December and November: 31 and 30 days.
        var since = at("2025-11-16T00:00:00Z");
        var made =
                fits(
                        subscribe(
                                frozen(),
                                stage.monthly(3000),
                                "&items[0][quantity]=2&backdate_start_date=" + since));
        assertThat(made.body().path("start_date").asLong()).isEqualTo(since);
        assertThat(made.body().path("billing_cycle_anchor").asLong()).isEqualTo(NEW_YEAR);
        assertThat(made.body().path("created").asLong()).isEqualTo(NEW_YEAR);
        var invoice = invoice(made.text("latest_invoice")).body();
        var past = invoice.at("/lines/data/0");
        assertThat(past.path("amount").asLong()).isEqualTo(6000 + 3000);
        assertThat(past.at("/period/start").asLong()).isEqualTo(since);
        assertThat(past.at("/period/end").asLong()).isEqualTo(NEW_YEAR);
        assertThat(past.at("/parent/subscription_item_details/proration").asBoolean()).isTrue();
        assertThat(invoice.at("/lines/data/1/amount").asLong()).isEqualTo(6000);
        assertThat(invoice.path("total").asLong()).isEqualTo(15_000);
        assertThat(made.text("status")).isEqualTo("active");
        assertThat(paid()).hasSize(1);
    }

    @Test
    void the_first_full_period_may_begin_later() {
        // A period from 16 December to 16 January, of which the time since 22 December is owed.
        var made =
                fits(
                        subscribe(
                                frozen(),
                                stage.monthly(3100),
                                "&backdate_start_date="
                                        + at("2025-12-22T00:00:00Z")
                                        + "&billing_cycle_anchor="
                                        + at("2026-01-16T00:00:00Z")));
        var lines = invoice(made.text("latest_invoice")).body().at("/lines/data");
        assertThat(lines.at("/0/amount").asLong()).isEqualTo(1000);
        assertThat(lines.at("/1/amount").asLong()).isEqualTo(1500);
        assertThat(made.body().at("/items/data/0/current_period_end").asLong())
                .isEqualTo(at("2026-01-16T00:00:00Z"));
    }

    @Test
    void the_seller_may_forgo_it_and_a_trial_may_follow_it() {
        var since = "&backdate_start_date=" + at("2025-12-01T00:00:00Z");
        var free =
                fits(subscribe(frozen(), stage.monthly(3100), since + "&proration_behavior=none"));
        assertThat(total(free)).isEqualTo(3100);
        assertThat(free.body().path("start_date").asLong()).isEqualTo(at("2025-12-01T00:00:00Z"));
        var tried = fits(subscribe(frozen(), stage.monthly(3100), since + "&trial_period_days=7"));
        assertThat(tried.text("status")).isEqualTo("trialing");
        // Periods begin on the 8th: 7 days of one that had 30, and 24 of one that has 31.
        assertThat(total(tried)).isEqualTo(723 + 2400);
    }

    @Test
    void a_preview_shows_it_and_the_future_is_refused() {
        var customer = frozen();
        var price = stage.monthly(3100);
        var since = at("2025-12-01T00:00:00Z");
        var of = "customer=" + customer + "&subscription_details[items][0][price]=" + price;
        var seen =
                fits(
                        stage.post(
                                "/v1/invoices/create_preview",
                                of + "&subscription_details[start_date]=" + since));
        assertThat(seen.body().path("total").asLong()).isEqualTo(6200);
        assertThat(
                        stage.post(
                                        "/v1/invoices/create_preview",
                                        of + "&subscription_details[start_date]=" + NEW_YEAR)
                                .error("param"))
                .isEqualTo("subscription_details[start_date]");
        assertThat(subscribe(customer, price, "&backdate_start_date=" + NEW_YEAR).error("param"))
                .isEqualTo("backdate_start_date");
        var made = fits(subscribe(customer, price, "&backdate_start_date=" + since));
        assertThat(total(made)).isEqualTo(6200);
        assertThat(
                        stage.post(
                                        "/v1/invoices/create_preview",
                                        "subscription="
                                                + made.text("id")
                                                + "&subscription_details[start_date]="
                                                + since)
                                .error("param"))
                .isEqualTo("subscription_details[start_date]");
        // What the item came to is given back as it was asked for.
        advance(stage.get("/v1/customers/" + customer).text("test_clock"), NEW_YEAR + 31 * DAY / 2);
        stage.send("DELETE", "/v1/subscriptions/" + made.text("id") + "?prorate=true", "");
        var credit = stage.get("/v1/invoiceitems?pending=true").body().at("/data/0/amount");
        assertThat(credit.asLong()).isEqualTo(-1550);
    }
}
