package hawker.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import hawker.api.Got;
import hawker.connect.WholeAccount;
import hawker.paper.Letterhead;
import hawker.web.Browser;
import java.io.IOException;
import java.util.Optional;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The tax numbers of sellers and of customers that stand on invoices. */
class TaxNumbersTest extends Story {

    private static final String IDS = "account_tax_ids";
    private static final String SETTINGS = "invoice_settings[account_tax_ids]";
    private static final String USUAL = "settings[invoices][default_account_tax_ids]";
    private static final String EXPANDED = "?expand%5B%5D=";

    private static Browser browser;

    @BeforeAll
    static void look() {
        browser = new Browser(stage.platform, stage.pages);
    }

    @AfterAll
    static void leave() {
        browser.close();
    }

    /** A number of the seller's own. */
    private static String own(String kind, String value) {
        return fits(stage.post("/v1/tax_ids", "type=" + kind + "&value=" + value)).text("id");
    }

    private static String theirs(String customer, String value) {
        var path = "/v1/customers/" + customer + "/tax_ids";
        return fits(stage.post(path, "type=eu_vat&value=" + value)).text("id");
    }

    private static String draft(String customer, String more) {
        stage.post("/v1/invoiceitems", "currency=usd&amount=1000&customer=" + customer);
        var form = "pending_invoice_items_behavior=include&customer=" + customer + more;
        return fits(stage.post("/v1/invoices", form)).text("id");
    }

    private static Got open(String draft) {
        return fits(stage.post("/v1/invoices/" + draft + "/finalize", ""));
    }

    private static String page(Got invoice) {
        return invoice.text("hosted_invoice_url").substring(Stage.ORIGIN.length());
    }

    private static String file(Got invoice) throws IOException {
        try (var document = Loader.loadPDF(browser.get(page(invoice) + "/pdf").bytes())) {
            return new PDFTextStripper().getText(document);
        }
    }

    private static JsonNode numbers(String invoice) {
        return invoice(invoice).body().path("customer_tax_ids");
    }

    private static void refused(Got got, String param) {
        assertThat(got.status()).as(got.body().toString()).isEqualTo(400);
        assertThat(got.error("param")).isEqualTo(param);
    }

    @Test
    void an_invoice_bears_the_numbers_of_its_seller() throws IOException {
        var vat = own("eu_vat", "DE123456789");
        var ein = own("us_ein", "12-3456789");
        var customer = stage.customer("pm_card_visa", "");
        var id = draft(customer, "&" + IDS + "[0]=" + vat);
        assertThat(invoice(id).body().path(IDS)).hasSize(1);
        var changed =
                fits(
                        stage.post(
                                "/v1/invoices/" + id,
                                IDS + "[0]=" + ein + "&" + IDS + "[1]=" + vat));
        assertThat(changed.body().at("/account_tax_ids/0").asText()).isEqualTo(ein);
        // What is not said stays.
        fits(stage.post("/v1/invoices/" + id, "description=Gin"));
        var seen = fits(stage.get("/v1/invoices/" + id + EXPANDED + IDS));
        assertThat(seen.body().at("/account_tax_ids/1/value").asText()).isEqualTo("DE123456789");
        var open = open(id);
        assertThat(open.body().path(IDS)).hasSize(2);
        assertThat(file(open)).contains("US EIN 12-3456789", "EU VAT DE123456789");
        assertThat(browser.get(page(open)).body())
                .contains("US EIN 12-3456789", "EU VAT DE123456789");
        fits(stage.post("/v1/invoices/" + id + "/pay", ""));
        assertThat(browser.get(page(open)).body()).contains("EU VAT DE123456789");
    }

    @Test
    void what_a_final_invoice_bears_stays() throws IOException {
        var vat = own("eu_vat", "DE123456789");
        var customer = stage.customer("pm_card_visa", "");
        var theirs = theirs(customer, "FR12345678901");
        var open = open(draft(customer, "&" + IDS + "[0]=" + vat));
        stage.send("DELETE", "/v1/tax_ids/" + vat, "");
        stage.send("DELETE", "/v1/customers/" + customer + "/tax_ids/" + theirs, "");
        stage.settle();
        assertThat(file(open)).contains("EU VAT DE123456789", "EU VAT FR12345678901");
        assertThat(browser.get(page(open)).body()).contains("DE123456789", "FR12345678901");
        assertThat(numbers(open.text("id"))).hasSize(1);
        var seen = fits(stage.get("/v1/invoices/" + open.text("id") + EXPANDED + IDS));
        assertThat(seen.body().at("/account_tax_ids/0/deleted").asBoolean()).isTrue();
        assertThat(seen.body().at("/account_tax_ids/0/id").asText()).isEqualTo(vat);
        var other = stage.post("/v1/invoices/" + open.text("id"), IDS + "=");
        assertThat(other.error("code")).isEqualTo("invoice_not_editable");
    }

    @Test
    void a_number_that_is_gone_is_not_printed() throws IOException {
        var vat = own("eu_vat", "DE123456789");
        var customer = stage.customer("pm_card_visa", "");
        var id = draft(customer, "&" + IDS + "[0]=" + vat);
        stage.send("DELETE", "/v1/tax_ids/" + vat, "");
        assertThat(file(open(id))).doesNotContain("DE123456789");
    }

    @Test
    void a_letterhead_that_says_the_number_says_it_once() throws IOException {
        var said = Optional.of("VAT ID: DE123456789");
        var none = Letterhead.NONE;
        stage.paper
                .letterheads()
                .keep(
                        stage.seller,
                        new Letterhead(
                                none.name(), none.lines(), none.email(), none.phone(), said));
        var vat = own("eu_vat", "DE123456789");
        var open = open(draft(stage.customer("pm_card_visa", ""), "&" + IDS + "[0]=" + vat));
        assertThat(file(open)).containsOnlyOnce("DE123456789").contains("VAT ID:");
    }

    @Test
    void numbers_can_be_taken_off() {
        var vat = own("eu_vat", "DE123456789");
        var customer = stage.customer("pm_card_visa", "");
        var id = draft(customer, "&" + IDS + "[0]=" + vat);
        var none = fits(stage.post("/v1/invoices/" + id, IDS + "="));
        assertThat(none.body().path(IDS).isNull()).isTrue();
        var path = "/v1/subscriptions/";
        var subscribed = subscribed(customer, stage.monthly(1000), "&" + SETTINGS + "[0]=" + vat);
        var off = fits(stage.post(path + subscribed, SETTINGS + "="));
        assertThat(off.body().at("/invoice_settings/account_tax_ids").isNull()).isTrue();
    }

    @Test
    void only_numbers_of_the_account_itself_are_taken() {
        var vat = own("eu_vat", "DE123456789");
        var customer = stage.customer("pm_card_visa", "");
        var create = "customer=" + customer + "&" + IDS;
        var theirs = theirs(customer, "FR12345678901");
        refused(stage.post("/v1/invoices", create + "[0]=txi_none"), IDS + "[0]");
        refused(stage.post("/v1/invoices", create + "[0]=" + customer), IDS + "[0]");
        refused(
                stage.post("/v1/invoices", create + "[0]=" + vat + "&" + IDS + "[1]=" + theirs),
                IDS + "[1]");
        refused(
                stage.post("/v1/invoices", create + "[0]=" + vat + "&" + IDS + "[1]=" + vat),
                IDS + "[1]");
        refused(stage.post("/v1/invoices", create + "=" + vat), IDS);
        var missing = stage.post("/v1/invoices", create + "[0]=" + theirs);
        assertThat(missing.error("code")).isEqualTo("resource_missing");
        assertThat(missing.error("message")).isEqualTo("No such tax_id: '" + theirs + "'");
        var many = new StringBuilder(create + "[0]=" + vat);
        for (int i = 1; i <= 10; i++) many.append("&" + IDS + "[" + i + "]=txi_" + i);
        refused(stage.post("/v1/invoices", many.toString()), IDS);
        var account = stage.connected();
        var kept =
                fits(
                        stage.post(
                                "/v1/tax_ids",
                                "type=eu_vat&value=DE123456789&owner[type]=account&owner[account]="
                                        + account));
        refused(stage.post("/v1/invoices", create + "[0]=" + kept.text("id")), IDS + "[0]");
        var draft = draft(customer, "");
        refused(stage.post("/v1/invoices/" + draft, IDS + "[0]=" + theirs), IDS + "[0]");
        var price = stage.monthly(1000);
        refused(subscribe(customer, price, "&" + SETTINGS + "[0]=" + theirs), SETTINGS + "[0]");
        var subscribed = "/v1/subscriptions/" + subscribed(customer, price, "");
        refused(stage.post(subscribed, SETTINGS + "[0]=txi_1"), SETTINGS + "[0]");
        stage.another();
        var stranger = stage.customer("pm_card_visa", "");
        refused(
                stage.post("/v1/invoices", "customer=" + stranger + "&" + IDS + "[0]=" + vat),
                IDS + "[0]");
    }

    @Test
    void invoices_of_a_subscription_bear_what_it_says() throws IOException {
        var vat = own("eu_vat", "DE123456789");
        var ein = own("us_ein", "12-3456789");
        var clock = clock();
        var customer = stage.customer("pm_card_visa", "&test_clock=" + clock);
        var made = fits(subscribe(customer, stage.monthly(1000), "&" + SETTINGS + "[0]=" + vat));
        assertThat(made.body().at("/invoice_settings/account_tax_ids/0").asText()).isEqualTo(vat);
        var first = invoice(made.text("latest_invoice"));
        assertThat(first.body().at("/account_tax_ids/0").asText()).isEqualTo(vat);
        assertThat(file(first)).contains("EU VAT DE123456789");
        var path = "/v1/subscriptions/" + made.text("id");
        fits(stage.post(path, SETTINGS + "[0]=" + ein));
        var seen = fits(stage.get(path + EXPANDED + "invoice_settings.account_tax_ids"));
        assertThat(seen.body().at("/invoice_settings/account_tax_ids/0/value").asText())
                .isEqualTo("12-3456789");
        advance(clock, NEW_YEAR + 32 * DAY);
        var next = invoice(subscription(made.text("id")).text("latest_invoice"));
        assertThat(next.text("id")).isNotEqualTo(first.text("id"));
        assertThat(next.body().at("/account_tax_ids/0").asText()).isEqualTo(ein);
        assertThat(file(next)).contains("US EIN 12-3456789").doesNotContain("DE123456789");
    }

    @Test
    void a_schedule_says_it_for_all_of_its_phases_or_for_one() {
        var vat = own("eu_vat", "DE123456789");
        var ein = own("us_ein", "12-3456789");
        var clock = clock();
        var customer = stage.customer("pm_card_visa", "&test_clock=" + clock);
        var price = stage.monthly(1000);
        var form =
                "customer="
                        + customer
                        + "&start_date=now&end_behavior=cancel&default_settings["
                        + SETTINGS.replace("[", "][")
                        + "[0]="
                        + vat
                        + "&phases[0][items][0][price]="
                        + price
                        + "&phases[0][duration][interval]=month&phases[1][items][0][price]="
                        + price
                        + "&phases[1][duration][interval]=month&phases[1]["
                        + SETTINGS.replace("[", "][")
                        + "[0]="
                        + ein;
        var schedules = "/v1/subscription_schedules";
        var made = fits(stage.post(schedules, form));
        var usual = "/default_settings/invoice_settings/account_tax_ids/0";
        assertThat(made.body().at(usual).asText()).isEqualTo(vat);
        assertThat(made.body().at("/phases/1/invoice_settings/account_tax_ids/0").asText())
                .isEqualTo(ein);
        var seen =
                fits(
                        stage.get(
                                schedules
                                        + "/"
                                        + made.text("id")
                                        + EXPANDED
                                        + "default_settings.invoice_settings.account_tax_ids"));
        assertThat(seen.body().at(usual + "/value").asText()).isEqualTo("DE123456789");
        var phases = EXPANDED + "phases.invoice_settings.account_tax_ids";
        var phased = fits(stage.get(schedules + "/" + made.text("id") + phases)).body();
        assertThat(phased.at("/phases/1/invoice_settings/account_tax_ids/0/value").asText())
                .isEqualTo("12-3456789");
        assertThat(phased.at(usual).asText()).isEqualTo(vat);
        var listed = EXPANDED + "data.phases.invoice_settings.account_tax_ids";
        assertThat(
                        stage.get(schedules + listed)
                                .body()
                                .at("/data/0/phases/1/invoice_settings/account_tax_ids/0/value")
                                .asText())
                .isEqualTo("12-3456789");
        var subscription = made.text("subscription");
        assertThat(latest(subscription)).isEqualTo(vat);
        advance(clock, NEW_YEAR + 32 * DAY);
        assertThat(latest(subscription)).isEqualTo(ein);
        refused(
                stage.post(schedules, form.replace(ein, "txi_1")),
                "phases[1][invoice_settings][account_tax_ids][0]");
        refused(
                stage.post(schedules, form.replace(vat, "txi_1")),
                "default_settings[invoice_settings][account_tax_ids][0]");
    }

    private static String latest(String subscription) {
        var invoice = invoice(subscription(subscription).text("latest_invoice"));
        return invoice.body().at("/account_tax_ids/0").asText();
    }

    @Test
    void a_revision_bears_what_its_original_does() {
        var vat = own("eu_vat", "DE123456789");
        var open = open(draft(stage.customer("pm_card_visa", ""), "&" + IDS + "[0]=" + vat));
        var form = "from_invoice[action]=revision&from_invoice[invoice]=" + open.text("id");
        var revision = fits(stage.post("/v1/invoices", form));
        assertThat(revision.body().at("/account_tax_ids/0").asText()).isEqualTo(vat);
    }

    @Test
    void a_draft_has_the_numbers_that_its_customer_has() throws IOException {
        var customer = stage.customer("pm_card_visa", "");
        var before = theirs(customer, "FR12345678901");
        var id = draft(customer, "");
        assertThat(numbers(id).at("/0/type").asText()).isEqualTo("eu_vat");
        assertThat(numbers(id).at("/0/value").asText()).isEqualTo("FR12345678901");
        theirs(customer, "DE123456789");
        stage.settle();
        assertThat(numbers(id)).hasSize(2);
        assertThat(numbers(id).at("/0/value").asText()).isEqualTo("DE123456789");
        assertThat(stage.told()).contains("invoice.updated");
        stage.send("DELETE", "/v1/customers/" + customer + "/tax_ids/" + before, "");
        stage.settle();
        assertThat(numbers(id)).hasSize(1);
        // Nobody has to have heard of it before the invoice is final.
        theirs(customer, "ATU12345678");
        var open = open(id);
        assertThat(open.body().path("customer_tax_ids")).hasSize(2);
        assertThat(file(open))
                .contains("EU VAT DE123456789", "EU VAT ATU12345678")
                .doesNotContain("FR12345678901");
        assertThat(browser.get(page(open)).body()).contains("EU VAT ATU12345678");
    }

    /** What the platform says of its account's invoices. */
    private static Got usual(String account, String form) {
        return stage.post("/v1/accounts/" + account, USUAL + form);
    }

    private static String acting(String account, String kind, String value) {
        var form = "type=" + kind + "&value=" + value;
        return fits(stage.acting(account, "/v1/tax_ids", form)).text("id");
    }

    private static Got opened(String account, String more) {
        var customer = fits(stage.acting(account, "/v1/customers", "name=Bob")).text("id");
        var item = "currency=usd&amount=1000&customer=" + customer;
        fits(stage.acting(account, "/v1/invoiceitems", item));
        var form = "pending_invoice_items_behavior=include&customer=" + customer + more;
        var draft = fits(stage.acting(account, "/v1/invoices", form));
        var path = "/v1/invoices/" + draft.text("id") + "/finalize";
        return fits(stage.acting(account, path, "auto_advance=false"));
    }

    @Test
    void an_account_says_what_its_invoices_usually_bear() throws IOException {
        var account = stage.connected();
        var vat = acting(account, "eu_vat", "DE123456789");
        var ein = acting(account, "us_ein", "12-3456789");
        var told = usual(account, "[0]=" + vat).body().at("/settings/invoices");
        assertThat(told.at("/default_account_tax_ids/0").asText()).isEqualTo(vat);
        var open = opened(account, "");
        assertThat(open.body().at("/account_tax_ids/0").asText()).isEqualTo(vat);
        assertThat(file(open)).contains("EU VAT DE123456789");
        var other = opened(account, "&" + IDS + "[0]=" + ein);
        assertThat(other.body().path(IDS)).hasSize(1);
        assertThat(file(other)).contains("US EIN 12-3456789").doesNotContain("DE123456789");
        fits(stage.acting(account, "/v1/tax_ids/" + ein, ""));
        assertThat(
                        usual(account, "=")
                                .body()
                                .at("/settings/invoices/default_account_tax_ids")
                                .isNull())
                .isTrue();
        assertThat(opened(account, "").body().path(IDS).isNull()).isTrue();
    }

    @Test
    void what_an_account_usually_bears_is_its_own() {
        var account = stage.connected();
        var vat = acting(account, "eu_vat", "DE123456789");
        refused(usual(account, "[0]=txi_none"), USUAL + "[0]");
        refused(usual(account, "[0]=" + vat + "&" + USUAL + "[1]=" + vat), USUAL + "[1]");
        // The platform's own is not its account's.
        refused(usual(account, "[0]=" + own("eu_vat", "DE123456789")), USUAL + "[0]");
        refused(usual(account, "=" + vat), USUAL);
        var many = new StringBuilder("[0]=" + vat);
        for (int i = 1; i <= 10; i++) many.append("&" + USUAL + "[" + i + "]=txi_" + i);
        refused(usual(account, many.toString()), USUAL);
        var form = WholeAccount.CUSTOM + "&" + USUAL + "[0]=" + vat;
        refused(stage.post("/v1/accounts", form), USUAL + "[0]");
        var seen = stage.get("/v1/accounts/" + account).body();
        assertThat(seen.at("/settings/invoices/default_account_tax_ids").isNull()).isTrue();
    }
}
