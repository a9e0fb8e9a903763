package hawker.billing;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.api.Got;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What sessions say of the subscriptions and invoices that they lead to. */
class SessionTermsTest extends SessionStory {

    private static final String CONFIG = "&subscription_data[billing_cycle_anchor_config]";
    private static final String PENDING = "&subscription_data[pending_invoice_item_interval]";
    private static final String DATA =
            "&invoice_creation[enabled]=true&invoice_creation[invoice_data]";

    private static Got once(String more) {
        return stage.post(
                "/v1/checkout/sessions",
                "mode=payment&success_url=https://shop.test/done&line_items[0][quantity]=1"
                        + "&line_items[0][price_data][currency]=usd"
                        + "&line_items[0][price_data][unit_amount]=1000"
                        + "&line_items[0][price_data][product_data][name]=Gin"
                        + more);
    }

    private static Got paid(Got session) {
        var path = "/c/pay/" + fits(session).text("id");
        assertThat(press(path, stage.card("pm_card_visa"), Map.of()).location()).isEqualTo(path);
        return session(session);
    }

    private static int lastDay(Instant at) {
        return YearMonth.from(at.atZone(ZoneOffset.UTC)).lengthOfMonth();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 15, 31})
    void a_subscription_is_billed_on_a_day_of_the_month(int day) {
        var now = stage.clock.now();
        var form = CONFIG + "[day_of_month]=" + day + CONFIG + "[hour]=6" + CONFIG + "[minute]=30";
        var made = fits(sells(stage.monthly(4567), form + CONFIG + "[second]=0"));
        long due = made.body().path("amount_total").asLong();
        assertThat(due).isBetween(1L, 9134L);
        var done = paid(made);
        var subscription = begun(done).body();
        var end =
                Instant.ofEpochSecond(subscription.at("/items/data/0/current_period_end").asLong());
        var at = end.atZone(ZoneOffset.UTC);
        assertThat(at.getDayOfMonth()).isEqualTo(Math.min(day, lastDay(end)));
        assertThat(at.getHour() * 60 + at.getMinute()).isEqualTo(390);
        assertThat(end).isAfter(now.plus(Duration.ofDays(1)));
        assertThat(end).isBefore(now.plus(Duration.ofDays(33)));
        assertThat(billed(done).body().path("amount_paid").asLong()).isEqualTo(due);
        assertThat(subscription.at("/billing_cycle_anchor_config/day_of_month").asInt())
                .isEqualTo(day);
        assertThat(subscription.at("/billing_cycle_anchor_config/month").isNull()).isTrue();
        // Later periods begin on that day too, also after a month that has none.
        for (int i = 0; i < 2; i++) {
            stage.clock.advance(Duration.ofDays(31));
            stage.settle();
            stage.clock.advance(Duration.ofHours(2));
            stage.settle();
        }
        var later = begun(done).body().at("/items/data/0/current_period_end").asLong();
        var next = Instant.ofEpochSecond(later);
        assertThat(next).isAfter(end);
        assertThat(next.atZone(ZoneOffset.UTC).getDayOfMonth())
                .isEqualTo(Math.min(day, lastDay(next)));
        assertThat(stage.wrong()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "[day_of_month]=32, [day_of_month]",
        "[day_of_month]=0, [day_of_month]",
        "[hour]=4, [day_of_month]",
        "[day_of_month]=3&subscription_data[billing_cycle_anchor_config][hour]=24, [hour]",
        "[day_of_month]=3&subscription_data[billing_cycle_anchor_config][month]=2, [month]"
    })
    void a_day_that_is_none_is_refused(String wrong, String param) {
        assertThat(sells(stage.monthly(1000), CONFIG + wrong).error("param"))
                .isEqualTo("subscription_data[billing_cycle_anchor_config]" + param);
    }

    @Test
    void a_day_goes_with_months_and_without_other_beginnings() {
        var day = CONFIG + "[day_of_month]=3";
        var price = stage.monthly(1000);
        var at = stage.clock.now().plus(Duration.ofDays(5)).getEpochSecond();
        var anchor = "&subscription_data[billing_cycle_anchor]=" + at;
        assertThat(sells(price, day + anchor).status()).isEqualTo(400);
        assertThat(sells(price, day + "&subscription_data[trial_period_days]=4").status())
                .isEqualTo(400);
        var weekly =
                stage.post(
                                "/v1/prices",
                                "currency=usd&recurring[interval]=week&unit_amount=500"
                                        + "&product_data[name]=Gin")
                        .text("id");
        assertThat(sells(weekly, day).error("param"))
                .isEqualTo("subscription_data[billing_cycle_anchor_config][day_of_month]");
        var free = fits(sells(price, day + "&subscription_data[proration_behavior]=none"));
        assertThat(free.body().path("amount_total").asLong()).isZero();
    }

    @Test
    void what_waits_is_billed_as_often_as_the_session_said() {
        var done = paid(sells(stage.monthly(1000), PENDING + "[interval]=week"));
        var subscription = begun(done).body();
        assertThat(subscription.at("/pending_invoice_item_interval/interval").asText())
                .isEqualTo("week");
        assertThat(subscription.at("/pending_invoice_item_interval/interval_count").asInt())
                .isEqualTo(1);
        assertThat(subscription.path("next_pending_invoice_item_invoice").asLong())
                .isEqualTo(stage.clock.now().plus(Duration.ofDays(7)).getEpochSecond());
        var item = "currency=usd&amount=250&customer=" + done.text("customer");
        fits(stage.post("/v1/invoiceitems", item + "&subscription=" + done.text("subscription")));
        stage.clock.advance(Duration.ofDays(7));
        stage.settle();
        stage.clock.advance(Duration.ofHours(2));
        stage.settle();
        assertThat(stage.charges().getFirst().amount().minor()).isEqualTo(250);
        for (var wrong :
                new String[] {
                    "[interval]=month", "[interval]=day" + PENDING + "[interval_count]=40"
                })
            assertThat(sells(stage.monthly(1000), PENDING + wrong).error("param"))
                    .isEqualTo("subscription_data[pending_invoice_item_interval]");
        assertThat(sells(stage.monthly(1000), PENDING + "[interval]=hour").status()).isEqualTo(400);
    }

    @Test
    void invoices_are_issued_by_the_account_that_is_named() {
        var account = stage.connected();
        var issuer = "[issuer][type]=account&ISSUER[issuer][account]=" + account;
        var settings = "subscription_data[invoice_settings]";
        var begins = "&" + settings + issuer.replace("ISSUER", settings);
        var done = paid(sells(stage.monthly(1000), begins));
        assertThat(begun(done).body().at("/invoice_settings/issuer/account").asText())
                .isEqualTo(account);
        assertThat(billed(done).body().at("/issuer/account").asText()).isEqualTo(account);
        var data = "invoice_creation[invoice_data]";
        var session = fits(once(DATA + issuer.replace("ISSUER", data)));
        assertThat(session.body().at("/invoice_creation/invoice_data/issuer/account").asText())
                .isEqualTo(account);
        assertThat(billed(paid(session)).body().at("/issuer/account").asText()).isEqualTo(account);
        // Of somebody else's account, of none, and of the own one nothing is issued like this.
        assertThat(once(DATA + "[issuer][type]=account").error("param"))
                .isEqualTo(data + "[issuer][account]");
        var none = DATA + "[issuer][type]=account&" + data + "[issuer][account]=acct_none";
        assertThat(once(none).error("code")).isEqualTo("resource_missing");
        var both = DATA + "[issuer][type]=self&" + data + "[issuer][account]=" + account;
        assertThat(once(both).error("param")).isEqualTo(data + "[issuer][account]");
    }

    @Test
    void an_invoice_shows_tax_as_the_session_said() {
        var shown = "[rendering_options][amount_tax_display]=include_inclusive_tax";
        var session = fits(once(DATA + shown));
        var options = session.body().at("/invoice_creation/invoice_data/rendering_options");
        assertThat(options.path("amount_tax_display").asText()).isEqualTo("include_inclusive_tax");
        assertThat(billed(paid(session)).body().at("/rendering/amount_tax_display").asText())
                .isEqualTo("include_inclusive_tax");
        assertThat(once(DATA + "[rendering_options][template]=inrtem_1").error("code"))
                .isEqualTo("resource_missing");
        assertThat(once(DATA + "[rendering_options][amount_tax_display]=all").status())
                .isEqualTo(400);
    }

    @Test
    void links_say_the_same_of_what_they_sell() {
        var account = stage.connected();
        var price =
                stage.post("/v1/prices", "currency=usd&unit_amount=1000&product_data[name]=Gin")
                        .text("id");
        var data = "invoice_creation[invoice_data]";
        var line = "line_items[0][quantity]=1&line_items[0][price]=";
        var link =
                fits(
                        stage.post(
                                "/v1/payment_links",
                                line
                                        + price
                                        + DATA
                                        + "[rendering_options][amount_tax_display]=exclude_tax"
                                        + "&"
                                        + data
                                        + "[issuer][type]=account&"
                                        + data
                                        + "[issuer][account]="
                                        + account));
        var options = link.body().at("/invoice_creation/invoice_data/rendering_options");
        assertThat(options.path("amount_tax_display").asText()).isEqualTo("exclude_tax");
        var path = browser.get("/b/" + link.text("id")).location();
        assertThat(press(path, stage.card("pm_card_visa"), Map.of()).location()).isEqualTo(path);
        var id = path.substring("/c/pay/".length());
        var invoice = billed(stage.get("/v1/checkout/sessions/" + id)).body();
        assertThat(invoice.at("/issuer/account").asText()).isEqualTo(account);
        assertThat(invoice.at("/rendering/amount_tax_display").asText()).isEqualTo("exclude_tax");
        var off = "invoice_creation[enabled]=true&" + data + "[rendering_options]=";
        var changed = fits(stage.post("/v1/payment_links/" + link.text("id"), off));
        assertThat(changed.body().at("/invoice_creation/invoice_data/rendering_options").isNull())
                .isTrue();
        var settings = "subscription_data[invoice_settings][issuer]";
        var club =
                fits(
                        stage.post(
                                "/v1/payment_links",
                                line
                                        + stage.monthly(1000)
                                        + "&"
                                        + settings
                                        + "[type]=account&"
                                        + settings
                                        + "[account]="
                                        + account));
        assertThat(club.body().at("/subscription_data/invoice_settings/issuer/account").asText())
                .isEqualTo(account);
        var own =
                fits(stage.post("/v1/payment_links/" + club.text("id"), settings + "[type]=self"));
        assertThat(own.body().at("/subscription_data/invoice_settings/issuer/type").asText())
                .isEqualTo("self");
        var none = settings + "[type]=account&" + settings + "[account]=acct_none";
        assertThat(stage.post("/v1/payment_links/" + club.text("id"), none).error("code"))
                .isEqualTo("resource_missing");
    }
}
