package hawker.billing;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.api.Got;
import org.junit.jupiter.api.Test;

/**
 * What would come of schedules, of customers that there are not, and of subscriptions that rest.
 */
class PreviewsTest extends Story {

    private static final String PREVIEWS = "/v1/invoices/create_preview";
    private static final String PHASE = "&schedule_details[phases][0]";

    private static Got preview(String form) {
        return fits(stage.post(PREVIEWS, form));
    }

    private static String refused(String form) {
        var got = stage.post(PREVIEWS, form);
        assertThat(got.status()).isEqualTo(400);
        return got.error("param");
    }

    private static long total(Got seen) {
        return seen.body().path("total").asLong();
    }

    private static int count(String path) {
        return stage.get(path).body().path("data").size();
    }

    @Test
    void a_schedule_that_there_is_not_is_previewed_when_it_would_begin() {
        var clock = clock();
        var customer = stage.customer("pm_card_visa", "&test_clock=" + clock);
        long start = NEW_YEAR + 9 * DAY;
        var details =
                PHASE
                        + "[start_date]="
                        + start
                        + PHASE
                        + "[iterations]=2"
                        + PHASE
                        + "[items][0][quantity]=3"
                        + PHASE
                        + "[items][0][price]="
                        + stage.monthly(1000)
                        + PHASE
                        + "[add_invoice_items][0][price]="
                        + once(500);
        var seen = preview("customer=" + customer + details);
        assertThat(total(seen)).isEqualTo(3500);
        assertThat(seen.text("status")).isEqualTo("draft");
        assertThat(seen.text("customer")).isEqualTo(customer);
        assertThat(seen.body().path("created").asLong()).isEqualTo(start);
        assertThat(seen.body().at("/lines/data/0/period/start").asLong()).isEqualTo(start);
        assertThat(seen.body().at("/lines/data/0/period/end").asLong()).isEqualTo(start + 31 * DAY);
        // Nothing of it has happened.
        assertThat(count("/v1/subscription_schedules")).isZero();
        assertThat(count("/v1/subscriptions")).isZero();
        assertThat(count("/v1/invoices")).isZero();
        assertThat(stage.intents()).isEmpty();
        var now = preview("customer=" + customer + details.replace("=" + start, "=now"));
        assertThat(now.body().at("/lines/data/0/period/start").asLong()).isEqualTo(NEW_YEAR);
    }

    @Test
    void a_schedule_is_previewed_as_it_would_be_changed() {
        var clock = clock();
        var customer = stage.customer("pm_card_visa", "&test_clock=" + clock);
        var gin = stage.monthly(1000);
        var phase = "&phases[0][iterations]=3&phases[0][items][0][price]=" + gin;
        var made =
                fits(
                        stage.post(
                                "/v1/subscription_schedules",
                                "start_date=now&customer=" + customer + phase));
        advance(clock, NEW_YEAR + 16 * DAY);
        var twice =
                "schedule="
                        + made.text("id")
                        + PHASE
                        + "[iterations]=3"
                        + PHASE
                        + "[items][0][quantity]=2"
                        + PHASE
                        + "[items][0][price]="
                        + gin;
        // 15 of 31 days of what is added, and the next period of both.
        assertThat(total(preview(twice))).isEqualTo(2000 + 484);
        var always = "&schedule_details[proration_behavior]=always_invoice";
        assertThat(total(preview(twice + always))).isEqualTo(484);
        var none = "&schedule_details[proration_behavior]=none";
        assertThat(total(preview(twice + none))).isEqualTo(2000);
        assertThat(
                        subscription(made.text("subscription"))
                                .body()
                                .at("/items/data/0/quantity")
                                .asInt())
                .isEqualTo(1);
        var later =
                fits(
                        stage.post(
                                "/v1/subscription_schedules",
                                "start_date="
                                        + (NEW_YEAR + 60 * DAY)
                                        + "&customer="
                                        + customer
                                        + phase));
        var seen = preview(twice.replace(made.text("id"), later.text("id")));
        assertThat(total(seen)).isEqualTo(2000);
        assertThat(seen.body().at("/lines/data/0/period/start").asLong())
                .isEqualTo(NEW_YEAR + 60 * DAY);
    }

    @Test
    void who_is_no_customer_sees_what_they_would_pay() {
        var rate =
                stage.post("/v1/tax_rates", "display_name=VAT&inclusive=false&percentage=20")
                        .text("id");
        var form =
                "subscription_details[items][0][price]="
                        + stage.monthly(1000)
                        + "&subscription_details[default_tax_rates][0]="
                        + rate
                        + "&subscription_details[metadata][order]=7"
                        + "&customer_details[address][country]=DE&customer_details[address][city]=Bonn"
                        + "&customer_details[shipping][name]=Bob&customer_details[shipping][address][line1]=1+Way"
                        + "&customer_details[tax][ip_address]=192.0.2.7&customer_details[tax_exempt]=reverse"
                        + "&customer_details[tax_ids][0][type]=eu_vat&customer_details[tax_ids][0][value]=DE123456789";
        var seen = preview(form);
        assertThat(total(seen)).isEqualTo(1200);
        assertThat(seen.body().path("customer").isNull()).isTrue();
        assertThat(seen.body().at("/customer_address/city").asText()).isEqualTo("Bonn");
        assertThat(seen.body().at("/customer_address/line1").isNull()).isTrue();
        assertThat(seen.body().at("/customer_shipping/name").asText()).isEqualTo("Bob");
        assertThat(seen.text("customer_tax_exempt")).isEqualTo("reverse");
        assertThat(seen.body().at("/customer_tax_ids/0/value").asText()).isEqualTo("DE123456789");
        assertThat(seen.body().at("/parent/subscription_details/metadata/order").asText())
                .isEqualTo("7");
        assertThat(count("/v1/customers")).isZero();
        assertThat(refused(form.replace("DE123456789", "x")))
                .isEqualTo("customer_details[tax_ids][0][value]");
        assertThat(refused(form.replace("192.0.2.7", "home")))
                .isEqualTo("customer_details[tax][ip_address]");
        assertThat(refused(form.replace("[type]=eu_vat", "[type]=moon")))
                .isEqualTo("customer_details[tax_ids][0][type]");
        assertThat(refused("subscription_details[items][0][price]=" + stage.monthly(1)))
                .isEqualTo("customer");
        assertThat(stage.post(PREVIEWS, "customer_details[tax_exempt]=none").error("code"))
                .isEqualTo("invoice_upcoming_none");
    }

    @Test
    void what_a_customer_is_may_be_told_otherwise() {
        var customer =
                stage.customer(
                        "pm_card_visa",
                        "&address[country]=US&address[city]=Reno&tax_exempt=exempt");
        var form = "customer=" + customer + "&invoice_items[0][amount]=700";
        var seen = preview(form);
        assertThat(seen.body().at("/customer_address/city").asText()).isEqualTo("Reno");
        assertThat(seen.text("customer_tax_exempt")).isEqualTo("exempt");
        var other =
                preview(
                        form
                                + "&customer_details[address][country]=FR&customer_details[tax_exempt]=none");
        assertThat(other.body().at("/customer_address/country").asText()).isEqualTo("FR");
        assertThat(other.body().at("/customer_address/city").isNull()).isTrue();
        assertThat(other.text("customer_tax_exempt")).isEqualTo("none");
        assertThat(
                        preview(form + "&customer_details[address]=")
                                .body()
                                .path("customer_address")
                                .isNull())
                .isTrue();
        assertThat(stage.get("/v1/customers/" + customer).body().at("/address/city").asText())
                .isEqualTo("Reno");
    }

    @Test
    void items_that_wait_are_previewed_as_they_would_be_changed() {
        var customer = stage.customer("pm_card_visa", "");
        var waits =
                fits(stage.post("/v1/invoiceitems", "currency=usd&amount=500&customer=" + customer))
                        .text("id");
        var about = "customer=" + customer + "&invoice_items[0][invoiceitem]=" + waits;
        assertThat(total(preview(about + "&invoice_items[0][amount]=650"))).isEqualTo(650);
        assertThat(fits(stage.get("/v1/invoiceitems/" + waits)).body().path("amount").asLong())
                .isEqualTo(500);
        var added =
                "customer="
                        + customer
                        + "&invoice_items[0][amount]=100&invoice_items[0][currency]=";
        assertThat(total(preview(added + "usd"))).isEqualTo(600);
        // What waits in dollars is on no invoice in euros.
        var euros = preview(added + "eur");
        assertThat(euros.text("currency")).isEqualTo("eur");
        assertThat(total(euros)).isEqualTo(100);
        assertThat(refused(added + "eur&currency=usd")).isEqualTo("invoice_items[0][currency]");
        var other = stage.customer("pm_card_visa", "");
        assertThat(refused(about.replace(customer, other)))
                .isEqualTo("invoice_items[0][invoiceitem]");
        finalized(customer, 300);
        assertThat(refused(about)).isEqualTo("invoice_items[0][invoiceitem]");
    }

    @Test
    void who_issues_it_and_for_whom_is_previewed() {
        var account = stage.connected();
        var customer = stage.customer("pm_card_visa", "");
        var form = "customer=" + customer + "&invoice_items[0][amount]=700";
        var seen =
                preview(
                        form
                                + "&on_behalf_of="
                                + account
                                + "&issuer[type]=account&issuer[account]="
                                + account);
        assertThat(seen.text("on_behalf_of")).isEqualTo(account);
        assertThat(seen.body().at("/issuer/account").asText()).isEqualTo(account);
        assertThat(refused(form + "&on_behalf_of=acct_1")).isEqualTo("on_behalf_of");
        assertThat(refused(form + "&issuer[type]=account&issuer[account]=acct_1"))
                .isEqualTo("issuer[account]");
        var phased = PHASE + "[items][0][price]=" + stage.monthly(1000) + PHASE + "[on_behalf_of]=";
        assertThat(preview("customer=" + customer + phased + account).text("on_behalf_of"))
                .isEqualTo(account);
        assertThat(refused("customer=" + customer + phased + "acct_1"))
                .isEqualTo("schedule_details[phases][0][on_behalf_of]");
    }

    @Test
    void what_does_not_go_together_is_refused() {
        var customer = stage.customer("pm_card_visa", "");
        var id = subscribed(customer, stage.monthly(1000), "");
        var phased = PHASE + "[items][0][price]=" + stage.monthly(1000);
        assertThat(stage.post(PREVIEWS, "subscription=" + id + phased).status()).isEqualTo(400);
        assertThat(
                        stage.post(
                                        PREVIEWS,
                                        "customer="
                                                + customer
                                                + phased
                                                + "&subscription_details[cancel_now]=true")
                                .status())
                .isEqualTo(400);
        assertThat(refused("customer=" + customer + "&schedule_details[end_behavior]=cancel"))
                .isEqualTo("schedule_details[phases]");
        assertThat(refused("customer=" + customer + PHASE + "[iterations]=1"))
                .isEqualTo("schedule_details[phases][0][items]");
        assertThat(refused("customer=" + customer + phased + PHASE + "[start_date]=soon"))
                .isEqualTo("schedule_details[phases][0][start_date]");
        assertThat(refused("customer=" + customer + phased + PHASE + "[start_date]=1000000000"))
                .isEqualTo("schedule_details[phases][0][start_date]");
        assertThat(refused("customer=" + customer + "&subscription_details[resume_at]=now"))
                .isEqualTo("subscription");
        assertThat(
                        stage.post(
                                        PREVIEWS,
                                        "subscription="
                                                + id
                                                + "&subscription_details[resume_at]=now")
                                .status())
                .isEqualTo(400);
    }

    @Test
    void a_subscription_that_rests_is_previewed_as_it_would_go_on() {
        var clock = clock();
        var customer = stage.customer("pm_card_visa", "&test_clock=" + clock);
        var id = subscribed(customer, stage.monthly(3100), "");
        advance(clock, NEW_YEAR + 10 * DAY);
        fits(stage.post("/v1/subscriptions/" + id + "/pause", "type=subscription"));
        advance(clock, NEW_YEAR + 20 * DAY);
        var seen = preview("subscription=" + id + "&subscription_details[resume_at]=now");
        // A whole period from now on, less what was not used of the first.
        assertThat(total(seen)).isEqualTo(3100 - 2100);
        assertThat(seen.body().path("period_start").asLong()).isEqualTo(NEW_YEAR + 20 * DAY);
        assertThat(subscription(id).text("status")).isEqualTo("paused");
    }
}
