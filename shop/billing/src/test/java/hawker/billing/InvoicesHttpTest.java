package hawker.billing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

/** Invoices by the API: what they come to, and how they end. */
class InvoicesHttpTest extends Story {

    private static String draft(String customer, long amount) {
        fits(
                stage.post(
                        "/v1/invoiceitems",
                        "currency=usd&description=Gin&customer=" + customer + "&amount=" + amount));
        return fits(stage.post(
                        "/v1/invoices",
                        "pending_invoice_items_behavior=include&customer=" + customer))
                .text("id");
    }

    @Test
    void an_invoice_is_drafted_finalized_and_paid_once() {
        var customer = stage.customer("pm_card_visa", "");
        var id = draft(customer, 2000);
        var open = fits(stage.post("/v1/invoices/" + id + "/finalize", ""));
        assertThat(open.text("status")).isEqualTo("open");
        assertThat(open.text("number")).endsWith("-0001");
        assertThat(open.body().path("amount_due").asLong()).isEqualTo(2000);
        var paid = fits(stage.post("/v1/invoices/" + id + "/pay", ""));
        assertThat(paid.text("status")).isEqualTo("paid");
        assertThat(paid.body().path("amount_paid").asLong()).isEqualTo(2000);
        assertThat(stage.post("/v1/invoices/" + id + "/pay", "").status()).isEqualTo(400);
        stage.settle();
        assertThat(stage.charges()).hasSize(1);
        assertThat(stage.told())
                .contains(
                        "invoiceitem.created",
                        "invoice.created",
                        "invoice.finalized",
                        "invoice.paid",
                        "invoice.payment_succeeded",
                        "invoice_payment.paid");
        var payments = fits(stage.get("/v1/invoices/" + id + "?expand[]=payments"));
        assertThat(payments.body().at("/payments/data/0/status").asText()).isEqualTo("paid");
        var lines = stage.get("/v1/invoices/" + id + "/lines").body();
        assertThat(lines.at("/data/0/amount").asLong()).isEqualTo(2000);
        assertThat(SCHEMA.findings((ObjectNode) lines.at("/data/0"))).isEmpty();
    }

    @Test
    void a_declined_card_leaves_the_invoice_open_and_a_challenge_waits() {
        var bad = stage.customer("pm_card_chargeCustomerFail", "");
        var id = draft(bad, 2000);
        var refused = stage.post("/v1/invoices/" + id + "/pay", "");
        assertThat(refused.status()).isEqualTo(402);
        assertThat(refused.error("code")).isEqualTo("card_declined");
        assertThat(fits(stage.get("/v1/invoices/" + id)).text("status")).isEqualTo("open");
        assertThat(stage.told()).contains("invoice.payment_failed").doesNotContain("invoice.paid");
        var careful = stage.customer("pm_card_threeDSecure2Required", "");
        var other = draft(careful, 2000);
        var asks = stage.post("/v1/invoices/" + other + "/pay", "");
        assertThat(asks.error("code")).isEqualTo("invoice_payment_intent_requires_action");
        assertThat(stage.told()).contains("invoice.payment_action_required");
        var secret =
                stage.get("/v1/invoices/" + other + "?expand[]=confirmation_secret")
                        .body()
                        .at("/confirmation_secret/client_secret")
                        .asText();
        assertThat(secret).startsWith("pi_");
    }

    @Test
    void credit_of_the_customer_is_used_and_given_back_when_void() {
        var customer = stage.customer("pm_card_visa", "&balance=-500");
        var id = draft(customer, 2000);
        var open = fits(stage.post("/v1/invoices/" + id + "/finalize", ""));
        assertThat(open.body().path("amount_due").asLong()).isEqualTo(1500);
        assertThat(open.body().path("ending_balance").asLong()).isZero();
        assertThat(balance(customer)).isZero();
        assertThat(fits(stage.post("/v1/invoices/" + id + "/void", "")).text("status"))
                .isEqualTo("void");
        assertThat(balance(customer)).isEqualTo(-500);
        assertThat(stage.post("/v1/invoices/" + id + "/pay", "").status()).isEqualTo(400);
    }

    @Test
    void taxes_and_coupons_are_added_up() {
        stage.post("/v1/coupons", "id=TENTH&percent_off=10&duration=once");
        var rate =
                stage.post("/v1/tax_rates", "display_name=VAT&inclusive=false&percentage=20")
                        .text("id");
        var customer = stage.customer("pm_card_visa", "");
        stage.post("/v1/invoiceitems", "currency=usd&amount=1000&customer=" + customer);
        var made =
                fits(
                        stage.post(
                                "/v1/invoices",
                                "pending_invoice_items_behavior=include&discounts[0][coupon]=TENTH"
                                        + "&default_tax_rates[0]="
                                        + rate
                                        + "&customer="
                                        + customer));
        assertThat(made.body().path("subtotal").asLong()).isEqualTo(1000);
        assertThat(made.body().path("total").asLong()).isEqualTo(1080);
        assertThat(made.body().at("/total_taxes/0/amount").asLong()).isEqualTo(180);
        assertThat(made.body().at("/total_discount_amounts/0/amount").asLong()).isEqualTo(100);
        var deleted = stage.send("DELETE", "/v1/invoices/" + made.text("id"), "");
        assertThat(deleted.body().path("deleted").asBoolean()).isTrue();
        assertThat(
                        stage.get("/v1/invoiceitems?pending=true&customer=" + customer)
                                .body()
                                .path("data"))
                .hasSize(1);
    }

    @Test
    void a_customer_gets_another_coupon_and_loses_it() {
        stage.post("/v1/coupons", "id=ONE&percent_off=10");
        stage.post("/v1/coupons", "id=TWO&percent_off=20");
        var made = fits(stage.post("/v1/customers", "coupon=ONE"));
        var id = made.text("id");
        assertThat(made.body().at("/discount/source/coupon").asText()).isEqualTo("ONE");
        var other = fits(stage.post("/v1/customers/" + id, "coupon=TWO"));
        assertThat(other.body().at("/discount/source/coupon").asText()).isEqualTo("TWO");
        assertThat(fits(stage.post("/v1/customers/" + id, "coupon=")).body().path("discount"))
                .isEmpty();
        assertThat(stage.told())
                .containsExactly(
                        "customer.discount.created",
                        "customer.discount.updated",
                        "customer.discount.deleted");
    }
}
