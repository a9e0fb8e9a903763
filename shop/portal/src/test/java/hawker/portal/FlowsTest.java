package hawker.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** What buyers come to the portal for: one thing, with what comes after it. */
class FlowsTest extends PortalStory {

    private static String offering(String more) {
        return configuration(
                "features[payment_method_update][enabled]=true"
                        + "&features[subscription_cancel][enabled]=true"
                        + more);
    }

    @Test
    void a_buyer_who_comes_to_leave_says_why_and_goes_back_to_the_shop() {
        var customer = stage.customer("pm_card_visa", "");
        var id = subscribed(customer, stage.monthly(3100), "");
        var asks =
                offering(
                        "&features[subscription_cancel][cancellation_reason][enabled]=true"
                                + "&features[subscription_cancel][cancellation_reason][options][0]=unused"
                                + "&features[subscription_cancel][cancellation_reason][options][1]=too_expensive");
        var flow = "&flow_data[type]=subscription_cancel";
        var about = flow + "&flow_data[subscription_cancel][subscription]=" + id;
        var after = "&flow_data[after_completion][type]=redirect";
        var back = "&flow_data[after_completion][redirect][return_url]=https://shop.example/bye";
        var made = session(customer, asks, about + after + back);
        assertThat(made.body().at("/flow/subscription_cancel/subscription").asText()).isEqualTo(id);
        var path = path(made);
        assertThat(browser.get(path).header("Location")).endsWith("/cancel");
        var page = browser.get(path + "/cancel");
        assertThat(page.body())
                .contains("Cancel your subscription", "It is too expensive", "is not renewed")
                .doesNotContain("It is hard to use");
        var csrf = page.fields().get("csrf");
        var long_ = Map.of("csrf", csrf, "subscription", id, "comment", "x".repeat(501));
        assertThat(browser.post(path + "/cancel", long_).status()).isEqualTo(422);
        var said =
                Map.of(
                        "csrf",
                        csrf,
                        "subscription",
                        id,
                        "feedback",
                        "too_expensive",
                        "comment",
                        "Too much");
        var left = browser.post(path + "/cancel", said);
        assertThat(left.header("Location")).isEqualTo("https://shop.example/bye");
        assertThat(browser.get(path).body()).contains("Your subscriptions", "Ends");
        var details = subscription(id).body().path("cancellation_details");
        assertThat(details.path("feedback").asText()).isEqualTo("too_expensive");
        assertThat(details.path("comment").asText()).isEqualTo("Too much");
        assertThat(session(customer, asks, about).error("param"))
                .isEqualTo("flow_data[subscription_cancel][subscription]");
        assertThat(session(customer, asks, flow).error("param"))
                .isEqualTo("flow_data[subscription_cancel]");
        assertThat(session(customer, asks, about + after).status()).isEqualTo(400);
        var other = stage.customer("pm_card_visa", "");
        assertThat(session(other, asks, about).status()).isEqualTo(400);
        var runs = back.replace("https://shop.example/bye", "javascript:alert(1)");
        var mine = subscribed(other, stage.monthly(3100), "");
        assertThat(session(other, asks, about.replace(id, mine) + after + runs).status())
                .isEqualTo(400);
    }

    @Test
    void a_buyer_who_comes_with_another_card_is_told_when_it_is_saved() {
        var customer = stage.customer("pm_card_visa", "");
        var usual = offering("");
        var flow = "&flow_data[type]=payment_method_update";
        var off =
                fits(stage.post(
                                "/v1/billing_portal/configurations",
                                "features[invoice_history][enabled]=true"))
                        .text("id");
        assertThat(session(customer, off, flow).error("param")).isEqualTo("flow_data[type]");
        var done =
                "&flow_data[after_completion][type]=hosted_confirmation"
                        + "&flow_data[after_completion][hosted_confirmation][custom_message]=Thanks";
        var path = path(session(customer, usual, flow + done));
        assertThat(browser.get(path).header("Location")).endsWith("/card");
        assertThat(browser.get(path + "/done").status()).isEqualTo(404);
        var page = browser.get(path + "/card");
        var card = stage.card("pm_card_mastercard");
        var saved =
                browser.post(
                        path + "/card",
                        Map.of("csrf", page.fields().get("csrf"), "payment_method", card));
        assertThat(saved.header("Location")).endsWith("/done");
        assertThat(browser.get(path + "/done").body()).contains("Done", "Thanks");
    }

    @Test
    void a_buyer_who_comes_to_leave_may_keep_the_reason_to_themselves() {
        var customer = stage.customer("pm_card_visa", "");
        var id = subscribed(customer, stage.monthly(3100), "");
        var reason = "&features[subscription_cancel][cancellation_reason][enabled]=true";
        var flow =
                "&return_url=https://shop.example/account&flow_data[type]=subscription_cancel"
                        + "&flow_data[after_completion][type]=hosted_confirmation"
                        + "&flow_data[subscription_cancel][subscription]="
                        + id;
        var path = path(session(customer, offering(reason), flow));
        var page = browser.get(path + "/cancel");
        var said = Map.of("csrf", page.fields().get("csrf"), "subscription", id, "comment", "");
        var left = browser.post(path + "/cancel", said);
        assertThat(left.header("Location")).endsWith("/done");
        assertThat(browser.get(path + "/done").body()).contains("has been told");
        var details = subscription(id).body().path("cancellation_details");
        assertThat(details.path("feedback").isNull()).isTrue();
    }

    @Test
    void reasons_are_known_ones() {
        var reason = "&features[subscription_cancel][cancellation_reason]";
        var wrong =
                stage.post(
                        "/v1/billing_portal/configurations",
                        "features[subscription_cancel][enabled]=true"
                                + reason
                                + "[enabled]=true"
                                + reason
                                + "[options][0]=bored");
        assertThat(wrong.error("param"))
                .isEqualTo("features[subscription_cancel][cancellation_reason][options]");
        var all = offering(reason + "[enabled]=true");
        var options = "/features/subscription_cancel/cancellation_reason/options";
        assertThat(stage.get("/v1/billing_portal/configurations/" + all).body().at(options))
                .hasSize(8);
    }
}
