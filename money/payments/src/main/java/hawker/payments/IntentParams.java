package hawker.payments;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.ApiError;
import hawker.api.Call;
import hawker.api.Json;
import hawker.api.Param;
import hawker.api.Params;
import hawker.api.Shape;
import hawker.kernel.Money;
import hawker.payments.Confirmation.Request;
import hawker.payments.Terms.Authenticating;
import hawker.payments.Terms.FutureUsage;
import hawker.vault.ConfirmationToken;
import hawker.vault.PaymentMethod;
import hawker.vault.Vault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The parameters of payment intents: what may be sent, and what it makes of the terms. */
final class IntentParams {

    private static final String CARD = "card";
    private static final String READ = "card_present";
    private static final String CASH = "customer_balance";

    /** What can be paid with. */
    private static final List<String> TYPES =
            List.of(CARD, READ, "interac_present", CASH, "sepa_debit", "us_bank_account");

    private static final Param DATA = data();

    private static Param data() {
        var params = new ArrayList<Param>();
        params.add(Param.oneOf("type", CARD, CASH, "sepa_debit", "us_bank_account").required());
        params.add(Param.oneOf("allow_redisplay", "always", "limited", "unspecified"));
        params.add(Param.hash(CARD, Param.id("token").required()));
        params.add(Param.metadata());
        params.add(Vault.billingParam());
        params.addAll(List.of(Vault.otherParams()));
        return Param.hash("payment_method_data", params.toArray(Param[]::new));
    }

    private IntentParams() {}

    /** What create and update share. */
    private static final Param[] TERMS = {
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
                                Param.text("user_agent", 1000)),
                        Param.hash("offline"))),
        Param.oneOf("off_session", "true", "false", "one_off", "recurring"),
        RadarOptions.PARAM,
        Param.text("return_url", 5000).nullable(),
        Param.flag("use_stripe_sdk")
    };

    /** What create, update and confirm share. */
    private static final Param[] ALWAYS = {
        IntentOptions.TYPES[0],
        IntentOptions.TYPES[1],
        AmountDetails.PARAM,
        NotesParams.RECEIPT_EMAIL,
        NotesParams.SHIPPING,
        Param.oneOf("setup_future_usage", "on_session", "off_session").nullable(),
        IntentOptions.METHODS,
        IntentOptions.PAYMENT_DETAILS,
        DATA
    };

    static final Shape CREATE =
            Shape.of(TERMS)
                    .plus(ShareParams.INTENDING)
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
            Shape.of(TERMS)
                    .plus(ALWAYS)
                    .plus(
                            Param.amount("amount"),
                            Param.currency("currency"),
                            ShareParams.FEE,
                            ShareParams.CHANGING);

    static final Shape CONFIRM =
            Shape.of(CONFIRMATION)
                    .plus(ALWAYS)
                    .plus(
                            Param.id("payment_method"),
                            Param.amount(IntentOptions.CONFIRMED),
                            Param.oneOf("capture_method", "automatic", "automatic_async", "manual"),
                            Param.texts("payment_method_types", 50));

    /** What a browser may say when it confirms; all else is the seller's to decide. */
    private static final List<String> SELLERS_OWN =
            List.of(
                    "off_session",
                    "allowed_payment_method_types",
                    "amount_details",
                    "capture_method",
                    "excluded_payment_method_types",
                    "payment_details",
                    "payment_method_types",
                    "error_on_requires_action");

    /** The terms of a new intent. */
    static Terms terms(Call call, Optional<ObjectNode> configuration) {
        var params = call.params();
        var amount =
                Money.of(params.requiredInteger("amount"), params.requiredCurrency("currency"));
        var terms =
                Terms.of(amount)
                        .withMethods(methods(params, Terms.Methods.USUAL))
                        .withShare(ShareParams.of(call, amount.currency()));
        if (params.has("automatic_payment_methods") && params.has("payment_method_types"))
            throw ApiError.parametersExclusive("automatic_payment_methods", "payment_method_types");
        return changed(terms, params, configuration)
                .withConfirming(
                        params.text("confirmation_method")
                                .map(word -> IntentText.constant(Terms.Confirming.class, word))
                                .orElse(terms.confirming()));
    }

    /**
     * The terms after an update or a confirmation.
     *
     * @param configuration that the request names, as the API writes it
     */
    static Terms changed(Terms before, Params params, Optional<ObjectNode> configuration) {
        var terms = before.withMethods(methods(params, before.methods()));
        var amount =
                Money.of(
                        params.has("amount")
                                ? params.requiredInteger("amount")
                                : terms.amount().minor(),
                        params.has("currency")
                                ? params.requiredCurrency("currency")
                                : terms.amount().currency());
        // Another amount is the whole one: what a buyer added at a reader is no part of it.
        var notes =
                amount.equals(terms.amount())
                        ? terms.notes()
                        : AmountDetails.tipped(terms.notes(), 0);
        var options = params.hash("payment_method_options").flatMap(o -> o.hash(CARD));
        var capture =
                options.flatMap(o -> o.text("capture_method"))
                        .or(() -> captureAtReader(params))
                        .or(() -> params.text("capture_method"))
                        .map(word -> IntentText.constant(Terms.Capture.class, word));
        var noted = ShareParams.noted(params, NotesParams.changed(params, notes));
        var told = RadarOptions.noted(params, IntentOptions.changed(params, noted));
        var asked =
                configuration
                        .map(chosen -> IntentOptions.configured(told, chosen, amount.currency()))
                        .orElse(told);
        var offered = IntentOptions.offered(params, asked, terms.methods());
        return terms.withAmount(amount)
                .withMethods(offered)
                .withCapture(capture.orElse(terms.capture()))
                .withCustomer(NotesParams.changed(params, "customer", terms.customer()))
                .withFutureUsage(futureUsage(params, options, terms.futureUsage()))
                .withNotes(AmountDetails.changed(params, asked, amount))
                .withShare(ShareParams.changed(terms.share(), params, amount.currency()))
                .withAgreement(
                        agreement(params)
                                .filter(said -> debits(offered))
                                .orElse(terms.agreement()));
    }

    /**
     * What was said of a mandate was said of one account: another one that is named now is not
     * debited under it. What another server authenticated was one card, and one attempt on it.
     *
     * @param method that the request names
     */
    static Terms agreed(
            Terms terms, PaymentIntent before, Optional<PaymentMethod.Id> method, Params params) {
        if (method.isEmpty()) return terms;
        var last =
                before.method()
                        .map(PaymentMethod.Id::text)
                        .or(() ->
                                before.lastError()
                                        .map(e -> Json.parse(e.method()).path("id").asText()));
        boolean same = last.isEmpty() || last.get().equals(method.get().text());
        boolean tried = before.state() instanceof PaymentIntent.State.RequiresPaymentMethod;
        var proven =
                OutsideProof.isTold(params) || (same && !(tried && before.lastError().isPresent()))
                        ? terms
                        : terms.withNotes(OutsideProof.spent(terms.notes()));
        boolean told = params.has("mandate") || params.has("mandate_data");
        return told || same ? proven : proven.withAgreement(Terms.Agreement.UNTOLD);
    }

    private static boolean debits(Terms.Methods methods) {
        return methods.types().contains("sepa_debit")
                || methods.types().contains("us_bank_account");
    }

    /** What is said of a mandate; cards need none, and what is said of it there is not kept. */
    private static Optional<Terms.Agreement> agreement(Params params) {
        if (params.has("mandate") && params.has("mandate_data"))
            throw ApiError.parametersExclusive("mandate", "mandate_data");
        var acceptance =
                params.hash("mandate_data").flatMap(data -> data.hash("customer_acceptance"));
        if (!params.has("mandate") && acceptance.isEmpty()) return Optional.empty();
        return Optional.of(
                new Terms.Agreement(
                        params.text("mandate"), acceptance.map(IntentParams::acceptance)));
    }

    /** Stripe's customer_acceptance, with the time in seconds. */
    private static String acceptance(Params said) {
        var node = Json.object();
        said.timestamp("accepted_at").ifPresent(at -> node.put("accepted_at", Json.seconds(at)));
        boolean online = said.text("type").equals(Optional.of("online"));
        node.put("type", online ? "online" : "offline");
        var browser = said.hash("online").filter(b -> online);
        browser.flatMap(b -> b.text("ip_address")).ifPresent(ip -> node.put("ip_address", ip));
        browser.flatMap(b -> b.text("user_agent")).ifPresent(is -> node.put("user_agent", is));
        return Json.text(node);
    }

    /** Where manual capture is preferred it is taken: every card here can wait for it. */
    private static Optional<String> captureAtReader(Params params) {
        return params.hash("payment_method_options")
                .flatMap(o -> o.hash(READ))
                .flatMap(o -> o.text("capture_method"))
                .map(preferred -> "manual");
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
                            current.authenticating(),
                            current.transferCountry(),
                            current.raisable());
        var types = params.texts("payment_method_types");
        if (!types.isEmpty())
            methods =
                    new Terms.Methods(
                            false,
                            false,
                            known(types),
                            current.authenticating(),
                            current.transferCountry(),
                            current.raisable());
        var country =
                params.hash("payment_method_options")
                        .flatMap(o -> o.hash(CASH))
                        .flatMap(o -> o.hash("bank_transfer"))
                        .flatMap(o -> o.hash("eu_bank_transfer"))
                        .flatMap(o -> o.text("country"));
        if (country.isPresent()) methods = methods.transferringTo(country.get());
        var authenticating =
                params.hash("payment_method_options")
                        .flatMap(o -> o.hash(CARD))
                        .flatMap(o -> o.text("request_three_d_secure"))
                        .map(word -> IntentText.constant(Authenticating.class, word));
        if (authenticating.isPresent()) methods = methods.authenticating(authenticating.get());
        var raisable =
                params.hash("payment_method_options")
                        .flatMap(o -> o.hash(CARD))
                        .flatMap(o -> o.text("request_incremental_authorization"))
                        .map("if_available"::equals)
                        .or(() -> raisableAtReader(params));
        return raisable.isPresent() ? methods.raisable(raisable.get()) : methods;
    }

    private static Optional<Boolean> raisableAtReader(Params params) {
        return params.hash("payment_method_options")
                .flatMap(o -> o.hash(READ))
                .flatMap(o -> o.flag("request_incremental_authorization_support"));
    }

    private static List<String> known(List<String> types) {
        for (var type : types)
            if (!TYPES.contains(type))
                throw ApiError.parameterInvalid(
                        "payment_method_types",
                        "The payment method type provided: " + type + " is invalid.");
        return List.copyOf(new java.util.LinkedHashSet<>(types));
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
        OutsideProof.checkPublic(params);
        RadarOptions.checkPublic(params);
    }
}
