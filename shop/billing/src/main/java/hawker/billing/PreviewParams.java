package hawker.billing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.ApiError;
import hawker.api.Param;
import hawker.api.Params;
import hawker.api.Shape;
import hawker.customers.TaxId;
import hawker.kernel.AccountId;
import java.net.InetAddress;

/** What may be asked of a preview, and who it is for. */
final class PreviewParams {

    static final String CUSTOMER = "customer_details";
    static final String SCHEDULE = "schedule_details";
    static final String SUBSCRIPTION = "subscription_details";
    static final String RESUMES = "resume_at";

    private static final Param BUYER =
            Param.hash(
                    CUSTOMER,
                    InvoiceFields.address().nullable(),
                    Param.hash(
                                    "shipping",
                                    InvoiceFields.address().required(),
                                    Param.text("name", 200).required(),
                                    Param.text("phone", 50))
                            .nullable(),
                    Param.hash("tax", Param.text("ip_address", 45).nullable()),
                    Param.oneOf("tax_exempt", "exempt", "none", "reverse").nullable(),
                    Param.list(
                            "tax_ids",
                            Param.hash(
                                    "number",
                                    Param.oneOf("type", TaxId.kinds().toArray(String[]::new))
                                            .required(),
                                    Param.text("value", 100).required())));

    /** As of a new schedule, or of a change of the one that is named. */
    private static final Param PHASED =
            Param.hash(
                    SCHEDULE,
                    SubscriptionParams.MODE,
                    Param.oneOf("end_behavior", "cancel", "release"),
                    Phases.PHASES,
                    SubscriptionParams.PRORATION);

    private static final Param SUBSCRIBED =
            Param.hash(
                    SUBSCRIPTION,
                    Param.texts("default_tax_rates", 255),
                    Param.list(
                            "items",
                            Param.hash(
                                    "item",
                                    Shape.of(SubscriptionParams.ITEM)
                                            .plus(
                                                    Param.flag("clear_usage"),
                                                    Param.flag("deleted"),
                                                    Param.id("id"))
                                            .params()
                                            .toArray(Param[]::new))),
                    Param.text("billing_cycle_anchor", 20),
                    SubscriptionParams.MODE,
                    Param.timestamp("cancel_at").nullable(),
                    Param.flag("cancel_at_period_end"),
                    Param.flag("cancel_now"),
                    Param.metadata(),
                    SubscriptionParams.PRORATION,
                    Param.timestamp("proration_date"),
                    Param.oneOf(RESUMES, "now"),
                    Param.timestamp("start_date"),
                    Param.text("trial_end", 20));

    private static final Param ITEMS =
            Param.list(
                    "invoice_items",
                    Param.hash(
                            "item",
                            Shape.of(InvoiceItems.WHAT)
                                    .plus(Param.currency("currency"), Param.id("invoiceitem"))
                                    .params()
                                    .toArray(Param[]::new)));

    static final Shape SHAPE =
            Shape.of(
                    InvoiceFields.AUTOMATIC_TAX,
                    Param.currency("currency"),
                    Param.id("customer"),
                    BUYER,
                    Discounting.DISCOUNTS,
                    InvoiceFields.ISSUER,
                    ITEMS,
                    Param.id("on_behalf_of").nullable(),
                    Param.oneOf("preview_mode", "next"),
                    Param.id("schedule"),
                    PHASED,
                    Param.id("subscription"),
                    SUBSCRIBED);

    private PreviewParams() {}

    /** Refuses what does not go together. */
    static void check(Params params) {
        InvoiceFields.checkTax(params);
        exclusive(params, "schedule", "subscription");
        exclusive(params, SCHEDULE, "subscription");
        exclusive(params, SCHEDULE, SUBSCRIPTION);
        var details = params.hash(SUBSCRIPTION);
        if (details.filter(d -> d.has(RESUMES)).isPresent() && !params.has("subscription"))
            throw ApiError.parameterMissing("subscription");
        params.hash(CUSTOMER)
                .flatMap(c -> c.hash("tax"))
                .ifPresent(tax -> tax.text("ip_address").ifPresent(ip -> checkAddress(tax, ip)));
    }

    private static void exclusive(Params params, String one, String other) {
        if (params.has(one) && params.has(other)) throw ApiError.parametersExclusive(one, other);
    }

    /** It tells automatic taxes a place; there are none, so that it is only looked at. */
    private static void checkAddress(Params tax, String address) {
        try {
            InetAddress.ofLiteral(address);
        } catch (IllegalArgumentException other) {
            throw ApiError.parameterInvalid(
                    tax.nameOf("ip_address"), "Not an IP address: " + address);
        }
    }

    /** Writes what {@code customer_details} says of the customer into an invoice. */
    static void describe(ObjectNode body, AccountId account, Params said) {
        if (said.isUnset("address")) body.putNull("customer_address");
        said.hash("address")
                .ifPresent(a -> InvoiceFields.address(body.putObject("customer_address"), a));
        if (said.isUnset("shipping")) body.putNull("customer_shipping");
        said.hash("shipping").ifPresent(to -> shipping(body.putObject("customer_shipping"), to));
        if (said.isUnset("tax_exempt")) body.put("customer_tax_exempt", "none");
        said.text("tax_exempt").ifPresent(how -> body.put("customer_tax_exempt", how));
        if (!said.has("tax_ids")) return;
        var numbers = body.putArray("customer_tax_ids");
        for (var each : said.hashes("tax_ids")) {
            var kind = each.requiredText("type");
            var value = each.requiredText("value").strip();
            if (!TaxId.canBe(account, kind, value))
                throw ApiError.invalid(
                        "tax_id_invalid", each.nameOf("value"), "Invalid value for " + kind + ".");
            numbers.addObject().put("type", kind).put("value", value);
        }
    }

    private static void shipping(ObjectNode into, Params to) {
        InvoiceFields.address(into.putObject("address"), to.hash("address").orElseThrow());
        into.put("name", to.requiredText("name"));
        JsonFields.nulls(into, "phone");
        JsonFields.texts(into, to, "phone");
    }
}
