package hawker.house;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A seller who takes payments by the API answers a dispute, keeps keys, looks for a mistake. */
@Tag("slow")
class PaymentsDashboardJourneyTest {

    private static final String WHOLE =
            "type=custom&country=US&business_type=individual"
                    + "&capabilities[card_payments][requested]=true"
                    + "&capabilities[transfers][requested]=true"
                    + "&business_profile[mcc]=5734&business_profile[url]=https://jo.example"
                    + "&business_profile[name]=Jo%27s+Lamps"
                    + "&tos_acceptance[date]=1700000000&tos_acceptance[ip]=8.8.8.8"
                    + "&external_account=btok_us_verified"
                    + "&individual[first_name]=Jo&individual[last_name]=Doe"
                    + "&individual[email]=jo@example.com&individual[phone]=0000000000"
                    + "&individual[dob][day]=1&individual[dob][month]=1&individual[dob][year]=1901"
                    + "&individual[address][line1]=address_full_match"
                    + "&individual[address][city]=X&individual[address][postal_code]=12345"
                    + "&individual[ssn_last_4]=0000";

    private static final House HOUSE = House.open();
    private static final Api API = new Api(HOUSE.base(), HOUSE.secretKey());
    private static String customer = "";
    private static String connected = "";
    private static String owing = "";
    private static String transfer = "";
    private static String failed = "";

    @BeforeAll
    static void a_seller_has_payments_customers_disputes_and_accounts() {
        var made =
                API.post(
                        "/v1/customers",
                        Map.of(
                                "name", "Anna Ash",
                                "email", "anna.ash@example.com",
                                "phone", "+15035550100",
                                "payment_method", "pm_card_visa",
                                "metadata[loyalty]", "gold"));
        customer = made.id();
        paid("pm_card_visa", 4_200, Map.of("customer", customer, "description", "A lamp"));
        failed = paid("pm_card_visa_chargeDeclinedInsufficientFunds", 1_900, Map.of());
        paid("pm_card_bypassPending", 90_000, Map.of());
        connected = API.post("/v1/accounts", fields(WHOLE)).id();
        owing =
                API.post(
                                "/v1/accounts",
                                Map.of(
                                        "type", "express",
                                        "country", "US",
                                        "email", "mo@example.com",
                                        "capabilities[transfers][requested]", "true"))
                        .id();
        transfer =
                API.post(
                                "/v1/transfers",
                                Map.of(
                                        "amount", "1200",
                                        "currency", "usd",
                                        "destination", connected))
                        .id();
        paid(
                "pm_card_visa",
                5_000,
                Map.of("application_fee_amount", "700", "transfer_data[destination]", connected));
    }

    /** The id of the charge that a test card made. */
    private static String paid(String card, long cents, Map<String, String> more) {
        var form = new java.util.HashMap<>(more);
        form.put("amount", "" + cents);
        form.put("currency", "usd");
        form.put("confirm", "true");
        form.put("payment_method", card);
        form.put("receipt_email", "anna.ash@example.com");
        form.put("return_url", "https://shop.example/done");
        var answer = API.post("/v1/payment_intents", form).json();
        return answer.has("error")
                ? answer.at("/error/charge").asText()
                : answer.path("latest_charge").asText();
    }

    private static Map<String, String> fields(String form) {
        var fields = new java.util.LinkedHashMap<String, String>();
        for (var pair : form.split("&", -1)) {
            var at = pair.indexOf('=');
            fields.put(
                    pair.substring(0, at),
                    java.net.URLDecoder.decode(pair.substring(at + 1), StandardCharsets.UTF_8));
        }
        return fields;
    }

    /** A dispute of a new payment: its cardholder complains within seconds. */
    private static String disputed(String card) {
        var charge = paid(card, 4_200, Map.of("customer", customer));
        long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (System.nanoTime() < end) {
            var found = API.get("/v1/disputes?charge=" + charge).json().at("/data/0/id").asText();
            if (!found.isEmpty()) return found;
            LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
        }
        throw new AssertionError("no dispute of " + charge);
    }

    @ParameterizedTest(name = "{0} px wide, {1}")
    @CsvSource({"1280, LIGHT", "390, DARK"})
    void every_page_can_be_read_by_everybody(int width, ColorScheme scheme) {
        var dispute = disputed("pm_card_createDisputeProductNotReceived");
        var inquiry = disputed("pm_card_createDisputeInquiry");
        try (var visitor = Chromium.visitor(width, scheme)) {
            var page = visitor.newPage();
            signIn(page);
            for (var path :
                    List.of(
                            "payments",
                            "payments?from=2020-01-01&last4=4242",
                            "payments?least=nonsense",
                            "payments/" + failed,
                            "disputes",
                            "disputes?show=won",
                            "disputes/" + dispute,
                            "disputes/" + inquiry,
                            "customers",
                            "customers?q=ash",
                            "customers?q=nobody",
                            "customers/" + customer,
                            "customers/new",
                            "customers/" + customer + "/edit",
                            "customers/cus_nobody",
                            "connect",
                            "connect/" + connected,
                            "connect/" + owing,
                            "transfers",
                            "transfers/" + transfer,
                            "fees",
                            "balance",
                            "payouts",
                            "fraud",
                            "fraud/rules/block_if_listed",
                            "fraud/lists",
                            "fraud/reviews",
                            "clocks",
                            "team",
                            "keys",
                            "webhooks",
                            "events",
                            "events?type=nothing",
                            "logs",
                            "logs?status=refused")) look(page, path, width, scheme);
            lookAtFirst(page, "logs?method=POST", "logs/req_", width, scheme);
            lookAtFirst(page, "logs?status=refused", "logs/req_", width, scheme);
            lookAtFirst(page, "events", "events/evt_", width, scheme);
            lookAtFirst(page, "keys", "keys/mk_", width, scheme);
            lookAtFirst(page, "fraud/lists", "fraud/lists/rsl_", width, scheme);
            lookAtFirst(page, "team", "team/usr_", width, scheme);
            lookAtFirst(page, "fees", "fees/fee_", width, scheme);
            lookAtFirst(page, "payouts", "payouts/po_", width, scheme);
        }
    }

    private static void lookAtFirst(
            Page page, String list, String begins, int width, ColorScheme scheme) {
        page.navigate(HOUSE.base() + "/dashboard/" + list);
        var link = page.locator("table a[href^='/dashboard/" + begins + "']").first();
        look(page, link.getAttribute("href").substring("/dashboard/".length()), width, scheme);
    }

    private static void look(Page page, String path, int width, ColorScheme scheme) {
        page.navigate(HOUSE.base() + "/dashboard/" + path);
        var name = path.replaceAll("[^a-z]+", "-").replaceAll("(_|-)[^-]{20,}.*", "");
        Chromium.check(
                page, "pay-" + name + "-" + width + "-" + scheme.name().toLowerCase(Locale.ROOT));
        assertThat((Integer) page.evaluate("document.documentElement.scrollWidth"))
                .as("no scrolling sideways on " + path)
                .isLessThanOrEqualTo(width);
    }

    @ParameterizedTest(name = "{0} px wide, scripts {1}")
    @CsvSource({"1280, true", "390, true", "1280, false"})
    void the_seller_answers_a_dispute_with_evidence_and_accepts_another(int width, boolean script) {
        var dispute = disputed("pm_card_createDispute");
        var other = disputed("pm_card_createDispute");
        try (var visitor = Chromium.visitor(width, ColorScheme.LIGHT, script)) {
            var page = visitor.newPage();
            signIn(page);
            page.navigate(HOUSE.base() + "/dashboard/disputes?show=needs_response");
            page.locator("table a[href$='" + dispute + "']").click();
            page.getByLabel("What was sold").fill("A brass lamp, shipped in two days");
            page.getByLabel("Customer’s name").fill("Anna Ash");
            page.getByLabel("Receipt", new Page.GetByLabelOptions().setExact(false))
                    .first()
                    .setInputFiles(
                            new FilePayload(
                                    "receipt.pdf",
                                    "application/pdf",
                                    "%PDF-1.4 receipt".getBytes(StandardCharsets.US_ASCII)));
            press(page, "Save draft");
            assertThat(page.getByText("Handed in: receipt.pdf, 1 kB")).isVisible();
            assertThat(page.getByLabel("Customer’s name")).hasValue("Anna Ash");
            press(page, "Hand in evidence");
            assertThat(page.getByText("The bank is looking at your evidence")).isVisible();
            assertThat(page.getByText("Evidence was handed in")).isVisible();

            page.navigate(HOUSE.base() + "/dashboard/disputes/" + other);
            page.getByText("Accept this dispute").click();
            press(page, "Accept and lose $42.00");
            assertThat(page.getByText("The dispute is lost")).isVisible();
        }
    }

    @ParameterizedTest(name = "{0} px wide")
    @CsvSource({"1280", "390"})
    void the_seller_makes_a_restricted_key_and_finds_what_it_was_refused(int width) {
        try (var visitor = Chromium.visitor(width, ColorScheme.LIGHT)) {
            var page = visitor.newPage();
            signIn(page);
            page.navigate(HOUSE.base() + "/dashboard/keys");
            page.getByLabel("Name").fill("Warehouse " + width);
            page.locator("label:has(input[value=restricted])").click();
            page.getByText("Rights of a restricted key").click();
            page.getByLabel("Customers", new Page.GetByLabelOptions().setExact(true))
                    .selectOption("read");
            press(page, "Make key");
            var secret = fresh(page).textContent();
            assertThat(page.getByText("Copy it now: it is not shown again.")).isVisible();
            Chromium.check(page, "pay-key-made-" + width);
            var warehouse = new Api(HOUSE.base(), secret.strip());
            assertThat(warehouse.get("/v1/customers").status()).isEqualTo(200);
            assertThat(warehouse.get("/v1/charges").status()).isEqualTo(403);

            page.navigate(HOUSE.base() + "/dashboard/logs");
            page.getByText("Filter", new Page.GetByTextOptions().setExact(true)).click();
            page.getByLabel("Answer").selectOption("refused");
            page.getByLabel("Part of the path").fill("/v1/charges");
            press(page, "Show");
            page.waitForURL(Pattern.compile(".*status=refused.*"));
            page.locator("table a[href^='/dashboard/logs/req_']").first().click();
            assertThat(page.getByText("charges:read").first()).isVisible();
            page.getByRole(AriaRole.LINK, named("^Warehouse " + width)).click();
            page.getByText("Replace this key").click();
            press(page, "Replace key");
            assertThat(fresh(page)).isVisible();
            page.navigate(HOUSE.base() + "/dashboard/keys");
            page.getByRole(AriaRole.LINK, named("^Warehouse " + width)).first().click();
            page.getByText("End this key now").click();
            press(page, "End Warehouse " + width);
            page.waitForURL(HOUSE.base() + "/dashboard/keys");
        }
    }

    @ParameterizedTest(name = "{0} px wide, scripts {1}")
    @CsvSource({"1280, true", "390, true", "1280, false"})
    void the_seller_adds_a_customer_changes_and_deletes_them(int width, boolean script) {
        var who = "Bo Birch " + width + script;
        try (var visitor = Chromium.visitor(width, ColorScheme.LIGHT, script)) {
            var page = visitor.newPage();
            signIn(page);
            page.navigate(HOUSE.base() + "/dashboard/customers");
            page.getByRole(AriaRole.LINK, named("^Add customer")).first().click();
            page.locator("input[name=name]").fill(who);
            page.locator("input[name=email]").fill("bo");
            press(page, "Add customer");
            assertThat(page.locator("#f-email-error")).isVisible();
            if (script) Chromium.check(page, "pay-customer-wrong-" + width);
            page.locator("input[name=email]").fill("bo@example.com");
            page.locator("input[name='meta-name-0']").fill("shoe");
            page.locator("input[name='meta-value-0']").fill("44");
            press(page, "Add customer");
            page.waitForURL(Pattern.compile(".*/dashboard/customers/cus_.*"));
            assertThat(page.getByText("44")).isVisible();
            page.getByRole(AriaRole.LINK, named("^Edit")).first().click();
            page.locator("input[name=phone]").fill("+15035550111");
            press(page, "Save");
            assertThat(page.getByText("+15035550111")).isVisible();
            page.getByRole(AriaRole.LINK, named("^Edit")).first().click();
            page.getByText("Delete this customer").click();
            press(page, "Delete " + who);
            page.waitForURL(HOUSE.base() + "/dashboard/customers");
            assertThat(page.locator("table").getByText(who)).hasCount(0);
        }
    }

    /** A key as it is shown once; the table has only its beginning and its end. */
    private static Locator fresh(Page page) {
        return page.locator("[role=status]").getByText(Pattern.compile("^rk_test_"));
    }

    /** By the keyboard, as those do who use no mouse. */
    private static void press(Page page, String button) {
        page.getByRole(AriaRole.BUTTON, named("^" + button.replace("$", "\\$").replace(".", "\\.")))
                .first()
                .focus();
        page.keyboard().press("Enter");
    }

    private static void signIn(Page page) {
        page.navigate(HOUSE.base() + "/login?next=/dashboard/payments");
        page.getByLabel(Pattern.compile("e-mail|handle", Pattern.CASE_INSENSITIVE))
                .first()
                .fill(HOUSE.seller("email"));
        page.locator("input[type=password]").fill(HOUSE.seller("password"));
        page.getByRole(AriaRole.BUTTON, named("^Sign in")).first().click();
        page.waitForURL(HOUSE.base() + "/dashboard/payments");
    }

    private static Page.GetByRoleOptions named(String pattern) {
        return new Page.GetByRoleOptions().setName(Pattern.compile(pattern));
    }
}
