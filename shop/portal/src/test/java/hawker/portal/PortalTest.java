package hawker.portal;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.billing.Stage;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The portal's first page, and what is done from it. */
class PortalTest extends PortalStory {

    private static String usual(String customer) {
        return path(stage.post("/v1/billing_portal/sessions", "customer=" + customer));
    }

    @Test
    void the_portal_is_set_up_and_opened() {
        var customer = stage.customer("pm_card_visa", "");
        var made = fits(stage.post("/v1/billing_portal/sessions", "customer=" + customer));
        assertThat(made.text("url")).startsWith(Stage.ORIGIN + "/p/session/bps_");
        var usual = fits(stage.get(CONFIGURATIONS + "/" + made.text("configuration")));
        assertThat(usual.body().path("is_default").asBoolean()).isTrue();
        assertThat(stage.told())
                .contains("billing_portal.session.created", "billing_portal.configuration.created");
        var again = fits(stage.post("/v1/billing_portal/sessions", "customer=" + customer));
        assertThat(again.text("configuration")).isEqualTo(made.text("configuration"));
        assertThat(
                        stage.post(CONFIGURATIONS + "/" + usual.text("id"), "active=false")
                                .error("param"))
                .isEqualTo("active");
        assertThat(stage.post("/v1/billing_portal/sessions", "customer=cus_none").error("code"))
                .isEqualTo("resource_missing");
    }

    @Test
    void configurations_are_found_page_by_page() {
        var first = configuration("features[invoice_history][enabled]=true");
        var second = configuration("features[invoice_history][enabled]=true");
        var page = fits(stage.get(CONFIGURATIONS + "?limit=1")).body();
        assertThat(page.at("/data/0/id").asText()).isEqualTo(second);
        assertThat(page.path("has_more").asBoolean()).isTrue();
        var next = fits(stage.get(CONFIGURATIONS + "?starting_after=" + second)).body();
        assertThat(next.at("/data/0/id").asText()).isEqualTo(first);
        var back = fits(stage.get(CONFIGURATIONS + "?ending_before=" + first)).body();
        assertThat(back.at("/data/0/id").asText()).isEqualTo(second);
        stage.told();
        fits(stage.post(CONFIGURATIONS + "/" + first, "active=false&metadata[a]=b"));
        assertThat(stage.told()).contains("billing_portal.configuration.updated");
        assertThat(fits(stage.get(CONFIGURATIONS + "?active=true")).body().path("data")).hasSize(1);
        assertThat(stage.get(CONFIGURATIONS + "/bpc_none").status()).isEqualTo(404);
    }

    @Test
    void a_buyer_sees_in_words_what_runs_and_what_was_billed() {
        var customer = stage.customer("pm_card_visa", "");
        subscribed(customer, stage.monthly(1900), "&items[0][quantity]=2");
        subscribed(customer, stage.monthly(500), "&trial_period_days=7");
        finalized(customer, 700);
        var portal =
                configuration(
                        "features[invoice_history][enabled]=true&business_profile[headline]=Hello there"
                                + "&business_profile[privacy_policy_url]=https://shop.example/privacy");
        var page = browser.get(path(session(customer, portal, "")));
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body())
                .contains(
                        "Hello there",
                        "Gin",
                        "Active",
                        "2 × $19.00 a month",
                        "Renews",
                        "Trial",
                        "Free until",
                        "Paid",
                        "To pay",
                        "$7.00",
                        "https://shop.example/privacy")
                .doesNotContain(">active<", ">open<", "Cancel subscription");
    }

    @Test
    void no_link_of_the_portal_runs_in_its_page() {
        var customer = stage.customer("pm_card_visa", "");
        var base = "/v1/billing_portal/";
        var all = "features[invoice_history][enabled]=true";
        for (var bad : List.of("javascript:alert(1)", "data:text/html,x", "nowhere")) {
            var session = "customer=" + customer + "&return_url=" + bad;
            assertThat(stage.post(base + "sessions", session).error("code"))
                    .isEqualTo("url_invalid");
            for (var name : List.of("default_return_url", "business_profile[privacy_policy_url]")) {
                var refused = stage.post(base + "configurations", all + "&" + name + "=" + bad);
                assertThat(refused.error("param")).as(bad).isEqualTo(name);
            }
        }
    }

    @Test
    void a_buyer_leaves_and_stays_after_all() {
        var customer = stage.customer("pm_card_visa", "");
        var id = subscribed(customer, stage.monthly(1500), "");
        var path = usual(customer);
        var of = "?subscription=" + id;
        assertThat(browser.get(path).body()).contains("Cancel subscription", path + "/cancel" + of);
        var page = browser.get(path + "/cancel" + of);
        assertThat(browser.post(path + "/cancel", page.fields()).location()).isEqualTo(path);
        assertThat(subscription(id).body().path("cancel_at_period_end").asBoolean()).isTrue();
        var after = browser.get(path);
        assertThat(after.body()).contains("Ending", "Keep subscription");
        var keeps = browser.get(path + "/keep" + of);
        assertThat(keeps.body()).contains("goes on", "$15.00 a month");
        assertThat(browser.post(path + "/keep", keeps.fields()).location()).isEqualTo(path);
        assertThat(subscription(id).body().path("cancel_at").isNull()).isTrue();
        assertThat(browser.get(path + "/keep" + of).status()).isEqualTo(404);
        assertThat(browser.get(path + "/cancel?subscription=sub_other").status()).isEqualTo(404);
    }

    @Test
    void who_leaves_at_once_may_get_back_what_is_not_used() {
        var customer = stage.customer("pm_card_visa", "&test_clock=" + clock());
        var id = subscribed(customer, stage.monthly(3100), "");
        var portal =
                configuration(
                        "features[subscription_cancel][enabled]=true"
                                + "&features[subscription_cancel][mode]=immediately"
                                + "&features[subscription_cancel][proration_behavior]=create_prorations");
        var path = path(session(customer, portal, ""));
        var page = browser.get(path + "/cancel?subscription=" + id);
        assertThat(page.body()).contains("It ends now.");
        browser.post(path + "/cancel", page.fields());
        assertThat(subscription(id).text("status")).isEqualTo("canceled");
        var credit = stage.get("/v1/invoiceitems?pending=true").body().at("/data/0/amount");
        assertThat(credit.asLong()).isEqualTo(-3100);
        assertThat(browser.get(path).body()).contains("Nothing runs at the moment.");
    }

    @Test
    void a_buyer_changes_the_card_where_the_seller_lets_them() {
        var customer = stage.customer("pm_card_visa", "");
        var first = stage.card("pm_card_visa");
        stage.post("/v1/payment_methods/" + first + "/attach", "customer=" + customer);
        var id = subscribed(customer, stage.monthly(1500), "&default_payment_method=" + first);
        assertThat(browser.get(usual(customer) + "/card").status()).isEqualTo(404);
        var lets = configuration("features[payment_method_update][enabled]=true");
        var path = path(session(customer, lets, ""));
        assertThat(browser.get(path).body()).contains("Pay with another card");
        var page = browser.get(path + "/card");
        assertThat(page.body()).contains("Another card for Juniper", "Save card");
        var csrf = page.fields().get("csrf");
        var nothing = browser.post(path + "/card", Map.of("csrf", csrf, "payment_method", ""));
        assertThat(nothing.status()).isEqualTo(422);
        var bad = stage.card("pm_card_visa_chargeDeclined");
        var declined = browser.post(path + "/card", Map.of("csrf", csrf, "payment_method", bad));
        assertThat(declined.status()).isEqualTo(422);
        assertThat(declined.body()).contains("Nothing was saved");
        var card = stage.card("pm_card_mastercard");
        var saved = browser.post(path + "/card", Map.of("csrf", csrf, "payment_method", card));
        assertThat(saved.status()).isEqualTo(303);
        var known = stage.get("/v1/customers/" + customer).body();
        assertThat(known.at("/invoice_settings/default_payment_method").asText()).isEqualTo(card);
        assertThat(subscription(id).text("default_payment_method")).isEqualTo(card);
    }

    @Test
    void whoever_has_no_key_or_an_old_one_sees_nothing() {
        var customer = stage.customer("pm_card_visa", "");
        var path = usual(customer);
        var other = path.substring(0, path.lastIndexOf('/')) + "/guessed";
        assertThat(browser.get(other).status()).isEqualTo(404);
        assertThat(browser.post(path + "/cancel", Map.of("csrf", "made up")).status())
                .isEqualTo(403);
        stage.clock.advance(Duration.ofMinutes(61));
        assertThat(browser.get(path).status()).isEqualTo(410);
    }
}
