package hawker.billing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.ApiError;
import hawker.api.Json;
import hawker.api.Params;
import java.time.Instant;

/** The fields of subscriptions: how a new one is written, and what parameters change in one. */
final class SubscriptionFields {

    /** Of {@code proration_discounts}: shown apart. */
    static final String ITEMIZED = "itemized";

    /** How often what waits is invoiced. */
    static final String PENDING = "pending_invoice_item_interval";

    /** When it is invoiced next. */
    static final String NEXT_PENDING = "next_pending_invoice_item_invoice";

    private SubscriptionFields() {}

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
        InvoiceFields.checkTax(params);
        JsonFields.texts(body, params, "collection_method", "description");
        params.integer("days_until_due").ifPresent(days -> body.put("days_until_due", days));
        JsonFields.metadata(body, params);
        params.hash("billing_mode").ifPresent(mode -> mode(body, mode));
        PaymentSettings.fill(body, params);
        params.hash("invoice_settings")
                .ifPresent(s ->
                        InvoiceFields.ofSubscription(
                                JsonFields.object(body, "invoice_settings"), s));
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
        pending(body, params, now);
        Thresholds.ofSubscription(body, params);
    }

    private static void pending(ObjectNode body, Params params, Instant now) {
        if (params.isUnset(PENDING)) JsonFields.nulls(body, PENDING, NEXT_PENDING);
        params.hash(PENDING)
                .ifPresent(asked -> {
                    body.putObject(PENDING)
                            .put("interval", asked.requiredText("interval"))
                            .put("interval_count", asked.integer("interval_count").orElse(1L));
                    planPending(body, now);
                });
        if (!body.path(PENDING).isObject()) return;
        var paid = Subscribing.interval(Beginning.items(body).getFirst());
        if (Periods.Interval.of(body.path(PENDING)).days() >= paid.days())
            throw ApiError.parameterInvalid(
                    PENDING,
                    "The `pending_invoice_item_interval` must be shorter than the interval of the"
                            + " subscription's prices.");
    }

    /** Writes when what waits is invoiced next; the boundaries are counted from the anchor. */
    static void planPending(ObjectNode body, Instant now) {
        if (!body.path(PENDING).isObject()) return;
        var anchor = JsonFields.time(body, "billing_cycle_anchor").orElseThrow();
        var next = Periods.next(anchor, Periods.Interval.of(body.path(PENDING)), now);
        body.put(NEXT_PENDING, Json.seconds(next));
    }

    /** Writes a mode into a subscription or a schedule. */
    static void mode(ObjectNode body, Params params) {
        boolean flexible = params.requiredText("type").equals("flexible");
        if (!flexible && params.has("flexible"))
            throw ApiError.parameterInvalid(
                    params.nameOf("flexible"), "This goes with `type=flexible` only.");
        mode(body, flexible, isItemized(params));
    }

    static void mode(ObjectNode body, boolean flexible, boolean itemized) {
        var mode = body.putObject("billing_mode");
        mode.put("type", flexible ? "flexible" : "classic").putNull("flexible");
        if (flexible)
            mode.putObject("flexible").put("proration_discounts", itemized ? ITEMIZED : "included");
    }

    /** Whether a mode that parameters describe shows discounts apart. */
    static boolean isItemized(Params mode) {
        return mode.hash("flexible")
                .flatMap(f -> f.text("proration_discounts"))
                .filter(ITEMIZED::equals)
                .isPresent();
    }

    /** Whether the credits of a subscription show discounts apart. */
    static boolean isItemized(ObjectNode body) {
        var flexible = body.path("billing_mode").path("flexible");
        return flexible.path("proration_discounts").asText().equals(ITEMIZED);
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
        // The moment that is named takes the place of the period's end.
        if (params.has("cancel_at")) body.put("cancel_at_period_end", false);
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
