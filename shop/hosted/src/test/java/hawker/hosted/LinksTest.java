package hawker.hosted;

import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.exception.StripeException;
import com.stripe.param.PaymentLinkCreateParams;
import com.stripe.param.PaymentLinkUpdateParams;
import com.stripe.param.PriceCreateParams;
import hawker.api.StripeSchema;
import hawker.web.Browser;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Payment links, by the official SDK and by who follows them. */
class LinksTest {

    private static final StripeSchema SCHEMA = new StripeSchema();
    private static Stage stage;
    private static Browser browser;

    @BeforeAll
    static void open() {
        stage = new Stage();
        browser = new Browser(stage.platform, stage.pages);
    }

    @AfterAll
    static void close() {
        browser.close();
        stage.close();
    }

    @BeforeEach
    void begin() {
        stage.another();
    }

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
