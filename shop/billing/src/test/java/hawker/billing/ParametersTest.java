package hawker.billing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What shops say of subscriptions, invoices and schedules beside items and prices. */
class ParametersTest extends Story {

    private static String monthly() {
        return stage.monthly(3100);
    }

    private static long at(String moment) {
        return Instant.parse(moment).getEpochSecond();
    }

    @Test
    void a_subscription_is_paid_on_the_day_of_the_month_that_its_seller_wants() {
        var clock = clock();
        var customer = stage.customer("pm_card_visa", "&test_clock=" + clock);
        var config = "&billing_cycle_anchor_config";
        var made =
                fits(
                        subscribe(
                                customer,
                                monthly(),
                                config + "[day_of_month]=31" + config + "[hour]=12"));
        assertThat(made.body().at("/billing_cycle_anchor_config/day_of_month").asLong())
                .isEqualTo(31);
        assertThat(made.body().at("/billing_cycle_anchor_config/month").isNull()).isTrue();
        var first = at("2026-01-31T12:00:00Z");
        assertThat(made.body().at("/items/data/0/current_period_end").asLong()).isEqualTo(first);
        // 30.5 of 31 days.
        assertThat(invoice(made.text("latest_invoice")).body().path("total").asLong())
                .isEqualTo(3050);
        advance(clock, first + DAY);
        var next = subscription(made.text("id")).body().at("/items/data/0/current_period_end");
        assertThat(next.asLong()).isEqualTo(at("2026-02-28T12:00:00Z"));
        advance(clock, next.asLong() + DAY);
        next = subscription(made.text("id")).body().at("/items/data/0/current_period_end");
        assertThat(next.asLong()).isEqualTo(at("2026-03-31T12:00:00Z"));
        // In February the 31st is the last day, and the month after has a 31st again.
        var late = fits(subscribe(customer, monthly(), config + "[day_of_month]=31"));
        assertThat(late.body().at("/items/data/0/current_period_end").asLong())
                .isEqualTo(at("2026-03-31T12:00:00Z"));
    }

    @Test
    void a_day_of_the_month_goes_with_months_and_years_only() {
        var customer = stage.customer("pm_card_visa", "");
        var config = "&billing_cycle_anchor_config";
        var weekly =
                stage.post(
                                "/v1/prices",
                                "currency=usd&recurring[interval]=week&product_data[name]=Gin&unit_amount=700")
                        .text("id");
        var day = config + "[day_of_month]=1";
        assertThat(subscribe(customer, weekly, day).error("param"))
                .isEqualTo("billing_cycle_anchor_config[day_of_month]");
        assertThat(subscribe(customer, monthly(), day + config + "[month]=4").error("param"))
                .isEqualTo("billing_cycle_anchor_config[month]");
        assertThat(subscribe(customer, monthly(), config + "[day_of_month]=32").status())
                .isEqualTo(400);
        assertThat(subscribe(customer, monthly(), config + "[hour]=1").error("param"))
                .isEqualTo("billing_cycle_anchor_config[day_of_month]");
        assertThat(subscribe(customer, monthly(), day + "&trial_period_days=3").status())
                .isEqualTo(400);
        assertThat(
                        subscribe(customer, monthly(), day + "&billing_cycle_anchor=1999999999")
                                .status())
                .isEqualTo(400);
        var yearly =
                stage.post(
                                "/v1/prices",
                                "currency=usd&recurring[interval]=year&product_data[name]=Gin&unit_amount=36500")
                        .text("id");
        var made = fits(subscribe(customer, yearly, day + config + "[month]=4"));
        var end = made.body().at("/items/data/0/current_period_end").asLong();
        assertThat(Instant.ofEpochSecond(end).toString()).contains("-04-01T");
    }

    @Test
    void what_is_added_to_a_change_is_on_the_next_invoice() {
        var customer = stage.customer("pm_card_visa", "");
        var id = subscribed(customer, monthly(), "");
        var add = "add_invoice_items[0][price]=" + once(500);
        fits(stage.post("/v1/subscriptions/" + id, add));
        var waiting = stage.get("/v1/invoiceitems?pending=true").body().path("data");
        assertThat(waiting).hasSize(1);
        assertThat(waiting.at("/0/parent/subscription_details/subscription").asText())
                .isEqualTo(id);
        var seen = fits(stage.post("/v1/invoices/create_preview", "subscription=" + id));
        assertThat(seen.body().path("total").asLong()).isEqualTo(3600);
        assertThat(
                        stage.post(
                                        "/v1/subscriptions/" + id,
                                        "add_invoice_items[0][price]=" + monthly())
                                .error("param"))
                .isEqualTo("add_invoice_items[0][price]");
        var now =
                fits(
                        stage.post(
                                "/v1/subscriptions/" + id,
                                add
                                        + "&proration_behavior=always_invoice&items[0][quantity]=2&items[0][id]="
                                        + item(id)));
        assertThat(invoice(now.text("latest_invoice")).body().path("total").asLong())
                .isEqualTo(500 + 500 + 3100);
    }

    @Test
    void who_wants_no_automatic_taxes_may_say_so() {
        var customer = stage.customer("pm_card_visa", "");
        var off = "&automatic_tax[enabled]=false&invoice_settings[issuer][type]=self";
        var made = fits(subscribe(customer, monthly(), off));
        var path = "/v1/subscriptions/" + made.text("id");
        fits(stage.post(path, off.substring(1)));
        assertThat(stage.post(path, "automatic_tax[enabled]=true").error("param"))
                .isEqualTo("automatic_tax[enabled]");
        assertThat(stage.post(path, "invoice_settings[issuer][type]=account").error("param"))
                .isEqualTo("invoice_settings[issuer][account]");
        assertThat(
                        stage.post(
                                        "/v1/invoices/create_preview",
                                        "automatic_tax[enabled]=true&subscription="
                                                + made.text("id"))
                                .error("param"))
                .isEqualTo("automatic_tax[enabled]");
        fits(
                stage.post(
                        "/v1/invoices/create_preview",
                        "automatic_tax[enabled]=false&issuer[type]=self&subscription="
                                + made.text("id")));
        fits(
                stage.post(
                        "/v1/invoices",
                        "issuer[type]=self&automatic_tax[enabled]=false"
                                + "&automatic_tax[liability][type]=self&customer="
                                + customer));
    }

    @Test
    void an_invoice_says_where_its_goods_go_and_is_found_by_when_it_is_due() {
        var customer = stage.post("/v1/customers", "").text("id");
        var sent = "collection_method=send_invoice&days_until_due=7&customer=" + customer;
        var to =
                "&shipping_details[name]=Ada&shipping_details[address][line1]=1 Elm&shipping_details[address][country]=US";
        var made = fits(stage.post("/v1/invoices", sent + to));
        assertThat(made.body().at("/shipping_details/address/line1").asText()).isEqualTo("1 Elm");
        assertThat(made.body().at("/shipping_details/address/city").isNull()).isTrue();
        var path = "/v1/invoices/" + made.text("id");
        assertThat(stage.post(path, "shipping_details[phone]=1").error("param"))
                .isEqualTo("shipping_details[address]");
        long due = made.body().path("due_date").asLong();
        var list = "/v1/invoices?due_date";
        assertThat(stage.get(list + "[lte]=" + due).body().path("data")).hasSize(1);
        assertThat(stage.get(list + "[gt]=" + due).body().path("data")).isEmpty();
        assertThat(stage.get(list + "[gt]=soon").status()).isEqualTo(400);
        var cleared = fits(stage.post(path, "shipping_details="));
        assertThat(cleared.body().path("shipping_details").isNull()).isTrue();
        fits(stage.post("/v1/invoices", "customer=" + customer));
        assertThat(stage.get(list + "[gt]=0").body().path("data")).hasSize(1);
    }

    @Test
    void subscriptions_and_schedules_are_found_by_their_moments() {
        var customer = stage.customer("pm_card_visa", "");
        var price = monthly();
        var made = fits(subscribe(customer, price, ""));
        fits(subscribe(customer, monthly(), ""));
        long end = made.body().at("/items/data/0/current_period_end").asLong();
        var list = "/v1/subscriptions?";
        assertThat(stage.get(list + "plan=" + price).body().path("data")).hasSize(1);
        assertThat(stage.get(list + "current_period_end[gte]=" + end).body().path("data"))
                .hasSize(2);
        assertThat(stage.get(list + "current_period_end[lt]=" + end).body().path("data")).isEmpty();
        assertThat(stage.get(list + "current_period_start[gt]=" + end).body().path("data"))
                .isEmpty();
        var schedule =
                stage.post("/v1/subscription_schedules", "from_subscription=" + made.text("id"))
                        .text("id");
        fits(stage.post("/v1/subscription_schedules/" + schedule + "/release", ""));
        var schedules = "/v1/subscription_schedules?";
        assertThat(stage.get(schedules + "released_at[gt]=0").body().path("data")).hasSize(1);
        assertThat(stage.get(schedules + "canceled_at[gt]=0").body().path("data")).isEmpty();
    }

    @Test
    void a_phase_has_its_own_card_taxes_and_days_to_pay() {
        var clock = clock();
        var customer = stage.customer("pm_card_visa", "&test_clock=" + clock);
        var card = stage.card("pm_card_mastercard");
        stage.post("/v1/payment_methods/" + card + "/attach", "customer=" + customer);
        var rate =
                stage.post("/v1/tax_rates", "display_name=VAT&percentage=10&inclusive=false")
                        .text("id");
        var price = monthly();
        var form =
                "start_date=now&customer="
                        + customer
                        + "&phases[0][items][0][price]="
                        + price
                        + "&phases[0][items][0][metadata][why]=first"
                        + "&phases[0][default_payment_method]="
                        + card
                        + "&phases[0][default_tax_rates][0]="
                        + rate
                        + "&phases[1][items][0][price]="
                        + price
                        + "&phases[1][collection_method]=send_invoice"
                        + "&phases[1][invoice_settings][days_until_due]=9";
        var made = fits(stage.post("/v1/subscription_schedules", form));
        var running = subscription(made.text("subscription"));
        assertThat(running.text("default_payment_method")).isEqualTo(card);
        assertThat(running.body().at("/items/data/0/metadata/why").asText()).isEqualTo("first");
        assertThat(invoice(running.text("latest_invoice")).body().path("total").asLong())
                .isEqualTo(3410);
        advance(clock, NEW_YEAR + 32 * DAY);
        var later = subscription(made.text("subscription"));
        assertThat(later.body().path("days_until_due").asLong()).isEqualTo(9);
        var wrong = "customer=" + customer + "&start_date=now&phases[0][items][0][price]=" + price;
        var schedules = "/v1/subscription_schedules";
        assertThat(
                        stage.post(
                                        schedules,
                                        wrong
                                                + "&phases[0][default_payment_method]="
                                                + stage.card("pm_card_visa"))
                                .error("param"))
                .isEqualTo("phases[0][default_payment_method]");
        assertThat(
                        stage.post(schedules, wrong + "&phases[0][automatic_tax][enabled]=true")
                                .status())
                .isEqualTo(400);
        assertThat(
                        stage.post(
                                        schedules,
                                        wrong + "&phases[0][invoice_settings][days_until_due]=-1")
                                .status())
                .isEqualTo(400);
    }

    @Test
    void what_a_phase_adds_is_on_its_first_invoice_once() {
        var clock = clock();
        var customer = stage.customer("pm_card_visa", "&test_clock=" + clock);
        var price = stage.monthly(1000);
        var added = "][add_invoice_items][0]";
        var form =
                "start_date=now&customer="
                        + customer
                        + "&phases[0][iterations]=1&phases[0][items][0][price]="
                        + price
                        + "&phases[0"
                        + added
                        + "[price]="
                        + once(700)
                        + "&phases[1][iterations]=2&phases[1][items][0][price]="
                        + price
                        + "&phases[1"
                        + added
                        + "[price]="
                        + once(50)
                        + "&phases[1"
                        + added
                        + "[quantity]=3";
        var schedules = "/v1/subscription_schedules";
        var made = fits(stage.post(schedules, form));
        assertThat(made.body().at("/phases/1/add_invoice_items/0/quantity").asLong()).isEqualTo(3);
        var id = made.text("subscription");
        assertThat(invoice(subscription(id).text("latest_invoice")).body().path("total").asLong())
                .isEqualTo(1700);
        var seen = fits(stage.post("/v1/invoices/create_preview", "subscription=" + id));
        assertThat(seen.body().path("total").asLong()).isEqualTo(1150);
        advance(clock, NEW_YEAR + 32 * DAY);
        assertThat(invoice(subscription(id).text("latest_invoice")).body().path("total").asLong())
                .isEqualTo(1150);
        advance(clock, NEW_YEAR + 60 * DAY);
        assertThat(invoice(subscription(id).text("latest_invoice")).body().path("total").asLong())
                .isEqualTo(1000);
        assertThat(stage.post(schedules, form + "&phases[1" + added + "[price]=price_1").status())
                .isEqualTo(400);
        var wrong = form.replace("&phases[1" + added + "[quantity]=3", "");
        assertThat(
                        stage.post(schedules, wrong + "&phases[0" + added + "[quantity]=-1")
                                .error("param"))
                .isEqualTo("phases[0][add_invoice_items][0][quantity]");
        assertThat(
                        stage.post(
                                        schedules,
                                        "start_date=now&customer="
                                                + customer
                                                + "&phases[0][items][0][price]="
                                                + price
                                                + "&phases[0"
                                                + added
                                                + "[price]="
                                                + price)
                                .error("param"))
                .isEqualTo("phases[0][add_invoice_items][0][price]");
    }
}
