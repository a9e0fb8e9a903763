package hawker.billing;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.api.Got;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The tax ids on the invoices of what sessions and links sell once. */
class SessionNumbersTest extends SessionStory {

    private static final String ENABLED = "invoice_creation[enabled]=true";
    private static final String IDS = "invoice_creation[invoice_data][account_tax_ids]";
    private static final String SHOWN = "/invoice_creation/invoice_data/account_tax_ids";
    private static final String EXPANDED =
            "?expand%5B%5D=invoice_creation.invoice_data.account_tax_ids";

    private static String own(String value) {
        return fits(stage.post("/v1/tax_ids", "type=eu_vat&value=" + value)).text("id");
    }

    private static Got sold(String more) {
        var form = "mode=payment&success_url=https://shop.test/done&line_items[0][quantity]=1";
        return stage.post(
                "/v1/checkout/sessions",
                form + "&line_items[0][price]=" + once(1000) + "&" + ENABLED + more);
    }

    private static void refused(Got got, String param) {
        assertThat(got.status()).as(got.body().toString()).isEqualTo(400);
        assertThat(got.error("param")).isEqualTo(param);
    }

    @Test
    void a_session_says_what_its_invoice_bears() {
        var vat = own("DE123456789");
        var made = fits(sold("&" + IDS + "[0]=" + vat));
        assertThat(made.body().at(SHOWN + "/0").asText()).isEqualTo(vat);
        var path = "/v1/checkout/sessions/" + made.text("id");
        assertThat(fits(stage.get(path + EXPANDED)).body().at(SHOWN + "/0/value").asText())
                .isEqualTo("DE123456789");
        var page = "/c/pay/" + made.text("id");
        assertThat(press(page, stage.card("pm_card_visa"), Map.of()).location()).isEqualTo(page);
        var invoice = billed(session(made));
        assertThat(invoice.text("status")).isEqualTo("paid");
        assertThat(invoice.body().at("/account_tax_ids/0").asText()).isEqualTo(vat);
        var seen = invoice.text("hosted_invoice_url").substring(Stage.ORIGIN.length());
        assertThat(browser.get(seen).body()).contains("EU VAT DE123456789");
    }

    @Test
    void a_link_says_it_too_and_may_say_otherwise() {
        var vat = own("DE123456789");
        var other = own("FR12345678901");
        var line = "line_items[0][quantity]=1&line_items[0][price]=" + once(1000);
        var form = line + "&" + ENABLED + "&" + IDS + "[0]=" + vat;
        var link = fits(stage.post("/v1/payment_links", form));
        assertThat(link.body().at(SHOWN + "/0").asText()).isEqualTo(vat);
        var path = "/v1/payment_links/" + link.text("id");
        assertThat(fits(stage.get(path + EXPANDED)).body().at(SHOWN + "/0/value").asText())
                .isEqualTo("DE123456789");
        fits(stage.post(path, ENABLED + "&" + IDS + "[0]=" + other));
        var page = browser.get("/b/" + link.text("id")).location();
        assertThat(press(page, stage.card("pm_card_visa"), Map.of()).location()).isEqualTo(page);
        var id = page.substring("/c/pay/".length());
        var invoice = billed(stage.get("/v1/checkout/sessions/" + id));
        assertThat(invoice.body().path("account_tax_ids")).hasSize(1);
        assertThat(invoice.body().at("/account_tax_ids/0").asText()).isEqualTo(other);
        refused(stage.post(path, ENABLED + "&" + IDS + "[0]=txi_none"), IDS + "[0]");
        var none = fits(stage.post(path, ENABLED + "&" + IDS + "="));
        assertThat(none.body().at(SHOWN).isNull()).isTrue();
    }

    @Test
    void only_numbers_of_the_account_itself_are_taken() {
        var vat = own("DE123456789");
        var customer = stage.customer("pm_card_visa", "");
        var numbers = "/v1/customers/" + customer + "/tax_ids";
        var theirs = fits(stage.post(numbers, "type=eu_vat&value=DE123456789")).text("id");
        refused(sold("&" + IDS + "[0]=" + theirs), IDS + "[0]");
        refused(sold("&" + IDS + "[0]=" + vat + "&" + IDS + "[1]=" + vat), IDS + "[1]");
        refused(sold("&" + IDS + "=" + vat), IDS);
        var line = "line_items[0][quantity]=1&line_items[0][price]=" + once(1000);
        var form = line + "&" + ENABLED + "&" + IDS + "[0]=txi_none";
        refused(stage.post("/v1/payment_links", form), IDS + "[0]");
    }
}
