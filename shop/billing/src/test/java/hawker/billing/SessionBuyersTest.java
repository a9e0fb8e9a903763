package hawker.billing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who the customer of a session is, and what is billed to them. */
class SessionBuyersTest extends SessionStory {

    @Test
    void a_customer_who_is_known_keeps_their_balance_and_what_waits_for_them() {
        var customer = stage.customer("pm_card_visa", "");
        stage.post(
                "/v1/customers/" + customer + "/balance_transactions", "amount=-500&currency=usd");
        stage.post("/v1/invoiceitems", "currency=usd&amount=700&customer=" + customer);
        var made = fits(sells(stage.monthly(1000), "&customer=" + customer));
        fits(confirm(made, stage.card("pm_card_visa")));
        var done = session(made);
        assertThat(done.text("customer")).isEqualTo(customer);
        assertThat(billed(done).body().path("amount_paid").asLong()).isEqualTo(2000);
        assertThat(stage.get("/v1/customers/" + customer).body().path("balance").asLong())
                .isEqualTo(-500);
        var waiting = stage.get("/v1/invoiceitems?pending=true&customer=" + customer).body();
        assertThat(waiting.path("data")).hasSize(1);
    }

    @Test
    void a_payment_may_be_invoiced_and_its_buyer_kept() {
        var made =
                fits(
                        stage.post(
                                "/v1/checkout/sessions",
                                "mode=payment&success_url=https://shop.test/done"
                                        + "&invoice_creation[enabled]=true"
                                        + "&invoice_creation[invoice_data][footer]=Thanks"
                                        + "&invoice_creation[invoice_data][metadata][order]=7"
                                        + "&billing_address_collection=required"
                                        + "&line_items[0][quantity]=2&line_items[0][price]="
                                        + once(500)));
        var path = "/c/pay/" + made.text("id");
        assertThat(press(path, stage.card("pm_card_visa"), Map.of()).body())
                .contains("Enter the name on the bill.", "Choose the country of the bill.");
        var home =
                Map.of(
                        "billing_name", "Ann Berg",
                        "billing_line1", "1 Main St",
                        "billing_city", "Oakland",
                        "billing_state", "CA",
                        "billing_postal_code", "94607",
                        "billing_country", "US");
        assertThat(press(path, stage.card("pm_card_visa"), home).location()).isEqualTo(path);
        var done = session(made);
        assertThat(done.body().at("/customer_details/address/city").asText()).isEqualTo("Oakland");
        var invoice = billed(done);
        assertThat(invoice.text("status")).isEqualTo("paid");
        assertThat(invoice.text("footer")).isEqualTo("Thanks");
        assertThat(invoice.body().at("/customer_address/city").asText()).isEqualTo("Oakland");
        assertThat(invoice.body().path("amount_paid").asLong()).isEqualTo(1000);
        assertThat(done.text("customer")).isEqualTo(invoice.text("customer"));
        var intent = stage.get("/v1/payment_intents/" + done.text("payment_intent"));
        assertThat(intent.text("customer")).isEqualTo(done.text("customer"));
    }

    @Test
    void a_customer_is_made_of_every_buyer_where_the_seller_says_so() {
        var made =
                fits(
                        stage.post(
                                "/v1/checkout/sessions",
                                "mode=payment&success_url=https://shop.test/done"
                                        + "&customer_creation=always"
                                        + "&customer_email=bob@example.com"
                                        + "&line_items[0][quantity]=1&line_items[0][price]="
                                        + once(500)));
        fits(confirm(made, stage.card("pm_card_visa")));
        var done = session(made);
        var customer = fits(stage.get("/v1/customers/" + done.text("customer")));
        assertThat(customer.text("email")).isEqualTo("bob@example.com");
        assertThat(done.body().path("invoice").isNull()).isTrue();
    }

    @Test
    void a_business_becomes_a_customer_with_its_name_and_tax_number() {
        var link =
                fits(
                        stage.post(
                                "/v1/payment_links",
                                "line_items[0][quantity]=1&line_items[0][price]="
                                        + stage.monthly(900)
                                        + "&tax_id_collection[enabled]=true"
                                        + "&name_collection[business][enabled]=true"));
        assertThat(link.body().at("/tax_id_collection/enabled").asBoolean()).isTrue();
        var path = browser.get("/b/" + link.text("id")).location();
        assertThat(press(path, stage.card("pm_card_visa"), Map.of()).body())
                .containsOnlyOnce("Enter the name of the business.</a>");
        var first =
                Map.of("business_name", "Gin Ltd", "tax_type", "us_ein", "tax_id", "12-3456780");
        assertThat(press(path, stage.card("pm_card_visa_chargeDeclined"), first).status())
                .isEqualTo(422);
        // What counts is the number that was told last.
        var better = Map.of("tax_id", "12-3456789");
        assertThat(press(path, stage.card("pm_card_visa"), better).location()).isEqualTo(path);
        var done = fits(stage.get("/v1/checkout/sessions/" + path.substring("/c/pay/".length())));
        var customer = fits(stage.get("/v1/customers/" + done.text("customer")));
        assertThat(customer.text("business_name")).isEqualTo("Gin Ltd");
        assertThat(customer.text("name")).isEqualTo("Gin Ltd");
        var numbers = stage.get("/v1/customers/" + customer.text("id") + "/tax_ids").body();
        assertThat(numbers.path("data")).hasSize(1);
        assertThat(numbers.at("/data/0/value").asText()).isEqualTo("12-3456789");
        assertThat(numbers.at("/data/0/type").asText()).isEqualTo("us_ein");
    }
}
