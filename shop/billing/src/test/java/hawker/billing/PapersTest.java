package hawker.billing;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.api.Got;
import hawker.paper.Letterhead;
import hawker.web.Browser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Invoices and receipts that buyers keep: their files are read back. */
class PapersTest extends Story {

    private static Browser browser;

    @BeforeAll
    static void look() {
        browser = new Browser(stage.platform, stage.pages);
    }

    @AfterAll
    static void leave() {
        browser.close();
    }

    /** Of a file under the address of the invoice's page. */
    private static Browser.Answer file(Got invoice, String name) {
        var path = invoice.text("hosted_invoice_url").substring(Stage.ORIGIN.length());
        return browser.get(path + name);
    }

    private static String text(String name, Browser.Answer file) throws IOException {
        assertThat(file.status()).isEqualTo(200);
        assertThat(file.header("Content-Type")).isEqualTo("application/pdf");
        var folder = System.getenv("HAWKER_PICTURES");
        if (folder != null) Files.write(Path.of(folder, "paper-" + name + ".pdf"), file.bytes());
        try (var document = Loader.loadPDF(file.bytes())) {
            var reader = new PDFTextStripper();
            reader.setSortByPosition(true);
            return reader.getText(document);
        }
    }

    private static Got drafted(String customer, String more) {
        return fits(
                stage.post(
                        "/v1/invoices",
                        "pending_invoice_items_behavior=include&customer=" + customer + more));
    }

    private static Got open(Got draft) {
        return fits(stage.post("/v1/invoices/" + draft.text("id") + "/finalize", ""));
    }

    private static String rate(String more) {
        return fits(stage.post("/v1/tax_rates", "display_name=VAT&percentage=19" + more))
                .text("id");
    }

    @Test
    void a_final_invoice_has_a_file_with_all_that_is_on_it() throws IOException {
        stage.paper
                .letterheads()
                .keep(
                        stage.seller,
                        new Letterhead(
                                Optional.of("Juniper Distillery Ltd"),
                                List.of("12 Still Lane", "London E1 6AN"),
                                Optional.of("bills@juniper.example"),
                                Optional.empty(),
                                Optional.of("VAT GB123456789")));
        var customer =
                fits(stage.post(
                                "/v1/customers",
                                "name=山田花子&email=hanako@example.com&address[line1]=1-2-3 Ginza"
                                        + "&address[city]=Tokyo&address[country]=JP"))
                        .text("id");
        stage.post(
                "/v1/invoiceitems",
                "currency=usd&unit_amount_decimal=1000&quantity=3&description=Gin&period[start]="
                        + NEW_YEAR
                        + "&period[end]="
                        + (NEW_YEAR + 31 * DAY)
                        + "&customer="
                        + customer);
        var friends =
                stage.post("/v1/coupons", "percent_off=10&duration=once&name=Friends").text("id");
        var draft =
                drafted(
                        customer,
                        "&description=Thank you&footer=No returns.&collection_method=send_invoice"
                                + "&days_until_due=7&custom_fields[0][name]=PO"
                                + "&custom_fields[0][value]=4711&discounts[0][coupon]="
                                + friends
                                + "&default_tax_rates[0]="
                                + rate("&inclusive=false"));
        assertThat(draft.body().path("invoice_pdf").isNull()).isTrue();
        var open = open(draft);
        assertThat(open.text("invoice_pdf")).isEqualTo(open.text("hosted_invoice_url") + "/pdf");
        var file = file(open, "/pdf");
        assertThat(file.header("Content-Disposition"))
                .isEqualTo("attachment; filename=\"Invoice-" + open.text("number") + ".pdf\"");
        assertThat(text("open", file))
                .contains("Juniper Distillery Ltd", "12 Still Lane", "VAT GB123456789")
                .contains("Invoice number " + open.text("number"), "Date due", "PO 4711")
                .contains("山田花子", "1-2-3 Ginza", "Tokyo", "Japan", "hanako@example.com")
                .contains("$32.13 USD due", "Pay online", "Thank you", "No returns.")
                .contains("Gin 3 $10.00 $30.00", "1 Jan 2026 – 1 Feb 2026")
                .contains("Subtotal $30.00", "Friends (10% off) -$3.00", "VAT (19%) $5.13")
                .contains("Total $32.13", "Amount due $32.13 USD");
        assertThat(file(open, "/pdf").bytes()).isEqualTo(file.bytes());
        assertThat(file(open, "/receipt").status()).isEqualTo(404);
        var path = open.text("hosted_invoice_url").substring(Stage.ORIGIN.length());
        assertThat(browser.get(path).body()).contains("Friends (10% off)", path + "/pdf");
    }

    @Test
    void what_a_final_invoice_says_of_its_seller_stays() throws IOException {
        var customer = stage.customer("pm_card_visa", "");
        stage.paper.letterheads().keep(stage.seller, Letterhead.NONE.withName("Old Name"));
        var before = invoice(finalized(customer, 1000));
        stage.paper.letterheads().keep(stage.seller, Letterhead.NONE.withName("New Name"));
        var after = invoice(finalized(customer, 1000));
        assertThat(text("before", file(before, "/pdf"))).contains("Old Name");
        assertThat(text("after", file(after, "/pdf"))).contains("New Name");
    }

    @Test
    void a_paid_invoice_has_a_receipt() throws IOException {
        var customer = stage.customer("pm_card_visa", "");
        stage.post("/v1/customers/" + customer, "balance=-300");
        var id = finalized(customer, 2000);
        var paid = fits(stage.post("/v1/invoices/" + id + "/pay", ""));
        assertThat(text("paid", file(paid, "/pdf")))
                .contains("$17.00 USD paid on", "Applied balance -$3.00", "Amount paid -$17.00")
                .contains("Amount due $0.00 USD")
                .doesNotContain("Pay online");
        assertThat(text("receipt", file(paid, "/receipt")))
                .contains("Receipt", "Payment method Visa •••• 4242", "$17.00 USD paid on")
                .contains("Payment history", "Amount paid $17.00 USD")
                .doesNotContain("424242");
        var path = paid.text("hosted_invoice_url").substring(Stage.ORIGIN.length());
        assertThat(browser.get(path).body())
                .contains("Download invoice", "Download receipt", path + "/receipt");
    }

    @Test
    void what_was_paid_elsewhere_has_a_receipt_too() throws IOException {
        var customer = stage.customer("pm_card_visa", "");
        var id = finalized(customer, 2000);
        var paid = fits(stage.post("/v1/invoices/" + id + "/pay", "paid_out_of_band=true"));
        assertThat(text("elsewhere", file(paid, "/receipt"))).contains("Paid another way");
    }

    @Test
    void void_and_replaced_invoices_say_so() throws IOException {
        var customer = stage.customer("pm_card_visa", "");
        var old = finalized(customer, 2000);
        var draft =
                fits(
                        stage.post(
                                "/v1/invoices",
                                "from_invoice[action]=revision&from_invoice[invoice]=" + old));
        var revision = open(draft);
        var original = invoice(old);
        assertThat(text("replaced", file(original, "/pdf")))
                .contains("Void", "Replaced by " + revision.text("number"))
                .doesNotContain("Pay online", "Amount due");
        assertThat(text("revision", file(revision, "/pdf")))
                .contains("Revision of " + original.text("number"), "Pay online");
    }

    @Test
    void taxes_in_the_price_are_shown_and_not_added() throws IOException {
        var customer = stage.customer("pm_card_visa", "");
        stage.post("/v1/invoiceitems", "currency=usd&amount=1190&customer=" + customer);
        var rates = "&default_tax_rates[0]=" + rate("&inclusive=true");
        var with = open(drafted(customer, rates));
        assertThat(text("inside", file(with, "/pdf")))
                .contains("Subtotal $11.90", "VAT (19%), included $1.90", "Total $11.90")
                .doesNotContain("Other");
        stage.post("/v1/invoiceitems", "currency=usd&amount=1190&customer=" + customer);
        var without = open(drafted(customer, rates + "&rendering[amount_tax_display]=exclude_tax"));
        assertThat(text("outside", file(without, "/pdf")))
                .contains("$10.00 $10.00", "Subtotal $10.00", "VAT (19%) $1.90", "Total $11.90")
                .doesNotContain("Other");
    }

    @Test
    void whoever_has_no_key_gets_no_file() {
        var open = invoice(finalized(stage.customer("pm_card_visa", ""), 2000));
        var path = open.text("hosted_invoice_url").substring(Stage.ORIGIN.length());
        var guessed = path.substring(0, path.lastIndexOf('/')) + "/guessed";
        assertThat(browser.get(guessed + "/pdf").status()).isEqualTo(404);
        assertThat(browser.get(guessed + "/receipt").status()).isEqualTo(404);
    }

    @Test
    void who_owes_the_tax_in_the_sellers_place_reads_so() throws IOException {
        var customer = stage.customer("pm_card_visa", "&tax_exempt=reverse");
        var open = invoice(finalized(customer, 1000));
        assertThat(text("reverse", file(open, "/pdf"))).contains("Reverse charge");
        var other = invoice(finalized(stage.customer("pm_card_visa", ""), 1000));
        assertThat(text("taxed", file(other, "/pdf"))).doesNotContain("Reverse charge");
    }
}
