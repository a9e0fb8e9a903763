package hawker.billing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.ApiError;
import hawker.api.Json;
import hawker.api.Param;
import hawker.api.Params;
import hawker.api.Shape;
import hawker.pricing.Pricing;
import java.time.Instant;
import java.util.Optional;
import java.util.regex.Pattern;

/** The parameters of subscriptions, and the fields they change. */
final class SubscriptionParams {

    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,11}");

    static final Param DETAILS =
            Param.hash(
                    "cancellation_details",
                    Param.text("comment", 500).nullable(),
                    Param.oneOf(
                                    "feedback",
                                    "customer_service",
                                    "low_quality",
                                    "missing_features",
                                    "other",
                                    "switched_service",
                                    "too_complex",
                                    "too_expensive",
                                    "unused")
                            .nullable());

    static final Param PRORATION =
            Param.oneOf("proration_behavior", "always_invoice", "create_prorations", "none");

    /**
     * How changes are made up for. Credits are of what was asked for after its discounts in either
     * mode ({@link Changing}); a flexible one that shows discounts apart is not offered.
     */
    static final Param MODE =
            Param.hash(
                    "billing_mode",
                    Param.oneOf("type", "classic", "flexible").required(),
                    Param.hash("flexible", Param.oneOf("proration_discounts", "included")));

    static final Shape MIGRATE =
            Shape.of(
                    Param.hash(
                                    "billing_mode",
                                    Param.oneOf("type", "flexible").required(),
                                    Param.hash(
                                            "flexible",
                                            Param.oneOf("proration_discounts", "included")))
                            .required());

    /** What every item may say. */
    static final Param[] ITEM = {
        Param.metadata(),
        Param.id("plan"),
        Param.id("price"),
        Pricing.priceData(),
        Param.integer("quantity", 0, 999_999),
        Param.texts("tax_rates", 255).nullable()
    };

    /** What is on the next invoice beside the items. */
    private static final Param ADD_INVOICE_ITEMS =
            Param.list(
                    "add_invoice_items",
                    Param.hash(
                            "item",
                            Param.metadata(),
                            Param.id("price"),
                            Pricing.priceData(),
                            Param.integer("quantity", 0, 999_999),
                            Param.texts("tax_rates", 255).nullable()));

    private static final Shape BOTH =
            Shape.of(
                    Param.timestamp("cancel_at").nullable(),
                    Param.flag("cancel_at_period_end"),
                    Param.oneOf("collection_method", "charge_automatically", "send_invoice"),
                    Param.integer("days_until_due", 0, 3650),
                    Param.id("default_payment_method").nullable(),
                    Param.texts("default_tax_rates", 255).nullable(),
                    Param.text("description", 500).nullable(),
                    Discounting.DISCOUNTS,
                    Param.metadata(),
                    Param.flag("off_session"),
                    InvoiceFields.paymentSettings(
                            Param.oneOf("save_default_payment_method", "off", "on_subscription")),
                    PRORATION,
                    Param.text("trial_end", 20),
                    Param.hash(
                            "trial_settings",
                            Param.hash(
                                            "end_behavior",
                                            Param.oneOf(
                                                            "missing_payment_method",
                                                            "cancel",
                                                            "create_invoice",
                                                            "pause")
                                                    .required())
                                    .required()));

    /** Of a customer whom the path names. */
    static final Shape OWNED =
            BOTH.plus(
                    Param.currency("currency"),
                    ADD_INVOICE_ITEMS,
                    MODE,
                    Param.timestamp("billing_cycle_anchor"),
                    Param.list("items", Param.hash("item", ITEM)),
                    Param.oneOf(
                            "payment_behavior",
                            "allow_incomplete",
                            "default_incomplete",
                            "error_if_incomplete"),
                    Param.flag("trial_from_plan"),
                    Param.integer("trial_period_days", 0, 730));

    static final Shape CREATE = OWNED.plus(Param.id("customer").required());

    static final Shape UPDATE =
            BOTH.plus(
                    Param.timestamp("proration_date"),
                    Param.oneOf("billing_cycle_anchor", "now", "unchanged"),
                    DETAILS,
                    Param.oneOf("payment_behavior", "allow_incomplete", "default_incomplete"),
                    Param.list(
                            "items",
                            Param.hash(
                                    "item",
                                    Shape.of(ITEM)
                                            .plus(
                                                    Param.flag("clear_usage"),
                                                    Param.flag("deleted"),
                                                    Param.id("id"))
                                            .params()
                                            .toArray(Param[]::new))),
                    Param.hash(
                                    "pause_collection",
                                    Param.oneOf(
                                                    "behavior",
                                                    "keep_as_draft",
                                                    "mark_uncollectible",
                                                    "void")
                                            .required(),
                                    Param.timestamp("resumes_at"))
                            .nullable());

    static final Shape CANCEL = Shape.of(DETAILS, Param.flag("invoice_now"), Param.flag("prorate"));

    static final Shape LIST =
            Shape.of(
                    Param.paging(),
                    Param.oneOf("collection_method", "charge_automatically", "send_invoice"),
                    Param.range("created"),
                    Param.id("customer"),
                    Param.id("price"),
                    Param.oneOf(
                            "status",
                            "active",
                            "all",
                            "canceled",
                            "ended",
                            "incomplete",
                            "incomplete_expired",
                            "past_due",
                            "paused",
                            "trialing",
                            "unpaid"),
                    Param.id("test_clock"));

    private SubscriptionParams() {}

    /** A new subscription without items. */
    static ObjectNode blank(String customer) {
        var body =
                JsonFields.nulls(
                        Json.object(),
                        "application",
                        "application_fee_percent",
                        "billing_cycle_anchor_config",
                        "billing_thresholds",
                        "cancel_at",
                        "canceled_at",
                        "customer_account",
                        "days_until_due",
                        "default_payment_method",
                        "default_source",
                        "description",
                        "ended_at",
                        "latest_invoice",
                        "managed_payments",
                        "next_pending_invoice_item_invoice",
                        "on_behalf_of",
                        "pause_collection",
                        "pending_invoice_item_interval",
                        "pending_setup_intent",
                        "pending_update",
                        "schedule",
                        "test_clock",
                        "transfer_data",
                        "trial_end",
                        "trial_start");
        body.putObject("automatic_tax")
                .put("enabled", false)
                .putNull("disabled_reason")
                .putNull("liability");
        body.putObject("billing_mode").put("type", "classic").putNull("flexible");
        body.putArray("billing_schedules");
        body.put("cancel_at_period_end", false);
        JsonFields.nulls(
                body.putObject("cancellation_details"),
                "comment",
                "feedback",
                "feedback_option",
                "reason");
        body.put("collection_method", "charge_automatically");
        body.put("customer", customer);
        body.putArray("default_tax_rates");
        body.putArray("discounts");
        body.putObject("invoice_settings")
                .putNull("account_tax_ids")
                .putNull("custom_fields")
                .putNull("description")
                .putNull("footer")
                .putObject("issuer")
                .put("type", "self");
        body.putObject("metadata");
        body.putObject("payment_settings")
                .putNull("payment_method_options")
                .putNull("payment_method_types")
                .put("save_default_payment_method", "off");
        body.putObject("trial_settings")
                .putObject("end_behavior")
                .putNull("billing_cycle_anchor")
                .put("missing_payment_method", "create_invoice");
        return body;
    }

    /** Writes what parameters say; items, methods, discounts and trials are others' work. */
    static void fill(ObjectNode body, Params params, Instant now) {
        JsonFields.texts(body, params, "collection_method", "description");
        params.integer("days_until_due").ifPresent(days -> body.put("days_until_due", days));
        JsonFields.metadata(body, params);
        params.hash("billing_mode").ifPresent(mode -> mode(body, mode));
        params.hash("payment_settings").ifPresent(s -> settings(body, s));
        params.hash("trial_settings")
                .flatMap(t -> t.hash("end_behavior"))
                .ifPresent(end ->
                        JsonFields.object(JsonFields.object(body, "trial_settings"), "end_behavior")
                                .put(
                                        "missing_payment_method",
                                        end.requiredText("missing_payment_method")));
        details(body, params);
        boolean sent = body.path("collection_method").asText().equals("send_invoice");
        if (sent && !body.path("days_until_due").isNumber())
            throw ApiError.parameterMissing("days_until_due");
        if (!sent && params.has("days_until_due"))
            throw ApiError.parameterInvalid(
                    "days_until_due",
                    "You can only set `days_until_due` if `collection_method` is"
                            + " `send_invoice`.");
        if (!sent) body.putNull("days_until_due");
        pause(body, params);
        ending(body, params, now);
    }

    /** Writes a mode into a subscription or a schedule. */
    static void mode(ObjectNode body, Params params) {
        boolean flexible = params.requiredText("type").equals("flexible");
        if (!flexible && params.has("flexible"))
            throw ApiError.parameterInvalid(
                    params.nameOf("flexible"), "This goes with `type=flexible` only.");
        mode(body, flexible);
    }

    static void mode(ObjectNode body, boolean flexible) {
        var mode = body.putObject("billing_mode");
        mode.put("type", flexible ? "flexible" : "classic").putNull("flexible");
        if (flexible) mode.putObject("flexible").put("proration_discounts", "included");
    }

    /** A moment that may be called "now": then it is so by the clock that the customer lives by. */
    static Optional<Instant> moment(Params params, String name, Instant now) {
        return params.text(name)
                .map(text -> {
                    if (text.equals("now")) return now;
                    if (!SECONDS.matcher(text).matches())
                        throw ApiError.parameterInvalidInteger(params.nameOf(name), text);
                    return Instant.ofEpochSecond(Long.parseLong(text));
                });
    }

    /** Why the buyer leaves, as they say. */
    static void details(ObjectNode body, Params params) {
        params.hash("cancellation_details")
                .ifPresent(d ->
                        JsonFields.texts(
                                JsonFields.object(body, "cancellation_details"),
                                d,
                                "comment",
                                "feedback"));
    }

    private static void settings(ObjectNode body, Params params) {
        var settings = JsonFields.object(body, "payment_settings");
        JsonFields.texts(settings, params, "save_default_payment_method");
        InvoiceFields.checkTypes(params);
        if (params.has("payment_method_types"))
            params.texts("payment_method_types")
                    .forEach(settings.putArray("payment_method_types")::add);
    }

    private static void pause(ObjectNode body, Params params) {
        if (params.isUnset("pause_collection")) body.putNull("pause_collection");
        var asked = params.hash("pause_collection");
        if (asked.isEmpty()) return;
        var pause = body.putObject("pause_collection");
        pause.put("behavior", asked.get().requiredText("behavior"));
        Json.putTime(pause, "resumes_at", asked.get().timestamp("resumes_at"));
    }

    /** When it ends; the items are there already, so that their period's end is known. */
    private static void ending(ObjectNode body, Params params, Instant now) {
        if (params.has("cancel_at") && params.isTrue("cancel_at_period_end"))
            throw ApiError.parametersExclusive("cancel_at", "cancel_at_period_end");
        if (params.timestamp("cancel_at").map(t -> !t.isAfter(now)).orElse(false))
            throw ApiError.parameterInvalid("cancel_at", "`cancel_at` must be in the future.");
        boolean off =
                params.isUnset("cancel_at")
                        || params.flag("cancel_at_period_end").map(f -> !f).orElse(false);
        if (off) {
            body.put("cancel_at_period_end", false);
            JsonFields.nulls(body, "cancel_at", "canceled_at");
        }
        params.timestamp("cancel_at").ifPresent(at -> ends(body, at, now));
        if (params.isTrue("cancel_at_period_end")) {
            ends(body, Lifecycle.periodEnd(body), now);
            body.put("cancel_at_period_end", true);
        }
    }

    private static void ends(ObjectNode body, Instant at, Instant now) {
        body.put("cancel_at", Json.seconds(at));
        body.put("canceled_at", Json.seconds(now));
        JsonFields.object(body, "cancellation_details").put("reason", "cancellation_requested");
    }
}
