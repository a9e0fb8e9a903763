package hawker.payments;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.ApiError;
import hawker.api.Json;
import hawker.api.Param;
import hawker.api.Params;
import hawker.kernel.Currency;
import hawker.vault.CardDisplay;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What a seller asks beyond the terms: which types are left out, what each method is asked for
 * ({@code payment_method_options}), and the buyer's own references ({@code payment_details}). It is
 * kept as JSON with Stripe's names in the intent's notes, and shown as it was told. What the
 * simulated network has not (extended authorisation, captures in parts or of more) may be asked
 * for; the charge then says that it is not available, as Stripe's do.
 */
final class IntentOptions {

    private static final String EXCLUDED = "excluded_payment_method_types";
    private static final String ALLOWED = "allowed_payment_method_types";
    static final String CONFIGURATION = "payment_method_configuration";
    static final String CONFIRMED = "amount_to_confirm";
    private static final String DETAILS = "payment_details";
    private static final String NAME = "payment_method_options";
    private static final String CARD = "card";

    /** Every type that Stripe has, so that a list of those not wanted may name any. */
    private static final String[] ALL_TYPES =
            """
            acss_debit affirm afterpay_clearpay alipay alma amazon_pay au_becs_debit bacs_debit bancontact billie
            bizum blik boleto card card_present cashapp crypto customer_balance eps fpx giropay grabpay ideal
            interac_present kakao_pay klarna konbini kr_card link mb_way mobilepay multibanco naver_pay
            nz_bank_account oxxo p24 pay_by_bank payco paynow paypal payto pix promptpay revolut_pay samsung_pay
            satispay scalapay sepa_debit sofort sunbit swish twint upi us_bank_account wechat_pay zip\
            """
                    .split("\\s+");

    /** What a configuration may switch on, and the only currency it is payable in. */
    private static final Map<String, String> CONFIGURABLE =
            new TreeMap<>(Map.of(CARD, "", "sepa_debit", "eur", "us_bank_account", "usd"));

    /** What of each method's options is kept here; the rest is in the terms. */
    private static final Map<String, List<String>> KEPT =
            Map.of(
                    CARD,
                    List.of(
                            "installments",
                            "mandate_options",
                            OutsideProof.MOTO,
                            "network",
                            "request_extended_authorization",
                            "request_multicapture",
                            "request_overcapture",
                            "require_cvc_recollection",
                            "statement_descriptor_suffix_kana",
                            "statement_descriptor_suffix_kanji",
                            OutsideProof.NAME),
                    "card_present",
                    List.of(
                            "request_extended_authorization",
                            "request_incremental_authorization_support",
                            "routing"),
                    "sepa_debit",
                    List.of("mandate_options", "target_date"),
                    "us_bank_account",
                    List.of(
                            "mandate_options",
                            DebitOptions.NETWORKS,
                            "target_date",
                            "transaction_purpose",
                            "verification_method"));

    /** What Stripe's intents do not repeat; the charge tells of it. */
    private static final List<String> UNSHOWN =
            List.of(OutsideProof.MOTO, OutsideProof.NAME, DebitOptions.NETWORKS);

    private static final String[] MANDATE = {"description", "end_date", "interval_count"};

    /** Which types are offered; said when an intent is made, changed or confirmed. */
    static final Param[] TYPES = {
        Param.list(ALLOWED, Param.oneOf("type", ALL_TYPES)).nullable(),
        Param.list(EXCLUDED, Param.oneOf("type", ALL_TYPES)).nullable()
    };

    static final Param PAYMENT_DETAILS =
            Param.hash(
                            DETAILS,
                            Param.text("customer_reference", 25).nullable(),
                            Param.text("order_reference", 25).nullable())
                    .nullable();

    static final Param METHODS =
            Param.hash(
                    NAME,
                    card(),
                    Param.hash(
                            "card_present",
                            Param.oneOf("capture_method", "manual", "manual_preferred"),
                            Param.flag("request_extended_authorization"),
                            Param.flag("request_incremental_authorization_support"),
                            Param.hash(
                                    "routing",
                                    Param.oneOf(
                                            "requested_priority", "domestic", "international"))),
                    Param.hash("interac_present"),
                    Param.hash(
                            "customer_balance",
                            Param.oneOf("funding_type", "bank_transfer"),
                            Param.oneOf("setup_future_usage", "none"),
                            Param.hash(
                                    "bank_transfer",
                                    Param.text("type", 50),
                                    Param.texts("requested_address_types", 20),
                                    Param.hash(
                                            "eu_bank_transfer",
                                            Param.oneOf(
                                                            "country", "BE", "DE", "ES", "FR", "IE",
                                                            "NL")
                                                    .required()))),
                    Param.hash(
                            "sepa_debit",
                            Param.oneOf("setup_future_usage", "none", "on_session", "off_session"),
                            Param.hash("mandate_options", Param.text("reference_prefix", 12)),
                            DebitOptions.DAY),
                    Param.hash(
                            "us_bank_account",
                            DebitOptions.DAY,
                            DebitOptions.OVER,
                            Param.oneOf("setup_future_usage", "none", "on_session", "off_session"),
                            Param.hash(
                                    "mandate_options",
                                    Param.oneOf("collection_method", "paper").nullable()),
                            Param.oneOf(
                                    "transaction_purpose",
                                    "goods",
                                    "other",
                                    "services",
                                    "unspecified"),
                            Param.oneOf(
                                    "verification_method",
                                    "automatic",
                                    "instant",
                                    "microdeposits")));

    private IntentOptions() {}

    private static Param card() {
        return Param.hash(
                CARD,
                Param.oneOf("capture_method", "manual"),
                Param.id("cvc_token"),
                Param.hash(
                        "installments",
                        Param.flag("enabled"),
                        Param.hash(
                                        "plan",
                                        Param.integer("count", 1, 48),
                                        Param.oneOf("interval", "month"),
                                        Param.oneOf("type", "bonus", "fixed_count", "revolving")
                                                .required())
                                .nullable()),
                Param.hash(
                        "mandate_options",
                        Param.amount("amount").required(),
                        Param.oneOf("amount_type", "fixed", "maximum").required(),
                        Param.text("description", 200),
                        Param.timestamp("end_date"),
                        Param.oneOf("interval", "day", "month", "sporadic", "week", "year")
                                .required(),
                        Param.integer("interval_count", 1, 365),
                        Param.text("reference", 80).required(),
                        Param.timestamp("start_date").required(),
                        Param.list("supported_types", Param.oneOf("type", "india"))),
                Param.flag(OutsideProof.MOTO),
                CardDisplay.askedNetwork(),
                maybe("request_extended_authorization"),
                maybe("request_incremental_authorization"),
                maybe("request_multicapture"),
                maybe("request_overcapture"),
                Param.oneOf("request_three_d_secure", "automatic", "any", "challenge"),
                Param.flag("require_cvc_recollection"),
                Param.oneOf("setup_future_usage", "none", "on_session", "off_session"),
                Param.text("statement_descriptor_suffix_kana", 22).nullable(),
                Param.text("statement_descriptor_suffix_kanji", 17).nullable(),
                OutsideProof.ofPayment());
    }

    private static Param maybe(String name) {
        return Param.oneOf(name, "if_available", "never");
    }

    /** The notes with what was told of methods and types. */
    static Notes changed(Params params, Notes before) {
        OutsideProof.check(params);
        // An order by telephone is one with the confirmation that says so, and with no later one.
        var without = OutsideProof.without(before.options(), OutsideProof.MOTO);
        var notes = before.withOptions(without);
        boolean told =
                params.has(NAME)
                        || Stream.of(ALLOWED, EXCLUDED)
                                .anyMatch(name -> params.has(name) || params.isUnset(name));
        if (!told) return notes;
        var node = notes.options().map(Json::parse).orElseGet(Json::object);
        for (var name : List.of(ALLOWED, EXCLUDED)) {
            if (params.isUnset(name)) node.remove(name);
            if (params.has(name)) params.texts(name).forEach(node.putArray(name)::add);
        }
        params.hash(NAME).ifPresent(options -> merge(options, node));
        return kept(notes, node);
    }

    private static void merge(Params told, ObjectNode node) {
        told.hash(CARD)
                .flatMap(card -> card.hash("installments"))
                .filter(wanted -> wanted.has("plan"))
                .ifPresent(wanted -> {
                    throw ApiError.parameterInvalid(
                            wanted.nameOf("plan"),
                            "This plan is not one of the available_plans of the payment.");
                });
        KEPT.forEach((type, names) -> {
            var of = told.hash(type);
            if (of.isEmpty()) return;
            var inner = node.get(type) instanceof ObjectNode there ? there : Json.object();
            // One authentication takes the place of another, not a part of it.
            if (of.get().has(OutsideProof.NAME)) inner.remove(OutsideProof.NAME);
            of.get().mergeInto(inner);
            inner.retain(names);
            if (!inner.isEmpty()) node.set(type, inner);
        });
    }

    /** The notes with the buyer's references. */
    static Notes detailed(Params params, Notes notes) {
        if (!params.has(DETAILS) && !params.isUnset(DETAILS)) return notes;
        var node = notes.options().map(Json::parse).orElseGet(Json::object);
        if (params.isUnset(DETAILS)) node.remove(DETAILS);
        params.hash(DETAILS)
                .ifPresent(told -> {
                    var inner = node.get(DETAILS) instanceof ObjectNode is ? is : Json.object();
                    told.mergeInto(inner);
                    node.set(DETAILS, inner);
                });
        return kept(notes, node);
    }

    private static Notes kept(Notes notes, ObjectNode node) {
        return notes.withOptions(Optional.of(node).filter(n -> !n.isEmpty()).map(Json::text));
    }

    /**
     * The notes with the seller's own choice of what the program may offer.
     *
     * @param configuration of the API's form: which methods are on
     * @param currency in which the types must be payable
     */
    static Notes configured(Notes notes, ObjectNode configuration, Currency currency) {
        var node = notes.options().map(Json::parse).orElseGet(Json::object);
        var kept = node.putObject(CONFIGURATION);
        kept.set("id", configuration.path("id"));
        kept.set("parent", configuration.path("parent"));
        var types = kept.putArray("types");
        CONFIGURABLE.forEach((type, only) -> {
            var on = configuration.path(type).path("display_preference").path("value");
            boolean payable = only.isEmpty() || only.equals(currency.code());
            if (on.asText().equals("on") && payable) types.add(type);
        });
        return kept(notes, node);
    }

    /**
     * The types that are left of those the program chose.
     *
     * @throws ApiError 400 if none is, or if the seller chose the types
     */
    static Terms.Methods offered(Params params, Notes notes, Terms.Methods methods) {
        var named = Stream.of(ALLOWED, EXCLUDED, CONFIGURATION).filter(params::has).findFirst();
        if (!methods.automatic()) {
            if (named.isPresent())
                throw ApiError.parametersExclusive(named.get(), "payment_method_types");
            return methods;
        }
        boolean unset = params.isUnset(EXCLUDED) || params.isUnset(ALLOWED);
        if (named.isEmpty() && !unset) return methods;
        var node = notes.options().map(Json::parse).orElseGet(Json::object);
        var out = texts(node, EXCLUDED);
        var in = texts(node, ALLOWED);
        var chosen = texts(node.withObject("/" + CONFIGURATION), "types");
        boolean configured = node.path(CONFIGURATION).has("types");
        var left =
                (configured ? chosen : Terms.Methods.USUAL.types())
                        .stream()
                                .filter(type -> !out.contains(type))
                                .filter(type -> in.isEmpty() || in.contains(type))
                                .toList();
        if (left.isEmpty())
            throw ApiError.parameterInvalid(
                    named.orElse(EXCLUDED),
                    "No valid payment method types are left for this PaymentIntent.");
        return methods.with(left);
    }

    /** Refuses to confirm another amount than the one that the caller knows. */
    static void checkAmount(Params params, Terms terms) {
        var known = params.integer(CONFIRMED);
        if (known.isPresent() && known.get() != terms.amount().minor())
            throw ApiError.parameterInvalid(
                    CONFIRMED,
                    "The amount to confirm ("
                            + known.get()
                            + ") is not the amount of this PaymentIntent ("
                            + terms.amount().minor()
                            + ").");
    }

    private static List<String> texts(ObjectNode node, String name) {
        var all = new ArrayList<String>();
        node.path(name).forEach(each -> all.add(each.asText()));
        return all;
    }

    /** The network that the seller chose for the card. */
    static Optional<String> network(Notes notes) {
        return notes.options()
                .map(Json::parse)
                .flatMap(node -> NotesText.maybe(node.path(CARD), "network"))
                .filter(network -> !network.equals("unknown"));
    }

    /** Why a card does not go over the network that the seller chose; empty if it does. */
    static Optional<String> refusal(Notes notes, CardDisplay card) {
        return network(notes)
                .filter(network -> !card.networks().contains(network))
                .map(network ->
                        "The card supports the networks "
                                + String.join(", ", card.networks())
                                + ", not `"
                                + network
                                + "`.");
    }

    /** Writes what was told into an intent. */
    static void show(ObjectNode intent, Notes notes) {
        var node = notes.options().map(Json::parse).orElseGet(Json::object);
        for (var name : List.of(ALLOWED, EXCLUDED))
            if (node.has(name)) intent.set(name, node.get(name));
            else intent.putNull(name);
        if (node.get(CONFIGURATION) instanceof ObjectNode chosen)
            intent.set("payment_method_configuration_details", chosen.without("types"));
        else intent.putNull("payment_method_configuration_details");
        if (node.get(DETAILS) instanceof ObjectNode told) {
            var details = intent.putObject(DETAILS);
            for (var name : List.of("customer_reference", "order_reference"))
                Json.put(details, name, NotesText.maybe(told, name));
        }
    }

    /** Writes what was told of a method into its options. */
    static void show(ObjectNode options, Notes notes, String type) {
        if (notes.options().isEmpty()) return;
        if (!(Json.parse(notes.options().get()).get(type) instanceof ObjectNode told)) return;
        if (told.get("installments") instanceof ObjectNode wanted)
            wanted.put("enabled", wanted.path("enabled").asBoolean())
                    .putNull("plan")
                    .putArray("available_plans");
        if (type.equals(CARD) && told.get("mandate_options") instanceof ObjectNode mandate) {
            for (var name : MANDATE) if (!mandate.has(name)) mandate.putNull(name);
            if (!mandate.has("supported_types")) mandate.putNull("supported_types");
        }
        told.properties().stream()
                .filter(each -> !each.getValue().isNull())
                .filter(each -> !UNSHOWN.contains(each.getKey()))
                .forEach(each -> options.set(each.getKey(), each.getValue()));
    }
}
