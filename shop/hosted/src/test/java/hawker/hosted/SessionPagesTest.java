package hawker.hosted;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The page as a browser without scripts sees it. */
class SessionPagesTest extends HostedStory {

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
    void the_sellers_words_stand_where_they_belong() {
        var path =
                path(
                        stage.session(
                                "&custom_text[submit][message]=Handmade+to+order."
                                        + "&custom_text[after_submit][message]=Ask+us+first."
                                        + "&custom_text[terms_of_service_acceptance][message]=See+below."
                                        + "&custom_text[shipping_address][message]=No+post+boxes."
                                        + "&consent_collection[terms_of_service]=required"
                                        + "&shipping_address_collection[allowed_countries][]=US"));
        var page = browser.get(path).body();
        assertThat(page).contains("Handmade to order.", "See below.", "No post boxes.");
        assertThat(page.indexOf("Ask us first.")).isGreaterThan(page.indexOf("Handmade to order."));
    }

    @Test
    void a_session_that_expired_is_found_again_as_another() {
        var made =
                stage.session(
                        "&after_expiration[recovery][enabled]=true"
                                + "&after_expiration[recovery][allow_promotion_codes]=true");
        assertThat(made.body().at("/after_expiration/recovery/url").isNull()).isTrue();
        var again = "/r/" + made.text("id");
        assertThat(browser.get(again).status()).isEqualTo(404);
        var over = stage.post("/v1/checkout/sessions/" + made.text("id") + "/expire", "");
        assertThat(SCHEMA.findings(over.body())).isEmpty();
        assertThat(over.body().at("/after_expiration/recovery/url").asText())
                .isEqualTo(Stage.ORIGIN + again);
        var path = browser.get(again).location();
        assertThat(path).startsWith("/c/pay/cs_test_").doesNotContain(made.text("id"));
        var copy = stage.get("/v1/checkout/sessions/" + path.substring("/c/pay/".length())).body();
        assertThat(SCHEMA.findings(copy)).isEmpty();
        assertThat(copy.path("recovered_from").asText()).isEqualTo(made.text("id"));
        assertThat(copy.path("allow_promotion_codes").asBoolean()).isTrue();
        assertThat(pay(path, stage.card("pm_card_visa"), Map.of()).location()).isEqualTo(path);
        assertThat(status(path)).isEqualTo("complete");
        assertThat(stage.charges()).hasSize(1);
        assertThat(browser.get("/r/cs_test_none").status()).isEqualTo(404);
    }

    @Test
    void a_change_exchanges_the_totals_and_leaves_the_card_alone() {
        var adjustable = "&line_items[0][adjustable_quantity][enabled]=true";
        var path = path(stage.session(adjustable));
        var form = browser.get(path).fields();
        var quantity = form.keySet().stream().filter(f -> f.startsWith("quantity_")).findFirst();
        form.put(quantity.orElseThrow(), "3");
        form.put("email", "ann@example.com");
        var parts = browser.post(path, form, "HX-Request", "true");
        assertThat(parts.status()).isEqualTo(200);
        assertThat(parts.body())
                .contains("id=\"hosted-order\"", "id=\"hosted-press\"", "Pay $30.00")
                .contains("hx-swap-oob=\"true\"")
                .doesNotContain("hk-card-field", "name=\"email\"", "<html");
        assertThat(browser.get(path).fields()).containsEntry("email", "ann@example.com");
        form.put(quantity.get(), "100000");
        var wrong = browser.post(path, form, "HX-Request", "true");
        assertThat(wrong.status()).isEqualTo(200);
        assertThat(wrong.body()).contains("Pay $30.00");
        pay(path, stage.card("pm_card_visa"), Map.of());
        var late = browser.post(path, form, "HX-Request", "true");
        assertThat(late.header("HX-Redirect")).isEqualTo(path);
    }

    @Test
    void the_page_bears_the_sellers_own_sign_and_colour() {
        var path = path(stage.session(""));
        assertThat(browser.get(path).body())
                .contains("hk-bare-brand", "Powered by Hawker")
                .doesNotContain("<img");
        stage.brand("/media/0123456789abcdef0123456789abcdef-320.jpg", "#1f6f5c");
        assertThat(browser.get(path).body())
                .contains("/media/0123456789abcdef0123456789abcdef-320.jpg", "--accent-fill:");
    }

    @Test
    void an_account_without_a_sign_of_its_own_looks_like_its_platform() {
        stage.brand("/media/0123456789abcdef0123456789abcdef-320.jpg", "#1f6f5c");
        var platforms = browser.get(path(stage.session(""))).body();
        stage.actForConnected();
        var path = path(stage.session(""));
        var account = stage.actingFor.orElseThrow();
        assertThat(browser.get(path).body())
                .contains("/media/0123456789abcdef0123456789abcdef-320.jpg", colours(platforms));
        stage.brandConnected("#a02020");
        assertThat(colours(browser.get(path).body())).isNotEqualTo(colours(platforms));
        assertThat(stage.connect.connect().brand(account).accent()).contains("#a02020");
        // A platform sees the sign of its accounts nowhere on its own pages.
        assertThat(stage.connect.connect().brand(stage.seller).accent()).contains("#1f6f5c");
    }

    private static String colours(String page) {
        int from = page.indexOf("--accent-fill:");
        return page.substring(from, page.indexOf(';', from));
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
    void what_is_missing_is_said_and_nothing_is_charged() {
        var path =
                path(
                        stage.session(
                                "&shipping_address_collection[allowed_countries][]=US"
                                        + "&consent_collection[terms_of_service]=required"));
        var form = browser.get(path).fields();
        form.put("email", "ann");
        form.put("country", "US");
        form.remove("terms");
        form.put("payment_method", stage.card("pm_card_visa"));
        var refused = browser.post(path + "/pay", form);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body())
                .contains("Enter your email", "Enter the street", "Accept the terms")
                .contains("Choose a state.", "Enter a ZIP code like 94107.");
        assertThat(stage.charges()).isEmpty();
        var paid =
                pay(
                        path,
                        stage.card("pm_card_visa"),
                        Map.of(
                                "name", "Ann Berg",
                                "line1", "1 Main St",
                                "city", "Oakland",
                                "state", "CA",
                                "postal_code", "94607",
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

    @Test
    void a_buyer_chooses_among_the_currencies_of_the_prices() {
        var price =
                stage.post(
                                "/v1/prices",
                                "currency=usd&unit_amount=1250&product_data[name]=Gin"
                                        + "&currency_options[eur][unit_amount]=1150")
                        .text("id");
        var session =
                stage.post(
                        "/v1/checkout/sessions",
                        "mode=payment&success_url=https://shop.test/done&line_items[0][quantity]=2"
                                + "&line_items[0][price]="
                                + price);
        var path = path(session);
        var page = browser.get(path);
        assertThat(page.body()).contains("USD, $25.00", "EUR, €23.00", "Pay $25.00");
        for (var currency : new String[] {"jpy", "xxx", "'"}) {
            var form = page.fields();
            form.put("currency", currency);
            assertThat(browser.post(path, form).status()).as(currency).isEqualTo(422);
        }
        var euros = page.fields();
        euros.put("currency", "eur");
        assertThat(browser.post(path, euros).status()).isEqualTo(303);
        assertThat(browser.get(path).body()).contains("Pay €23.00");
        assertThat(pay(path, stage.card("pm_card_visa"), Map.of()).status()).isEqualTo(303);
        assertThat(stage.charges().getFirst().amount().text()).isEqualTo("€23.00");
        // One currency is no choice.
        assertThat(browser.get(path(stage.session(""))).body()).doesNotContain("Currency");
    }
}
