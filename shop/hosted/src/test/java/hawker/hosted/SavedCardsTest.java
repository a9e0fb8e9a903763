package hawker.hosted;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.web.Browser;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Buyers who are known: their cards on the page, and what is written of them afterwards. */
class SavedCardsTest extends HostedStory {

    private static final String SAVED = "&saved_payment_method_options";
    private static final String KEEPS = SAVED + "[payment_method_save]=enabled";
    private static final String REMOVES = SAVED + "[payment_method_remove]=enabled";

    private static String customer(String form) {
        return fits(stage.post("/v1/customers", form)).path("id").asText();
    }

    private static String card(String customer, String name, String redisplay) {
        var made = fits(stage.post("/v1/payment_methods", "type=card&card[token]=" + name));
        var id = made.path("id").asText();
        fits(stage.post("/v1/payment_methods/" + id + "/attach", "customer=" + customer));
        fits(stage.post("/v1/payment_methods/" + id, "allow_redisplay=" + redisplay));
        return id;
    }

    private static ObjectNode method(String id) {
        return stage.get("/v1/payment_methods/" + id).body();
    }

    private static ObjectNode session(String path) {
        return fits(stage.get("/v1/checkout/sessions/" + path.substring("/c/pay/".length())));
    }

    private static Browser.Answer pay(String path, Map<String, String> more) {
        var form = browser.get(path).fields();
        form.put("email", "ann@example.com");
        // Browsers send a box only when it is ticked.
        form.remove("keep_card");
        form.putAll(more);
        return browser.post(path + "/pay", form);
    }

    @Test
    void a_known_buyer_pays_with_a_card_that_is_there() {
        var ann = customer("email=ann@shop.test");
        var old = card(ann, "tok_mastercard", "always");
        var made = stage.session("&customer=" + ann);
        var options = made.body().path("saved_payment_method_options");
        assertThat(options.at("/allow_redisplay_filters/0").asText()).isEqualTo("always");
        var path = path(made);
        var page = browser.get(path);
        assertThat(page.body())
                .contains("Mastercard •••• 4444", "Another card", "ann@shop.test")
                .doesNotContain("Remove a saved card", "keep_card");
        assertThat(page.fields()).containsEntry("saved_card", old);
        assertThat(pay(path, Map.of()).location()).isEqualTo(path);
        assertThat(session(path).path("status").asText()).isEqualTo("complete");
        var charge = stage.charges().getFirst();
        assertThat(charge.method().text()).isEqualTo(old);
        assertThat(method(old).path("allow_redisplay").asText()).isEqualTo("always");
    }

    @Test
    void only_cards_that_may_be_shown_are_offered() {
        var ann = customer("email=ann@shop.test");
        var limited = card(ann, "tok_visa", "limited");
        card(ann, "tok_amex", "unspecified");
        var path = path(stage.session("&customer=" + ann));
        assertThat(browser.get(path).body()).doesNotContain("••••", "Another card");
        // What the page does not offer is not paid with from it, whatever a form says.
        var refused = pay(path, Map.of("saved_card", limited));
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body()).contains("This card was taken off");
        var wide = SAVED + "[allow_redisplay_filters][]=limited";
        var other = path(stage.session("&customer=" + ann + wide));
        assertThat(browser.get(other).body())
                .contains("Visa •••• 4242")
                .doesNotContain("American Express");
        // Of another customer's cards nothing is told.
        var bob = customer("email=bob@shop.test");
        assertThat(browser.get(path(stage.session("&customer=" + bob + wide))).body())
                .doesNotContain("••••");
        assertThat(stage.charges()).isEmpty();
    }

    @Test
    void cards_of_brands_that_are_not_taken_and_old_ones_are_not_offered() {
        var ann = customer("email=ann@shop.test");
        card(ann, "tok_visa", "always");
        var blocked =
                "&payment_method_options[card][restrictions][brands_blocked][]=visa&customer=";
        assertThat(browser.get(path(stage.session(blocked + ann))).body()).doesNotContain("••••");
        var path = path(stage.session("&customer=" + ann));
        assertThat(browser.get(path).body()).contains("Visa •••• 4242");
    }

    @ParameterizedTest
    @CsvSource({"true, always, on_session", "false, unspecified, null"})
    void a_buyer_keeps_the_card_or_does_not(boolean ticked, String redisplay, String usage) {
        var ann = customer("email=ann@shop.test");
        var path = path(stage.session("&customer=" + ann + KEEPS));
        assertThat(browser.get(path).body()).contains("Save this card with Juniper");
        var entered = stage.card("pm_card_visa");
        var form = new java.util.HashMap<>(Map.of("payment_method", entered));
        if (ticked) form.put("keep_card", "on");
        assertThat(pay(path, form).location()).isEqualTo(path);
        var paid = session(path);
        assertThat(paid.path("status").asText()).isEqualTo("complete");
        var method = method(entered);
        assertThat(method.path("allow_redisplay").asText()).isEqualTo(redisplay);
        assertThat(method.path("customer").asText()).isEqualTo(ticked ? ann : "null");
        var said = stage.intents().getFirst().terms().futureUsage();
        assertThat(said.map(u -> u.name().toLowerCase(java.util.Locale.ROOT)).orElse("null"))
                .isEqualTo(usage);
        // Next time it is there.
        var again = browser.get(path(stage.session("&customer=" + ann))).body();
        assertThat(again.contains("Visa •••• 4242")).isEqualTo(ticked);
    }

    @Test
    void who_ticks_the_box_after_a_decline_keeps_the_card_that_paid() {
        var ann = customer("email=ann@shop.test");
        var path = path(stage.session("&customer=" + ann + KEEPS));
        var bad = stage.card("pm_card_visa_chargeDeclined");
        assertThat(pay(path, Map.of("payment_method", bad)).status()).isEqualTo(422);
        var good = stage.card("pm_card_visa");
        pay(path, Map.of("payment_method", good, "keep_card", "on"));
        assertThat(method(good).path("customer").asText()).isEqualTo(ann);
        assertThat(method(good).path("allow_redisplay").asText()).isEqualTo("always");
        assertThat(method(bad).path("customer").isNull()).isTrue();
        assertThat(method(bad).path("allow_redisplay").asText()).isEqualTo("unspecified");
    }

    @ParameterizedTest
    @CsvSource({"'', limited", "always, always", "unspecified, unspecified"})
    void what_a_seller_keeps_is_shown_as_he_says(String said, String redisplay) {
        var ann = customer("email=ann@shop.test");
        var data = said.isEmpty() ? "" : "&payment_method_data[allow_redisplay]=" + said;
        var keeps = "&payment_intent_data[setup_future_usage]=off_session" + data;
        var path = path(stage.session("&customer=" + ann + keeps));
        var entered = stage.card("pm_card_visa");
        pay(path, Map.of("payment_method", entered));
        assertThat(method(entered).path("allow_redisplay").asText()).isEqualTo(redisplay);
    }

    @Test
    void a_card_that_is_saved_for_nobody_may_be_shown_as_the_seller_says() {
        var made =
                stage.post(
                        "/v1/checkout/sessions",
                        "mode=setup&currency=usd&success_url=https://shop.test/done"
                                + "&payment_method_data[allow_redisplay]=always");
        var path = path(made);
        var entered = stage.card("pm_card_visa");
        assertThat(pay(path, Map.of("payment_method", entered)).location()).isEqualTo(path);
        assertThat(method(entered).path("allow_redisplay").asText()).isEqualTo("always");
    }

    @Test
    void a_buyer_takes_a_card_off_where_the_seller_lets_them() {
        var ann = customer("email=ann@shop.test");
        var one = card(ann, "tok_visa", "always");
        var two = card(ann, "tok_mastercard", "always");
        var closed = path(stage.session("&customer=" + ann));
        var form = browser.get(closed).fields();
        form.put("remove_card", one);
        browser.post(closed, form);
        assertThat(method(one).path("customer").asText()).isEqualTo(ann);
        var path = path(stage.session("&customer=" + ann + REMOVES));
        form = browser.get(path).fields();
        form.put("remove_card", one);
        var parts = browser.post(path, form, "HX-Request", "true");
        assertThat(parts.body())
                .contains("id=\"hosted-cards\"", "Mastercard •••• 4444")
                .doesNotContain("Visa •••• 4242");
        assertThat(method(one).path("customer").isNull()).isTrue();
        // Twice does no more, nor does the name of somebody else's card.
        assertThat(browser.post(path, form).location()).isEqualTo(path);
        var bob = card(customer("email=bob@shop.test"), "tok_amex", "always");
        form.put("remove_card", bob);
        browser.post(path, form);
        assertThat(method(bob).path("customer").isTextual()).isTrue();
        assertThat(pay(path, Map.of("saved_card", one)).body()).contains("was taken off");
        assertThat(pay(path, Map.of("saved_card", two)).location()).isEqualTo(path);
    }

    @Test
    void a_card_is_not_taken_off_where_nothing_is_to_be_paid_any_more() {
        var ann = customer("email=ann@shop.test");
        var one = card(ann, "tok_visa", "always");
        var paid = path(stage.session("&customer=" + ann + REMOVES));
        var form = browser.get(paid).fields();
        form.put("remove_card", one);
        assertThat(pay(paid, Map.of()).location()).isEqualTo(paid);
        browser.post(paid, form);
        assertThat(method(one).path("customer").asText()).isEqualTo(ann);
        var over = path(stage.session("&customer=" + ann + REMOVES));
        form = browser.get(over).fields();
        form.put("remove_card", one);
        stage.post("/v1/checkout/sessions/" + over.substring("/c/pay/".length()) + "/expire", "");
        browser.post(over, form);
        assertThat(method(one).path("customer").asText()).isEqualTo(ann);
    }

    @Test
    void the_card_that_waits_at_the_bank_is_not_taken_off() {
        var ann = customer("email=ann@shop.test");
        var one = card(ann, "tok_threeDSecure2Required", "always");
        var path = path(stage.session("&customer=" + ann + REMOVES));
        var form = browser.get(path).fields();
        form.put("remove_card", one);
        assertThat(pay(path, Map.of("saved_card", one)).location()).contains("/3ds/");
        assertThat(browser.get(path).body())
                .contains("Your bank wants to see you")
                .doesNotContain("Remove a saved card");
        browser.post(path, form);
        assertThat(method(one).path("customer").asText()).isEqualTo(ann);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[payment_method_save]=enabled",
                "[payment_method_save]=sometimes",
                "[payment_method_remove]=yes",
                "[allow_redisplay_filters][]=often",
                "[other]=x"
            })
    void what_cannot_be_is_refused(String wrong) {
        var refused = stage.session(SAVED + wrong);
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.error("param")).startsWith("saved_payment_method_options[");
    }

    @Test
    void options_of_pages_go_with_pages_that_have_cards() {
        var setup =
                stage.post(
                        "/v1/checkout/sessions",
                        "mode=setup&currency=usd&success_url=https://shop.test/done" + REMOVES);
        assertThat(setup.error("param")).isEqualTo("saved_payment_method_options");
        var script =
                stage.post(
                        "/v1/checkout/sessions",
                        "mode=payment&ui_mode=elements&return_url=https://shop.test/done"
                                + "&line_items[0][price_data][currency]=usd"
                                + "&line_items[0][price_data][unit_amount]=1000"
                                + "&line_items[0][price_data][product_data][name]=Gin"
                                + "&line_items[0][quantity]=2"
                                + REMOVES);
        assertThat(script.error("param")).isEqualTo("saved_payment_method_options");
        var odd = stage.session("&payment_method_data[allow_redisplay]=often");
        assertThat(odd.error("param")).isEqualTo("payment_method_data[allow_redisplay]");
    }

    @Test
    void what_a_buyer_types_becomes_what_the_seller_knows() {
        var ann = customer("email=ann@shop.test&name=A.&phone=1");
        var path =
                path(
                        stage.session(
                                "&customer_update[address]=auto&customer_update[name]=auto"
                                        + "&customer_update[shipping]=auto"
                                        + "&billing_address_collection=required"
                                        + "&shipping_address_collection[allowed_countries][]=US"
                                        + "&customer="
                                        + ann));
        var typed =
                Map.of(
                        "payment_method",
                        stage.card("pm_card_visa"),
                        "name",
                        "Ann Lee",
                        "line1",
                        "1 Main St",
                        "city",
                        "Springfield",
                        "state",
                        "IL",
                        "postal_code",
                        "62701",
                        "country",
                        "US",
                        "billing_same",
                        "on");
        assertThat(pay(path, typed).location()).isEqualTo(path);
        var known = fits(stage.get("/v1/customers/" + ann));
        assertThat(known.path("name").asText()).isEqualTo("Ann Lee");
        assertThat(known.at("/address/postal_code").asText()).isEqualTo("62701");
        assertThat(known.at("/shipping/name").asText()).isEqualTo("Ann Lee");
        assertThat(known.at("/shipping/address/line1").asText()).isEqualTo("1 Main St");
        // What was not asked for stays.
        assertThat(known.path("phone").asText()).isEqualTo("1");
        assertThat(known.path("email").asText()).isEqualTo("ann@shop.test");
    }

    @Test
    void a_customer_who_is_not_to_be_changed_stays() {
        var ann = customer("email=ann@shop.test&name=A.");
        var path =
                path(
                        stage.session(
                                "&customer_update[name]=never&billing_address_collection=required"
                                        + "&customer="
                                        + ann));
        var typed =
                Map.of(
                        "payment_method",
                        stage.card("pm_card_visa"),
                        "billing_name",
                        "Ann Lee",
                        "billing_line1",
                        "1 Main St",
                        "billing_city",
                        "Springfield",
                        "billing_state",
                        "IL",
                        "billing_postal_code",
                        "62701",
                        "billing_country",
                        "US");
        assertThat(pay(path, typed).location()).isEqualTo(path);
        var known = fits(stage.get("/v1/customers/" + ann));
        assertThat(known.path("name").asText()).isEqualTo("A.");
        assertThat(known.path("address").isNull()).isTrue();
        assertThat(stage.session("&customer_update[name]=auto").error("param"))
                .isEqualTo("customer_update");
        assertThat(stage.session("&customer_update[name]=yes&customer=" + ann).error("param"))
                .isEqualTo("customer_update[name]");
    }
}
