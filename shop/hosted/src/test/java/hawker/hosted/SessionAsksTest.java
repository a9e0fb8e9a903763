package hawker.hosted;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the page asks of its buyer, without scripts: names, addresses, tax numbers. */
class SessionAsksTest extends HostedStory {

    @Test
    void a_business_gives_its_tax_number_on_the_page() {
        var collects = "&tax_id_collection[enabled]=true&tax_id_collection[required]=if_supported";
        var path = path(stage.session(collects));
        var without = pay(path, stage.card("pm_card_visa"), Map.of());
        assertThat(without.status()).isEqualTo(422);
        assertThat(without.body()).contains("Enter the tax number.");
        var number = Map.of("business_name", "Gin Ltd", "tax_type", "us_ein", "tax_id", "12-345");
        var wrong = pay(path, stage.card("pm_card_visa"), number);
        assertThat(wrong.body()).contains("This is no tax number of this kind.");
        var right = Map.of("tax_id", "12-3456789");
        assertThat(pay(path, stage.card("pm_card_visa"), right).status()).isEqualTo(303);
        var known = stage.get("/v1/checkout/sessions/" + path.substring("/c/pay/".length()));
        assertThat(known.body().at("/customer_details/tax_ids/0/type").asText())
                .isEqualTo("us_ein");
        assertThat(known.body().at("/customer_details/business_name").asText())
                .isEqualTo("Gin Ltd");
    }

    @Test
    void names_are_asked_for_and_told() {
        var asks =
                "&name_collection[business][enabled]=true&name_collection[business][optional]=true"
                        + "&name_collection[individual][enabled]=true";
        var session = stage.session(asks);
        var path = path(session);
        assertThat(session.body().at("/name_collection/business/optional").asBoolean()).isTrue();
        assertThat(session.body().at("/name_collection/individual/optional").asBoolean()).isFalse();
        assertThat(pay(path, stage.card("pm_card_visa"), Map.of()).body())
                .contains("Enter your full name.")
                .doesNotContain("Enter the name of the business.");
        var typo = Map.of("individual_name", "Ann", "business_name", "Rum Ltd");
        assertThat(pay(path, stage.card("pm_card_visa_chargeDeclined"), typo).status())
                .isEqualTo(422);
        var names = Map.of("individual_name", "Ann Berg", "business_name", "");
        assertThat(pay(path, stage.card("pm_card_visa"), names).status()).isEqualTo(303);
        var known = stage.get("/v1/checkout/sessions/" + session.text("id")).body();
        assertThat(SCHEMA.findings(known)).isEmpty();
        assertThat(known.at("/collected_information/individual_name").asText())
                .isEqualTo("Ann Berg");
        assertThat(known.at("/customer_details/business_name").isNull()).isTrue();
        assertThat(known.at("/collected_information/business_name").isNull()).isTrue();
        assertThat(known.at("/customer_details/name").asText()).isEqualTo("Ann Berg");
        var wrong =
                "&name_collection[business][enabled]=false&name_collection[business][optional]=1";
        assertThat(stage.session(wrong).status()).isEqualTo(400);
        assertThat(stage.session("&name_collection[business][optional]=true").error("param"))
                .isEqualTo("name_collection[business][enabled]");
    }

    @Test
    void an_address_is_asked_for_as_its_country_writes_it() {
        var path =
                path(
                        stage.session(
                                "&billing_address_collection=required"
                                        + "&shipping_address_collection[allowed_countries][]=US"
                                        + "&shipping_address_collection[allowed_countries][]=GB"
                                        + "&shipping_address_collection[allowed_countries][]=AE"));
        assertThat(browser.get(path).body()).contains("California", "ZIP code", "Billing address");
        var form = browser.get(path).fields();
        assertThat(form).containsKey("billing_same").doesNotContainKey("billing_city");
        form.remove("billing_same");
        form.putAll(Map.of("country", "GB", "billing_country", "AE", "state", "CA"));
        assertThat(browser.post(path, form).status()).isEqualTo(303);
        // Only where the country changes do the fields come anew: else what is typed would be lost.
        form.put("line1", "221B Baker St");
        var same = browser.post(path, form, "HX-Request", "true").body();
        assertThat(same).doesNotContain("hosted-delivery", "hosted-home");
        form.put("country", "AE");
        assertThat(browser.post(path, form, "HX-Request", "true").body())
                .contains("hosted-delivery", "Emirate", "221B Baker St")
                .doesNotContain("hosted-home");
        form.put("country", "GB");
        browser.post(path, form);
        var british = browser.get(path);
        assertThat(british.body())
                .contains("Town or city", "Postcode", "Emirate")
                .doesNotContain("ZIP code", "California");
        var typed =
                Map.ofEntries(
                        Map.entry("name", "Ann Berg"),
                        Map.entry("line1", "1 Main St"),
                        Map.entry("city", "London"),
                        Map.entry("country", "GB"),
                        Map.entry("postal_code", "94107"),
                        Map.entry("billing_same", OFF),
                        Map.entry("billing_name", "Ann Berg"),
                        Map.entry("billing_line1", "2 Palm Rd"),
                        Map.entry("billing_city", "Dubai"),
                        Map.entry("billing_country", "AE"));
        var refused = pay(path, stage.card("pm_card_visa"), typed);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body())
                .contains("Enter a postal code like SW1A 1AA.", "Enter the emirate.");
        assertThat(stage.charges()).isEmpty();
        var right = Map.of("postal_code", "NW1 6XE", "billing_state", "Dubai", "billing_same", OFF);
        assertThat(pay(path, stage.card("pm_card_visa"), right).status()).isEqualTo(303);
        var known = stage.get("/v1/checkout/sessions/" + path.substring("/c/pay/".length())).body();
        assertThat(known.at("/customer_details/address/state").asText()).isEqualTo("Dubai");
        assertThat(known.at("/customer_details/address/postal_code").isNull()).isTrue();
        assertThat(known.at("/collected_information/shipping_details/address/postal_code").asText())
                .isEqualTo("NW1 6XE");
        assertThat(known.at("/collected_information/shipping_details/address/state").isNull())
                .as("California is in another country")
                .isTrue();
    }

    @Test
    void a_bill_that_goes_with_the_goods_is_asked_for_once() {
        var asked =
                "&billing_address_collection=required"
                        + "&shipping_address_collection[allowed_countries][]=US";
        var path = path(stage.session(asked));
        var to =
                Map.of(
                        "name", "Ann Berg",
                        "line1", "1 Main St",
                        "city", "Oakland",
                        "state", "CA",
                        "postal_code", "94607",
                        "country", "US");
        assertThat(pay(path, stage.card("pm_card_visa"), to).status()).isEqualTo(303);
        var known = stage.get("/v1/checkout/sessions/" + path.substring("/c/pay/".length())).body();
        assertThat(SCHEMA.findings(known)).isEmpty();
        assertThat(known.at("/customer_details/name").asText()).isEqualTo("Ann Berg");
        assertThat(known.at("/customer_details/address"))
                .isEqualTo(known.at("/collected_information/shipping_details/address"));
    }
}
