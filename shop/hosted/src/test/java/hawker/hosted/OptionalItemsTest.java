package hawker.hosted;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.web.Browser;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a buyer may add to a session: by the API, on the page without scripts, from a link. */
class OptionalItemsTest extends HostedStory {

    private static String price(String more) {
        return stage.post("/v1/prices", "currency=usd&product_data[name]=Tonic" + more).text("id");
    }

    /** Two pieces of gin at 10 dollars; offered are three tonics at 2.50, from 2 to 6. */
    private static Stage.Got session(String more) {
        return good(
                stage.session(
                        "&optional_items[0][price]="
                                + price("&unit_amount=250")
                                + "&optional_items[0][quantity]=3"
                                + "&optional_items[0][adjustable_quantity][enabled]=true"
                                + "&optional_items[0][adjustable_quantity][minimum]=2"
                                + "&optional_items[0][adjustable_quantity][maximum]=6"
                                + more));
    }

    private static ObjectNode now(Stage.Got session) {
        return good(stage.get("/v1/checkout/sessions/" + session.text("id"))).body();
    }

    private static ObjectNode lines(Stage.Got session) {
        return stage.get("/v1/checkout/sessions/" + session.text("id") + "/line_items").body();
    }

    private static String button(String page, String name) {
        var at = page.indexOf("name=\"" + name + "\" value=\"");
        assertThat(at).as("button %s in %s", name, page).isPositive();
        var value = page.substring(page.indexOf("value=\"", at) + 7);
        return value.substring(0, value.indexOf('"'));
    }

    private static Browser.Answer press(String path, Map<String, String> more) {
        var form = browser.get(path).fields();
        form.putAll(more);
        return browser.post(path, form);
    }

    @Test
    void a_buyer_adds_an_item_changes_its_quantity_and_pays_for_it() {
        var session = session("");
        assertThat(session.body().at("/optional_items/0/quantity").asInt()).isEqualTo(3);
        assertThat(session.body().at("/optional_items/0/adjustable_quantity/maximum").asInt())
                .isEqualTo(6);
        assertThat(session.body().path("amount_total").asLong()).isEqualTo(2000);
        assertThat(lines(session).path("data")).hasSize(1);
        var path = path(session);
        var page = browser.get(path).body();
        assertThat(page).contains("Add Tonic", "$7.50 for 3").doesNotContain("Remove Tonic");
        var item = button(page, "add_item");
        assertThat(press(path, Map.of("add_item", item)).status()).isEqualTo(303);
        // A second press, or one in another tab, adds nothing more.
        press(path, Map.of("add_item", item));
        assertThat(now(session).path("amount_total").asLong()).isEqualTo(2750);
        assertThat(browser.get(path).body()).contains("Remove Tonic", "Pay $27.50");
        assertThat(press(path, Map.of("quantity_" + item, "1")).body())
                .contains("Choose a quantity from 2 to 6.");
        assertThat(press(path, Map.of("quantity_" + item, "7")).status()).isEqualTo(422);
        press(path, Map.of("quantity_" + item, "6"));
        assertThat(now(session).path("amount_subtotal").asLong()).isEqualTo(3500);
        var form = browser.get(path).fields();
        form.put("email", "ann@example.com");
        form.put("payment_method", stage.card("pm_card_visa"));
        assertThat(browser.post(path + "/pay", form).location()).isEqualTo(path);
        assertThat(now(session).path("status").asText()).isEqualTo("complete");
        assertThat(stage.charges().getFirst().amount().minor()).isEqualTo(3500);
        assertThat(lines(session).at("/data/1/quantity").asInt()).isEqualTo(6);
        assertThat(lines(session).at("/data/1/amount_total").asLong()).isEqualTo(1500);
    }

    @Test
    void an_item_is_taken_off_again_whatever_its_minimum() {
        var session = session("");
        var path = path(session);
        var item = button(browser.get(path).body(), "add_item");
        press(path, Map.of("add_item", item));
        press(path, Map.of("remove_item", item));
        assertThat(now(session).path("amount_total").asLong()).isEqualTo(2000);
        assertThat(browser.get(path).body()).contains("Add Tonic");
        // What is not optional stays, and what was never offered is not sold.
        var gin = lines(session).at("/data/0/id").asText();
        press(path, Map.of("remove_item", gin));
        assertThat(press(path, Map.of("add_item", "li_none")).body())
                .contains("This is not offered any more.");
        assertThat(lines(session).path("data")).hasSize(1);
    }

    @Test
    void who_saw_another_total_does_not_pay_for_an_item_added_elsewhere() {
        var session = session("");
        var path = path(session);
        var seen = browser.get(path).fields();
        press(path, Map.of("add_item", button(browser.get(path).body(), "add_item")));
        seen.put("email", "ann@example.com");
        seen.put("payment_method", stage.card("pm_card_visa"));
        var answer = browser.post(path + "/pay", seen);
        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.body()).contains("The total is now $27.50.");
        assertThat(stage.charges()).isEmpty();
    }

    @Test
    void after_the_end_nothing_is_added() {
        var session = session("");
        var path = path(session);
        var before = browser.get(path);
        good(stage.confirm(session.text("id"), stage.card("pm_card_visa")));
        var late = before.fields();
        late.put("add_item", button(before.body(), "add_item"));
        browser.post(path, late);
        assertThat(now(session).path("amount_total").asLong()).isEqualTo(2000);
        assertThat(lines(session).path("data")).hasSize(1);
    }

    @Test
    void a_rebate_counts_for_what_was_added_too() {
        stage.post("/v1/coupons", "id=TEN&percent_off=10");
        var session = session("&discounts[0][coupon]=TEN");
        var path = path(session);
        press(path, Map.of("add_item", button(browser.get(path).body(), "add_item")));
        assertThat(now(session).path("amount_total").asLong()).isEqualTo(2475);
        assertThat(now(session).at("/total_details/amount_discount").asLong()).isEqualTo(275);
    }

    @Test
    void a_link_offers_items_to_each_visitor_anew() {
        var made =
                good(
                        stage.post(
                                "/v1/payment_links",
                                "line_items[0][quantity]=1&line_items[0][price]="
                                        + price("&unit_amount=900")
                                        + "&optional_items[0][quantity]=2&optional_items[0][price]="
                                        + price("&unit_amount=100")));
        assertThat(made.body().at("/optional_items/0/adjustable_quantity").isNull()).isTrue();
        var first = browser.get("/b/" + made.text("id")).location();
        var second = browser.get("/b/" + made.text("id")).location();
        var item = button(browser.get(first).body(), "add_item");
        press(first, Map.of("add_item", item));
        assertThat(browser.get(first).body()).contains("Pay $11.00");
        assertThat(browser.get(second).body()).contains("Pay $9.00");
        assertThat(press(second, Map.of("add_item", item)).status()).isEqualTo(422);
    }

    @ParameterizedTest
    @CsvSource({
        "optional_items[0][quantity]=0,optional_items[0][quantity]",
        "optional_items[0][quantity]=-1,optional_items[0][quantity]",
        "optional_items[0][quantity]=1000000,optional_items[0][quantity]",
        "optional_items[0][quantity]=,optional_items[0][quantity]",
        "optional_items[0][price]=price_none,optional_items[0][price]",
        "optional_items[0][price_data][currency]=usd,optional_items[0][price_data]",
        "optional_items[0][adjustable_quantity][maximum]=2,optional_items[0][adjustable_quantity][maximum]",
        "optional_items[0][adjustable_quantity][minimum]=4,optional_items[0][adjustable_quantity][maximum]",
        "optional_items[0][quantity]=99,optional_items",
        "currency=eur,line_items",
        "optional_items[1][quantity]=1,optional_items[1][price]",
        "mode=setup,line_items"
    })
    void what_cannot_be_offered_is_refused(String form, String param) {
        var offered =
                "&optional_items[0][price]="
                        + price("&unit_amount=2500000")
                        + "&optional_items[0][quantity]=3"
                        + "&optional_items[0][adjustable_quantity][enabled]=true";
        var sent = stage.session(offered + "&" + form);
        assertThat(sent.status()).as(sent.body().toString()).isEqualTo(400);
        assertThat(sent.error("param")).isEqualTo(param);
        assertThat(stage.get("/v1/checkout/sessions").body().path("data")).isEmpty();
    }

    @Test
    void limits_count_lines_and_items_together() {
        var tonic = price("&unit_amount=250");
        var eleven = new StringBuilder();
        for (int i = 0; i < 11; i++)
            eleven.append("&optional_items[" + i + "][price]=" + tonic)
                    .append("&optional_items[" + i + "][quantity]=1");
        var many = stage.session(eleven.toString());
        assertThat(many.error("param")).isEqualTo("optional_items");
        var monthly = price("&unit_amount=500&recurring[interval]=month");
        var recurring =
                stage.session("&optional_items[0][quantity]=1&optional_items[0][price]=" + monthly);
        assertThat(recurring.error("param")).isEqualTo("optional_items[0][price]");
        assertThat(recurring.error("message")).contains("`payment` mode");
        var other = stage.post("/v1/prices", "currency=eur&product_data[name]=T&unit_amount=5");
        var euros =
                stage.session(
                        "&optional_items[0][quantity]=1&optional_items[0][price]="
                                + other.text("id"));
        assertThat(euros.error("param")).isEqualTo("optional_items");
    }

    @Test
    void the_own_pages_of_sellers_offer_for_themselves() {
        var got =
                stage.post(
                        "/v1/checkout/sessions",
                        "mode=payment&ui_mode=custom&return_url=https://shop.test/back"
                                + "&line_items[0][quantity]=1&line_items[0][price]="
                                + price("&unit_amount=900")
                                + "&optional_items[0][quantity]=1&optional_items[0][price]="
                                + price("&unit_amount=100"));
        assertThat(got.error("param")).isEqualTo("optional_items");
    }
}
