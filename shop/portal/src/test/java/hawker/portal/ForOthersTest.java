package hawker.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Portals for the business of one connected account, and for the methods that a seller chose. */
class ForOthersTest extends PortalStory {

    private static final String CARD = "features[payment_method_update]";
    private static final String METHODS = CARD + "[payment_method_configuration]";

    private static String subscribed(String customer, long amount, String more) {
        var form = "customer=" + customer + "&items[0][price]=" + stage.monthly(amount) + more;
        return fits(stage.post("/v1/subscriptions", form)).text("id");
    }

    @Test
    void a_session_shows_what_is_sold_on_behalf_of_one_account() {
        var account = stage.connected();
        var customer = stage.customer("pm_card_visa", "");
        var own = subscribed(customer, 1100, "");
        var theirs = subscribed(customer, 2200, "&on_behalf_of=" + account);
        var portal =
                configuration(
                        "features[invoice_history][enabled]=true"
                                + "&features[subscription_cancel][enabled]=true");
        var all = browser.get(path(session(customer, portal, ""))).body();
        assertThat(all).contains("$11.00", "$22.00");
        var made = session(customer, portal, "&on_behalf_of=" + account);
        assertThat(made.text("on_behalf_of")).isEqualTo(account);
        var path = path(made);
        assertThat(browser.get(path).body()).contains("$22.00").doesNotContain("$11.00");
        // What is not shown is not reached by its address either.
        assertThat(browser.get(path + "/cancel?subscription=" + theirs).status()).isEqualTo(200);
        assertThat(browser.get(path + "/cancel?subscription=" + own).status()).isEqualTo(404);
        var flow =
                "&flow_data[type]=subscription_cancel&flow_data[subscription_cancel][subscription]=";
        assertThat(
                        session(customer, portal, "&on_behalf_of=" + account + flow + own)
                                .error("param"))
                .isEqualTo("flow_data[subscription_cancel][subscription]");
        fits(session(customer, portal, "&on_behalf_of=" + account + flow + theirs));
    }

    @Test
    void an_account_that_is_nobodys_is_refused() {
        var customer = stage.customer("pm_card_visa", "");
        var portal = configuration("features[invoice_history][enabled]=true");
        for (var wrong : new String[] {"acct_none", "acct_1QjYb2Kx0000Xy12"}) {
            var refused = session(customer, portal, "&on_behalf_of=" + wrong);
            assertThat(refused.error("code")).isEqualTo("resource_missing");
            assertThat(refused.error("param")).isEqualTo("on_behalf_of");
        }
    }

    @Test
    void cards_are_kept_where_the_sellers_choice_of_methods_has_them() {
        var methods = stage.post("/v1/payment_method_configurations", "name=Portal").text("id");
        var portal = configuration(CARD + "[enabled]=true&" + METHODS + "=" + methods);
        var shown = fits(stage.get(CONFIGURATIONS + "/" + portal)).body();
        assertThat(
                        shown.at("/features/payment_method_update/payment_method_configuration")
                                .asText())
                .isEqualTo(methods);
        var customer = stage.customer("pm_card_visa", "");
        var path = path(session(customer, portal, ""));
        assertThat(browser.get(path).body()).contains("Pay with another card");
        assertThat(browser.get(path + "/card").status()).isEqualTo(200);
        var csrf = browser.get(path + "/card").fields().get("csrf");
        var off = "card[display_preference][preference]=off";
        stage.post("/v1/payment_method_configurations/" + methods, off);
        assertThat(browser.get(path).body()).doesNotContain("Pay with another card");
        assertThat(browser.get(path + "/card").status()).isEqualTo(404);
        var sent = Map.of("csrf", csrf, "payment_method", "pm_card_visa");
        assertThat(browser.post(path + "/card", sent).status()).isEqualTo(404);
        // Without the choice all is as before.
        fits(stage.post(CONFIGURATIONS + "/" + portal, CARD + "[enabled]=true&" + METHODS + "="));
        assertThat(browser.get(path).body()).contains("Pay with another card");
    }

    @Test
    void a_choice_of_methods_that_is_none_is_refused() {
        var enabled = CARD + "[enabled]=true&" + METHODS + "=";
        var refused = stage.post(CONFIGURATIONS, enabled + "pmc_none");
        assertThat(refused.error("code")).isEqualTo("resource_missing");
        assertThat(refused.error("param")).isEqualTo(METHODS);
        var portal = configuration(CARD + "[enabled]=true");
        assertThat(stage.post(CONFIGURATIONS + "/" + portal, enabled + "pmc_none").error("param"))
                .isEqualTo(METHODS);
    }
}
