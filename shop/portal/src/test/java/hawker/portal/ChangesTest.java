package hawker.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Buyers take another plan, and pay what they have seen. */
class ChangesTest extends PortalStory {

    private static final String UPDATE = "features[subscription_update]";

    private record Plans(String product, String small, String large) {}

    private static Plans plans() {
        var product = fits(stage.post("/v1/products", "name=Club")).text("id");
        return new Plans(product, price(product, 1000), price(product, 3000));
    }

    private static String price(String product, long amount) {
        return fits(stage.post(
                        "/v1/prices",
                        "currency=usd&recurring[interval]=month&product="
                                + product
                                + "&unit_amount="
                                + amount))
                .text("id");
    }

    private static String offering(Plans plans, String more) {
        return configuration(
                UPDATE
                        + "[enabled]=true&"
                        + UPDATE
                        + "[default_allowed_updates][0]=price&"
                        + UPDATE
                        + "[default_allowed_updates][1]=quantity&"
                        + UPDATE
                        + "[products][0][product]="
                        + plans.product()
                        + "&"
                        + UPDATE
                        + "[products][0][prices][0]="
                        + plans.small()
                        + "&"
                        + UPDATE
                        + "[products][0][prices][1]="
                        + plans.large()
                        + more);
    }

    private static final String AT_ONCE = "&" + UPDATE + "[proration_behavior]=always_invoice";

    private static final String COUNTED =
            "&"
                    + UPDATE
                    + "[products][0][adjustable_quantity][enabled]=true&"
                    + UPDATE
                    + "[products][0][adjustable_quantity][maximum]=5";

    @Test
    void what_is_charged_is_what_was_shown() {
        var plans = plans();
        var customer = stage.customer("pm_card_visa", "");
        var id = subscribed(customer, plans.small(), "");
        stage.clock.advance(Duration.ofDays(10));
        var path = path(session(customer, offering(plans, AT_ONCE), ""));
        assertThat(browser.get(path).body()).contains("Change plan");
        var choose = browser.get(path + "/change?subscription=" + id);
        assertThat(choose.body()).contains("Your plan now", "$30.00 a month", "Now: Club");
        var confirm =
                browser.get(
                        path + "/change/confirm?subscription=" + id + "&price=" + plans.large());
        assertThat(confirm.status()).isEqualTo(200);
        assertThat(confirm.body()).contains("What you pay today", "Unused time", "Remaining time");
        var shown = confirm.body().replaceAll("(?s).*Confirm and pay \\$([0-9.]+).*", "$1");
        var done = browser.post(path + "/change/confirm", confirm.fields());
        assertThat(done.location()).isEqualTo(path);
        assertThat(paid()).hasSize(2);
        assertThat(paid().getFirst().amount().text()).isEqualTo("$" + shown);
        var now = subscription(id).body();
        assertThat(now.at("/items/data/0/price/id").asText()).isEqualTo(plans.large());
        // A second press changes nothing.
        assertThat(browser.post(path + "/change/confirm", confirm.fields()).location())
                .isEqualTo(path);
        assertThat(paid()).hasSize(2);
    }

    @Test
    void what_is_made_up_for_later_is_on_the_next_bill() {
        var plans = plans();
        var customer = stage.customer("pm_card_visa", "");
        var id = subscribed(customer, plans.small(), "");
        var path = path(session(customer, offering(plans, COUNTED), ""));
        assertThat(browser.get(path + "/change?subscription=" + id).body()).contains("How many");
        var of = path + "/change/confirm?subscription=" + id;
        var same = browser.get(of + "&price=" + plans.small() + "&quantity=1");
        assertThat(same.status()).isEqualTo(422);
        assertThat(same.body()).contains("Choose another plan");
        // Five are the most.
        var confirm = browser.get(of + "&price=" + plans.small() + "&quantity=9");
        assertThat(confirm.body()).contains("What you pay on", "5 × $10.00 a month", "$50.00");
        browser.post(path + "/change/confirm", confirm.fields());
        assertThat(subscription(id).body().at("/items/data/0/quantity").asLong()).isEqualTo(5);
        assertThat(paid()).hasSize(1);
    }

    @Test
    void a_card_that_does_not_pay_leads_to_the_bill() {
        var plans = plans();
        var customer = stage.customer("pm_card_visa", "");
        var id = subscribed(customer, plans.small(), "");
        var bad = stage.card("pm_card_chargeCustomerFail");
        stage.post("/v1/payment_methods/" + bad + "/attach", "customer=" + customer);
        stage.post("/v1/customers/" + customer, "invoice_settings[default_payment_method]=" + bad);
        var path = path(session(customer, offering(plans, AT_ONCE), ""));
        var confirm =
                browser.get(
                        path + "/change/confirm?subscription=" + id + "&price=" + plans.large());
        var bill = browser.post(path + "/change/confirm", confirm.fields()).location();
        assertThat(bill).startsWith("/i/in_");
        assertThat(browser.get(bill).body()).contains("To pay");
        assertThat(subscription(id).text("status")).isEqualTo("past_due");
        assertThat(browser.get(path).body()).contains("Payment due");
    }

    @Test
    void nobody_gets_what_is_not_offered() {
        var plans = plans();
        var customer = stage.customer("pm_card_visa", "");
        var id = subscribed(customer, plans.small(), "");
        var path = path(session(customer, offering(plans, ""), ""));
        var of = path + "/change/confirm?subscription=" + id;
        assertThat(browser.get(of + "&price=" + stage.monthly(1)).status()).isEqualTo(422);
        var forged = new HashMap<String, String>();
        var page = browser.get(of + "&price=" + plans.large());
        forged.putAll(page.fields());
        forged.put("price", stage.monthly(1));
        assertThat(browser.post(path + "/change/confirm", forged).status()).isEqualTo(422);
        // A moment at which the change would cost nothing is not taken from the form.
        var late = new HashMap<>(page.fields());
        var end = subscription(id).body().at("/items/data/0/current_period_end").asLong();
        late.put("at", "" + (end - 1));
        browser.post(path + "/change/confirm", late);
        assertThat(subscription(id).body().at("/items/data/0/price/id").asText())
                .isEqualTo(plans.large());
        var other = subscribed(stage.customer("pm_card_visa", ""), plans.small(), "");
        assertThat(browser.get(path + "/change?subscription=" + other).status()).isEqualTo(404);
        var closed = configuration("features[invoice_history][enabled]=true");
        var shut = path(session(customer, closed, ""));
        assertThat(browser.get(shut + "/change?subscription=" + id).status()).isEqualTo(404);
    }

    @Test
    void a_buyer_may_come_to_choose_or_to_confirm() {
        var plans = plans();
        var customer = stage.customer("pm_card_visa", "");
        var id = subscribed(customer, plans.small(), "");
        var portal = offering(plans, AT_ONCE);
        var flow = "&flow_data[type]=subscription_update";
        var about = flow + "&flow_data[subscription_update][subscription]=" + id;
        var choosing = session(customer, portal, about);
        assertThat(choosing.body().at("/flow/subscription_update/subscription").asText())
                .isEqualTo(id);
        assertThat(browser.get(path(choosing)).location()).endsWith("/change");
        assertThat(browser.get(path(choosing) + "/change").body()).contains("Change your plan");
        assertThat(session(customer, portal, flow).error("param"))
                .isEqualTo("flow_data[subscription_update]");
        var confirm = "flow_data[subscription_update_confirm]";
        var agreed =
                "&flow_data[type]=subscription_update_confirm&"
                        + confirm
                        + "[subscription]="
                        + id
                        + "&"
                        + confirm
                        + "[items][0][id]="
                        + item(id)
                        + "&"
                        + confirm
                        + "[items][0][price]="
                        + plans.large()
                        + "&flow_data[after_completion][type]=hosted_confirmation";
        var path = path(session(customer, portal, agreed));
        assertThat(browser.get(path).location()).endsWith("/change/confirm");
        var page = browser.get(path + "/change/confirm");
        assertThat(page.body()).contains("To pay today").doesNotContain("Choose something else");
        assertThat(browser.post(path + "/change/confirm", page.fields()).location())
                .isEqualTo(path + "/done");
        assertThat(subscription(id).body().at("/items/data/0/price/id").asText())
                .isEqualTo(plans.large());
        var unknown = session(customer, portal, agreed.replace(plans.large(), "price_none"));
        assertThat(unknown.error("code")).isEqualTo("resource_missing");
        assertThat(unknown.error("param")).isEqualTo(confirm + "[items][0][price]");
        assertThat(session(customer, portal, agreed + "&locale=now").error("param"))
                .isEqualTo("locale");
        assertThat(session(customer, portal, agreed.replace(item(id), "si_none")).status())
                .isEqualTo(400);
    }

    @Test
    void what_is_offered_must_be_there() {
        var plans = plans();
        var made = fits(stage.get(CONFIGURATIONS + "/" + offering(plans, COUNTED)));
        var shown = made.body().at("/features/subscription_update/products/0");
        assertThat(shown.path("prices")).hasSize(2);
        assertThat(shown.at("/adjustable_quantity/maximum").asLong()).isEqualTo(5);
        assertThat(stage.post(CONFIGURATIONS, UPDATE + "[enabled]=true").error("param"))
                .isEqualTo("features[subscription_update][default_allowed_updates]");
        var none = Map.of("prices", once(500), "missing", "price_none").values();
        for (var price : none) {
            var wrong =
                    stage.post(
                            CONFIGURATIONS,
                            UPDATE
                                    + "[enabled]=true&"
                                    + UPDATE
                                    + "[default_allowed_updates][0]=price&"
                                    + UPDATE
                                    + "[products][0][product]="
                                    + plans.product()
                                    + "&"
                                    + UPDATE
                                    + "[products][0][prices][0]="
                                    + price);
            assertThat(wrong.error("param"))
                    .isEqualTo("features[subscription_update][products][0][prices]");
        }
    }
}
