package hawker.hosted;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.payments.Terms;
import hawker.web.Browser;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * How a seller's program has a session look and behave, and what it changes of one that is open.
 */
class SessionChoicesTest extends HostedStory {

    private static final String SESSIONS = "/v1/checkout/sessions/";

    private static ObjectNode now(ObjectNode session) {
        return fits(stage.get(SESSIONS + session.path("id").asText()));
    }

    private static String page(ObjectNode session) {
        return "/c/pay/" + session.path("id").asText();
    }

    private static Browser.Answer pay(String page, String card) {
        var form = browser.get(page).fields();
        form.put("email", "ann@example.com");
        form.put("payment_method", stage.card(card));
        return browser.post(page + "/pay", form);
    }

    @Test
    void a_page_looks_and_speaks_as_the_seller_says() {
        var session =
                fits(
                        stage.session(
                                "&branding_settings[display_name]=Juniper+Bar"
                                        + "&branding_settings[button_color]=%231f6f5c"
                                        + "&branding_settings[background_color]=%23101418"
                                        + "&branding_settings[border_style]=pill"
                                        + "&branding_settings[font_family]=noto_serif"
                                        + "&custom_text[after_submit][message]=Sent+within+a+day"
                                        + "&custom_text[shipping_address][message]=No+post+boxes"
                                        + "&shipping_address_collection[allowed_countries][]=US"
                                        + "&adaptive_pricing[enabled]=false&origin_context=web"
                                        + "&integration_identifier=shop-7"
                                        + "&excluded_payment_method_types[]=klarna"));
        assertThat(browser.get(page(session)).body())
                .contains("Pay Juniper Bar", "Sent within a day", "No post boxes")
                .contains("--bg:#101418;color-scheme:dark", "\"Noto Serif\",ui-serif,serif");
        assertThat(session.path("integration_identifier").asText()).isEqualTo("shop-7");
        assertThat(session.at("/excluded_payment_method_types/0").asText()).isEqualTo("klarna");
        var plain = fits(stage.session("&branding_settings[button_color]=%23ff0000"));
        assertThat(plain.at("/branding_settings/display_name").asText()).isEqualTo("Juniper");
        assertThat(browser.get(page(plain)).body()).contains("color-scheme:light");
    }

    @ParameterizedTest
    @CsvSource({
        "branding_settings[button_color]=red,branding_settings[button_color]",
        "branding_settings[button_color]=%23<a<b<c,branding_settings[button_color]",
        "branding_settings[font_family]=comic_sans,branding_settings[font_family]",
        "excluded_payment_method_types[]=card,excluded_payment_method_types",
        "permissions[update_shipping_details]=server_only,permissions[update_shipping_details]",
        "adaptive_pricing[enabled]=true,adaptive_pricing[enabled]",
        "payment_method_options[card][request_three_d_secure]=never,payment_method_options[card][request_three_d_secure]"
    })
    void what_cannot_be_is_refused(String form, String param) {
        var got = stage.session("&" + form);
        assertThat(got.status()).as(got.body().toString()).isEqualTo(400);
        assertThat(got.error("param")).isEqualTo(param);
    }

    @Test
    void cards_are_asked_and_captured_as_the_session_says() {
        var options = "&payment_method_options[card]";
        var session =
                fits(
                        stage.session(
                                options
                                        + "[request_three_d_secure]=challenge"
                                        + options
                                        + "[capture_method]=manual"
                                        + options
                                        + "[setup_future_usage]=off_session"));
        assertThat(browser.get(page(session)).body()).contains("Your card is kept: Juniper");
        pay(page(session), "pm_card_visa");
        var terms = stage.intents().getFirst().terms();
        assertThat(terms.capture()).isEqualTo(Terms.Capture.MANUAL);
        assertThat(terms.futureUsage()).contains(Terms.FutureUsage.OFF_SESSION);
        assertThat(terms.methods().authenticating()).isEqualTo(Terms.Authenticating.CHALLENGE);
        var hidden =
                stage.session(
                        options
                                + "[setup_future_usage]=off_session"
                                + "&consent_collection[payment_method_reuse_agreement][position]=hidden");
        assertThat(browser.get(page(fits(hidden))).body()).doesNotContain("Your card is kept");
    }

    @Test
    void news_are_sent_to_whom_they_please() {
        var session = fits(stage.session("&consent_collection[promotions]=auto"));
        var form = browser.get(page(session)).fields();
        form.putAll(
                Map.of(
                        "email",
                        "ann@example.com",
                        "promotions",
                        "true",
                        "payment_method",
                        stage.card("pm_card_visa")));
        assertThat(browser.post(page(session) + "/pay", form).status()).isEqualTo(303);
        assertThat(now(session).at("/consent/promotions").asText()).isEqualTo("opt_in");
        var found = SESSIONS.substring(0, SESSIONS.length() - 1) + "?customer_details[email]=";
        assertThat(stage.get(found + "ann@example.com").body().path("data")).hasSize(1);
        assertThat(stage.get(found + "bob@example.com").body().path("data")).isEmpty();
    }

    @Test
    void what_ran_out_is_begun_again_for_thirty_days() {
        stage.post("/v1/coupons", "id=TEN&percent_off=10");
        var session =
                fits(
                        stage.session(
                                "&after_expiration[recovery][enabled]=true&metadata[order]=7"
                                        + "&discounts[0][coupon]=TEN"));
        var early = "/r/" + session.path("id").asText();
        assertThat(browser.get(early).status()).isEqualTo(404);
        fits(stage.post(SESSIONS + session.path("id").asText() + "/expire", ""));
        var over = now(session);
        var address = over.at("/after_expiration/recovery/url").asText();
        assertThat(address).isEqualTo(Stage.ORIGIN + early);
        assertThat(browser.get(page(session)).body()).contains("Begin again");
        var again = browser.get(early).location();
        assertThat(again).startsWith("/c/pay/cs_test_").isNotEqualTo(page(session));
        var second = fits(stage.get(SESSIONS + again.substring("/c/pay/".length())));
        assertThat(second.path("recovered_from")).isEqualTo(session.path("id"));
        assertThat(second.path("amount_total").asLong()).isEqualTo(1800);
        assertThat(second.at("/metadata/order").asText()).isEqualTo("7");
        assertThat(pay(again, "pm_card_visa").status()).isEqualTo(303);
        assertThat(stage.charges()).hasSize(1);
        stage.clock.advance(Duration.ofDays(31));
        assertThat(browser.get(early).status()).isEqualTo(404);
    }

    @Test
    void the_server_changes_what_is_bought_while_the_page_is_open() {
        var session = fits(stage.session("&line_items[0][metadata][row]=1"));
        var id = session.path("id").asText();
        var items = stage.get(SESSIONS + id + "/line_items").body();
        assertThat(items.at("/data/0/metadata/row").asText()).isEqualTo("1");
        var stale = browser.get(page(session)).fields();
        var more =
                "line_items[0][quantity]=3&line_items[0][metadata][row]=&line_items[0][id]="
                        + items.at("/data/0/id").asText()
                        + "&line_items[1][price_data][currency]=usd&line_items[1][quantity]=1"
                        + "&line_items[1][price_data][unit_amount]=250"
                        + "&line_items[1][price_data][product_data][name]=Ice";
        var changed = fits(stage.post(SESSIONS + id, more));
        assertThat(changed.path("amount_total").asLong()).isEqualTo(3250);
        var after = stage.get(SESSIONS + id + "/line_items").body().path("data");
        assertThat(after).hasSize(2);
        assertThat(after.get(0).path("id")).isEqualTo(items.at("/data/0/id"));
        assertThat(after.get(0).path("metadata")).isEmpty();
        stale.putAll(
                Map.of("email", "a@example.com", "payment_method", stage.card("pm_card_visa")));
        assertThat(browser.post(page(session) + "/pay", stale).body())
                .contains("The total is now $32.50");
        assertThat(stage.charges()).isEmpty();
        var unknown = stage.post(SESSIONS + id, "line_items[0][id]=li_none");
        assertThat(unknown.error("param")).isEqualTo("line_items[0][id]");
        assertThat(pay(page(session), "pm_card_visa").status()).isEqualTo(303);
        assertThat(stage.charges().getFirst().amount().minor()).isEqualTo(3250);
        assertThat(stage.post(SESSIONS + id, more).status()).isEqualTo(400);
        fits(stage.post(SESSIONS + id, "metadata[late]=yes"));
    }

    @Test
    void only_the_server_says_where_it_goes_if_the_seller_wants_that() {
        var session =
                fits(
                        stage.post(
                                "/v1/checkout/sessions",
                                "mode=payment&ui_mode=elements&return_url=https://shop.test/done"
                                        + "&permissions[update_shipping_details]=server_only"
                                        + "&shipping_address_collection[allowed_countries][]=US"
                                        + "&line_items[0][price_data][currency]=usd"
                                        + "&line_items[0][price_data][unit_amount]=1000"
                                        + "&line_items[0][price_data][product_data][name]=Gin"
                                        + "&line_items[0][quantity]=2"));
        var id = session.path("id").asText();
        var place = "collected_information[shipping_details]";
        var to = place + "[name]=Ann&" + place + "[address][line1]=1+Main+St&";
        var client = "shipping[name]=Eve&shipping[address][line1]=x&shipping[address][country]=US";
        assertThat(stage.post("/v1/payment_pages/" + id, client).error("param"))
                .isEqualTo("shipping");
        assertThat(stage.post(SESSIONS + id, to + place + "[address][country]=DE").error("param"))
                .isEqualTo(place + "[address][country]");
        var rate = "shipping_options[0][shipping_rate_data]";
        var sent =
                fits(
                        stage.post(
                                SESSIONS + id,
                                to
                                        + place
                                        + "[address][country]=US&"
                                        + place
                                        + "[address][city]=Oakland&"
                                        + place
                                        + "[address][state]=CA&"
                                        + place
                                        + "[address][postal_code]=94601&"
                                        + rate
                                        + "[display_name]=Post&"
                                        + rate
                                        + "[type]=fixed_amount&"
                                        + rate
                                        + "[fixed_amount][amount]=500&"
                                        + rate
                                        + "[fixed_amount][currency]=usd"));
        assertThat(sent.path("amount_total").asLong()).isEqualTo(2500);
        assertThat(sent.at("/collected_information/shipping_details/address/city").asText())
                .isEqualTo("Oakland");
        stage.post("/v1/payment_pages/" + id, "email=ann@example.com");
        assertThat(stage.confirm(id, stage.card("pm_card_visa")).status()).isEqualTo(200);
        assertThat(now(session).at("/collected_information/shipping_details/name").asText())
                .isEqualTo("Ann");
        var plain = fits(stage.session("&shipping_address_collection[allowed_countries][]=US"));
        var refused =
                stage.post(
                        SESSIONS + plain.path("id").asText(), to + place + "[address][country]=US");
        assertThat(refused.status()).isEqualTo(400);
    }
}
