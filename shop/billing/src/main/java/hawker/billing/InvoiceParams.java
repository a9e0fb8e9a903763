package hawker.billing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.ApiError;
import hawker.api.Json;
import hawker.api.Param;
import hawker.api.Params;
import hawker.api.Shape;
import java.time.Duration;
import java.time.Instant;

/** The parameters of invoices, and what they change in a draft. */
final class InvoiceParams {

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

    private InvoiceParams() {}

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
        Nodes.texts(
                body,
                params,
                "collection_method",
                "description",
                "footer",
                "number",
                "statement_descriptor");
        Nodes.times(body, params, "due_date", "effective_at", "automatically_finalizes_at");
        fields(body, params);
        params.hash("payment_settings").ifPresent(s -> settings(body, s));
        Nodes.metadata(body, params);
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

    private static void settings(ObjectNode body, Params params) {
        var settings = Nodes.object(body, "payment_settings");
        if (params.isUnset("payment_method_types")) settings.putNull("payment_method_types");
        if (!params.has("payment_method_types")) return;
        if (!params.texts("payment_method_types").contains("card"))
            throw ApiError.parameterInvalid(
                    "payment_settings[payment_method_types]", "Invoices are paid by card.");
        params.texts("payment_method_types")
                .forEach(settings.putArray("payment_method_types")::add);
    }
}
