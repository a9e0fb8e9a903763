package hawker.billing;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.web.Browser;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What buyers do on pages: they pay an invoice. */
class BillingPagesTest extends Story {

    private static Browser browser;

    @BeforeAll
    static void look() {
        browser = new Browser(stage.platform, stage.pages);
    }

    @AfterAll
    static void leave() {
        browser.close();
    }

    private static Browser.Answer press(
            String path, Browser.Answer page, String name, String value) {
        return browser.post(path, Map.of("csrf", page.fields().get("csrf"), name, value));
    }

    /** The path of an open invoice's page. */
    private static String bill(String customer) {
        stage.post("/v1/invoiceitems", "currency=usd&amount=2000&customer=" + customer);
        var id =
                stage.post(
                                "/v1/invoices",
                                "pending_invoice_items_behavior=include&collection_method=send_invoice"
                                        + "&days_until_due=7&customer="
                                        + customer)
                        .text("id");
        var open = stage.post("/v1/invoices/" + id + "/finalize", "");
        return open.text("hosted_invoice_url").substring(Stage.ORIGIN.length());
    }

    @Test
    void an_open_invoice_is_paid_on_its_page() {
        var path = bill(stage.post("/v1/customers", "").text("id"));
        var page = browser.get(path);
        assertThat(page.body()).contains("Pay $20.00");
        var forged = Map.of("csrf", "made up", "payment_method", "pm_1");
        assertThat(browser.post(path + "/pay", forged).status()).isEqualTo(403);
        assertThat(press(path + "/pay", page, "payment_method", "").status()).isEqualTo(422);
        var declined =
                press(path + "/pay", page, "payment_method", stage.card("pm_card_chargeDeclined"));
        assertThat(declined.status()).isEqualTo(422);
        assertThat(declined.body()).contains("Nothing was charged.");
        var paid = press(path + "/pay", page, "payment_method", stage.card("pm_card_visa"));
        assertThat(paid.status()).as(paid.body()).isEqualTo(303);
        assertThat(browser.get(path).body()).contains("It is paid. Thank you.");
        assertThat(
                        press(path + "/pay", page, "payment_method", stage.card("pm_card_visa"))
                                .status())
                .isEqualTo(303);
        assertThat(paid()).hasSize(1);
    }

    @Test
    void a_replaced_invoice_leads_to_the_new_one() {
        var path = bill(stage.post("/v1/customers", "").text("id"));
        var old = path.split("/")[2];
        var draft =
                stage.post(
                        "/v1/invoices",
                        "from_invoice[action]=revision&from_invoice[invoice]=" + old);
        assertThat(browser.get(path).body()).doesNotContain("It was replaced");
        var open = stage.post("/v1/invoices/" + draft.text("id") + "/finalize", "");
        assertThat(browser.get(path).body())
                .contains("It was replaced: nothing is to be paid here.")
                .contains(open.text("hosted_invoice_url"));
    }

    @Test
    void a_bank_may_want_to_see_the_buyer() {
        var path = bill(stage.post("/v1/customers", "").text("id"));
        var card = stage.card("pm_card_threeDSecure2Required");
        var asked = press(path + "/pay", browser.get(path), "payment_method", card);
        assertThat(asked.header("Location")).contains("/3ds/");
        var back = browser.get(path + "/return");
        assertThat(back.header("Location")).contains("/3ds/");
        assertThat(paid()).isEmpty();
    }

    @Test
    void whoever_has_no_key_sees_nothing() {
        var path = bill(stage.post("/v1/customers", "").text("id"));
        var other = path.substring(0, path.lastIndexOf('/')) + "/guessed";
        assertThat(browser.get(other).status()).isEqualTo(404);
        assertThat(browser.get(other + "/return").status()).isEqualTo(404);
    }
}
