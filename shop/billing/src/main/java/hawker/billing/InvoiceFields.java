package hawker.billing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.accounts.Account;
import hawker.api.ApiError;
import hawker.api.Json;
import hawker.api.Param;
import hawker.api.Params;
import hawker.api.Shape;
import hawker.kernel.Currency;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** The fields of invoices: how a new one is written, and what parameters change in a draft. */
final class InvoiceFields {

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

    private static final Param CUSTOM_FIELDS =
            Param.list(
                            "custom_fields",
                            Param.hash(
                                    "field",
                                    Param.text("name", 40).required(),
                                    Param.text("value", 140).required()))
                    .nullable();

    static final Shape UPDATE =
            Shape.of(
                    Param.flag("auto_advance"),
                    Param.hash("automatic_tax", Param.flag("enabled").required()),
                    Param.timestamp("automatically_finalizes_at"),
                    Param.oneOf("collection_method", "charge_automatically", "send_invoice"),
                    CUSTOM_FIELDS,
                    Param.integer("days_until_due", 0, 3650),
                    Param.id("default_payment_method").nullable(),
                    Param.texts("default_tax_rates", 255).nullable(),
                    Param.text("description", 1500).nullable(),
                    Discounting.DISCOUNTS,
                    Param.timestamp("due_date"),
                    Param.timestamp("effective_at").nullable(),
                    Param.text("footer", 5000).nullable(),
                    Param.metadata(),
                    Param.text("number", 26).nullable(),
                    paymentSettings(),
                    Param.text("statement_descriptor", 22));

    static final Shape CREATE =
            UPDATE.plus(
                    Param.currency("currency"),
                    Param.id("customer").required(),
                    Param.oneOf("pending_invoice_items_behavior", "exclude", "include"),
                    Param.id("subscription"));

    static final Shape LIST =
            Shape.of(
                    Param.paging(),
                    Param.oneOf("collection_method", "charge_automatically", "send_invoice"),
                    Param.range("created"),
                    Param.id("customer"),
                    Param.oneOf("status", "draft", "open", "paid", "uncollectible", "void"),
                    Param.id("subscription"));

    private InvoiceFields() {}

    /** {@code payment_settings} of invoices and subscriptions. */
    static Param paymentSettings(Param... more) {
        return Param.hash(
                "payment_settings", Shape.of(more).plus(types()).params().toArray(Param[]::new));
    }

    private static Param types() {
        return Param.texts("payment_method_types", 50).nullable();
    }

    /** Writes into a draft what parameters say; customer, lines and discounts are others' work. */
    static void fill(ObjectNode body, ObjectNode detail, Params params, Instant now) {
        if (params.hash("automatic_tax").filter(t -> t.isTrue("enabled")).isPresent())
            throw ApiError.parameterInvalid(
                    "automatic_tax[enabled]", "Automatic taxes are not offered: use tax rates.");
        params.flag("auto_advance").ifPresent(flag -> body.put("auto_advance", flag));
        JsonFields.texts(
                body,
                params,
                "collection_method",
                "description",
                "footer",
                "number",
                "statement_descriptor");
        JsonFields.times(body, params, "due_date", "effective_at", "automatically_finalizes_at");
        fields(body, params);
        params.hash("payment_settings").ifPresent(s -> settings(body, s));
        JsonFields.metadata(body, params);
        boolean sent = body.path("collection_method").asText().equals("send_invoice");
        if (!sent && (params.has("due_date") || params.has("days_until_due")))
            throw ApiError.parameterInvalid(
                    params.has("due_date") ? "due_date" : "days_until_due",
                    "You can only set this with collection_method=send_invoice.");
        if (params.has("due_date") && params.has("days_until_due"))
            throw ApiError.parametersExclusive("due_date", "days_until_due");
        params.integer("days_until_due")
                .ifPresent(days ->
                        body.put("due_date", Json.seconds(now.plus(Duration.ofDays(days)))));
        if (sent && !body.path("due_date").isNumber())
            throw ApiError.parameterMissing("days_until_due");
        if (params.has("discounts") || params.isUnset("discounts"))
            detail.put("own_discounts", true);
    }

    private static void fields(ObjectNode body, Params params) {
        if (params.isUnset("custom_fields")) body.putNull("custom_fields");
        if (!params.has("custom_fields")) return;
        var fields = body.putArray("custom_fields");
        for (var field : params.hashes("custom_fields"))
            fields.addObject()
                    .put("name", field.requiredText("name"))
                    .put("value", field.requiredText("value"));
    }

    /** Of {@code payment_settings}: what a customer can be charged by in their absence. */
    static void checkTypes(Params settings) {
        for (var type : settings.texts("payment_method_types"))
            if (!List.of("card", "sepa_debit", "us_bank_account").contains(type))
                throw ApiError.parameterInvalid(
                        settings.nameOf("payment_method_types"),
                        "Invoices are paid by card, sepa_debit or us_bank_account.");
    }

    /** {@code payment_settings}: what it may be paid by. */
    static void settings(ObjectNode body, Params params) {
        var settings = JsonFields.object(body, "payment_settings");
        if (params.isUnset("payment_method_types")) settings.putNull("payment_method_types");
        if (!params.has("payment_method_types")) return;
        checkTypes(params);
        params.texts("payment_method_types")
                .forEach(settings.putArray("payment_method_types")::add);
    }

    /**
     * A draft with nothing on it.
     *
     * @param customer as the API shows it
     */
    static ObjectNode blank(
            String id, Account account, ObjectNode customer, Currency currency, Instant now) {
        var body = JsonFields.nulls(Json.object(), NULLS);
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
        JsonFields.nulls(
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
    static void ofSubscription(ObjectNode body, Document subscription) {
        var parent = body.putObject("parent").put("type", "subscription_details");
        parent.putNull("quote_details");
        parent.putObject("subscription_details")
                .put("subscription", subscription.id())
                .set("metadata", subscription.body().path("metadata"));
    }
}
