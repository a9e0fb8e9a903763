package hawker.house;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a seller lets the buyer of a checkout session choose on our page. */
class HostedChoicesJourneyTest {

    private static House house;
    private static Api api;

    @BeforeAll
    static void open() {
        house = House.open();
        api = new Api(house.base(), house.secretKey());
    }

    private static String price(String name, String more) {
        var form = new HashMap<String, String>();
        form.put("currency", "usd");
        form.put("product_data[name]", name);
        for (var part : more.split("&", -1))
            form.put(part.substring(0, part.indexOf('=')), part.substring(part.indexOf('=') + 1));
        return made(api.post("/v1/prices", form), "id");
    }

    private static String made(Api.Answer answer, String field) {
        assertThat(answer.status()).as(answer.json().toString()).isEqualTo(200);
        return answer.json().path(field).asText();
    }

    private static Map<String, String> session(String mode, String price) {
        var form = new HashMap<String, String>();
        form.put("mode", mode);
        form.put("success_url", house.base() + "/help?s={CHECKOUT_SESSION_ID}");
        form.put("line_items[0][price]", price);
        return form;
    }

    private static String url(Map<String, String> form) {
        return made(api.post("/v1/checkout/sessions", form), "url");
    }

    private static void press(Page page, String pattern) {
        var named = Pattern.compile(pattern, Pattern.CASE_INSENSITIVE);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(named)).first().click();
    }

    private static void enter(Page page) {
        page.getByLabel("Email").fill("ann@example.com");
        var card = page.frameLocator("hk-card-field iframe");
        card.getByLabel(Pattern.compile("card number", Pattern.CASE_INSENSITIVE))
                .fill("4242424242424242");
        card.getByLabel(Pattern.compile("expir", Pattern.CASE_INSENSITIVE)).fill("12/34");
        card.getByLabel(Pattern.compile("security code|cvc", Pattern.CASE_INSENSITIVE)).fill("123");
    }

    @ParameterizedTest(name = "{0} px wide, {1}")
    @CsvSource({"1280, LIGHT", "390, DARK", "1280, DARK", "390, LIGHT"})
    void a_buyer_adds_what_is_offered(int width, ColorScheme scheme) {
        var form = session("payment", price("Hurricane lantern", "unit_amount=2500"));
        form.put("line_items[0][quantity]", "1");
        form.put("optional_items[0][price]", price("Lamp oil, one litre", "unit_amount=650"));
        form.put("optional_items[0][quantity]", "2");
        form.put("optional_items[0][adjustable_quantity][enabled]", "true");
        form.put("optional_items[1][price]", price("Spare wick", "unit_amount=300"));
        form.put("optional_items[1][quantity]", "1");
        try (var visitor = Chromium.visitor(width, scheme)) {
            var page = visitor.newPage();
            page.navigate(url(form));
            var shot = "choices-" + width + "-" + scheme;
            Chromium.check(page, shot + "-1-offered");
            // Without a card in the fields: nothing is paid by adding.
            press(page, "^Add Lamp oil");
            page.getByText("$38.00").first().waitFor();
            press(page, "^Add Spare wick");
            page.getByText("$41.00").first().waitFor();
            Chromium.check(page, shot + "-2-added");
            press(page, "^Remove Spare wick");
            page.getByText("$38.00").first().waitFor();
            // A card that was typed stays while the order changes under it.
            enter(page);
            page.getByLabel("Quantity of Lamp oil").fill("3");
            page.getByLabel("Quantity of Lamp oil").press("Tab");
            page.getByText("$44.50").first().waitFor();
            PlaywrightAssertions.assertThat(page.getByText("Update the total")).hasCount(0);
            Chromium.check(page, shot + "-3-changed");
            press(page, "^Pay \\$44.50");
            page.getByText("was paid to").waitFor();
        }
    }

    @ParameterizedTest(name = "{0} px wide, {1}")
    @CsvSource({"1280, LIGHT", "390, DARK"})
    void a_page_looks_and_speaks_as_its_session_says(int width, ColorScheme scheme) {
        var form = session("payment", price("Hurricane lantern", "unit_amount=2500"));
        form.put("line_items[0][quantity]", "1");
        form.put("branding_settings[display_name]", "Juniper by night");
        form.put("branding_settings[button_color]", "#7a2e1f");
        form.put("branding_settings[background_color]", "#f6efe4");
        form.put("branding_settings[border_style]", "pill");
        form.put("branding_settings[font_family]", "noto_serif");
        form.put("custom_text[submit][message]", "See [how we pack](https://shop.test/pack).");
        form.put("custom_text[after_submit][message]", "Sent within a day.");
        form.put("consent_collection[promotions]", "auto");
        form.put("consent_collection[terms_of_service]", "required");
        form.put(
                "custom_text[terms_of_service_acceptance][message]",
                "I accept [the house rules](https://shop.test/rules)");
        try (var visitor = Chromium.visitor(width, scheme)) {
            var page = visitor.newPage();
            page.navigate(url(form));
            Chromium.check(page, "choices-" + width + "-" + scheme + "-words");
            PlaywrightAssertions.assertThat(page.getByText("Sent within a day.")).isVisible();
            enter(page);
            page.getByLabel("I accept the house rules").check();
            press(page, "^Pay \\$25.00");
            page.getByText("was paid to Juniper by night").waitFor();
        }
    }

    /** Return in a field pays, as people expect it, and presses none of the buttons above. */
    @ParameterizedTest(name = "{0} px wide, {1}")
    @CsvSource({"390, LIGHT"})
    void return_in_a_field_adds_nothing(int width, ColorScheme scheme) {
        var form = session("payment", price("Hurricane lantern", "unit_amount=2500"));
        form.put("line_items[0][quantity]", "1");
        form.put("optional_items[0][price]", price("Spare wick", "unit_amount=300"));
        form.put("optional_items[0][quantity]", "1");
        try (var visitor = Chromium.visitor(width, scheme)) {
            var page = visitor.newPage();
            page.navigate(url(form));
            enter(page);
            page.getByLabel("Email").press("Enter");
            page.getByText("was paid to").waitFor();
            PlaywrightAssertions.assertThat(page.getByText("$25.00 was paid")).isVisible();
        }
    }

    /** The same where there are no scripts, up to the card, whose fields need one. */
    @ParameterizedTest(name = "{0} px wide, {1}")
    @CsvSource({"1280, LIGHT"})
    void without_scripts_it_adds_and_removes(int width, ColorScheme scheme) {
        var form = session("payment", price("Hurricane lantern", "unit_amount=2500"));
        form.put("line_items[0][quantity]", "1");
        form.put("optional_items[0][price]", price("Spare wick", "unit_amount=300"));
        form.put("optional_items[0][quantity]", "1");
        try (var visitor = Chromium.visitor(width, scheme, false)) {
            var page = visitor.newPage();
            page.navigate(url(form));
            page.getByLabel("Email").fill("ann@example.com");
            press(page, "^Add Spare wick");
            page.getByText("$28.00").first().waitFor();
            PlaywrightAssertions.assertThat(page.getByLabel("Email")).hasValue("ann@example.com");
            PlaywrightAssertions.assertThat(page.getByText("Update the total")).hasCount(0);
            press(page, "^Remove Spare wick");
            PlaywrightAssertions.assertThat(page.getByText("$28.00")).hasCount(0);
        }
    }

    @ParameterizedTest(name = "{0} px wide, {1}")
    @CsvSource({"1280, DARK", "390, LIGHT"})
    void a_buyer_writes_an_address_as_the_country_does(int width, ColorScheme scheme) {
        var form = session("payment", price("Hurricane lantern", "unit_amount=2500"));
        form.put("line_items[0][quantity]", "1");
        form.put("billing_address_collection", "required");
        form.put("shipping_address_collection[allowed_countries][0]", "US");
        form.put("shipping_address_collection[allowed_countries][1]", "GB");
        try (var visitor = Chromium.visitor(width, scheme)) {
            var page = visitor.newPage();
            page.navigate(url(form));
            enter(page);
            var to = page.locator("#hosted-delivery");
            var bill = page.locator("#hosted-home");
            to.getByLabel("Full name").fill("Ann Berg");
            to.getByLabel("Street").fill("1 Main St");
            to.getByLabel("City").fill("Oakland");
            to.getByLabel("State").selectOption("CA");
            to.getByLabel("ZIP code").fill("9");
            Chromium.check(page, "address-" + width + "-1-asked");
            press(page, "^Pay \\$25.00");
            page.getByText("Enter a ZIP code like 94107.").first().waitFor();
            Chromium.check(page, "address-" + width + "-2-wrong");
            to.getByLabel("Country").selectOption("GB");
            to.getByLabel("Postcode").waitFor();
            PlaywrightAssertions.assertThat(to.getByLabel("State")).hasCount(0);
            PlaywrightAssertions.assertThat(to.getByLabel("Full name")).hasValue("Ann Berg");
            to.getByLabel("Town or city").fill("London");
            to.getByLabel("Postcode").fill("NW1 6XE");
            bill.getByLabel("The same as for delivery").uncheck();
            bill.getByLabel("Name on the bill").fill("Ann Berg");
            bill.getByLabel("Country").selectOption("CA");
            bill.getByLabel("Province").selectOption("ON");
            bill.getByLabel("Street").fill("1 Main St");
            bill.getByLabel("City").fill("Ottawa");
            bill.getByLabel("Postal code").fill("K1A 0B1");
            Chromium.check(page, "address-" + width + "-3-told");
            press(page, "^Pay \\$25.00");
            page.getByText("was paid to").waitFor();
        }
    }

    @ParameterizedTest(name = "{0} px wide, {1}")
    @CsvSource({"1280, DARK", "390, LIGHT"})
    void a_business_tells_its_names_and_pays_in_its_currency(int width, ColorScheme scheme) {
        var two = "unit_amount=1250&currency_options[eur][unit_amount]=1150";
        var form = session("payment", price("Hurricane lantern", two));
        form.put("line_items[0][quantity]", "2");
        form.put("name_collection[business][enabled]", "true");
        form.put("name_collection[individual][enabled]", "true");
        form.put("name_collection[individual][optional]", "true");
        try (var visitor = Chromium.visitor(width, scheme)) {
            var page = visitor.newPage();
            page.navigate(url(form));
            enter(page);
            page.getByLabel("Business name").fill("Gin Ltd");
            page.getByLabel("Currency").selectOption("eur");
            page.getByText("Pay €23.00").first().waitFor();
            PlaywrightAssertions.assertThat(page.getByLabel("Business name")).hasValue("Gin Ltd");
            Chromium.check(page, "names-" + width + "-" + scheme);
            press(page, "^Pay €23.00");
            page.getByText("was paid to").waitFor();
        }
    }

    @ParameterizedTest(name = "{0} px wide, {1}")
    @CsvSource({"1280, LIGHT", "390, DARK"})
    void a_buyer_reads_how_use_is_billed_and_keeps_a_card(int width, ColorScheme scheme) {
        var water = "unit_amount=10&recurring[interval]=month&recurring[usage_type]=metered";
        try (var visitor = Chromium.visitor(width, scheme)) {
            var page = visitor.newPage();
            page.navigate(url(session("subscription", price("Water", water))));
            page.getByText("$0.10 each, billed per month").first().waitFor();
            page.getByText("Then what you have used per month.").waitFor();
            Chromium.check(page, "metered-" + width + "-" + scheme);
            enter(page);
            press(page, "^Subscribe");
            page.getByText("You are subscribed to").waitFor();
        }
    }
}
