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

/** A buyer whom the seller knows: cards that are there, one that goes, one that stays. */
class SavedCardsJourneyTest {

    private static House house;
    private static Api api;

    @BeforeAll
    static void open() {
        house = House.open();
        api = new Api(house.base(), house.secretKey());
    }

    private static String made(Api.Answer answer, String field) {
        assertThat(answer.status()).as(answer.json().toString()).isEqualTo(200);
        return answer.json().path(field).asText();
    }

    private static String card(String customer, String token) {
        var form = Map.of("type", "card", "card[token]", token, "allow_redisplay", "always");
        var card = made(api.post("/v1/payment_methods", form), "id");
        made(
                api.post("/v1/payment_methods/" + card + "/attach", Map.of("customer", customer)),
                "id");
        return card;
    }

    private static Api.Answer session(String customer) {
        var form = new HashMap<String, String>();
        form.put("mode", "payment");
        form.put("success_url", house.base() + "/help?s={CHECKOUT_SESSION_ID}");
        form.put("cancel_url", house.base() + "/help");
        form.put("line_items[0][price_data][currency]", "usd");
        form.put("line_items[0][price_data][unit_amount]", "2500");
        form.put("line_items[0][price_data][product_data][name]", "Hurricane lantern");
        form.put("line_items[0][quantity]", "1");
        form.put("customer", customer);
        form.put("saved_payment_method_options[payment_method_remove]", "enabled");
        form.put("saved_payment_method_options[payment_method_save]", "enabled");
        return api.post("/v1/checkout/sessions", form);
    }

    private static void press(Page page, String pattern) {
        var named = Pattern.compile(pattern, Pattern.CASE_INSENSITIVE);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(named)).first().click();
    }

    private static Pattern words(String text) {
        return Pattern.compile(text, Pattern.CASE_INSENSITIVE);
    }

    @ParameterizedTest(name = "{0} px wide, {1}")
    @CsvSource({"1280, LIGHT", "390, DARK", "1280, DARK", "390, LIGHT"})
    void a_known_buyer_chooses_removes_and_keeps_cards(int width, ColorScheme scheme) {
        var ann = made(api.post("/v1/customers", Map.of("email", "ann@example.com")), "id");
        card(ann, "tok_visa");
        card(ann, "tok_mastercard");
        var name = "saved-" + width + "-" + scheme;
        try (var visitor = Chromium.visitor(width, scheme)) {
            var page = visitor.newPage();
            page.navigate(made(session(ann), "url"));
            PlaywrightAssertions.assertThat(page.getByLabel("Email")).hasValue("ann@example.com");
            var number = page.frameLocator("hk-card-field iframe").getByLabel(words("card number"));
            PlaywrightAssertions.assertThat(number).isHidden();
            Chromium.check(page, name + "-1-cards");
            page.getByText("Remove a saved card").click();
            Chromium.check(page, name + "-2-removing");
            press(page, "^Remove Mastercard");
            PlaywrightAssertions.assertThat(page.getByText("4444")).hasCount(0);
            page.getByLabel("Another card").check();
            PlaywrightAssertions.assertThat(number).isVisible();
            number.fill("378282246310005");
            var fields = page.frameLocator("hk-card-field iframe");
            fields.getByLabel(words("expir")).fill("12/34");
            fields.getByLabel(words("security code|cvc")).fill("1234");
            page.getByLabel("Save this card").check();
            Chromium.check(page, name + "-3-another");
            press(page, "^Pay \\$25");
            page.getByText("was paid to").waitFor();
            // Next time the card is the first, and pays without being typed.
            page.navigate(made(session(ann), "url"));
            var amex = page.locator(".hk-choice", new Page.LocatorOptions().setHasText("American"));
            PlaywrightAssertions.assertThat(amex.locator("input")).isChecked();
            press(page, "^Pay \\$25");
            page.getByText("was paid to").waitFor();
        }
    }

    @ParameterizedTest(name = "{0} px wide, {1}")
    @CsvSource({"1280, LIGHT", "390, DARK"})
    void a_checkout_that_is_over_leads_back_to_its_seller(int width, ColorScheme scheme) {
        var ann = made(api.post("/v1/customers", Map.of("email", "ann@example.com")), "id");
        var session = session(ann);
        var url = made(session, "url");
        var id = made(session, "id");
        made(api.post("/v1/checkout/sessions/" + id + "/expire", Map.of()), "id");
        try (var visitor = Chromium.visitor(width, scheme)) {
            var page = visitor.newPage();
            page.navigate(url);
            PlaywrightAssertions.assertThat(page.getByText("This checkout is over")).isVisible();
            Chromium.check(page, "saved-" + width + "-" + scheme + "-4-over");
        }
    }
}
