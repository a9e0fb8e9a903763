package hawker.portal;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.web.Browser;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** Codes, offers to who leaves, and changes that wait until the period is over. */
class OffersTest extends PortalStory {

    private static final String UPDATE = "features[subscription_update]";

    private record Plans(String product, String small, String large, String yearly) {}

    private static Plans plans() {
        var product = fits(stage.post("/v1/products", "name=Club")).text("id");
        return new Plans(
                product,
                price(product, 1000, "month"),
                price(product, 3000, "month"),
                price(product, 20000, "year"));
    }

    private static String price(String product, long amount, String interval) {
        return fits(stage.post(
                        "/v1/prices",
                        "currency=usd&recurring[interval]="
                                + interval
                                + "&product="
                                + product
                                + "&unit_amount="
                                + amount))
                .text("id");
    }

    private static String offering(Plans plans, String more) {
        var prices = UPDATE + "[products][0]";
        return configuration(
                UPDATE
                        + "[enabled]=true&"
                        + UPDATE
                        + "[default_allowed_updates][0]=price&"
                        + UPDATE
                        + "[default_allowed_updates][1]=promotion_code&"
                        + prices
                        + "[product]="
                        + plans.product()
                        + "&"
                        + prices
                        + "[prices][0]="
                        + plans.small()
                        + "&"
                        + prices
                        + "[prices][1]="
                        + plans.large()
                        + "&"
                        + prices
                        + "[prices][2]="
                        + plans.yearly()
                        + more);
    }

    private static final String LATER =
            "&"
                    + UPDATE
                    + "[schedule_at_period_end][conditions][0][type]=decreasing_item_amount&"
                    + UPDATE
                    + "[schedule_at_period_end][conditions][1][type]=shortening_interval";

    private static String coupon(String more) {
        return fits(stage.post("/v1/coupons", "percent_off=20" + more)).text("id");
    }

    private static String code(String coupon, String code) {
        return fits(stage.post(
                        "/v1/promotion_codes",
                        "promotion[type]=coupon&promotion[coupon]=" + coupon + "&code=" + code))
                .text("id");
    }

    @Test
    void a_code_is_taken_off_what_is_shown_and_charged() {
        var plans = plans();
        var customer = stage.customer("pm_card_visa", "");
        var id = subscribed(customer, plans.small(), "");
        var promo = code(coupon("&duration=forever"), "OWLS");
        var at = "&" + UPDATE + "[proration_behavior]=always_invoice";
        var path = path(session(customer, offering(plans, at), ""));
        assertThat(browser.get(path + "/change?subscription=" + id).body())
                .contains("Promotion code");
        var of = path + "/change/confirm?subscription=" + id + "&price=" + plans.yearly();
        var wrong = browser.get(of + "&code=NONE");
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.body()).contains("This promotion code is not valid.", "NONE");
        var confirm = browser.get(of + "&code=owls");
        assertThat(confirm.status()).as(confirm.body()).isEqualTo(200);
        assertThat(confirm.body()).contains("Code owls", "20% off as long as you stay");
        var shown = confirm.body().replaceAll("(?s).*Confirm and pay \\$([0-9.,]+).*", "$1");
        var done = browser.post(path + "/change/confirm", confirm.fields());
        assertThat(done.location()).as(done.body()).isEqualTo(path);
        assertThat(paid().getFirst().amount().text()).isEqualTo("$" + shown);
        var now = subscription(id).body();
        assertThat(now.path("discounts")).hasSize(1);
        browser.post(path + "/change/confirm", confirm.fields());
        var promotion = fits(stage.get("/v1/promotion_codes/" + promo)).body();
        assertThat(promotion.path("times_redeemed").asLong()).isEqualTo(1);
    }

    @Test
    void prorations_have_the_code_that_comes_with_them() {
        var plans = plans();
        var customer = stage.customer("pm_card_visa", "");
        var id = subscribed(customer, plans.small(), "");
        code(coupon("&duration=forever"), "HALF");
        var at = "&" + UPDATE + "[proration_behavior]=always_invoice";
        var path = path(session(customer, offering(plans, at), ""));
        var confirm =
                browser.get(
                        path
                                + "/change/confirm?code=HALF&subscription="
                                + id
                                + "&price="
                                + plans.large());
        var shown = confirm.body().replaceAll("(?s).*Confirm and pay \\$([0-9.,]+).*", "$1");
        assertThat(browser.post(path + "/change/confirm", confirm.fields()).location())
                .isEqualTo(path);
        assertThat(paid().getFirst().amount().text()).isEqualTo("$" + shown);
    }

    @Test
    void the_plan_may_stay_when_only_a_code_is_typed() {
        var plans = plans();
        var customer = stage.customer("pm_card_visa", "");
        var id = subscribed(customer, plans.small(), "");
        code(coupon("&duration=once"), "NEXT");
        var path = path(session(customer, offering(plans, ""), ""));
        var confirm =
                browser.get(
                        path
                                + "/change/confirm?code=NEXT&subscription="
                                + id
                                + "&price="
                                + plans.small());
        assertThat(confirm.body()).contains("20% off your next bill", "$8.00");
        browser.post(path + "/change/confirm", confirm.fields());
        assertThat(subscription(id).body().path("discounts")).hasSize(1);
    }

    @Test
    void a_change_that_the_seller_chose_has_the_discount_he_chose() {
        var plans = plans();
        var customer = stage.customer("pm_card_visa", "");
        var id = subscribed(customer, plans.small(), "");
        var off = coupon("&duration=forever");
        var confirms = "&flow_data[subscription_update_confirm]";
        var flow =
                "&flow_data[type]=subscription_update_confirm"
                        + confirms
                        + "[subscription]="
                        + id
                        + confirms
                        + "[items][0][id]="
                        + item(id)
                        + confirms
                        + "[items][0][price]="
                        + plans.large();
        var discount = confirms + "[discounts][0][coupon]=";
        var portal = offering(plans, "");
        assertThat(session(customer, portal, flow + discount + "none").error("param"))
                .isEqualTo("flow_data[subscription_update_confirm][discounts][0][coupon]");
        var made = session(customer, portal, flow + discount + off);
        assertThat(made.body().at("/flow/subscription_update_confirm/discounts/0/coupon").asText())
                .isEqualTo(off);
        var path = path(made);
        var confirm = browser.get(path + "/change/confirm");
        assertThat(confirm.body()).contains("Discount", "20% off as long as you stay");
        browser.post(path + "/change/confirm", confirm.fields());
        assertThat(subscription(id).body().path("discounts")).hasSize(1);
    }

    @Test
    void who_wants_to_leave_is_offered_to_stay() {
        var plans = plans();
        var customer = stage.customer("pm_card_visa", "");
        var id = subscribed(customer, plans.small(), "");
        var off = coupon("&duration=repeating&duration_in_months=3&name=Stay");
        var portal = configuration("features[subscription_cancel][enabled]=true");
        var flow =
                "&flow_data[type]=subscription_cancel&flow_data[subscription_cancel][subscription]="
                        + id
                        + "&flow_data[subscription_cancel][retention][type]=coupon_offer"
                        + "&flow_data[subscription_cancel][retention][coupon_offer][coupon]=";
        assertThat(session(customer, portal, flow + "none").error("param"))
                .isEqualTo("flow_data[subscription_cancel][retention][coupon_offer][coupon]");
        var made = session(customer, portal, flow + off);
        assertThat(
                        made.body()
                                .at("/flow/subscription_cancel/retention/coupon_offer/coupon")
                                .asText())
                .isEqualTo(off);
        var path = path(made);
        var offer = browser.get(path + "/cancel");
        assertThat(offer.body())
                .contains("Before you go: 20% off for 3 months", "No, cancel my subscription");
        assertThat(browser.get(path + "/cancel?declined=1&subscription=" + id).body())
                .contains("Cancel your subscription", "is not renewed");
        var stays = browser.post(path + "/cancel/offer", offer.fields());
        assertThat(stays.status()).as(stays.body()).isEqualTo(303);
        assertThat(subscription(id).body().path("discounts")).hasSize(1);
        assertThat(subscription(id).body().path("cancel_at_period_end").asBoolean()).isFalse();
        // It is done: the offer cannot be had twice.
        assertThat(browser.post(path + "/cancel/offer", offer.fields()).status()).isEqualTo(404);
        assertThat(subscription(id).body().path("discounts")).hasSize(1);
    }

    @Test
    void what_several_presses_take_at_once_is_used_up_once() throws Exception {
        var plans = plans();
        var customer = stage.customer("pm_card_visa", "");
        var id = subscribed(customer, plans.small(), "");
        var off = coupon("&duration=forever");
        var leaving = "&flow_data[subscription_cancel]";
        var flow =
                "&flow_data[type]=subscription_cancel"
                        + leaving
                        + "[subscription]="
                        + id
                        + leaving
                        + "[retention][type]=coupon_offer"
                        + leaving
                        + "[retention][coupon_offer][coupon]="
                        + off;
        var portal = configuration("features[subscription_cancel][enabled]=true");
        var path = path(session(customer, portal, flow));
        presses(path + "/cancel", path + "/cancel/offer");
        assertThat(subscription(id).body().path("discounts")).hasSize(1);
        assertThat(stage.get("/v1/coupons/" + off).body().path("times_redeemed").asLong())
                .isEqualTo(1);
    }

    /** Several windows of the same buyer, each with the form of a page, sent at one moment. */
    private static void presses(String page, String action) throws Exception {
        int many = 6;
        var ready = new CyclicBarrier(many);
        try (var windows = Executors.newVirtualThreadPerTaskExecutor()) {
            var presses = new ArrayList<Future<Integer>>();
            for (int i = 0; i < many; i++)
                presses.add(
                        windows.submit(() -> {
                            try (var window = new Browser(stage.platform, stage.pages)) {
                                var form = window.get(page).fields();
                                ready.await();
                                return window.post(action, form).status();
                            }
                        }));
            for (var press : presses) assertThat(press.get()).isLessThan(500);
        }
    }

    @Test
    void a_smaller_plan_waits_for_the_end_of_the_period() {
        var clock = clock();
        var plans = plans();
        var customer = stage.customer("pm_card_visa", "&test_clock=" + clock);
        var id = subscribed(customer, plans.large(), "");
        var path = path(session(customer, offering(plans, LATER), ""));
        var of = path + "/change/confirm?subscription=" + id + "&price=";
        assertThat(browser.get(of + plans.yearly()).body()).contains("What you pay today");
        var confirm = browser.get(of + plans.small());
        assertThat(confirm.body())
                .contains("Changes on", "nothing is paid today", "$10.00 a month")
                .doesNotContain("What you pay");
        var done = browser.post(path + "/change/confirm", confirm.fields());
        assertThat(done.location()).as(done.body()).isEqualTo(path);
        assertThat(paid()).hasSize(1);
        assertThat(subscription(id).body().at("/items/data/0/price/id").asText())
                .isEqualTo(plans.large());
        var home = browser.get(path);
        assertThat(home.body())
                .contains("Changes to", "Club, $10.00 a month", "Keep the current plan")
                .doesNotContain("Change plan");
        advance(clock, NEW_YEAR + 32 * DAY);
        var now = subscription(id).body();
        assertThat(now.at("/items/data/0/price/id").asText()).isEqualTo(plans.small());
        assertThat(paid().getFirst().amount().minor()).isEqualTo(1000);
    }

    @Test
    void a_change_that_waits_may_be_given_up() {
        var plans = plans();
        var customer = stage.customer("pm_card_visa", "");
        var id = subscribed(customer, plans.yearly(), "");
        var path = path(session(customer, offering(plans, LATER), ""));
        var confirm =
                browser.get(
                        path + "/change/confirm?subscription=" + id + "&price=" + plans.large());
        assertThat(confirm.body()).contains("Changes on");
        browser.post(path + "/change/confirm", confirm.fields());
        assertThat(subscription(id).body().path("schedule").isTextual()).isTrue();
        var form = new HashMap<>(browser.get(path).fields());
        var kept = browser.post(path + "/change/forget", form);
        assertThat(kept.location()).as(kept.body()).isEqualTo(path);
        assertThat(subscription(id).body().path("schedule").isNull()).isTrue();
        assertThat(browser.get(path).body()).contains("Change plan");
    }

    @Test
    void a_trial_ends_with_a_change_or_goes_on() {
        var plans = plans();
        var customer = stage.customer("pm_card_visa", "");
        var first = subscribed(customer, plans.small(), "&trial_period_days=7");
        var path = path(session(customer, offering(plans, ""), ""));
        var of = "/change/confirm?subscription=" + first + "&price=" + plans.large();
        var confirm = browser.get(path + of);
        assertThat(confirm.body()).contains("Confirm and pay $30.00");
        browser.post(path + "/change/confirm", confirm.fields());
        assertThat(subscription(first).text("status")).isEqualTo("active");
        assertThat(paid()).hasSize(1);
        var goes = "&" + UPDATE + "[trial_update_behavior]=continue_trial";
        var other = stage.customer("pm_card_visa", "");
        var second = subscribed(other, plans.small(), "&trial_period_days=7");
        var kept = path(session(other, offering(plans, goes), ""));
        browser.post(
                kept + "/change/confirm", browser.get(kept + of.replace(first, second)).fields());
        assertThat(subscription(second).text("status")).isEqualTo("trialing");
        assertThat(paid()).hasSize(1);
    }
}
