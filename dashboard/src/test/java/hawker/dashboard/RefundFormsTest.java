package hawker.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.api.ApiKeyKind;
import hawker.desk.Csv;
import hawker.kernel.Currency;
import hawker.kernel.Money;
import hawker.kernel.PageRequest;
import hawker.ledger.Purpose;
import hawker.orders.Order;
import hawker.payments.Charge;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Forms that move money do once what they say, and the statement says it too. */
class RefundFormsTest extends Story {

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
        var folded = browser.get(cookie, path(order));
        assertThat(folded.body()).contains("<details class=\"hk-dashboard-refund\">", "Refund…");
        for (var typed : List.of("9999.00", "12.345", "much", "0", "")) {
            var page = refund(order, typed);
            assertThat(page.status()).isEqualTo(422);
            assertThat(page.body()).contains("aria-invalid=\"true\"");
            assertThat(page.body()).contains("<details class=\"hk-dashboard-refund\" open");
            if (!typed.isEmpty()) assertThat(page.body()).contains("value=\"" + typed + "\"");
        }
        assertThat(charge(order).refunded()).isEqualTo(Money.usd(0));
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
}
