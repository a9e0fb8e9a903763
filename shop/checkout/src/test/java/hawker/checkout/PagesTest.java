package hawker.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.catalog.Price;
import hawker.kernel.Money;
import hawker.web.Browser;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PagesTest extends Story {

    private static final String BANK = "pm_card_threeDSecure2Required";

    private Browser browser;

    @BeforeEach
    void look() {
        browser = stage.browser();
    }

    @AfterEach
    void leave() {
        browser.close();
    }

    @Test
    void a_guest_buys_from_a_post_without_a_script() {
        var sheet = browser.get("/buy/" + stage.mug.id() + "?post=post_7&quantity=2");
        assertThat(sheet.status()).isEqualTo(200);
        assertThat(sheet.body()).contains("Mug", "$12.00", "Juniper");
        var form = sheet.fields();
        var started = browser.post("/buy/" + stage.mug.id(), form);
        assertThat(started.status()).isEqualTo(303);
        var page = browser.get(started.location());
        assertThat(page.body()).contains("Checkout", "Pay $29.90", "<hk-card-field", "Standard");
        assertThat(page.header("Cache-Control")).contains("no-store");
        assertThat(page.body()).contains("http://vault.test/fields/card?key=pk_test_");
        var saved = browser.post(started.location(), anna(page));
        assertThat(saved.location()).isEqualTo(started.location());
        var again = browser.get(saved.location());
        assertThat(again.body()).contains("Pay $31.64", "Anna Berg", "Oakland");
        var withCard = browser.get(saved.location() + "?payment_method=" + Stage.GOOD);
        assertThat(withCard.body()).contains("Your card is entered");
        var paid = browser.post(started.location() + "/pay", withCard.fields());
        assertThat(paid.status()).isEqualTo(303);
        assertThat(paid.location()).startsWith("/orders/ot_");
        var order = browser.get(paid.location());
        assertThat(order.body())
                .contains("Paid, being packed", "JUNIPE-1001", "$31.64", "Oakland, CA 94601");
        assertThat(stage.orders().getFirst().source().id()).isEqualTo("post_7");
        assertThat(stage.addresses).containsExactly(Optional.of("127.0.0.1"));
        assertThat(browser.get(started.location()).location()).isEqualTo(paid.location());
    }

    @Test
    void the_sheet_is_a_fragment_of_the_same_form() {
        var sheet = browser.get("/buy/" + stage.mug.id(), "HX-Request", "true");
        assertThat(sheet.body()).contains("<form").doesNotContain("<html");
    }

    @Test
    void a_change_in_the_form_brings_the_new_total_and_leaves_the_card_alone() {
        var path = started();
        var form = anna(browser.get(path));
        var parts = browser.post(path, form, "HX-Request", "true");
        assertThat(parts.body())
                .contains("Pay $18.77", "hx-swap-oob", "quote_version")
                .doesNotContain("hk-card-field", "checkout-area");
        form.put("country", "CA");
        assertThat(browser.post(path, form, "HX-Request", "true").body())
                .contains("checkout-area", "Province", "International");
    }

    @Test
    void a_declined_card_keeps_what_was_typed() {
        var path = started();
        var form = anna(browser.get(path));
        form.put("payment_method", Stage.BAD);
        browser.post(path, form);
        var current = browser.get(path).fields();
        form.put("quote_version", current.get("quote_version"));
        var declined = browser.post(path + "/pay", form);
        assertThat(declined.status()).isEqualTo(422);
        assertThat(declined.body()).contains("Your card was declined.", "Anna Berg", "1 Main St");
        assertThat(declined.fields()).containsEntry("payment_method", "");
    }

    @Test
    void in_a_sheet_a_declined_card_brings_the_form_back_and_a_good_one_leads_out() {
        var path = started();
        var form = anna(browser.get(path));
        browser.post(path, form);
        form.put("quote_version", browser.get(path).fields().get("quote_version"));
        form.put("payment_method", Stage.BAD);
        var declined = browser.post(path + "/pay", form, "HX-Request", "true");
        assertThat(declined.status()).isEqualTo(422);
        assertThat(declined.body())
                .doesNotContain("<html")
                .containsPattern("role=\"alert\" tabindex=\"-1\" data-focus>.*declined")
                .contains("Anna Berg", "1 Main St");
        form.put("payment_method", Stage.GOOD);
        var paid = browser.post(path + "/pay", form, "HX-Request", "true");
        assertThat(paid.status()).isEqualTo(204);
        assertThat(browser.get(paid.header("HX-Redirect")).body()).contains("Paid");
    }

    @Test
    void too_many_presses_lose_nothing_that_was_typed() {
        var path = started();
        var form = anna(browser.get(path));
        form.put("quote_version", "old");
        form.put("payment_method", Stage.GOOD);
        var answer = browser.post(path + "/pay", form);
        for (int i = 0; i < 100 && answer.status() != 429; i++)
            answer = browser.post(path + "/pay", form);
        assertThat(answer.status()).isEqualTo(429);
        assertThat(answer.body()).contains("Too many tries", "Anna Berg", "1 Main St");
        assertThat(stage.orders()).isEmpty();
    }

    @Test
    void missing_fields_are_named_and_linked() {
        var path = started();
        var form = browser.get(path).fields();
        form.put("payment_method", Stage.GOOD);
        var answer = browser.post(path + "/pay", form);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body())
                .contains("Enter the street and number.", "#f-line1", "Choose a state.");
    }

    @Test
    void an_old_total_is_shown_anew_and_nothing_charged() {
        var path = started();
        var form = anna(browser.get(path));
        form.put("payment_method", Stage.GOOD);
        var answer = browser.post(path + "/pay", form);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body()).contains("The total is now $18.77", "Nothing was charged.");
        assertThat(stage.charges()).isEmpty();
        assertThat(browser.post(path + "/pay", answer.fields()).status()).isEqualTo(303);
    }

    @Test
    void a_buyer_goes_to_the_bank_and_comes_back_with_an_order() {
        var path = started();
        var bank = toTheBank(path);
        var challenge = browser.get(bank);
        assertThat(challenge.status()).isEqualTo(200);
        var back = finish(challenge, bank, "complete");
        assertThat(back).startsWith("/orders/ot_");
        assertThat(stage.orders()).hasSize(1);
        assertThat(stage.charges()).filteredOn(c -> c.paid()).hasSize(1);
    }

    @Test
    void a_payment_that_waits_at_the_bank_is_finished_though_the_shop_closes() {
        var path = started();
        var bank = toTheBank(path);
        stage.close("");
        var form = browser.get(path).fields();
        form.put("payment_method", Stage.GOOD);
        assertThat(browser.post(path + "/pay", form).body())
                .contains("Juniper is closed at the moment.", "Nothing was charged");
        assertThat(finish(browser.get(bank), bank, "complete")).startsWith("/orders/ot_");
        assertThat(stage.charges()).filteredOn(c -> c.paid()).hasSize(1);
    }

    @Test
    void the_pages_of_a_closed_shop_say_so_and_have_no_button() {
        var variant = stage.mug.variants().getFirst().id().text();
        browser.post("/cart/add", Map.of("variant", variant));
        var path = started();
        stage.close("Back on Monday.");
        var says = "Juniper is closed at the moment. Back on Monday.";
        assertThat(browser.get("/buy/" + stage.mug.id()).body())
                .contains(says)
                .doesNotContain("data-buys", "/cart/add");
        assertThat(browser.post("/buy/" + stage.mug.id(), Map.of("variant", variant)).body())
                .contains(says);
        assertThat(browser.get("/cart").body())
                .contains(says, "Mug")
                .doesNotContain("/cart/checkout");
        assertThat(browser.post("/cart/add", Map.of("variant", variant)).body()).contains(says);
        assertThat(browser.post("/cart/checkout", Map.of()).body()).contains(says);
        assertThat(browser.get(path).body()).contains(says, "Nothing was charged");
        stage.reopen();
        assertThat(browser.get("/cart").body()).contains("/cart/checkout");
    }

    @Test
    void a_buyer_whom_the_bank_does_not_know_may_try_another_card() {
        var path = started();
        var bank = toTheBank(path);
        assertThat(finish(browser.get(bank), bank, "fail")).isEqualTo(path);
        var page = browser.get(path);
        assertThat(page.body()).contains("Not paid", "Anna Berg");
        var form = page.fields();
        form.put("payment_method", Stage.GOOD);
        assertThat(browser.post(path + "/pay", form).location()).startsWith("/orders/");
    }

    @Test
    void a16_quantities_and_prices_of_a_client_are_not_believed() {
        var form = new HashMap<>(browser.get("/buy/" + stage.mug.id()).fields());
        for (var quantity : new String[] {"-1", "0", "1000000000", "1.5", "x", ""}) {
            form.put("quantity", quantity);
            assertThat(browser.post("/buy/" + stage.mug.id(), form).status()).isEqualTo(400);
        }
        form.put("quantity", "1");
        form.put("price", "1");
        form.put("amount", "1");
        var path = browser.post("/buy/" + stage.mug.id(), form).location();
        assertThat(browser.get(path).body()).contains("$12.00");
        form.put("quantity", "6");
        assertThat(browser.post("/buy/" + stage.mug.id(), form).body())
                .contains("Only 4 of Mug left.");
    }

    @Test
    void a35_what_sellers_and_buyers_type_is_only_text() {
        var evil = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>";
        var product = stage.product(stage.shop, evil, "EVIL", Price.of(Money.usd(900)), 5);
        assertHarmless(browser.get("/buy/" + product.id()).body());
        var path =
                browser.post("/buy/" + product.id(), browser.get("/buy/" + product.id()).fields())
                        .location();
        var form = anna(browser.get(path));
        form.put("name", evil);
        form.put("line2", evil);
        browser.post(path, form);
        var page = browser.get(path);
        assertHarmless(page.body());
        form.putAll(Map.of("payment_method", Stage.GOOD, "quote_version", version(page)));
        var order = browser.get(browser.post(path + "/pay", form).location());
        assertHarmless(order.body());
        assertThat(stage.platform.mail().newest(java.util.Optional.empty(), 5))
                .allSatisfy(mail -> assertHarmless(mail.mail().html()));
    }

    @Test
    void a14_forms_of_other_sites_and_without_a_token_are_refused() {
        var path = started();
        var form = anna(browser.get(path));
        assertThat(browser.post(path + "/pay", form, "Sec-Fetch-Site", "cross-site").status())
                .isEqualTo(403);
        form.remove("csrf");
        assertThat(browser.post(path + "/pay", form).status()).isEqualTo(403);
        form.put("csrf", "x.y");
        assertThat(browser.post(path, form).status()).isEqualTo(403);
    }

    @Test
    void what_does_not_exist_is_not_found() {
        for (var path :
                new String[] {
                    "/buy/x",
                    "/buy/" + stage.mug.id() + "x",
                    "/checkout/cks_x",
                    "/orders/x",
                    "/checkout/" + "cks_" + stage.mug.id().text().substring(5)
                }) assertThat(browser.get(path).status()).as(path).isEqualTo(404);
    }

    @Test
    void while_the_bank_thinks_nobody_pays_twice() {
        var session = stage.ready();
        var shop = stage.shop;
        stage.platform
                .tx()
                .doInAccount(
                        shop,
                        tx ->
                                SessionsSql.setState(
                                        shop,
                                        tx,
                                        session.id(),
                                        CheckoutSession.State.UNKNOWN,
                                        "",
                                        stage.platform.clock().now()));
        var page = browser.get(session.path());
        assertThat(page.body()).contains("Please do not pay again");
        assertThat(page.header("Refresh")).isEqualTo("3");
        assertThat(stage.pay(session, Stage.GOOD)).isInstanceOf(PayResult.Checking.class);
    }

    private String started() {
        var form = browser.get("/buy/" + stage.mug.id()).fields();
        return browser.post("/buy/" + stage.mug.id(), form).location();
    }

    /** What Anna types into the page. */
    static Map<String, String> anna(Browser.Answer page) {
        var form = new HashMap<>(page.fields());
        form.putAll(
                Map.of(
                        "email",
                        "anna@example.com",
                        "name",
                        "Anna Berg",
                        "line1",
                        "1 Main St",
                        "city",
                        "Oakland",
                        "state",
                        "CA",
                        "postal_code",
                        "94601",
                        "country",
                        "US",
                        "shipping",
                        "standard"));
        return form;
    }

    private String toTheBank(String path) {
        browser.post(path, anna(browser.get(path)));
        var form = anna(browser.get(path));
        form.put("payment_method", BANK);
        var answer = browser.post(path + "/pay", form);
        assertThat(answer.status()).isEqualTo(303);
        assertThat(answer.location()).startsWith("/3ds/");
        return answer.location();
    }

    /** Answers the bank's page and follows it back to where the shop leads. */
    private String finish(Browser.Answer challenge, String bank, String deed) {
        var form = new HashMap<>(challenge.fields());
        form.put("deed", deed);
        form.put("code", "1234");
        var next = browser.post(bank.replaceFirst("\\?.*", ""), form).location();
        for (int i = 0; i < 5 && !isShop(next); i++) next = browser.get(next).location();
        return next;
    }

    private static boolean isShop(String path) {
        return path.startsWith("/orders/") || path.matches("/checkout/cks_[0-9A-Za-z]+");
    }

    private static String version(Browser.Answer page) {
        return page.fields().getOrDefault("quote_version", "");
    }

    private static void assertHarmless(String html) {
        assertThat(html).doesNotContain("<script>alert").doesNotContain("<img src=x");
    }
}
