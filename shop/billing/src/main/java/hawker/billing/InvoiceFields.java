package hawker.billing;

import com.fasterxml.jackson.databind.JsonNode;
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

    private static final Param SELF = Param.oneOf("type", "self").required();

    private static final Param RENDERING =
            Param.hash(
                    "rendering",
                    Param.oneOf("amount_tax_display", "exclude_tax", "include_inclusive_tax")
                            .nullable(),
                    Param.hash("pdf", Param.oneOf("page_size", "a4", "auto", "letter")),
                    Param.id("template"),
                    Param.integer("template_version").nullable());

    /** Automatic taxes are not offered; many programs say that they want none. */
    static final Param AUTOMATIC_TAX =
            Param.hash(
                    "automatic_tax",
                    Param.flag("enabled").required(),
                    Param.hash("liability", SELF));

    /** Whose invoice it is: the seller's own, or a connected account's. */
    static final Param ISSUER =
            Param.hash(
                    "issuer",
                    Param.id("account"),
                    Param.oneOf("type", "account", "self").required());

    /** What invoices that a subscription makes say: {@code invoice_settings}. */
    static final Shape OF_SUBSCRIPTIONS =
            Shape.of(
                    Buyers.SELLERS_PARAM,
                    CUSTOM_FIELDS,
                    Param.text("description", 1500).nullable(),
                    Param.text("footer", 5000).nullable(),
                    ISSUER);

    static Param settings(Shape shape) {
        return Param.hash("invoice_settings", shape.params().toArray(Param[]::new));
    }

    private static final Param SHIPPING =
            Param.hash(
                            "shipping_details",
                            address().required(),
                            Param.text("name", 200).required(),
                            Param.text("phone", 50).nullable())
                    .nullable();

    private static final String[] ADDRESS = {
        "city", "country", "line1", "line2", "postal_code", "state"
    };

    static Param address() {
        return Param.hash(
                "address",
                Param.text("city", 100),
                Param.text("country", 2),
                Param.text("line1", 200),
                Param.text("line2", 200),
                Param.text("postal_code", 20),
                Param.text("state", 100));
    }

    /** Writes an address; what is not said of it is null. */
    static void address(ObjectNode into, Params said) {
        JsonFields.texts(JsonFields.nulls(into, ADDRESS), said, ADDRESS);
    }

    static final Shape UPDATE =
            Shape.of(
                    Buyers.SELLERS_PARAM,
                    Param.flag("auto_advance"),
                    AUTOMATIC_TAX,
                    Param.timestamp("automatically_finalizes_at"),
                    Param.oneOf("collection_method", "charge_automatically", "send_invoice"),
                    CUSTOM_FIELDS,
                    Param.integer("days_until_due", 0, 3650),
                    Param.id("default_payment_method").nullable(),
                    Param.id(Buyers.DEFAULT_SOURCE).nullable(),
                    Param.texts("default_tax_rates", 255).nullable(),
                    Param.text("description", 1500).nullable(),
                    Discounting.DISCOUNTS,
                    Param.timestamp("due_date"),
                    Param.timestamp("effective_at").nullable(),
                    Param.text("footer", 5000).nullable(),
                    ISSUER,
                    Param.metadata(),
                    Param.text("number", 26).nullable(),
                    Param.amountOrZero("application_fee_amount"),
                    Param.id("on_behalf_of").nullable(),
                    Param.hash(
                                    "transfer_data",
                                    Param.amount("amount"),
                                    Param.id("destination").required())
                            .nullable(),
                    PaymentSettings.OF_INVOICES,
                    RENDERING,
                    ShippingCost.PARAM,
                    SHIPPING,
                    Param.text("statement_descriptor", 22));

    static final Shape CREATE =
            UPDATE.plus(
                    Param.currency("currency"),
                    Param.id("customer"),
                    Revising.PARAM,
                    Param.oneOf("pending_invoice_items_behavior", "exclude", "include"),
                    Param.id("subscription"));

    static final Shape LIST =
            Shape.of(
                    Param.paging(),
                    Param.oneOf("collection_method", "charge_automatically", "send_invoice"),
                    Param.range("created"),
                    Param.id("customer"),
                    Param.range("due_date"),
                    Param.oneOf("status", "draft", "open", "paid", "uncollectible", "void"),
                    Param.id("subscription"));

    private InvoiceFields() {}

    /** Writes into a draft what parameters say; customer, lines and discounts are others' work. */
    static void fill(ObjectNode body, ObjectNode detail, Params params, Instant now) {
        checkTax(params);
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
        JsonFields.ids(body, params, Buyers.SELLERS);
        fields(body, params);
        shipping(body, params);
        rendering(body, params);
        issuer(body, params);
        PaymentSettings.fill(body, params);
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

    /** Refuses automatic taxes. */
    static void checkTax(Params params) {
        var asked = params.hash("automatic_tax").filter(tax -> tax.isTrue("enabled"));
        if (asked.isPresent())
            throw ApiError.parameterInvalid(
                    asked.get().nameOf("enabled"),
                    "Automatic taxes are not offered: use tax rates.");
    }

    /** Writes what parameters say into {@code invoice_settings}. */
    static void ofSubscription(ObjectNode settings, Params said) {
        JsonFields.texts(settings, said, "description", "footer");
        JsonFields.ids(settings, said, Buyers.SELLERS);
        fields(settings, said);
        issuer(settings, said);
    }

    /** Writes what a subscription's settings say into a draft of it. */
    static void apply(ObjectNode draft, JsonNode settings) {
        for (var name : List.of(Buyers.SELLERS, "custom_fields", "description", "footer"))
            if (settings.hasNonNull(name)) draft.set(name, settings.path(name).deepCopy());
    }

    /** Writes who issues it into an invoice or into settings. */
    static void issuer(ObjectNode into, Params params) {
        var said = params.hash("issuer");
        if (said.isEmpty()) return;
        boolean own = said.get().requiredText("type").equals("self");
        if (own && said.get().has("account"))
            throw ApiError.parameterInvalid(
                    said.get().nameOf("account"), "This goes with `type=account` only.");
        var issuer = into.putObject("issuer").put("type", own ? "self" : "account");
        if (!own) issuer.put("account", said.get().requiredText("account"));
    }

    /** There are no templates; how amounts and pages are shown may be said. */
    private static void rendering(ObjectNode body, Params params) {
        var said = params.hash("rendering");
        if (said.isEmpty()) return;
        if (said.get().has("template"))
            throw ApiError.missingReference(
                    "invoice rendering template",
                    said.get().requiredText("template"),
                    said.get().nameOf("template"));
        var rendering =
                body.path("rendering").isObject()
                        ? JsonFields.object(body, "rendering")
                        : blankRendering(body);
        JsonFields.texts(rendering, said.get(), "amount_tax_display");
        said.get()
                .hash("pdf")
                .ifPresent(pdf ->
                        rendering
                                .putObject("pdf")
                                .put("page_size", pdf.text("page_size").orElse("auto")));
    }

    private static ObjectNode blankRendering(ObjectNode body) {
        return JsonFields.nulls(
                body.putObject("rendering"),
                "amount_tax_display",
                "pdf",
                "template",
                "template_version");
    }

    private static void shipping(ObjectNode body, Params params) {
        if (params.isUnset("shipping_details")) body.putNull("shipping_details");
        var said = params.hash("shipping_details");
        if (said.isEmpty()) return;
        var shipping = body.putObject("shipping_details");
        address(shipping.putObject("address"), said.get().hash("address").orElseThrow());
        shipping.putNull("carrier").put("name", said.get().requiredText("name"));
        Json.put(shipping, "phone", said.get().text("phone")).putNull("tracking_number");
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
        var usual = settings.path("rendering_options").path("amount_tax_display");
        if (usual.isTextual()) blankRendering(body).set("amount_tax_display", usual);
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
