package hawker.billing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.accounts.Account;
import hawker.api.Json;
import hawker.kernel.Currency;
import java.time.Instant;

/** New invoices as the API writes them: every field is there. */
final class InvoiceJson {

    private static final String[] NULLS = {
        "account_tax_ids",
        "application",
        "automatically_finalizes_at",
        "custom_fields",
        "customer_account",
        "default_payment_method",
        "default_source",
        "description",
        "due_date",
        "effective_at",
        "ending_balance",
        "footer",
        "from_invoice",
        "hosted_invoice_url",
        "invoice_pdf",
        "last_finalization_error",
        "latest_revision",
        "next_payment_attempt",
        "number",
        "on_behalf_of",
        "parent",
        "receipt_number",
        "rendering",
        "shipping_cost",
        "shipping_details",
        "statement_descriptor",
        "test_clock",
        "webhooks_delivered_at"
    };

    private static final String[] ZEROS = {
        "amount_due",
        "amount_overpaid",
        "amount_paid",
        "amount_remaining",
        "amount_shipping",
        "attempt_count",
        "post_payment_credit_notes_amount",
        "pre_payment_credit_notes_amount",
        "starting_balance",
        "subtotal",
        "subtotal_excluding_tax",
        "total",
        "total_excluding_tax"
    };

    private InvoiceJson() {}

    /**
     * A draft with nothing on it.
     *
     * @param customer as the API shows it
     */
    static ObjectNode blank(
            String id, Account account, ObjectNode customer, Currency currency, Instant now) {
        var body = Nodes.nulls(Json.object(), NULLS);
        for (var name : ZEROS) body.put(name, 0);
        body.put("account_country", account.country());
        body.put("account_name", account.name());
        body.put("attempted", false);
        body.put("auto_advance", false);
        body.putObject("automatic_tax")
                .put("enabled", false)
                .putNull("disabled_reason")
                .putNull("liability")
                .putNull("provider")
                .putNull("status");
        body.put("billing_reason", "manual");
        body.put("collection_method", "charge_automatically");
        body.put("currency", currency.code());
        body.set("customer", customer.path("id"));
        Buyers.describe(body, customer);
        body.putArray("customer_tax_ids");
        body.putArray("default_tax_rates");
        body.putArray("discounts");
        body.putObject("issuer").put("type", "self");
        var lines = body.putObject("lines").put("object", "list");
        lines.putArray("data");
        lines.put("has_more", false).put("url", "/v1/invoices/" + id + "/lines");
        body.putObject("metadata");
        body.putObject("payment_settings")
                .putNull("default_mandate")
                .putNull("payment_method_options")
                .putNull("payment_method_types");
        body.put("period_end", Json.seconds(now));
        body.put("period_start", Json.seconds(now));
        body.put("status", "draft");
        Nodes.nulls(
                body.putObject("status_transitions"),
                "finalized_at",
                "marked_uncollectible_at",
                "paid_at",
                "voided_at");
        body.set("test_clock", customer.path("test_clock"));
        body.putArray("total_discount_amounts");
        body.putArray("total_pretax_credit_amounts");
        body.putArray("total_taxes");
        var settings = customer.path("invoice_settings");
        body.set("custom_fields", settings.path("custom_fields"));
        body.set("footer", settings.path("footer"));
        return body;
    }

    /** {@code parent} of a subscription's invoice. */
    static void ofSubscription(ObjectNode body, Paper subscription) {
        var parent = body.putObject("parent").put("type", "subscription_details");
        parent.putNull("quote_details");
        parent.putObject("subscription_details")
                .put("subscription", subscription.id())
                .set("metadata", subscription.body().path("metadata"));
    }
}
