package hawker.setups;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.ApiError;
import hawker.api.Param;
import hawker.api.Params;
import hawker.api.Shape;
import hawker.kernel.AccountId;
import hawker.kernel.Money;
import hawker.payments.OutsideProof;
import hawker.setups.SetupIntent.Terms;
import hawker.setups.SetupIntent.Usage;
import hawker.vault.ConfirmationToken;
import hawker.vault.Vault;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The parameters of setup intents: what may be sent, and what it makes of the terms. */
final class SetupParams {

    private static final String CARD = "card";
    static final String TOKEN = "confirmation_token";
    private static final String AUTOMATIC = "automatic_payment_methods";

    /** A card that is held to a reader; what is kept is the card generated from it. */
    private static final String READ = "card_present";

    private static final String SEPA = "sepa_debit";
    private static final String US = "us_bank_account";

    /** What can be kept. */
    private static final List<String> KNOWN = List.of(CARD, READ, SEPA, US);

    private static final String TYPES = "payment_method_types";

    private SetupParams() {}

    /** What create, update and confirm share. */
    private static final Param[] ALWAYS = {
        Param.id("payment_method").nullable(), data(), SetupOptions.METHODS, SetupOptions.TYPES
    };

    private static Param data() {
        var params = new ArrayList<Param>();
        params.add(Param.oneOf("type", CARD, SEPA, US).required());
        params.add(Param.oneOf("allow_redisplay", "always", "limited", "unspecified"));
        params.add(Param.hash(CARD, Param.id("token").required()));
        params.add(Param.metadata());
        params.add(Vault.billingParam());
        params.addAll(List.of(Vault.otherParams()));
        return Param.hash("payment_method_data", params.toArray(Param[]::new));
    }

    /** What goes with a confirmation. */
    private static final Param[] CONFIRMATION = {
        Param.hash(
                        "mandate_data",
                        Param.hash(
                                        "customer_acceptance",
                                        Param.timestamp("accepted_at"),
                                        Param.oneOf("type", "online", "offline").required(),
                                        Param.hash(
                                                "online",
                                                Param.text("ip_address", 100),
                                                Param.text("user_agent", 1000)),
                                        Param.hash("offline"))
                                .required())
                .nullable(),
        Param.id(TOKEN),
        Param.text("return_url", 5000),
        Param.flag("use_stripe_sdk")
    };

    private static final Param[] TERMS = {
        Param.id("customer"),
        Param.text("description", 1000).nullable(),
        Param.metadata(),
        Param.texts(TYPES, 50)
    };

    static final Shape CREATE =
            Shape.of(TERMS)
                    .plus(ALWAYS)
                    .plus(CONFIRMATION)
                    .plus(
                            Param.flag("confirm"),
                            Param.oneOf("usage", "off_session", "on_session"),
                            Param.hash(
                                    AUTOMATIC,
                                    Param.flag("enabled").required(),
                                    Param.oneOf("allow_redirects", "always", "never")),
                            Param.hash(
                                    "single_use",
                                    Param.amount("amount").required(),
                                    Param.currency("currency").required()),
                            Param.id("on_behalf_of"))
                    .plus(SetupOptions.MAKING);

    static final Shape UPDATE = Shape.of(TERMS).plus(ALWAYS).plus(SetupOptions.MAKING);

    static final Shape CONFIRM = Shape.of(ALWAYS).plus(CONFIRMATION);

    static final Shape LIST =
            Shape.of(
                    Param.paging(),
                    Param.range("created"),
                    Param.flag(SetupOptions.TO_SELF),
                    Param.id("customer"),
                    Param.id("payment_method"));

    /** The terms of a new intent. */
    static Terms terms(Params params, Told told) {
        if (params.has(AUTOMATIC) && params.has(TYPES))
            throw ApiError.parametersExclusive(AUTOMATIC, TYPES);
        var automatic = params.hash(AUTOMATIC);
        boolean redirects =
                automatic
                        .filter(a -> a.isTrue("enabled"))
                        .map(a -> !a.text("allow_redirects").equals(Optional.of("never")))
                        .orElse(false);
        var usual = Terms.USUAL;
        var terms =
                new Terms(
                        usual.customer(),
                        usual.description(),
                        usual.metadata(),
                        params.text("usage")
                                .map(word -> SetupsText.constant(Usage.class, word))
                                .orElse(usual.usage()),
                        automatic.map(a -> a.isTrue("enabled")).orElse(usual.automatic()),
                        redirects,
                        usual.types(),
                        usual.authenticating(),
                        params.hash("single_use")
                                .map(one ->
                                        Money.of(
                                                one.requiredInteger("amount"),
                                                one.requiredCurrency("currency"))),
                        usual.acceptance(),
                        usual.options());
        return changed(told.behalf(terms), params, told);
    }

    /**
     * What other rooms know of what a request names.
     *
     * @param configuration of the API's form
     * @param onBehalfOf a connected account that may be named
     */
    record Told(Optional<ObjectNode> configuration, Optional<AccountId> onBehalfOf) {

        static final Told NOTHING = new Told(Optional.empty(), Optional.empty());

        private Terms behalf(Terms terms) {
            return onBehalfOf
                    .map(id -> terms.withOptions(SetupOptions.onBehalfOf(terms.options(), id)))
                    .orElse(terms);
        }
    }

    /** The terms after an update or a confirmation. */
    static Terms changed(Terms terms, Params params, Told told) {
        var types = params.texts(TYPES);
        for (var type : types)
            if (!KNOWN.contains(type))
                throw ApiError.parameterInvalid(
                        TYPES, "The payment method type provided: " + type + " is invalid.");
        boolean listed = !types.isEmpty();
        var authenticating =
                params.hash("payment_method_options")
                        .flatMap(options -> options.hash(CARD))
                        .flatMap(card -> card.text("request_three_d_secure"))
                        .map(word -> SetupsText.constant(SetupIntent.Authenticating.class, word));
        boolean automatic = !listed && terms.automatic();
        var said = SetupOptions.changed(params, terms.options());
        var options =
                told.configuration()
                        .map(chosen -> SetupOptions.configured(said, chosen))
                        .orElse(said);
        var chosen = listed ? types.stream().distinct().toList() : terms.types();
        return new Terms(
                params.text("customer").or(terms::customer),
                params.isUnset("description")
                        ? Optional.empty()
                        : params.text("description").or(terms::description),
                params.mergeMetadata(terms.metadata()),
                terms.usage(),
                automatic,
                !listed && terms.redirects(),
                SetupOptions.offered(params, options, automatic, chosen),
                authenticating.orElse(terms.authenticating()),
                terms.singleUse(),
                acceptance(params).or(terms::acceptance),
                options);
    }

    private static Optional<Mandate.Acceptance> acceptance(Params params) {
        return params.hash("mandate_data")
                .flatMap(data -> data.hash("customer_acceptance"))
                .map(said ->
                        new Mandate.Acceptance(
                                said.timestamp("accepted_at"),
                                said.text("type").equals(Optional.of("online"))
                                        ? Optional.of(online(said.hash("online")))
                                        : Optional.empty()));
    }

    /** The terms as a confirmation token completes them: what the request itself says counts. */
    static Terms completed(Terms terms, Params params, Optional<ConfirmationToken> token) {
        if (token.isEmpty()) return terms;
        var said = token.get().acceptance().map(SetupParams::acceptance);
        return terms.withAcceptance(acceptance(params).or(() -> said).or(terms::acceptance));
    }

    private static Mandate.Acceptance acceptance(ConfirmationToken.Acceptance said) {
        return new Mandate.Acceptance(
                Optional.empty(),
                said.online()
                        ? Optional.of(new Mandate.Online(said.address(), said.userAgent()))
                        : Optional.empty());
    }

    private static Mandate.Online online(Optional<Params> browser) {
        return new Mandate.Online(
                browser.flatMap(b -> b.text("ip_address")),
                browser.flatMap(b -> b.text("user_agent")));
    }

    /** These mean something only together with confirm=true. */
    static void confirmOnly(Params params) {
        OutsideProof.checkUnconfirmed(params);
        for (var name : List.of("return_url", "mandate_data", TOKEN))
            if (params.has(name))
                throw ApiError.parameterInvalid(
                        name, "The parameter `" + name + "` can only be used with `confirm=true`.");
    }
}
