package hawker.hosted;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.web.Browser;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The page as a browser without scripts sees it. */
class SessionPagesTest {

    private static Stage stage;
    private static Browser browser;

    @BeforeAll
    static void open() {
        stage = new Stage();
        browser = new Browser(stage.platform, stage.pages);
    }

    @AfterAll
    static void close() {
        browser.close();
        stage.close();
    }

    @BeforeEach
    void begin() {
        stage.another();
    }

    private static String path(Stage.Got session) {
        assertThat(session.status()).as(session.body().toString()).isEqualTo(200);
        return "/c/pay/" + session.text("id");
    }

    private static String status(String path) {
        return stage.get("/v1/checkout/sessions/" + path.substring("/c/pay/".length()))
                .text("status");
    }

    private Browser.Answer pay(String path, String card, Map<String, String> more) {
        var form = browser.get(path).fields();
        form.put("email", "ann@example.com");
        form.put("payment_method", card);
        form.putAll(more);
        return browser.post(path + "/pay", form);
    }

    @Test
    void a_buyer_pays_and_goes_back_to_the_seller() {
        var path = path(stage.session(""));
        var page = browser.get(path);
        assertThat(page.body()).contains("Pay Juniper", "Pay $20.00", "Gin");
        var paid = pay(path, stage.card("pm_card_visa"), Map.of());
        assertThat(paid.location()).isEqualTo(path);
        var done = browser.get(path);
        var id = path.substring("/c/pay/".length());
        assertThat(done.header("Refresh")).isEqualTo("2;url=https://shop.test/done?s=" + id);
        assertThat(done.body()).contains("$20.00 was paid to Juniper");
        assertThat(status(path)).isEqualTo("complete");
        var known = stage.get("/v1/checkout/sessions/" + id).body();
        assertThat(known.at("/customer_details/email").asText()).isEqualTo("ann@example.com");
        assertThat(stage.charges()).hasSize(1);
        assertThat(stage.addresses).containsExactly(Optional.of("127.0.0.1"));
    }

    @Test
    void a_decline_loses_nothing_that_was_typed() {
        var path = path(stage.session(""));
        var declined = pay(path, stage.card("pm_card_visa_chargeDeclined"), Map.of());
        assertThat(declined.status()).isEqualTo(422);
        assertThat(declined.body()).contains("Your card was declined", "Nothing was charged");
        assertThat(declined.fields())
                .containsEntry("email", "ann@example.com")
                .containsEntry("payment_method", "");
        assertThat(pay(path, stage.card("pm_card_visa"), Map.of()).status()).isEqualTo(303);
        assertThat(status(path)).isEqualTo("complete");
    }

    @Test
    void a_challenge_sends_the_buyer_to_the_bank() {
        var path = path(stage.session(""));
        var challenged = pay(path, stage.card("pm_card_threeDSecure2Required"), Map.of());
        assertThat(challenged.status()).isEqualTo(303);
        assertThat(challenged.location()).isNotEqualTo(path);
        assertThat(status(path)).isEqualTo("open");
        assertThat(browser.get(path).body()).contains("Your bank wants to see you");
        // Coming back without having done anything changes nothing.
        browser.get(path + "/return");
        assertThat(stage.charges()).isEmpty();
    }

    @Test
    void a_business_gives_its_tax_number_on_the_page() {
        var collects = "&tax_id_collection[enabled]=true&tax_id_collection[required]=if_supported";
        var path = path(stage.session(collects));
        var without = pay(path, stage.card("pm_card_visa"), Map.of());
        assertThat(without.status()).isEqualTo(422);
        assertThat(without.body()).contains("Enter the tax number.");
        var number = Map.of("business_name", "Gin Ltd", "tax_type", "us_ein", "tax_id", "12-345");
        var wrong = pay(path, stage.card("pm_card_visa"), number);
        assertThat(wrong.body()).contains("This is no tax number of this kind.");
        var right = Map.of("tax_id", "12-3456789");
        assertThat(pay(path, stage.card("pm_card_visa"), right).status()).isEqualTo(303);
        var known = stage.get("/v1/checkout/sessions/" + path.substring("/c/pay/".length()));
        assertThat(known.body().at("/customer_details/tax_ids/0/type").asText())
                .isEqualTo("us_ein");
        assertThat(known.body().at("/customer_details/business_name").asText())
                .isEqualTo("Gin Ltd");
    }

    @Test
    void what_is_missing_is_said_and_nothing_is_charged() {
        var path =
                path(
                        stage.session(
                                "&shipping_address_collection[allowed_countries][]=US"
                                        + "&consent_collection[terms_of_service]=required"));
        var form = browser.get(path).fields();
        form.put("email", "ann");
        form.remove("terms");
        form.put("payment_method", stage.card("pm_card_visa"));
        var refused = browser.post(path + "/pay", form);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body())
                .contains("Enter your email", "Enter the street", "Accept the terms");
        assertThat(stage.charges()).isEmpty();
        var paid =
                pay(
                        path,
                        stage.card("pm_card_visa"),
                        Map.of(
                                "name", "Ann Berg",
                                "line1", "1 Main St",
                                "city", "Oakland",
                                "country", "US",
                                "terms", "on"));
        assertThat(paid.status()).isEqualTo(303);
        var known = stage.get("/v1/checkout/sessions/" + path.substring("/c/pay/".length())).body();
        assertThat(known.at("/collected_information/shipping_details/address/city").asText())
                .isEqualTo("Oakland");
        assertThat(known.at("/consent/terms_of_service").asText()).isEqualTo("accepted");
    }

    @Test
    void quantity_and_code_change_the_total_and_the_old_total_is_not_charged() {
        stage.post("/v1/coupons", "id=TEN&percent_off=10");
        stage.post("/v1/promotion_codes", "coupon=TEN&code=FALL");
        var session =
                stage.session(
                        "&allow_promotion_codes=true"
                                + "&line_items[0][adjustable_quantity][enabled]=true"
                                + "&line_items[0][adjustable_quantity][maximum]=5");
        var path = path(session);
        var items = stage.get("/v1/checkout/sessions/" + session.text("id") + "/line_items").body();
        var quantity = "quantity_" + items.at("/data/0/id").asText();
        var old = browser.get(path).fields();
        var form = browser.get(path).fields();
        form.put(quantity, "3");
        form.put("promotion_code", "fall");
        assertThat(browser.post(path, form).status()).isEqualTo(303);
        assertThat(browser.get(path).body()).contains("Pay $27.00", "Take the code off");
        old.put("email", "ann@example.com");
        old.put("payment_method", stage.card("pm_card_visa"));
        old.remove(quantity);
        var stale = browser.post(path + "/pay", old);
        assertThat(stale.body()).contains("The total is now $27.00");
        form.put(quantity, "6");
        assertThat(browser.post(path, form).status()).isEqualTo(422);
        form.put(quantity, "2");
        form.put("promotion_code", "NONE");
        assertThat(browser.post(path, form).body()).contains("This code is not valid");
        assertThat(stage.charges()).isEmpty();
    }

    @Test
    void only_its_own_forms_and_only_while_it_is_open() {
        var path = path(stage.session(""));
        assertThat(browser.post(path + "/pay", Map.of("email", "a@b.c")).status()).isEqualTo(403);
        assertThat(browser.get("/c/pay/cs_test_none").status()).isEqualTo(404);
        stage.clock.advance(Duration.ofHours(25));
        assertThat(browser.get(path).status()).isEqualTo(410);
        assertThat(pay(path(stage.session("")), stage.card("pm_card_visa"), Map.of()).status())
                .isEqualTo(303);
    }
}
