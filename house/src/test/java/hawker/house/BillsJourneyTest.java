package hawker.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.stripe.StripeClient;
import com.stripe.net.ApiResource.RequestMethod;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What buyers see of their bills: an invoice and its files, an offer to stay, a change that waits.
 */
class BillsJourneyTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private static House house;
    private static StripeClient stripe;

    @BeforeAll
    static void open() {
        house = House.open();
        stripe = house.client();
    }

    private static JsonNode post(String path, String form) throws Exception {
        return JSON.readTree(
                stripe.rawRequest(RequestMethod.POST, "/v1/" + path, form, null).body());
    }

    private static String made(String path, String form) throws Exception {
        return post(path, form).path("id").asText();
    }

    private static String customer() throws Exception {
        return made(
                "customers",
                "name=Ann King&email=ann@example.com&address[line1]=2 Oak Lane&address[city]=Leeds"
                        + "&address[country]=GB&payment_method=pm_card_visa"
                        + "&invoice_settings[default_payment_method]=pm_card_visa");
    }

    /** A file that the page leads to: it begins as PDF files do. */
    private static void downloads(Page page, String link) throws Exception {
        var file =
                page.waitForDownload(
                        () -> page.getByRole(AriaRole.LINK, named(link)).first().click());
        var bytes = Files.readAllBytes(file.path());
        assertThat(new String(bytes, 0, 5, StandardCharsets.ISO_8859_1)).isEqualTo("%PDF-");
        assertThat(file.suggestedFilename()).endsWith(".pdf");
    }

    private static Page.GetByRoleOptions named(String name) {
        return new Page.GetByRoleOptions().setName(name);
    }

    @ParameterizedTest(name = "{0} px wide, {1}")
    @CsvSource({"1280, LIGHT", "390, LIGHT", "390, DARK"})
    void an_invoice_is_read_kept_and_has_a_receipt(int width, ColorScheme scheme) throws Exception {
        var customer = customer();
        var items = "currency=usd&customer=" + customer + "&description=";
        post("invoiceitems", items + "Harbour Club, spring&unit_amount_decimal=1900&quantity=3");
        post("invoiceitems", items + "Moving in&amount=4500");
        var coupon = made("coupons", "percent_off=10&duration=once&name=Friends");
        var rate = made("tax_rates", "display_name=VAT&percentage=20&inclusive=false");
        var draft =
                made(
                        "invoices",
                        "pending_invoice_items_behavior=include&collection_method=send_invoice"
                                + "&days_until_due=14&description=Thank you for joining."
                                + "&footer=Harbour Club is closed on Mondays."
                                + "&discounts[0][coupon]="
                                + coupon
                                + "&default_tax_rates[0]="
                                + rate
                                + "&customer="
                                + customer);
        var open = post("invoices/" + draft + "/finalize", "");
        var name = "bill-" + width + "-" + scheme;
        try (var visitor = Chromium.visitor(width, scheme)) {
            var page = visitor.newPage();
            page.navigate(open.path("hosted_invoice_url").asText());
            Chromium.check(page, name + "-1-open");
            downloads(page, "Download invoice");
            post("invoices/" + draft + "/pay", "");
            page.reload();
            page.getByText("Thank you").first().waitFor();
            Chromium.check(page, name + "-2-paid");
            downloads(page, "Download receipt");
        }
    }

    @ParameterizedTest(name = "{0} px wide, {1}")
    @CsvSource({"1280, LIGHT", "390, LIGHT", "390, DARK"})
    void who_leaves_is_offered_to_stay_and_a_smaller_plan_waits(int width, ColorScheme scheme)
            throws Exception {
        var customer = customer();
        var product = made("products", "name=Harbour Club");
        var price = "currency=usd&recurring[interval]=month&product=" + product + "&unit_amount=";
        var small = made("prices", price + 900);
        var large = made("prices", price + 1900);
        var id = made("subscriptions", "customer=" + customer + "&items[0][price]=" + large);
        var stay =
                made(
                        "coupons",
                        "percent_off=20&duration=repeating&duration_in_months=3&name=Stay with us");
        var code = "WARM" + width + scheme;
        post(
                "promotion_codes",
                "promotion[type]=coupon&promotion[coupon]=" + stay + "&code=" + code);
        var update = "&features[subscription_update]";
        var portal =
                made(
                        "billing_portal/configurations",
                        "features[invoice_history][enabled]=true"
                                + "&features[subscription_cancel][enabled]=true"
                                + update
                                + "[enabled]=true"
                                + update
                                + "[default_allowed_updates][0]=price"
                                + update
                                + "[default_allowed_updates][1]=promotion_code"
                                + update
                                + "[schedule_at_period_end][conditions][0][type]=decreasing_item_amount"
                                + update
                                + "[products][0][product]="
                                + product
                                + update
                                + "[products][0][prices][0]="
                                + small
                                + update
                                + "[products][0][prices][1]="
                                + large);
        var session = "customer=" + customer + "&configuration=" + portal;
        var leaving =
                "&flow_data[type]=subscription_cancel&flow_data[subscription_cancel][subscription]="
                        + id
                        + "&flow_data[subscription_cancel][retention][type]=coupon_offer"
                        + "&flow_data[subscription_cancel][retention][coupon_offer][coupon]="
                        + stay;
        var name = "offer-" + width + "-" + scheme;
        try (var visitor = Chromium.visitor(width, scheme)) {
            var page = visitor.newPage();
            page.navigate(post("billing_portal/sessions", session + leaving).path("url").asText());
            page.getByText("Before you go").first().waitFor();
            Chromium.check(page, name + "-1-offer");
            page.getByRole(AriaRole.BUTTON).filter(stays()).click();
            page.getByText("Your subscriptions").first().waitFor();
            page.getByRole(AriaRole.LINK, named("Change plan")).click();
            page.getByText("$9.00 a month").click();
            page.getByLabel("Promotion code").fill(code);
            Chromium.check(page, name + "-2-plans");
            page.getByRole(AriaRole.BUTTON, named("Continue")).click();
            page.getByText("Changes on").waitFor();
            Chromium.check(page, name + "-3-later");
            page.getByRole(AriaRole.BUTTON, named("Confirm")).click();
            page.getByText("Keep the current plan").waitFor();
            Chromium.check(page, name + "-4-waits");
        }
        var led = post("subscriptions/" + id, "metadata[seen]=yes");
        assertThat(led.path("schedule").isTextual()).isTrue();
        assertThat(led.path("discounts")).hasSize(1);
    }

    private static Locator.FilterOptions stays() {
        return new Locator.FilterOptions().setHasText("Stay with");
    }
}
