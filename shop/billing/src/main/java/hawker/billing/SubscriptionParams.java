package hawker.billing;

import hawker.api.ApiError;
import hawker.api.Param;
import hawker.api.Params;
import hawker.api.Shape;
import hawker.hosted.ShareTerms;
import hawker.pricing.Price;
import hawker.pricing.Pricing;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** The parameters of subscriptions. */
final class SubscriptionParams {

    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,11}");

    /** Why buyers leave, in the API's words. */
    static final List<String> FEEDBACK =
            List.of(
                    "customer_service",
                    "low_quality",
                    "missing_features",
                    "other",
                    "switched_service",
                    "too_complex",
                    "too_expensive",
                    "unused");

    static final String TRIAL_FROM_PLAN = "trial_from_plan";
    static final String BACKDATE = "backdate_start_date";

    static final Param DETAILS =
            Param.hash(
                    "cancellation_details",
                    Param.text("comment", 500).nullable(),
                    Param.oneOf("feedback", FEEDBACK.toArray(String[]::new)).nullable());

    static final Param PRORATION =
            Param.oneOf("proration_behavior", "always_invoice", "create_prorations", "none");

    /** Whether credits show discounts apart. */
    static final Param FLEXIBLE =
            Param.hash(
                    "flexible",
                    Param.oneOf("proration_discounts", "included", SubscriptionFields.ITEMIZED));

    /**
     * How changes are made up for. Credits are of what was asked for after its discounts in either
     * mode ({@link Changing}).
     */
    static final Param MODE =
            Param.hash(
                    "billing_mode",
                    Param.oneOf("type", "classic", "flexible").required(),
                    FLEXIBLE);

    static final Shape MIGRATE =
            Shape.of(
                    Param.hash("billing_mode", Param.oneOf("type", "flexible").required(), FLEXIBLE)
                            .required());

    /** What every item may say. */
    static final Param[] ITEM = {
        Thresholds.OF_ITEM,
        Discounting.DISCOUNTS,
        Param.metadata(),
        Param.id("plan"),
        Param.id("price"),
        Pricing.priceData(),
        Param.integer("quantity", 0, 999_999),
        Param.texts("tax_rates", 255).nullable()
    };

    /**
     * What is on the next invoice beside the items.
     *
     * @param period for which time it is
     */
    static Param addInvoiceItems(Param period) {
        return Param.list(
                "add_invoice_items",
                Param.hash(
                        "item",
                        Param.flag("discountable"),
                        Discounting.DISCOUNTS,
                        Param.metadata(),
                        period,
                        Param.id("price"),
                        Pricing.priceData(),
                        Param.integer("quantity", 0, 999_999),
                        Param.texts("tax_rates", 255).nullable()));
    }

    /** How often what waits for a subscription is invoiced, if not with its periods alone. */
    private static final Param PENDING =
            Param.hash(
                            SubscriptionFields.PENDING,
                            Param.oneOf("interval", "day", "week", "month", "year").required(),
                            Param.integer("interval_count", 1, 365))
                    .nullable();

    private static final Shape BOTH =
            Shape.of(ShareTerms.recurring())
                    .plus(
                            addInvoiceItems(AddedItems.OF_SUBSCRIPTIONS),
                            InvoiceFields.AUTOMATIC_TAX,
                            InvoiceFields.settings(InvoiceFields.OF_SUBSCRIPTIONS),
                            Thresholds.OF_SUBSCRIPTION,
                            Param.timestamp("cancel_at").nullable(),
                            Param.flag("cancel_at_period_end"),
                            Param.oneOf(
                                    "collection_method", "charge_automatically", "send_invoice"),
                            Param.integer("days_until_due", 0, 3650),
                            Param.id("default_payment_method").nullable(),
                            Param.id(Buyers.DEFAULT_SOURCE).nullable(),
                            Param.texts("default_tax_rates", 255).nullable(),
                            Param.text("description", 500).nullable(),
                            Discounting.DISCOUNTS,
                            Param.metadata(),
                            Param.flag("off_session"),
                            PENDING,
                            PaymentSettings.OF_SUBSCRIPTIONS,
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
                    Param.timestamp(BACKDATE),
                    Param.currency("currency"),
                    MODE,
                    Periods.CONFIG,
                    Param.text("billing_cycle_anchor", 20),
                    Param.list("items", Param.hash("item", ITEM)),
                    Param.oneOf(
                            "payment_behavior",
                            "allow_incomplete",
                            "default_incomplete",
                            "error_if_incomplete"),
                    Param.flag(TRIAL_FROM_PLAN),
                    Param.integer("trial_period_days", 0, 730));

    static final Shape CREATE = OWNED.plus(Param.id("customer").required());

    static final Shape UPDATE =
            BOTH.plus(
                    Param.timestamp("proration_date"),
                    Param.flag(TRIAL_FROM_PLAN),
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

    /** A paused one goes on in its old cycle, or in one that begins with it. */
    static final Shape RESUME =
            Shape.of(
                    Param.oneOf("billing_cycle_anchor", "now", "unchanged"),
                    PRORATION,
                    Param.timestamp("proration_date"));

    static final Shape LIST =
            Shape.of(
                    Param.paging(),
                    Param.hash("automatic_tax", Param.flag("enabled").required()),
                    Param.oneOf("collection_method", "charge_automatically", "send_invoice"),
                    Param.range("created"),
                    Param.range("current_period_end"),
                    Param.range("current_period_start"),
                    Param.id("customer"),
                    Param.id("plan"),
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

    /** When a trial ends that the plan has, if parameters ask for that. */
    static Optional<Instant> trialOfPlan(Params params, Price price, Instant now) {
        if (!params.isTrue(TRIAL_FROM_PLAN)) return Optional.empty();
        if (params.has("trial_end"))
            throw ApiError.parametersExclusive(TRIAL_FROM_PLAN, "trial_end");
        return price.recurring()
                .flatMap(Price.Recurring::trialDays)
                .map(days -> now.plus(Duration.ofDays(days)));
    }

    /** Refuses what cannot be said of a subscription that is over. */
    static void checkOver(Params params) {
        for (var param : UPDATE.params()) {
            var name = param.name();
            boolean free = name.equals("metadata") || name.equals("cancellation_details");
            if (!free && (params.has(name) || params.isUnset(name)))
                throw ApiError.invalid(
                        "A canceled subscription can only update its cancellation_details and"
                                + " metadata.");
        }
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
}
