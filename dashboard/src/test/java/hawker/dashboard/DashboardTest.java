package hawker.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.api.ApiKeyKind;
import hawker.desk.Browser;
import hawker.desk.Csv;
import hawker.kernel.Currency;
import hawker.kernel.Money;
import hawker.kernel.PageRequest;
import hawker.ledger.Purpose;
import hawker.ledger.SourceType;
import hawker.orders.Order;
import hawker.payments.Charge;
import hawker.payments.PaymentIntent;
import hawker.web.Response;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The figures of the pages are those of the books, and forms do once what they say. */
class DashboardTest {

    private static final int MUG = 1_234;

    private final Stage stage = new Stage();
    private final AtomicInteger hooks = new AtomicInteger();
    private final Browser browser =
            new Browser(
                    stage.platform,
                    stage.routes.post(
                            "/hook",
                            request ->
                                    Response.text(hooks.getAndIncrement() == 0 ? 500 : 200, "Hm")));
    private final String cookie = stage.signIn("juniper");

    @AfterEach
    void close() {
        browser.close();
        stage.close();
    }

    @Test
    void a_sale_shows_fee_and_net_as_the_ledger_has_them() {
        var order = stage.sold(stage.shop, stage.product(stage.shop, "Mug", MUG, 5), 2);
        var charge = charge(order);
        var entry =
                stage.ledger
                        .entriesOf(stage.shop, SourceType.CAPTURE, charge.id().text())
                        .getFirst();
        var total = order.totals().total();
        assertThat(entry.amount()).isEqualTo(total);
        assertThat(entry.fee()).isEqualTo(Money.usd((total.minor() * 29 + 500) / 1_000 + 30));
        assertThat(entry.net()).isEqualTo(total.minus(entry.fee()));

        for (var path : List.of(path(order), "/dashboard/payments/" + charge.id())) {
            var page = browser.get(cookie, path);
            assertThat(page.status()).isEqualTo(200);
            assertThat(page.text())
                    .contains("Payment " + total.text())
                    .contains("\u2212" + entry.fee().text())
                    .contains("Net " + entry.net().text());
        }
        assertThat(browser.get(cookie, "/dashboard/balance").text())
                .contains("Pending " + pending().text())
                .contains(total.text() + " \u2212" + entry.fee().text() + " " + entry.net().text());
        assertThat(pending()).isEqualTo(entry.net());
        assertThat(browser.get(cookie, "/dashboard").text())
                .contains("Sales today " + total.text())
                .contains("1 order to ship")
                .contains("Pending " + pending().text());
    }

    @Test
    void payments_are_narrowed_by_day_amount_card_and_customer() {
        var mug = stage.sold(stage.shop, stage.product(stage.shop, "Mug", MUG, 5), 1);
        var cup = stage.sold(stage.shop, stage.product(stage.shop, "Cup", 9_900, 5), 1);
        var path = "/dashboard/payments/" + charge(mug).id();
        var other = "/dashboard/payments/" + charge(cup).id();
        var most = charge(mug).amount().major().toPlainString();
        for (var query : List.of("most=" + most, "least=1&most=" + most + "&last4=4242"))
            assertThat(browser.get(cookie, "/dashboard/payments?" + query).body())
                    .contains(path)
                    .doesNotContain(other);
        for (var query : List.of("from=2999-01-01", "last4=0000", "customer=cus_nobody"))
            assertThat(browser.get(cookie, "/dashboard/payments?" + query).text())
                    .contains("No payment fits the filter.");
        var wrong = browser.get(cookie, "/dashboard/payments?least=much&to=someday&last4=4");
        assertThat(wrong.body()).contains(path, other, "aria-invalid=\"true\"", "value=\"much\"");
        assertThat(browser.get(cookie, "/dashboard/payments?after=bm9uZQ&last4=4242").status())
                .isEqualTo(200);
        var intent = charge(mug).intent().orElseThrow();
        assertThat(browser.get(cookie, "/dashboard/payments/" + intent).location()).endsWith(path);
    }

    @Test
    void a_declined_payment_says_why_and_what_to_do() {
        stage.pay(stage.shop, stage.product(stage.shop, "Mug", MUG, 5), 1, Stage.BAD);
        var charge = stage.payments.charges(stage.shop, PageRequest.first(1)).items().getFirst();
        assertThat(browser.get(cookie, "/dashboard/payments/" + charge.id()).text())
                .contains("The payment failed")
                .contains(charge.facts().outcome().sellerMessage())
                .contains("The bank says no more");
    }

    @Test
    void a_refund_in_part_changes_order_balance_and_entries() {
        var order = stage.sold(stage.shop, stage.product(stage.shop, "Mug", MUG, 5), 1);
        var before = available();
        var sent = refund(order, "5.00");
        assertThat(sent.status()).isEqualTo(303);
        assertThat(sent.location()).endsWith(path(order));
        stage.platform.events().drain();

        var now = stage.orders.find(stage.shop, order.id()).orElseThrow();
        assertThat(now.paid()).isEqualTo(Order.Payment.PARTIALLY_REFUNDED);
        assertThat(now.totals().refunded()).isEqualTo(Money.usd(500));
        assertThat(available()).isEqualTo(before.minus(Money.usd(500)));
        var net = pending().minus(Money.usd(500));
        assertThat(browser.get(cookie, path(order)).text())
                .contains("Partly refunded")
                .contains("Refund \u2212$5.00")
                .contains("Net " + net.text());
        assertThat(browser.get(cookie, "/dashboard/balance").text())
                .contains("Available \u2212$5.00")
                .contains("Refunds were larger than sales")
                .contains("\u2212$5.00 – \u2212$5.00");
        assertThat(stage.audit.check(stage.shop)).isEmpty();
    }

    @Test
    void a_form_sent_twice_refunds_once() {
        var order = stage.sold(stage.shop, stage.product(stage.shop, "Mug", MUG, 5), 1);
        var charge = charge(order);
        for (var action :
                List.of(
                        path(order) + "/refund",
                        "/dashboard/payments/" + charge.id() + "/refund")) {
            var form = form(action.substring(0, action.lastIndexOf('/')), action);
            form.put("amount", "1.50");
            assertThat(browser.post(cookie, action, form).status()).isEqualTo(303);
            assertThat(browser.post(cookie, action, form).status()).isEqualTo(303);
        }
        assertThat(charge(order).refunded()).isEqualTo(Money.usd(300));
        assertThat(stage.payments.refunds(stage.shop, charge.intent().orElseThrow())).hasSize(2);
    }

    @Test
    void more_than_is_left_is_refused_beside_the_field_and_what_was_typed_stays() {
        var order = stage.sold(stage.shop, stage.product(stage.shop, "Mug", MUG, 5), 1);
        for (var typed : List.of("9999.00", "12.345", "much", "0", "")) {
            var page = refund(order, typed);
            assertThat(page.status()).isEqualTo(422);
            assertThat(page.body()).contains("aria-invalid=\"true\"");
            if (!typed.isEmpty()) assertThat(page.body()).contains("value=\"" + typed + "\"");
        }
        assertThat(charge(order).refunded()).isEqualTo(Money.usd(0));
    }

    @Test
    void what_belongs_to_another_shop_is_not_there() {
        var order = stage.sold(stage.otherShop, stage.product(stage.otherShop, "Cap", MUG, 5), 1);
        var intent = new PaymentIntent.Id(order.payment());
        var charge = stage.payments.charges(stage.otherShop, intent).getFirst();
        for (var path :
                List.of(
                        path(order),
                        "/dashboard/payments/" + charge.id(),
                        "/dashboard/products/" + order.lines().getFirst().product(),
                        "/dashboard/products/" + order.lines().getFirst().product() + "/edit"))
            assertThat(browser.get(cookie, path).status()).as(path).isEqualTo(404);
        var form = form("/dashboard/products/new", "/dashboard/products/new");
        form.put("amount", "1.00");
        for (var act :
                List.of(
                        path(order) + "/refund",
                        path(order) + "/cancel",
                        path(order) + "/ship",
                        "/dashboard/payments/" + charge.id() + "/refund"))
            assertThat(browser.post(cookie, act, form).status()).as(act).isEqualTo(404);
        assertThat(stage.payments.refunds(stage.otherShop, intent)).isEmpty();
    }

    @Test
    void a14_a_form_without_its_token_or_without_a_session_changes_nothing() {
        var order = stage.sold(stage.shop, stage.product(stage.shop, "Mug", MUG, 5), 1);
        var action = path(order) + "/refund";
        assertThat(browser.post(cookie, action, Map.of("amount", "1.00")).status()).isEqualTo(403);
        var foreign =
                browser.get(stage.signIn("alder"), "/dashboard/products/new")
                        .form("/dashboard/products/new")
                        .get("csrf");
        assertThat(foreign).isNotNull();
        var form = Map.of("amount", "1.00", "csrf", foreign);
        assertThat(browser.post(cookie, action, form).status()).isEqualTo(403);
        assertThat(browser.post("", action, form).location()).startsWith("/login");
        assertThat(charge(order).refunded()).isEqualTo(Money.usd(0));
    }

    @Test
    void what_buyers_and_sellers_type_is_text() {
        var product = stage.product(stage.shop, "<script>alert(1)</script> Mug", MUG, 5);
        var order = stage.sold(stage.shop, product, 1);
        for (var path :
                List.of(
                        "/dashboard",
                        "/dashboard/orders",
                        path(order),
                        "/dashboard/payments",
                        "/dashboard/payments/" + charge(order).id(),
                        "/dashboard/products",
                        "/dashboard/products/" + product.id(),
                        "/dashboard/products/" + product.id() + "/edit")) {
            var page = browser.get(cookie, path);
            assertThat(page.status()).as(path).isEqualTo(200);
            assertThat(page.body())
                    .as(path)
                    .doesNotContain("<script>alert")
                    .doesNotContain("<b>Anna</b>")
                    .contains("juniper &amp; Sons");
        }
    }

    @Test
    void payments_are_found_by_state_amount_and_card() {
        var product = stage.product(stage.shop, "Mug", MUG, 9);
        var order = stage.sold(stage.shop, product, 1);
        stage.sold(stage.shop, product, 2);
        stage.pay(stage.shop, product, 3, Stage.BAD);
        refund(order, "1.00");
        assertThat(rows("")).isEqualTo(3);
        assertThat(rows("?show=succeeded")).isEqualTo(2);
        assertThat(rows("?show=refunded")).isEqualTo(1);
        assertThat(rows("?show=failed")).isEqualTo(1);
        assertThat(rows("?show=uncaptured")).isZero();
        assertThat(rows("?q=4242")).isEqualTo(2);
        assertThat(rows("?q=" + order.totals().total().major().toPlainString())).isEqualTo(1);
        var failed = browser.get(cookie, "/dashboard/payments?show=failed");
        assertThat(failed.text()).contains("Failed");
        var refund = stage.payments.refunds(stage.shop, new PaymentIntent.Id(order.payment()));
        assertThat(browser.get(cookie, "/dashboard/payments/" + refund.getFirst().id()).location())
                .isEqualTo("/dashboard/payments/" + charge(order).id());
    }

    @Test
    void a_delivery_that_failed_is_shown_with_its_attempts_and_sent_again() {
        var key = stage.accounts.createKey(stage.shop, ApiKeyKind.SECRET, "For the test");
        var made =
                browser.api(
                        key.secret(),
                        "/v1/webhook_endpoints",
                        "enabled_events[]=charge.succeeded&url=" + browser.url("/hook"));
        assertThat(made.status()).as(made.body()).isEqualTo(200);
        stage.sold(stage.shop, stage.product(stage.shop, "Mug", MUG, 5), 1);
        stage.webhooks.webhooks().deliverDue(stage.shop);
        var delivery =
                stage.webhooks
                        .webhooks()
                        .deliveries(stage.shop, java.util.Optional.empty(), 5)
                        .getFirst();
        var path = "/dashboard/webhooks/" + delivery.id();
        await("/dashboard/webhooks", "Trying again");
        assertThat(browser.get(cookie, "/dashboard/webhooks").text())
                .contains(browser.url("/hook"))
                .contains("charge.succeeded");
        await(path, "500");
        var page = browser.get(cookie, path);
        assertThat(page.text()).contains("Hm");
        var again = browser.post(cookie, path + "/again", page.form(path + "/again"));
        assertThat(again.location()).endsWith(path);
        stage.webhooks.webhooks().deliverDue(stage.shop);
        await(path, "Delivered");
        assertThat(hooks).hasValue(2);
        assertThat(browser.get(stage.signIn("alder"), path).status()).isEqualTo(404);
    }

    @Test
    void an_endpoint_is_made_changed_switched_rolled_and_deleted() {
        var list = "/dashboard/webhooks/endpoints";
        var form = form(list + "/new", list + "/new");
        form.putAll(Map.of("url", "https://exa mple.com", "description", "ERP", "which", "some"));
        var refused = browser.post(cookie, list + "/new", form);
        assertThat(refused.status()).isEqualTo(422);
        assertThat(refused.body()).contains("value=\"https://exa mple.com\"", "complete address");
        form.put("url", "https://example.com/hook");
        assertThat(browser.post(cookie, list + "/new", form).text())
                .contains("Choose at least one event");
        form.put("on-charge.succeeded", "true");
        var made = browser.post(cookie, list + "/new", form);
        var secret = secret(made);
        var endpoint = stage.webhooks.webhooks().endpoints(stage.shop).getFirst();
        assertThat(endpoint.secret()).isEqualTo(secret);
        assertThat(endpoint.events()).containsExactly("charge.succeeded");
        var path = list + "/" + endpoint.id();
        assertThat(browser.get(cookie, path).body()).doesNotContain("whsec_");

        form = form(path, path);
        form.putAll(Map.of("url", "https://example.com/hook2", "which", "all"));
        assertThat(browser.post(cookie, path, form).location()).isEqualTo(path);
        browser.post(cookie, path + "/enable", form(path, path + "/enable"));
        assertThat(browser.get(cookie, path).text())
                .contains("https://example.com/hook2", "Disabled", "Switch on");

        form = form(path, path + "/roll");
        form.put("old", "keep");
        var rolled = browser.post(cookie, path + "/roll", form);
        assertThat(secret(rolled)).isNotEqualTo(secret);
        assertThat(rolled.text()).contains("signs too until");

        var alder = stage.signIn("alder");
        assertThat(browser.get(alder, path).status()).isEqualTo(404);
        form = form(path, path + "/delete");
        browser.post(cookie, path + "/delete", form);
        assertThat(stage.webhooks.webhooks().endpoints(stage.shop)).isEmpty();
        assertThat(browser.get(cookie, path).status()).isEqualTo(404);
    }

    private static String secret(Browser.Page page) {
        int from = page.body().indexOf("whsec_");
        assertThat(from).isPositive();
        return page.body().substring(from, from + 38);
    }

    @Test
    void an_authorisation_is_captured_or_given_free() {
        for (boolean capture : new boolean[] {true, false}) {
            var path = "/dashboard/payments/" + authorized().id();
            assertThat(browser.get(cookie, path).text()).contains("Uncaptured");
            var action = path + (capture ? "/capture" : "/release");
            var form = form(path, action);
            assertThat(browser.post(cookie, action, form).status()).isEqualTo(303);
            assertThat(browser.post(cookie, action, form).status()).isEqualTo(303);
            assertThat(browser.get(cookie, path).text())
                    .contains(capture ? "Succeeded" : "Released")
                    .doesNotContain("Waits to be captured");
        }
        assertThat(pending()).isEqualTo(Money.usd(2_000 - 58 - 30));
        assertThat(stage.audit.check(stage.shop)).isEmpty();
    }

    private Charge authorized() {
        var key = stage.accounts.createKey(stage.shop, ApiKeyKind.SECRET, "For the test");
        var paid =
                browser.api(
                        key.secret(),
                        "/v1/payment_intents",
                        "amount=2000&currency=usd&payment_method=pm_card_visa&confirm=true"
                                + "&capture_method=manual");
        assertThat(paid.status()).as(paid.body()).isEqualTo(200);
        return stage.payments.charges(stage.shop, PageRequest.first(1)).items().getFirst();
    }

    @Test
    void a34_the_statement_is_told_by_kind_and_as_a_file() {
        var order = stage.sold(stage.shop, stage.product(stage.shop, "Mug", MUG, 5), 1);
        refund(order, "5.00");
        stage.platform.events().drain();
        assertThat(entries("?show=payments")).isEqualTo(1);
        assertThat(entries("?show=refunds")).isEqualTo(1);
        assertThat(entries("?show=payouts")).isZero();
        assertThat(entries("")).isEqualTo(2);
        var lines = browser.get(cookie, "/dashboard/balance.csv").body().lines().toList();
        var net = stage.ledger.balances(stage.shop);
        assertThat(lines).hasSize(3);
        assertThat(lines.get(1)).contains("Refund,re_").endsWith("USD,-5.00,0.00,-5.00");
        assertThat(lines.get(2))
                .endsWith(net.of(Purpose.MERCHANT_PENDING, Currency.USD).major().toPlainString());
        assertThat(browser.get(cookie, "/dashboard/orders.csv").body())
                .contains(order.number() + ",")
                .contains(",<b>Anna</b>,1,Partly refunded,To ship,USD,");
        assertThat(new Csv().cell("=1+1").cell("a,\"b\"").end().text())
                .endsWith("'=1+1,\"a,\"\"b\"\"\"\r\n");
    }

    private int entries(String query) {
        var page = browser.get(cookie, "/dashboard/balance" + query);
        assertThat(page.status()).isEqualTo(200);
        return page.body().split("hk-table-link", -1).length - 1;
    }

    /** The room itself may be sending at this moment, on a thread of its own. */
    private void await(String path, String word) {
        long until = System.nanoTime() + 10_000_000_000L;
        while (!browser.get(cookie, path).text().contains(word)) {
            if (System.nanoTime() > until) throw new AssertionError(path + " lacks " + word);
            Thread.onSpinWait();
        }
    }

    private int rows(String query) {
        var page = browser.get(cookie, "/dashboard/payments" + query);
        assertThat(page.status()).isEqualTo(200);
        return page.body().split("hk-table-link", -1).length - 1;
    }

    private Browser.Page refund(Order order, String amount) {
        var action = path(order) + "/refund";
        var form = form(path(order), action);
        form.put("amount", amount);
        return browser.post(cookie, action, form);
    }

    private Map<String, String> form(String path, String action) {
        return new HashMap<>(browser.get(cookie, path).form(action));
    }

    private Charge charge(Order order) {
        return stage.payments.charges(stage.shop, new PaymentIntent.Id(order.payment())).getFirst();
    }

    private Money pending() {
        return stage.ledger.balance(stage.shop, Purpose.MERCHANT_PENDING, Currency.USD);
    }

    private Money available() {
        return stage.ledger.balance(stage.shop, Purpose.MERCHANT_AVAILABLE, Currency.USD);
    }

    private static String path(Order order) {
        return "/dashboard/orders/" + order.id();
    }
}
