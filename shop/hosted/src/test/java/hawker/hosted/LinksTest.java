package hawker.hosted;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.stripe.exception.StripeException;
import com.stripe.param.PaymentLinkCreateParams;
import com.stripe.param.PaymentLinkUpdateParams;
import com.stripe.param.PriceCreateParams;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Payment links, by the official SDK and by who follows them. */
class LinksTest extends HostedStory {

    private static String link() throws StripeException {
        var stripe = stage.client().v1();
        var price =
                stripe.prices()
                        .create(
                                PriceCreateParams.builder()
                                        .setCurrency("usd")
                                        .setUnitAmount(700L)
                                        .setProductData(
                                                PriceCreateParams.ProductData.builder()
                                                        .setName("Tonic")
                                                        .build())
                                        .build());
        return stripe.paymentLinks()
                .create(
                        PaymentLinkCreateParams.builder()
                                .addLineItem(
                                        PaymentLinkCreateParams.LineItem.builder()
                                                .setPrice(price.getId())
                                                .setQuantity(3L)
                                                .build())
                                .putMetadata("campaign", "autumn")
                                .build())
                .getId();
    }

    @Test
    void each_visit_makes_a_session_and_one_of_them_is_paid() throws StripeException {
        var id = link();
        var shown = stage.get("/v1/payment_links/" + id).body();
        assertThat(SCHEMA.findings(shown)).isEmpty();
        assertThat(shown.path("url").asText()).isEqualTo(Stage.ORIGIN + "/b/" + id);
        var first = browser.get("/b/" + id).location();
        var second = browser.get("/b/" + id).location();
        assertThat(first).startsWith("/c/pay/cs_test_").isNotEqualTo(second);
        var form = browser.get(first).fields();
        form.putAll(
                Map.of("email", "ann@example.com", "payment_method", stage.card("pm_card_visa")));
        assertThat(browser.post(first + "/pay", form).location()).isEqualTo(first);
        var paid =
                stage.get("/v1/checkout/sessions?payment_link=" + id + "&status=complete").body();
        assertThat(paid.path("data")).hasSize(1);
        assertThat(paid.at("/data/0/amount_total").asLong()).isEqualTo(2100);
        assertThat(paid.at("/data/0/metadata/campaign").asText()).isEqualTo("autumn");
        assertThat(stage.charges()).hasSize(1);
        assertThat(stage.told())
                .containsExactly("payment_link.created", "checkout.session.completed");
    }

    private static ObjectNode changed(String id, String form) {
        var got = stage.post("/v1/payment_links/" + id, form);
        assertThat(got.status()).as(got.body().toString()).isEqualTo(200);
        assertThat(SCHEMA.findings(got.body())).isEmpty();
        return got.body();
    }

    private static void refused(String id, String form, String param) {
        var got = stage.post("/v1/payment_links/" + id, form);
        assertThat(got.status()).as(got.body().toString()).isEqualTo(400);
        assertThat(got.body().at("/error/param").asText()).isEqualTo(param);
    }

    @Test
    void what_a_link_asks_is_changed_and_asked_of_the_next_visitor() throws StripeException {
        var id = link();
        var link =
                changed(
                        id,
                        "phone_number_collection[enabled]=true&submit_type=donate"
                                + "&custom_fields[0][key]=size&custom_fields[0][type]=text"
                                + "&custom_fields[0][label][type]=custom"
                                + "&custom_fields[0][label][custom]=Your+size"
                                + "&custom_text[submit][message]=We+ship+on+Mondays."
                                + "&custom_text[after_submit][message]=Ask+us+%3Cb%3Eanything%3C/b%3E."
                                + "&payment_intent_data[description]=Autumn"
                                + "&tax_id_collection[enabled]=true"
                                + "&payment_method_types[0]=card");
        assertThat(link.at("/custom_fields/0/text").has("value")).isFalse();
        assertThat(link.at("/custom_text/submit/message").asText())
                .isEqualTo("We ship on Mondays.");
        assertThat(link.at("/payment_intent_data/description").asText()).isEqualTo("Autumn");
        var kept = changed(id, "billing_address_collection=required");
        assertThat(kept.path("custom_fields")).as("what is not said stays").hasSize(1);
        var page = browser.get(browser.get("/b/" + id).location()).body();
        assertThat(page)
                .contains("Phone number", "Your size", "We ship on Mondays.", "Billing address")
                .contains("Ask us &lt;b&gt;anything&lt;/b&gt;.")
                .doesNotContain("<b>anything");
        var bare = changed(id, "custom_fields=&custom_text[submit]=&payment_method_types=");
        assertThat(bare.path("custom_fields")).isEmpty();
        assertThat(bare.at("/custom_text/submit").isNull()).isTrue();
        assertThat(bare.path("payment_method_types").isNull()).isTrue();
        refused(id, "payment_method_collection=always", "payment_method_collection");
        refused(id, "payment_method_types[0]=customer_balance", "payment_method_types");
    }

    @Test
    void a_link_sells_another_quantity_from_now_on() throws StripeException {
        var id = link();
        var items = "/v1/payment_links/" + id + "/line_items";
        var line = stage.get(items).body().at("/data/0/id").asText();
        changed(
                id,
                "line_items[0][id]="
                        + line
                        + "&line_items[0][quantity]=5"
                        + "&line_items[0][adjustable_quantity][enabled]=true"
                        + "&line_items[0][adjustable_quantity][maximum]=6");
        var now = stage.get(items).body().at("/data/0");
        assertThat(now.path("quantity").asInt()).isEqualTo(5);
        assertThat(now.at("/adjustable_quantity/maximum").asInt()).isEqualTo(6);
        assertThat(browser.get(browser.get("/b/" + id).location()).body()).contains("$35.00");
        refused(
                id,
                "line_items[0][id]=" + line + "&line_items[0][quantity]=7",
                "line_items[0][quantity]");
        refused(id, "line_items[0][id]=li_none&line_items[0][quantity]=1", "line_items[0][id]");
    }

    @Test
    void a_link_sells_as_often_as_it_may() throws StripeException {
        var id = link();
        var restricted = changed(id, "restrictions[completed_sessions][limit]=2");
        assertThat(restricted.at("/restrictions/completed_sessions/count").asInt()).isZero();
        for (int sale = 0; sale < 2; sale++) {
            var page = browser.get("/b/" + id).location();
            var form = browser.get(page).fields();
            form.put("email", "ann@example.com");
            form.put("payment_method", stage.card("pm_card_visa"));
            assertThat(browser.post(page + "/pay", form).location()).isEqualTo(page);
        }
        var over = stage.get("/v1/payment_links/" + id).body();
        assertThat(over.path("active").asBoolean()).isFalse();
        assertThat(over.at("/restrictions/completed_sessions/count").asInt()).isEqualTo(2);
        assertThat(browser.get("/b/" + id).status()).isEqualTo(410);
        assertThat(stage.told().getLast()).isEqualTo("payment_link.updated");
        refused(
                id,
                "restrictions[completed_sessions][limit]=2",
                "restrictions[completed_sessions][limit]");
        assertThat(changed(id, "restrictions=&active=true").path("restrictions").isNull()).isTrue();
        assertThat(browser.get("/b/" + id).status()).isEqualTo(303);
    }

    @Test
    void a_closed_link_says_so_and_makes_nothing() throws StripeException {
        var id = link();
        stage.client()
                .v1()
                .paymentLinks()
                .update(
                        id,
                        PaymentLinkUpdateParams.builder()
                                .setActive(false)
                                .setInactiveMessage("Sold out until spring")
                                .build());
        var closed = browser.get("/b/" + id);
        assertThat(closed.status()).isEqualTo(410);
        assertThat(closed.body()).contains("Sold out until spring");
        assertThat(stage.get("/v1/checkout/sessions").body().path("data")).isEmpty();
        assertThat(stage.get("/v1/payment_links?active=true").body().path("data")).isEmpty();
        assertThat(stage.told()).containsExactly("payment_link.created", "payment_link.updated");
        var items = stage.get("/v1/payment_links/" + id + "/line_items").body();
        assertThat(items.at("/data/0/description").asText()).isEqualTo("Tonic");
        assertThat(
                        SCHEMA.findings(
                                (com.fasterxml.jackson.databind.node.ObjectNode)
                                        items.at("/data/0")))
                .isEmpty();
    }

    @Test
    void what_is_anothers_is_not_there() throws StripeException {
        var id = link();
        stage.another();
        assertThat(stage.get("/v1/payment_links/" + id).status()).isEqualTo(404);
        assertThat(stage.post("/v1/payment_links/" + id, "active=false").status()).isEqualTo(404);
        assertThat(browser.get("/b/plink_none").status()).isEqualTo(404);
        assertThat(
                        stage.post(
                                        "/v1/payment_links",
                                        "line_items[0][price]=price_none&line_items[0][quantity]=1")
                                .error("code"))
                .isEqualTo("resource_missing");
    }
}
