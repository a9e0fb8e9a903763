package hawker.workbench;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.desk.Browser;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Customers are added, changed and forgotten at the desk as the API does it. */
class CustomerFormTest extends Story {

    private static final String NEW = CustomerFormPages.NEW;

    private static final Map<String, String> ANNA =
            Map.of(
                    "name", "Anna <Ash>",
                    "email", "anna@example.com",
                    "phone", "+15035550100",
                    "description", "Buys lamps",
                    "address[line1]", "1 Elm St",
                    "address[city]", "Salem",
                    "address[country]", "US",
                    "meta-name-0", "loyalty",
                    "meta-value-0", "gold");

    private String added() {
        var page = stage.send(NEW, NEW, ANNA);
        assertThat(page.status()).as(page.text()).isEqualTo(303);
        return page.location();
    }

    private Browser.Page edit(String path, Map<String, String> fields) {
        return stage.send(path + "/edit", path + "/edit", fields);
    }

    private static Map<String, String> anna(String field, String value) {
        var form = new HashMap<>(ANNA);
        form.put(field, value);
        return form;
    }

    @Test
    void a_customer_is_added_with_all_that_is_known_of_them_once() {
        var form = new HashMap<>(stage.get(NEW).form(NEW));
        form.putAll(ANNA);
        var first = stage.browser.post(stage.cookie, NEW, form).location();
        assertThat(stage.browser.post(stage.cookie, NEW, form).location()).isEqualTo(first);
        var page = stage.get(first);
        assertThat(page.body()).contains("Anna &lt;Ash&gt;").doesNotContain("Anna <Ash>");
        assertThat(page.text())
                .contains("anna@example.com", "+15035550100", "Buys lamps")
                .contains("1 Elm St", "Salem", "loyalty gold")
                .contains("No subscriptions.", "No invoices.");
        assertThat(stage.get("/dashboard/customers").text()).contains("Anna &lt;Ash&gt;");
    }

    @Test
    void what_is_emptied_is_taken_away_and_the_rest_stays() {
        var path = added();
        var more = new HashMap<>(anna("phone", ""));
        more.put("address[line1]", "2 Oak St");
        more.put("meta-name-0", "tier");
        more.put("meta-name-1", "shoe");
        more.put("meta-value-1", "42");
        assertThat(edit(path, more).status()).isEqualTo(303);
        assertThat(stage.get(path).text())
                .contains("2 Oak St", "Salem", "tier gold", "shoe 42", "anna@example.com")
                .doesNotContain("+15035550100", "loyalty", "1 Elm St");

        var bare = new HashMap<>(ANNA);
        for (var field : ANNA.keySet()) if (!field.equals("name")) bare.put(field, "");
        assertThat(edit(path, bare).status()).isEqualTo(303);
        assertThat(stage.get(path).text())
                .contains("Anna")
                .doesNotContain("Salem", "anna@example.com", "tier", "shoe");
    }

    @Test
    void what_is_wrong_is_said_beside_its_field_and_what_was_typed_stays() {
        var nobody = anna("name", "");
        nobody.put("email", "");
        var unnamed = anna("meta-name-0", "");
        var twice = anna("meta-name-1", "loyalty");
        twice.put("meta-value-1", "silver");
        var wrong =
                Map.of(
                        nobody,
                        "f-name-error",
                        anna("email", "anna"),
                        "f-email-error",
                        unnamed,
                        "f-meta-name-0-error",
                        twice,
                        "f-meta-name-1-error");
        wrong.forEach((form, error) -> {
            var page = stage.send(NEW, NEW, form);
            assertThat(page.status()).as(error).isEqualTo(422);
            assertThat(page.body()).contains("id=\"" + error, "value=\"Buys lamps\"");
        });
        assertThat(stage.get("/dashboard/customers").text()).contains("No customers yet");
    }

    @Test
    void who_is_deleted_is_gone_and_their_payments_stay() {
        var path = added();
        var id = path.substring(path.lastIndexOf('/') + 1);
        var charge = stage.paid(stage.key, 4_200, "pm_card_visa", "&customer=" + id);
        assertThat(stage.get(path).text()).contains("$42.00");
        var gone = stage.send(path + "/edit", path + "/delete", Map.of());
        assertThat(gone.location()).isEqualTo("/dashboard/customers");
        assertThat(stage.get(path).status()).isEqualTo(404);
        assertThat(stage.get(path + "/edit").status()).isEqualTo(404);
        assertThat(
                        stage.browser
                                .api(stage.key, "/v1/charges/" + charge, "description=kept")
                                .status())
                .isEqualTo(200);
    }

    @Test
    void somebody_elses_customer_is_not_there() {
        var theirs = stage.made(stage.otherKey, "/v1/customers", "name=Bo").path("id").asText();
        var path = "/dashboard/customers/" + theirs;
        assertThat(stage.get(path + "/edit").status()).isEqualTo(404);
        for (var act : new String[] {"/edit", "/delete"})
            assertThat(stage.browser.post(stage.cookie, path + act, stage.token()).status())
                    .isEqualTo(404);
    }

    @Test
    void subscriptions_and_invoices_are_told_in_words() {
        var id =
                stage.made(
                                stage.key,
                                "/v1/customers",
                                "name=Bo&payment_method=pm_card_visa&invoice_settings[default_payment_method]=pm_card_visa")
                        .path("id")
                        .asText();
        var product = stage.made(stage.key, "/v1/products", "name=Club").path("id").asText();
        var items =
                "&items[0][price_data][currency]=usd&items[0][price_data][unit_amount]=900"
                        + "&items[0][price_data][recurring][interval]=month&items[0][quantity]=2"
                        + "&items[0][price_data][product]=";
        stage.made(stage.key, "/v1/subscriptions", "customer=" + id + items + product);
        assertThat(stage.get("/dashboard/customers/" + id).text())
                .contains("$9.00 per month × 2", "Active", "$18.00", "Paid")
                .doesNotContain("No subscriptions.", "No invoices.");
    }

    @Test
    void a_dispute_names_the_customer_and_leads_to_them() {
        var path = added();
        var id = path.substring(path.lastIndexOf('/') + 1);
        var charge = stage.paid(stage.key, 4_200, "pm_card_createDispute", "&customer=" + id);
        stage.settle();
        var list = stage.get("/dashboard/disputes");
        assertThat(list.text()).contains("Anna &lt;Ash&gt;, anna@example.com").doesNotContain(id);
        assertThat(list.body()).contains("href=\"" + path + "\"");
        var dispute = stage.disputes.ofCharge(stage.shop, charge).getFirst().id();
        var page = stage.get("/dashboard/disputes/" + dispute);
        assertThat(page.text()).contains("Customer Anna &lt;Ash&gt;, anna@example.com");
        assertThat(page.body()).contains("href=\"" + path + "\"");
    }
}
