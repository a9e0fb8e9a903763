package hawker.hosted;

import hawker.api.Param;
import hawker.api.Shape;

/** The parameters of {@code /v1/checkout/sessions}; what is not here is refused as unknown. */
final class SessionParams {

    static final Shape CREATE =
            Shape.of(
                    Param.oneOf("mode", "payment", "setup", "subscription"),
                    Param.text("success_url", 5000),
                    Param.text("cancel_url", 5000),
                    Param.text("return_url", 5000),
                    Param.oneOf("redirect_on_completion", "always", "if_required", "never"),
                    Param.oneOf(
                            "ui_mode",
                            "hosted_page",
                            "embedded_page",
                            "form",
                            "elements",
                            "hosted",
                            "embedded",
                            "custom"),
                    Param.list("line_items", LineParams.ofSessions()),
                    OptionalItems.param(),
                    Param.list(
                            "discounts",
                            Param.hash("discount", Param.id("coupon"), Param.id("promotion_code"))),
                    Param.flag("allow_promotion_codes"),
                    Questions.shippingAddress(),
                    ShippingOptions.param(),
                    Recovering.param(),
                    Branding.param(),
                    Permissions.param(),
                    Param.hash("adaptive_pricing", Param.oneOf("enabled", "false").required()),
                    MethodOptions.EXCLUDING,
                    Param.text("integration_identifier", 200),
                    Param.oneOf("origin_context", "mobile_app", "web"),
                    Param.id("customer"),
                    Param.text("customer_email", 512),
                    Selling.update(),
                    Param.oneOf("customer_creation", "always", "if_required"),
                    Param.text("client_reference_id", 200),
                    Param.currency("currency"),
                    Param.timestamp("expires_at"),
                    Param.written("locale", Param.Notation.LANGUAGE),
                    Param.oneOf("submit_type", "auto", "book", "donate", "pay", "subscribe"),
                    Param.oneOf("billing_address_collection", "auto", "required"),
                    Param.hash("automatic_tax", Param.oneOf("enabled", "false").required()),
                    InvoiceCreation.param(),
                    Param.oneOf("payment_method_collection", "always", "if_required"),
                    SubscriptionData.ofSessions(),
                    Questions.phoneNumber(),
                    Questions.customFields(),
                    TaxNumber.collection(),
                    NameCollection.param(),
                    Consents.param(),
                    CustomText.param(),
                    MethodOptions.param(),
                    Param.id("payment_method_configuration"),
                    SavedCards.param(),
                    SavedCards.data(),
                    Param.texts("payment_method_types", 50),
                    Param.metadata(),
                    Param.hash(
                            "setup_intent_data", Param.text("description", 1000), Param.metadata()),
                    Param.hash(
                            "payment_intent_data",
                            ShareTerms.onceWith(
                                    Param.oneOf(
                                            "capture_method",
                                            "automatic",
                                            "automatic_async",
                                            "manual"),
                                    Param.text("description", 1000),
                                    Param.metadata(),
                                    Param.text("receipt_email", 512),
                                    Param.oneOf("setup_future_usage", "on_session", "off_session"),
                                    shipping(),
                                    Param.text("statement_descriptor", 22),
                                    Param.text("statement_descriptor_suffix", 22),
                                    Param.text("transfer_group", 255))));

    static final Shape LIST =
            Shape.of(
                    Param.paging(),
                    Param.range("created"),
                    Param.id("customer"),
                    Param.hash("customer_details", Param.text("email", 800).required()),
                    Param.id("payment_intent"),
                    Param.id("payment_link"),
                    Param.id("subscription"),
                    Param.oneOf("status", "complete", "expired", "open"));

    private SessionParams() {}

    /** Where the goods go, when the seller knows it already. */
    static Param shipping() {
        return Param.hash(
                "shipping",
                Param.hash(
                                "address",
                                Param.text("line1", 5000).required(),
                                Param.text("line2", 5000),
                                Param.text("city", 5000),
                                Param.text("state", 5000),
                                Param.text("postal_code", 50),
                                Param.text("country", 2))
                        .required(),
                Param.text("name", 5000).required(),
                Param.text("phone", 50),
                Param.text("carrier", 500),
                Param.text("tracking_number", 500));
    }
}
