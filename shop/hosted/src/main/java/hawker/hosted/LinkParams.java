package hawker.hosted;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.ApiError;
import hawker.api.Json;
import hawker.api.Param;
import hawker.api.Params;
import hawker.api.Shape;
import java.util.List;

/** The parameters of payment links, and what they make of a link: of a new one or a changed one. */
final class LinkParams {

    private static final String TYPES = "payment_method_types";
    private static final String INTENT = "payment_intent_data";

    private static final Param AFTER =
            Param.hash(
                    "after_completion",
                    Param.oneOf("type", "hosted_confirmation", "redirect").required(),
                    Param.hash("redirect", Param.text("url", 2048).required()),
                    Param.hash("hosted_confirmation", Param.text("custom_message", 500)));

    /** What may be said of a new link, and of one that is there. */
    private static final Shape BOTH =
            Shape.of(
                    AFTER,
                    Param.flag("allow_promotion_codes"),
                    Param.hash("automatic_tax", Param.oneOf("enabled", "false").required()),
                    Param.oneOf("billing_address_collection", "auto", "required"),
                    Consents.param(),
                    Questions.customFields(),
                    CustomText.param(),
                    Param.oneOf("customer_creation", "always", "if_required"),
                    Param.text("inactive_message", 500).nullable(),
                    InvoiceCreation.param(),
                    Param.metadata(),
                    NameCollection.param().nullable(),
                    OptionalItems.param().nullable(),
                    Param.oneOf("payment_method_collection", "always", "if_required"),
                    MethodOptions.ofLinks().nullable(),
                    Param.texts(TYPES, 50).nullable(),
                    Questions.phoneNumber(),
                    LinkLimits.param().nullable(),
                    Questions.shippingAddress().nullable(),
                    Param.list(
                                    "shipping_options",
                                    Param.hash("option", Param.id("shipping_rate").required()))
                            .nullable(),
                    Param.oneOf("submit_type", "auto", "book", "donate", "pay", "subscribe"),
                    TaxNumber.collection());

    static final Shape CREATE =
            BOTH.plus(ShareTerms.ofLinks())
                    .plus(
                            Param.list("line_items", LineParams.ofLinks()).required(),
                            Param.currency("currency"),
                            Param.hash(
                                    INTENT,
                                    Param.oneOf(
                                            "capture_method",
                                            "automatic",
                                            "automatic_async",
                                            "manual"),
                                    Param.text("description", 1000),
                                    Param.metadata(),
                                    Param.oneOf("setup_future_usage", "on_session", "off_session"),
                                    Param.text("statement_descriptor", 22),
                                    Param.text("statement_descriptor_suffix", 22),
                                    Param.text("transfer_group", 255)),
                            SubscriptionData.ofLinks());

    static final Shape UPDATE =
            BOTH.plus(
                    Param.flag("active"),
                    Param.list("line_items", LineParams.ofChange()),
                    Param.hash(
                            INTENT,
                            Param.text("description", 1000).nullable(),
                            Param.metadata(),
                            Param.oneOf("setup_future_usage", "on_session", "off_session")
                                    .nullable(),
                            Param.text("statement_descriptor", 22).nullable(),
                            Param.text("statement_descriptor_suffix", 22).nullable(),
                            Param.text("transfer_group", 255).nullable()),
                    SubscriptionData.ofChangedLinks());

    private LinkParams() {}

    /** A link of which nothing was said. */
    static ObjectNode blank(PaymentLink.Id id, String origin) {
        var body = Json.object();
        for (var name :
                List.of(
                        "application",
                        "application_fee_amount",
                        "application_fee_percent",
                        Consents.NAME,
                        "inactive_message",
                        "invoice_creation",
                        "managed_payments",
                        "on_behalf_of",
                        INTENT,
                        MethodOptions.NAME,
                        TYPES,
                        LinkLimits.NAME,
                        "shipping_address_collection",
                        "subscription_data",
                        "transfer_data")) body.putNull(name);
        body.put("id", id.text()).put("object", "payment_link").put("url", origin + "/b/" + id);
        body.putObject("after_completion")
                .put("type", "hosted_confirmation")
                .putObject("hosted_confirmation")
                .putNull("custom_message");
        body.put("allow_promotion_codes", false);
        body.putObject("automatic_tax").put("enabled", false).putNull("liability");
        body.put("billing_address_collection", "auto");
        body.putArray("custom_fields");
        CustomText.none(body);
        body.put("customer_creation", "if_required");
        body.putObject("metadata");
        body.put("payment_method_collection", "if_required");
        body.putObject("phone_number_collection").put("enabled", false);
        body.putArray("shipping_options");
        body.put("submit_type", "auto");
        body.putObject("tax_id_collection").put("enabled", false).put("required", "never");
        return body;
    }

    /** Writes what does not depend on what is sold; what is not said stays. */
    static void write(ObjectNode body, Params params) {
        Checking.checkCountries(params);
        Questions.check(params);
        for (var name : List.of("billing_address_collection", "submit_type", "inactive_message")) {
            if (params.isUnset(name)) body.putNull(name);
            params.text(name).ifPresent(text -> body.put(name, text));
        }
        params.hash("after_completion").ifPresent(after -> after(body, after));
        Questions.collections(body, params);
        Consents.ask(body, params);
        CustomText.write(body, params);
        LinkLimits.write(body, params);
        MethodOptions.writeLink(body, params);
        types(body, params);
        var metadata = Json.metadata(body.path("metadata").toString());
        body.set("metadata", Json.metadata(params.mergeMetadata(metadata)));
    }

    /** Links are paid on our page, which takes cards. */
    private static void types(ObjectNode body, Params params) {
        if (params.isUnset(TYPES)) body.putNull(TYPES);
        if (!params.has(TYPES)) return;
        var types = params.texts(TYPES);
        Checking.checkTypes(types);
        if (!types.contains("card"))
            throw ApiError.parameterInvalid(
                    TYPES, "Payment links are paid on a page that takes cards: give card as well.");
        var array = body.putArray(TYPES);
        types.forEach(array::add);
    }

    private static void after(ObjectNode body, Params after) {
        var node = body.putObject("after_completion");
        node.put("type", after.requiredText("type"));
        if (after.requiredText("type").equals("redirect")) {
            var redirect =
                    after.hash("redirect")
                            .orElseThrow(
                                    () -> ApiError.parameterMissing("after_completion[redirect]"));
            var url = redirect.requiredText("url");
            if (!Checking.isAddress(url))
                throw ApiError.invalid("url_invalid", redirect.nameOf("url"), "Not a valid URL");
            node.putObject("redirect").put("url", url);
        } else {
            Json.put(
                    node.putObject("hosted_confirmation"),
                    "custom_message",
                    after.hash("hosted_confirmation").flatMap(h -> h.text("custom_message")));
        }
    }

    /** A link with a recurring price begins subscriptions. */
    static void subscribing(ObjectNode body, ObjectNode detail, Params params) {
        for (var name : List.of(INTENT, "invoice_creation", "customer_creation"))
            if (params.has(name))
                throw ApiError.parameterInvalid(
                        name, "You can not pass `" + name + "` with recurring prices.");
        if (params.texts(TYPES).contains("customer_balance"))
            throw ApiError.parameterInvalid(
                    TYPES,
                    "The payment method type provided: customer_balance is invalid with recurring"
                            + " prices.");
        body.put("customer_creation", "always").putNull("invoice_creation");
        params.text("payment_method_collection")
                .ifPresent(how -> body.put("payment_method_collection", how));
        SubscriptionData.show(body, detail);
    }

    /** A link without one takes payments. */
    static void paying(ObjectNode body, ObjectNode detail, Params params) {
        for (var name : List.of(SubscriptionData.NAME, "payment_method_collection"))
            if (params.has(name))
                throw ApiError.parameterInvalid(
                        name, "You can only pass `" + name + "` with recurring prices.");
        params.text("customer_creation").ifPresent(how -> body.put("customer_creation", how));
        InvoiceCreation.write(body, params);
        params.hash(INTENT)
                .ifPresent(said -> {
                    Creating.intent(detail.withObject("/intent"), said);
                    body.set(INTENT, shown(detail.path("intent").deepCopy()));
                });
        Checking.checkCapture(
                body.path("invoice_creation").path("enabled").asBoolean(),
                detail.path("intent").path("capture_method").asText());
    }

    private static ObjectNode shown(ObjectNode intent) {
        for (var name :
                List.of(
                        "capture_method",
                        "description",
                        "setup_future_usage",
                        "statement_descriptor",
                        "statement_descriptor_suffix",
                        "transfer_group")) if (!intent.has(name)) intent.putNull(name);
        return intent;
    }
}
