package hawker.payments;

import hawker.api.ApiError;
import hawker.api.Param;
import hawker.api.Params;
import hawker.api.Shape;
import hawker.kernel.Money;
import hawker.payments.Confirmation.Request;
import hawker.payments.Terms.Authenticating;
import hawker.payments.Terms.FutureUsage;
import hawker.vault.ConfirmationToken;
import java.util.List;
import java.util.Optional;

/** The parameters of payment intents: what may be sent, and what it makes of the terms. */
final class IntentParams {

    private static final String CARD = "card";

    private IntentParams() {}

    /** What create and update share. */
    private static final Param[] TERMS = {
        Param.hash("amount_details", Param.hash("tip", Param.amountOrZero("amount"))),
        Param.oneOf("capture_method", "automatic", "automatic_async", "manual"),
        Param.id("customer").nullable(),
        Param.id("payment_method").nullable(),
        Param.metadata(),
        NotesParams.TEXT_DESCRIPTION,
        Param.texts("payment_method_types", 50),
        Param.id("payment_method_configuration"),
        Param.text("statement_descriptor", 22).nullable(),
        Param.text("statement_descriptor_suffix", 22).nullable(),
        Param.id("transfer_group").nullable()
    };

    /** What goes with a confirmation. */
    private static final Param[] CONFIRMATION = {
        Param.id(Tokens.CONFIRMATION),
        Param.flag("error_on_requires_action"),
        Param.id("mandate"),
        Param.hash(
                "mandate_data",
                Param.hash(
                        "customer_acceptance",
                        Param.timestamp("accepted_at"),
                        Param.oneOf("type", "online", "offline"),
                        Param.hash(
                                "online",
                                Param.text("ip_address", 100),
                                Param.text("user_agent", 1000)))),
        Param.oneOf("off_session", "true", "false", "one_off", "recurring"),
        Param.hash("radar_options", Param.id("session"), Param.flag("skip_rules")),
        Param.text("return_url", 5000).nullable(),
        Param.flag("use_stripe_sdk")
    };

    /** What create, update and confirm share. */
    private static final Param[] ALWAYS = {
        NotesParams.RECEIPT_EMAIL,
        NotesParams.SHIPPING,
        Param.oneOf("setup_future_usage", "on_session", "off_session").nullable(),
        Param.hash(
                "payment_method_options",
                Param.hash(
                        CARD,
                        Param.oneOf("capture_method", "manual"),
                        Param.oneOf("request_three_d_secure", "automatic", "any", "challenge"),
                        Param.oneOf("setup_future_usage", "none", "on_session", "off_session"),
                        Param.flag("moto"))),
        Param.hash(
                "payment_method_data",
                Param.oneOf("type", CARD).required(),
                Param.oneOf("allow_redisplay", "always", "limited", "unspecified"),
                Param.hash(CARD, Param.id("token").required()))
    };

    static final Shape CREATE =
            Shape.of(TERMS)
                    .plus(CONFIRMATION)
                    .plus(ALWAYS)
                    .plus(
                            Param.amount("amount").required(),
                            Param.currency("currency").required(),
                            Param.flag("confirm"),
                            Param.oneOf("confirmation_method", "automatic", "manual"),
                            Param.hash(
                                    "automatic_payment_methods",
                                    Param.flag("enabled").required(),
                                    Param.oneOf("allow_redirects", "always", "never")));

    static final Shape UPDATE =
            Shape.of(TERMS).plus(ALWAYS).plus(Param.amount("amount"), Param.currency("currency"));

    static final Shape CONFIRM =
            Shape.of(CONFIRMATION)
                    .plus(ALWAYS)
                    .plus(
                            Param.id("payment_method"),
                            Param.oneOf("capture_method", "automatic", "automatic_async", "manual"),
                            Param.texts("payment_method_types", 50));

    /** What a browser may say when it confirms; all else is the seller's to decide. */
    private static final List<String> SELLERS_OWN =
            List.of(
                    "off_session",
                    "capture_method",
                    "payment_method_types",
                    "error_on_requires_action");

    /** The terms of a new intent. */
    static Terms terms(Params params) {
        var amount =
                Money.of(params.requiredInteger("amount"), params.requiredCurrency("currency"));
        var terms = Terms.of(amount).withMethods(methods(params, Terms.Methods.USUAL));
        if (params.has("automatic_payment_methods") && params.has("payment_method_types"))
            throw ApiError.parametersExclusive("automatic_payment_methods", "payment_method_types");
        return changed(terms, params)
                .withConfirming(
                        params.text("confirmation_method")
                                .map(word -> IntentText.constant(Terms.Confirming.class, word))
                                .orElse(terms.confirming()));
    }

    /** The terms after an update or a confirmation. */
    static Terms changed(Terms terms, Params params) {
        var amount =
                Money.of(
                        params.has("amount")
                                ? params.requiredInteger("amount")
                                : terms.amount().minor(),
                        params.has("currency")
                                ? params.requiredCurrency("currency")
                                : terms.amount().currency());
        var options = params.hash("payment_method_options").flatMap(o -> o.hash(CARD));
        var capture =
                options.flatMap(o -> o.text("capture_method"))
                        .or(() -> params.text("capture_method"))
                        .map(word -> IntentText.constant(Terms.Capture.class, word));
        return terms.withAmount(amount)
                .withCapture(capture.orElse(terms.capture()))
                .withCustomer(NotesParams.changed(params, "customer", terms.customer()))
                .withFutureUsage(futureUsage(params, options, terms.futureUsage()))
                .withMethods(methods(params, terms.methods()))
                .withNotes(NotesParams.changed(params, terms.notes()));
    }

    private static Optional<FutureUsage> futureUsage(
            Params params, Optional<Params> options, Optional<FutureUsage> current) {
        var ofCard = options.flatMap(o -> o.text("setup_future_usage"));
        if (ofCard.isPresent())
            return ofCard.filter(word -> !word.equals("none"))
                    .map(word -> IntentText.constant(FutureUsage.class, word));
        return NotesParams.changed(params, "setup_future_usage", current.map(IntentText::word))
                .map(word -> IntentText.constant(FutureUsage.class, word));
    }

    private static Terms.Methods methods(Params params, Terms.Methods current) {
        var methods = current;
        var automatic = params.hash("automatic_payment_methods");
        if (automatic.isPresent() && automatic.get().isTrue("enabled"))
            methods =
                    new Terms.Methods(
                            true,
                            !automatic.get().text("allow_redirects").equals(Optional.of("never")),
                            current.types(),
                            current.authenticating());
        var types = params.texts("payment_method_types");
        if (!types.isEmpty())
            methods = new Terms.Methods(false, false, cards(types), current.authenticating());
        var authenticating =
                params.hash("payment_method_options")
                        .flatMap(o -> o.hash(CARD))
                        .flatMap(o -> o.text("request_three_d_secure"))
                        .map(word -> IntentText.constant(Authenticating.class, word));
        return authenticating.isPresent() ? methods.authenticating(authenticating.get()) : methods;
    }

    private static List<String> cards(List<String> types) {
        for (var type : types)
            if (!type.equals(CARD))
                throw ApiError.parameterInvalid(
                        "payment_method_types",
                        "The payment method type provided: " + type + " is invalid.");
        return List.of(CARD);
    }

    /** The terms as a confirmation token completes them: what the request itself says counts. */
    static Terms completed(Terms terms, Params params, Optional<ConfirmationToken> token) {
        if (token.isEmpty()) return terms;
        var usage =
                params.has("setup_future_usage")
                        ? terms.futureUsage()
                        : token.get()
                                .setupFutureUsage()
                                .map(word -> IntentText.constant(FutureUsage.class, word))
                                .or(terms::futureUsage);
        var shipping =
                params.has("shipping")
                        ? terms.notes().shipping()
                        : token.get()
                                .shipping()
                                .map(IntentParams::shipping)
                                .or(() -> terms.notes().shipping());
        return terms.withFutureUsage(usage).withNotes(terms.notes().withShipping(shipping));
    }

    private static Notes.Shipping shipping(ConfirmationToken.Shipping to) {
        return new Notes.Shipping(
                Optional.of(to.name()),
                to.phone(),
                Optional.empty(),
                Optional.empty(),
                to.address());
    }

    /** The same with what a confirmation token says. */
    static Request request(Params params, ConfirmationToken token) {
        var asked = request(params, Optional.of(token.method()));
        return new Request(
                asked.method(),
                asked.offSession(),
                asked.errorOnAction(),
                asked.returnUrl().or(token::returnUrl),
                asked.script() || token.script());
    }

    /** How an intent is to be confirmed; which method is found out beside. */
    static Request request(Params params, Optional<hawker.vault.PaymentMethod.Id> method) {
        boolean offSession =
                params.text("off_session").filter(word -> !word.equals("false")).isPresent();
        return new Request(
                method,
                offSession,
                params.isTrue("error_on_requires_action"),
                params.returnAddress("return_url"),
                params.isTrue("use_stripe_sdk"));
    }

    /** Refuses what a publishable key may not decide, as if it did not exist. */
    static void checkPublic(Params params) {
        var notTheirs = SELLERS_OWN.stream().filter(params::has).toList();
        if (!notTheirs.isEmpty()) throw ApiError.parameterUnknown(notTheirs);
    }
}
