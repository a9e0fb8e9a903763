package hawker.portal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Buyers change what is known of them, as far as the seller lets them. */
class DetailsTest extends PortalStory {

    private static final String UPDATE = "features[customer_update]";

    private static String allowing(String... kinds) {
        var form = new StringBuilder(UPDATE + "[enabled]=true");
        for (int i = 0; i < kinds.length; i++)
            form.append("&" + UPDATE + "[allowed_updates][" + i + "]=" + kinds[i]);
        return configuration(form.toString());
    }

    private static Map<String, String> filled(Map<String, String> fields, String... more) {
        var filled = new HashMap<>(fields);
        for (int i = 0; i < more.length; i += 2) filled.put(more[i], more[i + 1]);
        return filled;
    }

    @Test
    void a_buyer_moves_house() {
        var customer = stage.customer("pm_card_visa", "&name=Ada&address[line1]=1 Elm");
        var portal = allowing("name", "email", "phone", "address", "shipping", "tax_id");
        var path = path(session(customer, portal, ""));
        assertThat(browser.get(path).body()).contains("Change your details", "1 Elm");
        var page = browser.get(path + "/details");
        assertThat(page.body()).contains("bob@example.com", "Billing address", "Tax numbers");
        var csrf = page.fields().get("csrf");
        var typed =
                filled(
                        Map.of(),
                        "csrf",
                        csrf,
                        "name",
                        "Ada King",
                        "email",
                        "ada@example.com",
                        "phone",
                        "",
                        "address[line1]",
                        "2 Oak",
                        "address[city]",
                        "Bath",
                        "address[country]",
                        "GB",
                        "shipping[name]",
                        "Ada",
                        "shipping[address][line1]",
                        "3 Ash",
                        "type",
                        "eu_vat",
                        "value",
                        "DE123456789");
        assertThat(browser.post(path + "/details", typed).location()).isEqualTo(path);
        var known = fits(stage.get("/v1/customers/" + customer)).body();
        assertThat(known.path("name").asText()).isEqualTo("Ada King");
        assertThat(known.path("email").asText()).isEqualTo("ada@example.com");
        assertThat(known.at("/address/line1").asText()).isEqualTo("2 Oak");
        assertThat(known.at("/address/line2").isNull()).isTrue();
        assertThat(known.at("/shipping/address/line1").asText()).isEqualTo("3 Ash");
        var numbers = stage.get("/v1/customers/" + customer + "/tax_ids").body().path("data");
        assertThat(numbers).hasSize(1);
        assertThat(browser.get(path).body())
                .contains("2 Oak, Bath, United Kingdom", "EU VAT DE123456789");
        // What is emptied is taken away.
        var next = browser.get(path + "/details");
        assertThat(next.body()).contains("Remove EU VAT DE123456789");
        var gone = "gone-" + numbers.at("/0/id").asText();
        var emptied =
                filled(
                        Map.of(),
                        "csrf",
                        next.fields().get("csrf"),
                        "name",
                        "Ada King",
                        "email",
                        "ada@example.com",
                        "address[line1]",
                        "",
                        "address[city]",
                        "",
                        "address[country]",
                        "",
                        gone,
                        "on");
        assertThat(browser.post(path + "/details", emptied).location()).isEqualTo(path);
        var after = stage.get("/v1/customers/" + customer).body();
        assertThat(after.path("address").isNull()).isTrue();
        assertThat(stage.get("/v1/customers/" + customer + "/tax_ids").body().path("data"))
                .isEmpty();
    }

    @Test
    void an_address_is_asked_for_as_its_country_writes_it() {
        var customer =
                stage.customer(
                        "pm_card_visa",
                        "&address[country]=US&address[state]=IL&address[line1]=1 Elm"
                                + "&address[postal_code]=62701");
        var path = path(session(customer, allowing("address", "shipping"), ""));
        var page = browser.get(path + "/details");
        assertThat(page.body())
                .contains("ZIP code", "<option value=\"IL\" selected>Illinois</option>")
                .contains("?part=address", "?part=shipping");
        assertThat(page.body().indexOf("address[country]"))
                .isLessThan(page.body().indexOf("address[line1]"));
        // Another country exchanges the fields, keeps what was typed, and saves nothing.
        var typed =
                filled(
                        page.fields(),
                        "address[line1]",
                        "2 Oak",
                        "address[state]",
                        "IL",
                        "address[country]",
                        "GB");
        var part = browser.post(path + "/details?part=address", typed, "HX-Request", "true");
        assertThat(part.status()).isEqualTo(200);
        assertThat(part.body())
                .contains("id=\"details-address\"", "Town or city", "Postcode", "2 Oak")
                .doesNotContain("Illinois", "address[state]", "<html", "shipping");
        assertThat(stage.get("/v1/customers/" + customer).body().at("/address/country").asText())
                .isEqualTo("US");
        assertThat(browser.post(path + "/details", typed).location()).isEqualTo(path);
        var known = stage.get("/v1/customers/" + customer).body();
        assertThat(known.at("/address/country").asText()).isEqualTo("GB");
        assertThat(known.at("/address/state").isNull()).isTrue();
        // A state that is known of a country that names none is not lost.
        stage.post("/v1/customers/" + customer, "address[country]=DE&address[state]=Bayern");
        var german = browser.get(path + "/details");
        assertThat(german.body()).contains("State or region", "Bayern");
        var only = filled(german.fields(), "address[country]", "DE", "address[line1]", "3 Ulm");
        assertThat(browser.post(path + "/details", only).location()).isEqualTo(path);
        assertThat(stage.get("/v1/customers/" + customer).body().at("/address/state").asText())
                .isEqualTo("Bayern");
    }

    @Test
    void what_is_wrong_is_said_beside_its_field_and_nothing_is_written() {
        var customer = stage.customer("pm_card_visa", "");
        var path = path(session(customer, allowing("email", "tax_id"), ""));
        var csrf = browser.get(path + "/details").fields().get("csrf");
        var none = browser.post(path + "/details", Map.of("csrf", csrf, "email", ""));
        assertThat(none.status()).isEqualTo(422);
        assertThat(none.body()).contains("Enter your email.");
        var wrong = browser.post(path + "/details", Map.of("csrf", csrf, "email", "ada"));
        assertThat(wrong.status()).isEqualTo(422);
        assertThat(wrong.body()).contains("Invalid email address");
        var number =
                Map.of(
                        "csrf",
                        csrf,
                        "email",
                        "new@example.com",
                        "type",
                        "eu_vat",
                        "value",
                        "nonsense");
        assertThat(browser.post(path + "/details", number).status()).isEqualTo(422);
        assertThat(stage.get("/v1/customers/" + customer).text("email"))
                .isEqualTo("bob@example.com");
    }

    @Test
    void only_what_the_seller_allows_is_changed() {
        var customer = stage.customer("pm_card_visa", "&name=Ada");
        var path = path(session(customer, allowing("phone"), ""));
        var page = browser.get(path + "/details");
        assertThat(page.body()).doesNotContain("Billing address", "Tax numbers");
        var typed = Map.of("csrf", page.fields().get("csrf"), "phone", "+44 1", "name", "Eve");
        browser.post(path + "/details", typed);
        var known = stage.get("/v1/customers/" + customer).body();
        assertThat(known.path("phone").asText()).isEqualTo("+44 1");
        assertThat(known.path("name").asText()).isEqualTo("Ada");
        var closed = configuration("features[invoice_history][enabled]=true");
        assertThat(browser.get(path(session(customer, closed, "")) + "/details").status())
                .isEqualTo(404);
    }

    @Test
    void a_buyer_may_come_for_this_alone() {
        var customer = stage.customer("pm_card_visa", "");
        var flow =
                "&flow_data[type]=customer_update&flow_data[after_completion][type]=redirect"
                        + "&flow_data[after_completion][redirect][return_url]=https://shop.example/ok";
        var path = path(session(customer, allowing("name"), flow));
        assertThat(browser.get(path).location()).isEqualTo(path + "/details");
        var csrf = browser.get(path + "/details").fields().get("csrf");
        var saved = browser.post(path + "/details", Map.of("csrf", csrf, "name", "Ada"));
        assertThat(saved.header("Location")).isEqualTo("https://shop.example/ok");
        var other = configuration("features[invoice_history][enabled]=true");
        assertThat(session(customer, other, flow).error("param")).isEqualTo("flow_data[type]");
    }

    @Test
    void what_may_be_changed_is_known_and_named() {
        var wrong =
                stage.post(
                        CONFIGURATIONS,
                        UPDATE + "[enabled]=true&" + UPDATE + "[allowed_updates][0]=shoes");
        assertThat(wrong.error("param")).isEqualTo("features[customer_update][allowed_updates]");
        assertThat(stage.post(CONFIGURATIONS, UPDATE + "[enabled]=true").error("param"))
                .isEqualTo("features[customer_update][allowed_updates]");
        var made = fits(stage.get(CONFIGURATIONS + "/" + allowing("email", "phone")));
        assertThat(made.body().at("/features/customer_update/allowed_updates")).hasSize(2);
    }
}
