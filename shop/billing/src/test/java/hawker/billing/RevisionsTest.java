package hawker.billing;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.api.Got;
import org.junit.jupiter.api.Test;

/** A final invoice is replaced by another one. */
class RevisionsTest extends Story {

    private static Got revised(String invoice, String more) {
        return stage.post(
                "/v1/invoices",
                "from_invoice[action]=revision&from_invoice[invoice]=" + invoice + more);
    }

    @Test
    void a_revision_takes_its_original_s_place_when_it_is_final() {
        var customer = stage.customer("pm_card_visa", "");
        stage.post("/v1/customers/" + customer, "balance=-300");
        var half =
                stage.post("/v1/coupons", "amount_off=100&currency=usd&duration=once").text("id");
        stage.post(
                "/v1/invoiceitems",
                "currency=usd&amount=1000&description=Gin&metadata[a]=b&customer=" + customer);
        var original =
                fits(stage.post(
                                "/v1/invoices",
                                "pending_invoice_items_behavior=include&description=First&discounts[0][coupon]="
                                        + half
                                        + "&customer="
                                        + customer))
                        .text("id");
        fits(stage.post("/v1/invoices/" + original + "/finalize", ""));
        assertThat(balance(customer)).isZero();
        stage.told();
        var draft = fits(revised(original, "&description=Second"));
        var id = draft.text("id");
        assertThat(draft.text("status")).isEqualTo("draft");
        assertThat(draft.text("description")).isEqualTo("Second");
        assertThat(draft.body().at("/from_invoice/invoice").asText()).isEqualTo(original);
        assertThat(draft.body().path("total").asLong()).isEqualTo(900);
        var line = draft.body().at("/lines/data/0");
        assertThat(line.at("/metadata/a").asText()).isEqualTo("b");
        fits(
                stage.post(
                        "/v1/invoices/" + id + "/lines/" + line.path("id").asText(),
                        "amount=1400"));
        // Until then the original stands as it was.
        assertThat(invoice(original).text("status")).isEqualTo("open");
        assertThat(invoice(original).body().path("total").asLong()).isEqualTo(900);
        var open = fits(stage.post("/v1/invoices/" + id + "/finalize", ""));
        assertThat(open.body().path("total").asLong()).isEqualTo(1300);
        assertThat(open.body().path("amount_due").asLong()).isEqualTo(1000);
        var gone = invoice(original);
        assertThat(gone.text("status")).isEqualTo("void");
        assertThat(gone.text("latest_revision")).isEqualTo(id);
        assertThat(stage.told()).contains("invoice.voided", "invoice.finalized");
        assertThat(
                        stage.get("/v1/invoices/" + original + "?expand%5B%5D=latest_revision")
                                .body()
                                .at("/latest_revision/id")
                                .asText())
                .isEqualTo(id);
        fits(stage.post("/v1/invoices/" + id + "/pay", ""));
        assertThat(paid()).hasSize(1);
        assertThat(balance(customer)).isZero();
        assertThat(revised(id, "").error("param")).isEqualTo("from_invoice[invoice]");
    }

    @Test
    void an_original_that_was_paid_meanwhile_is_not_replaced() {
        var customer = stage.customer("pm_card_visa", "");
        var original = finalized(customer, 1000);
        var draft = fits(revised(original, "&customer=" + customer)).text("id");
        fits(stage.post("/v1/invoices/" + original + "/pay", ""));
        var refused = stage.post("/v1/invoices/" + draft + "/finalize", "");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(invoice(draft).text("status")).isEqualTo("draft");
        assertThat(paid()).hasSize(1);
    }

    @Test
    void what_cannot_be_revised_is_refused() {
        var customer = stage.customer("pm_card_visa", "");
        var draft = fits(stage.post("/v1/invoices", "customer=" + customer)).text("id");
        assertThat(revised(draft, "").error("param")).isEqualTo("from_invoice[invoice]");
        assertThat(revised("in_none", "").error("code")).isEqualTo("resource_missing");
        var billed = subscription(subscribed(customer, stage.monthly(100), ""));
        assertThat(revised(billed.text("latest_invoice"), "").status()).isEqualTo(400);
        var other = stage.customer("pm_card_visa", "");
        var open = finalized(customer, 1000);
        assertThat(revised(open, "&customer=" + other).error("param")).isEqualTo("customer");
        assertThat(revised(open, "&currency=eur").error("param")).isEqualTo("currency");
        assertThat(revised(open, "&pending_invoice_items_behavior=include").error("message"))
                .contains("pending_invoice_items_behavior");
        assertThat(stage.post("/v1/invoices", "").error("param")).isEqualTo("customer");
    }
}
