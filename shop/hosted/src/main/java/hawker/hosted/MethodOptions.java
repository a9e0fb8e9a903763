package hawker.hosted;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.ApiError;
import hawker.api.Json;
import hawker.api.Param;
import hawker.api.Params;
import hawker.kernel.Currency;
import hawker.payments.Terms;
import hawker.vault.CardDisplay;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How each method of a session is to be paid with ({@code payment_method_options}): it is shown by
 * the session and handed to its payment, whose object and charge tell what came of it. Cards of
 * blocked brands are refused before they are asked; of links that is all that can be said.
 */
final class MethodOptions {

    static final String NAME = "payment_method_options";
    private static final String TYPES = "payment_method_types";
    private static final String EXCLUDED = "excluded_payment_method_types";
    private static final String CARD = "card";
    private static final String CASH = "customer_balance";
    private static final String RESTRICTIONS = "restrictions";
    private static final String BLOCKED = "brands_blocked";
    private static final String ASKED = "request_three_d_secure";

    /** Names of brands here, and of the cards' own brands that each means. */
    private static final Map<String, List<String>> BRANDS =
            Map.of(
                    "visa", List.of("visa"),
                    "mastercard", List.of("mastercard"),
                    "american_express", List.of("amex"),
                    "discover_global_network", List.of("discover", "diners", "jcb", "unionpay"));

    /** What a configuration may switch on, and the only currency it is payable in. */
    private static final Map<String, String> CONFIGURABLE =
            new TreeMap<>(Map.of(CARD, "", "sepa_debit", "eur", "us_bank_account", "usd"));

    /** What a payment keeps of a card's options as they are. */
    private static final List<String> TOLD =
            List.of(
                    "installments",
                    "request_extended_authorization",
                    "request_multicapture",
                    "request_overcapture",
                    "statement_descriptor_suffix_kana",
                    "statement_descriptor_suffix_kanji");

    private static final List<String> OF_PAYMENTS =
            List.of(
                    "capture_method",
                    "request_extended_authorization",
                    "request_incremental_authorization",
                    "request_multicapture",
                    "request_overcapture",
                    "setup_future_usage");

    /** A type that is left out may be one that is not offered anyway. */
    static final Param EXCLUDING = Param.texts(EXCLUDED, 50);

    private MethodOptions() {}

    static Param param() {
        return Param.hash(
                NAME,
                Param.hash(
                        CARD,
                        Param.oneOf("capture_method", "manual"),
                        Param.hash("installments", Param.flag("enabled")),
                        maybe("request_extended_authorization"),
                        maybe("request_incremental_authorization"),
                        maybe("request_multicapture"),
                        maybe("request_overcapture"),
                        Param.oneOf(ASKED, "any", "automatic", "challenge"),
                        restrictions(),
                        Param.oneOf("setup_future_usage", "off_session", "on_session"),
                        Param.text("statement_descriptor_suffix_kana", 22),
                        Param.text("statement_descriptor_suffix_kanji", 17)),
                Param.hash(
                        CASH,
                        Param.hash(
                                "bank_transfer",
                                Param.hash(
                                        "eu_bank_transfer",
                                        Param.oneOf("country", "BE", "DE", "ES", "FR", "IE", "NL")
                                                .required()),
                                Param.text("type", 50).required()),
                        Param.oneOf("funding_type", "bank_transfer"),
                        Param.oneOf("setup_future_usage", "none")),
                Param.hash(
                        "sepa_debit",
                        Param.hash("mandate_options", Param.text("reference_prefix", 12)),
                        Param.oneOf("setup_future_usage", "none", "off_session", "on_session")),
                Param.hash(
                        "us_bank_account",
                        Param.oneOf("setup_future_usage", "none", "off_session", "on_session"),
                        Param.oneOf("verification_method", "automatic", "instant")));
    }

    /** The parameter, as links take it. */
    static Param ofLinks() {
        return Param.hash(NAME, Param.hash(CARD, restrictions()));
    }

    private static Param restrictions() {
        return Param.hash(RESTRICTIONS, Param.texts(BLOCKED, 50));
    }

    private static Param maybe(String name) {
        return Param.oneOf(name, "if_available", "never");
    }

    /**
     * Writes what was said into a session that is being made, whose types are there.
     *
     * @throws ApiError 400 if it is of a type that the session has not, or no type is left
     */
    static void write(ObjectNode body, Params params) {
        exclude(body, params);
        var said = params.hash(NAME);
        if (said.isEmpty()) return;
        said.get()
                .hash(CARD)
                .ifPresent(card -> checkCard(card, params.text("mode").orElse("payment")));
        var options = body.putObject(NAME);
        var types = texts(body.path(TYPES));
        for (var type : List.of(CARD, CASH, "sepa_debit", "us_bank_account")) {
            var of = said.get().hash(type);
            if (of.isEmpty()) continue;
            if (!types.contains(type))
                throw ApiError.parameterInvalid(
                        said.get().nameOf(type),
                        "You can only pass options of `" + type + "` with that type of payment.");
            of.get().mergeInto(options.putObject(type));
        }
        if (options.get(CARD) instanceof ObjectNode card && !card.has(ASKED))
            card.put(ASKED, "automatic");
    }

    /** What is paid again and again is captured and kept by its own rules. */
    private static void checkCard(Params card, String mode) {
        checkBrands(card);
        if (mode.equals("payment")) return;
        for (var name : OF_PAYMENTS)
            if (card.has(name))
                throw ApiError.parameterInvalid(
                        card.nameOf(name),
                        "You can not pass `" + name + "` in `" + mode + "` mode.");
    }

    private static void checkBrands(Params card) {
        var said = card.hash(RESTRICTIONS);
        for (var brand : said.map(r -> r.texts(BLOCKED)).orElse(List.of()))
            if (!BRANDS.containsKey(brand))
                throw ApiError.parameterInvalid(
                        said.get().nameOf(BLOCKED),
                        "Invalid brand: must be one of american_express, discover_global_network,"
                                + " mastercard, or visa");
    }

    /** Writes it into a link; what is not said stays. */
    static void writeLink(ObjectNode body, Params params) {
        if (params.isUnset(NAME)) body.putNull(NAME);
        if (!params.has(NAME)) return;
        var node = body.putObject(NAME).putNull(CARD);
        params.hash(NAME)
                .flatMap(options -> options.hash(CARD))
                .ifPresent(card -> {
                    checkBrands(card);
                    card.mergeInto(node.putObject(CARD).putNull(RESTRICTIONS));
                });
    }

    /** A visit of a link has what the link has. */
    static void visit(ObjectNode body, JsonNode link) {
        var restrictions = link.path(NAME).path(CARD).path(RESTRICTIONS);
        if (!restrictions.isObject()) return;
        body.putObject(NAME)
                .putObject(CARD)
                .put(ASKED, "automatic")
                .set(RESTRICTIONS, restrictions.deepCopy());
    }

    /** Why a card is not taken; empty: it is. */
    static Optional<String> refusal(Session session, Optional<CardDisplay> card) {
        if (card.isEmpty()) return Optional.empty();
        var restrictions = session.body().path(NAME).path(CARD).path(RESTRICTIONS);
        for (var brand : texts(restrictions.path(BLOCKED)))
            if (BRANDS.getOrDefault(brand, List.of()).contains(card.get().brand()))
                return Optional.of(
                        "Cards of this brand are not taken here: " + brand.replace('_', ' ') + ".");
        return Optional.empty();
    }

    /**
     * The types of a session that is being made: those that are named, those of its currency that a
     * configuration has on, or cards.
     *
     * @param currency empty: a card is kept
     * @throws ApiError 400 if the configuration leaves none
     */
    static List<String> types(
            Params params, Optional<ObjectNode> configuration, Optional<Currency> currency) {
        if (configuration.isEmpty()) return params.has(TYPES) ? params.texts(TYPES) : List.of(CARD);
        var types = new ArrayList<String>();
        CONFIGURABLE.forEach((type, only) -> {
            var on = configuration.get().path(type).path("display_preference").path("value");
            boolean fits =
                    only.isEmpty() || currency.filter(c -> c.code().equals(only)).isPresent();
            if (on.asText().equals("on") && fits && !params.texts(EXCLUDED).contains(type))
                types.add(type);
        });
        if (types.isEmpty())
            throw ApiError.parameterInvalid(
                    "payment_method_configuration",
                    "No valid payment method types for this Checkout Session. Switch on a type that"
                            + " goes with its mode and currency.");
        return types;
    }

    /** That a configuration has chosen the types. */
    static void showConfiguration(ObjectNode body, ObjectNode configuration) {
        var details = body.putObject("payment_method_configuration_details");
        details.set("id", configuration.path("id"));
        details.set("parent", configuration.path("parent"));
    }

    private static void exclude(ObjectNode body, Params params) {
        if (!params.has(EXCLUDED)) return;
        if (params.has(TYPES)) throw ApiError.parametersExclusive(EXCLUDED, TYPES);
        params.texts(EXCLUDED).forEach(body.putArray(EXCLUDED)::add);
        for (var type : params.texts(EXCLUDED))
            if (texts(body.path(TYPES)).contains(type))
                throw ApiError.parameterInvalid(
                        EXCLUDED, "No valid payment method types are left for this session.");
    }

    private static List<String> texts(JsonNode array) {
        var all = new ArrayList<String>();
        array.forEach(each -> all.add(each.asText()));
        return all;
    }

    /** The types of a session's payment, and how they are paid with. */
    static Terms.Methods methods(Session session) {
        var types = texts(session.body().path(TYPES));
        var card = session.body().path(NAME).path(CARD);
        boolean usual = types.equals(List.of(CARD));
        return new Terms.Methods(
                usual,
                false,
                types,
                word(card, ASKED)
                        .map(how -> Terms.Authenticating.valueOf(how.toUpperCase(Locale.ROOT)))
                        .orElse(Terms.Authenticating.AUTOMATIC),
                word(
                        session.body().path(NAME).path(CASH).at("/bank_transfer/eu_bank_transfer"),
                        "country"),
                word(card, "request_incremental_authorization")
                        .filter("if_available"::equals)
                        .isPresent());
    }

    /** When the buyer of a session that keeps a card is to authenticate. */
    static Optional<String> authenticating(Params params) {
        return params.hash(NAME)
                .flatMap(options -> options.hash(CARD))
                .flatMap(card -> card.text(ASKED));
    }

    static Optional<String> authenticating(Session session) {
        return word(session.body().path(NAME).path(CARD), ASKED);
    }

    /** When a payment by card is taken, if that is said of cards alone. */
    static Optional<String> capture(Session session) {
        return word(session.body().path(NAME).path(CARD), "capture_method");
    }

    static Optional<String> capture(Params params) {
        return params.hash(NAME)
                .flatMap(options -> options.hash(CARD))
                .flatMap(card -> card.text("capture_method"));
    }

    /** What a card is kept for, if that is said of cards alone. */
    static Optional<String> futureUsage(Session session) {
        return word(session.body().path(NAME).path(CARD), "setup_future_usage");
    }

    /** What the payment is to tell of it, as JSON with the API's names. */
    static Optional<String> told(Session session) {
        var node = Json.object();
        var options = session.body().path(NAME);
        if (options.get(CARD) instanceof ObjectNode card)
            keep(node, CARD, card.deepCopy().retain(TOLD));
        for (var type : List.of("sepa_debit", "us_bank_account"))
            if (options.get(type) instanceof ObjectNode of)
                keep(node, type, of.deepCopy().without("setup_future_usage"));
        return Optional.of(node).filter(n -> !n.isEmpty()).map(Json::text);
    }

    private static void keep(ObjectNode node, String type, ObjectNode of) {
        if (!of.isEmpty()) node.set(type, of);
    }

    private static Optional<String> word(JsonNode of, String name) {
        return of.path(name).isTextual() ? Optional.of(of.path(name).asText()) : Optional.empty();
    }
}
