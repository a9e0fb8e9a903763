package hawker.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.kernel.Money;
import hawker.kernel.PageRequest;
import hawker.ledger.SourceType;
import hawker.payments.PaymentIntent;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The figures of the pages are those of the books, of one shop, and what was typed is text. */
class DashboardTest extends Story {

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
    void what_belongs_to_another_shop_is_not_there() {
        var order = stage.sold(stage.otherShop, stage.product(stage.otherShop, "Cap", MUG, 5), 1);
        var intent = new PaymentIntent.Id(order.payment());
        var charge = stage.payments.charges(stage.otherShop, intent).getFirst();
        for (var path :
                List.of(
                        path(order),
                        "/dashboard/payments/" + charge.id(),
                        "/dashboard/products/" + order.lines().getFirst().product(),
                        "/dashboard/products/" + order.lines().getFirst().product() + "/edit")) {
            var page = browser.get(cookie, path);
            assertThat(page.status()).as(path).isEqualTo(404);
            // Bar and menu stay, with a way back.
            assertThat(page.text()).contains("Nothing here", "To the dashboard", "Payouts");
        }
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
                browser.get(stage.signIn(stage.otherHandle), "/dashboard/products/new")
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
                    .contains(stage.handle + " &amp; Sons");
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

    private int rows(String query) {
        var page = browser.get(cookie, "/dashboard/payments" + query);
        assertThat(page.status()).isEqualTo(200);
        return page.body().split("hk-table-link", -1).length - 1;
    }
}
