package hawker.house;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.stripe.StripeClient;
import com.stripe.net.ApiResource.RequestMethod;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What buyers do in the portal of a shop: they leave and say why, change their plan, move house.
 */
class PortalJourneyTest {

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

    private static String customer() throws Exception {
        return post(
                        "customers",
                        "email=ann@example.com&payment_method=pm_card_visa"
                                + "&invoice_settings[default_payment_method]=pm_card_visa")
                .path("id")
                .asText();
    }

    private static String subscribed(String customer) throws Exception {
        return post(
                        "subscriptions",
                        "items[0][price_data][currency]=usd&items[0][price_data][unit_amount]=1900"
                                + "&items[0][price_data][recurring][interval]=month"
                                + "&items[0][price_data][product]="
                                + post("products", "name=Club").path("id").asText()
                                + "&customer="
                                + customer)
                .path("id")
                .asText();
    }

    private static String session(String customer, String more) throws Exception {
        var asks =
                post(
                        "billing_portal/configurations",
                        "features[invoice_history][enabled]=true"
                                + "&features[payment_method_update][enabled]=true"
                                + "&features[subscription_cancel][enabled]=true"
                                + "&features[subscription_cancel][cancellation_reason][enabled]=true");
        return post(
                        "billing_portal/sessions",
                        "return_url=https://shop.example/account&configuration="
                                + asks.path("id").asText()
                                + "&customer="
                                + customer
                                + more)
                .path("url")
                .asText();
    }

    @ParameterizedTest(name = "{0} px wide, {1}")
    @CsvSource({"1280, LIGHT", "1280, DARK", "390, LIGHT", "390, DARK"})
    void a_buyer_leaves_and_says_why(int width, ColorScheme scheme) throws Exception {
        var customer = customer();
        var id = subscribed(customer);
        var name = "portal-" + width + "-" + scheme;
        try (var visitor = Chromium.visitor(width, scheme)) {
            var page = visitor.newPage();
            page.navigate(session(customer, ""));
            Chromium.check(page, name + "-1-home");
            page.getByRole(
                            AriaRole.LINK,
                            new Page.GetByRoleOptions().setName("Cancel subscription"))
                    .click();
            assertThat(page.getByRole(AriaRole.HEADING).first())
                    .hasText("Cancel your subscription");
            page.getByText("It is too expensive").click();
            page.getByLabel("Anything else?").fill("Prices rose twice.");
            Chromium.check(page, name + "-2-leaving");
            press(page);
            page.getByText("Ends").waitFor();
            Chromium.check(page, name + "-3-left");
        }
        var left =
                JSON.readTree(
                        stripe.rawRequest(RequestMethod.GET, "/v1/subscriptions/" + id, null, null)
                                .body());
        assertThat(left.at("/cancellation_details/feedback").asText()).isEqualTo("too_expensive");
        assertThat(left.path("cancel_at_period_end").asBoolean()).isTrue();
    }

    @ParameterizedTest(name = "{0} px wide, {1}")
    @CsvSource({"1280, LIGHT", "390, DARK"})
    void a_buyer_comes_to_leave_and_is_told_so(int width, ColorScheme scheme) throws Exception {
        var customer = customer();
        var flow =
                "&flow_data[type]=subscription_cancel&flow_data[subscription_cancel][subscription]="
                        + subscribed(customer)
                        + "&flow_data[after_completion][type]=hosted_confirmation";
        try (var visitor = Chromium.visitor(width, scheme)) {
            var page = visitor.newPage();
            page.navigate(session(customer, flow));
            press(page);
            assertThat(page.getByRole(AriaRole.HEADING).first()).hasText("Done");
            Chromium.check(page, "portal-" + width + "-" + scheme + "-4-done");
        }
    }

    /** A club with two plans, and a portal that lets buyers change everything. */
    private static String whole(String product, String plans) throws Exception {
        var update = "features[subscription_update]";
        var details = "&features[customer_update]";
        var made =
                post(
                        "billing_portal/configurations",
                        "features[invoice_history][enabled]=true&features[payment_method_update][enabled]=true&"
                                + update
                                + "[enabled]=true&"
                                + update
                                + "[proration_behavior]=always_invoice&"
                                + update
                                + "[default_allowed_updates][]=price&"
                                + update
                                + "[default_allowed_updates][]=quantity&"
                                + update
                                + "[products][0][product]="
                                + product
                                + plans
                                + "&"
                                + update
                                + "[products][0][adjustable_quantity][enabled]=true"
                                + details
                                + "[enabled]=true"
                                + details
                                + "[allowed_updates][]=name"
                                + details
                                + "[allowed_updates][]=email"
                                + details
                                + "[allowed_updates][]=address"
                                + details
                                + "[allowed_updates][]=tax_id&login_page[enabled]=true");
        return made.path("id").asText();
    }

    @ParameterizedTest(name = "{0} px wide, {1}")
    @CsvSource({"1280, LIGHT", "1280, DARK", "390, LIGHT", "390, DARK"})
    void a_buyer_takes_a_larger_plan_and_moves_house(int width, ColorScheme scheme)
            throws Exception {
        var customer = customer();
        var product = post("products", "name=Harbour Club").path("id").asText();
        var of = "currency=usd&recurring[interval]=month&product=" + product + "&unit_amount=";
        var small = post("prices", of + 900).path("id").asText();
        var large = post("prices", of + 1900).path("id").asText();
        post("subscriptions", "customer=" + customer + "&items[0][price]=" + small);
        var plans = "&features[subscription_update][products][0][prices][]=";
        var portal = whole(product, plans + small + plans + large);
        var session =
                post(
                        "billing_portal/sessions",
                        "customer=" + customer + "&configuration=" + portal);
        var name = "portal-" + width + "-" + scheme;
        try (var visitor = Chromium.visitor(width, scheme)) {
            var page = visitor.newPage();
            page.navigate(session.path("url").asText());
            Chromium.check(page, name + "-5-whole");
            link(page, "Change plan");
            page.getByText("$19.00 a month").click();
            Chromium.check(page, name + "-6-plans");
            button(page, "Continue");
            page.getByText("What you pay today").waitFor();
            Chromium.check(page, name + "-7-confirm");
            page.getByRole(
                            AriaRole.BUTTON,
                            new Page.GetByRoleOptions().setName(Pattern.compile("Confirm.*")))
                    .click();
            page.getByText("$19.00 a month").waitFor();
            link(page, "Change your details");
            page.getByLabel("Name").first().fill("Ann King");
            page.getByLabel("Country").first().selectOption("US");
            page.locator("select[name='address[state]']").selectOption("IL");
            page.getByLabel("Street").first().fill("2 Oak Lane");
            Chromium.check(page, name + "-8-details");
            button(page, "Save");
            page.getByText("2 Oak Lane").waitFor();
            page.navigate(house.base() + "/p/login/" + portal);
            Chromium.check(page, name + "-9-login");
            page.getByLabel("Email").fill("ann@example.com");
            page.keyboard().press("Enter");
            page.getByText("Look into your mail").waitFor();
            Chromium.check(page, name + "-10-sent");
        }
    }

    private static void link(Page page, String name) {
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(name)).first().click();
    }

    private static void button(Page page, String name) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name)).click();
    }

    private static void press(Page page) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Cancel subscription"))
                .click();
    }
}
