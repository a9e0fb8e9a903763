package hawker.payments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.ApiError;
import hawker.api.Json;
import hawker.api.Param;
import hawker.api.Params;
import hawker.network.Authorization.Authenticate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What a seller tells of how a card came to be asked about: a 3-D Secure authentication that
 * another server has made ({@code payment_method_options[card][three_d_secure]}; docs: import 3D
 * Secure results), or that it was read out over the telephone ({@code [moto]}, which holds for the
 * one confirmation that says it; docs: MOTO). It is taken at its word, as an acquirer takes it, and
 * is good for one attempt on one card (decision 0127).
 *
 * @param transaction XID of 3-D Secure 1, dsTransID of 3-D Secure 2
 * @param cryptogram CAVV, AAV or AEVV: 20 bytes in base64
 * @param indicator electronic commerce indicator: 02 and 05 authenticated, 01 and 06 attempted, 07
 *     not
 * @param status transStatus of the issuer's ARes
 * @param exempted whether the issuer has accepted an exemption for low risk
 * @param version of the protocol
 */
public record OutsideProof(
        Optional<String> transaction,
        Optional<String> cryptogram,
        Optional<String> indicator,
        Optional<String> status,
        boolean exempted,
        Optional<String> version) {

    public static final String NAME = "three_d_secure";
    public static final String MOTO = "moto";

    private static final String OPTIONS = "payment_method_options";
    private static final String OF_CARD = OPTIONS + "[card]";
    private static final String BANCAIRES = "cartes_bancaires";
    private static final String CRYPTOGRAM = "cryptogram";
    private static final String TRANSACTION = "transaction_id";
    private static final String VERSION = "version";
    private static final String ASKED = "requestor_challenge_indicator";
    private static final String CB_EXEMPTION = "cb_exemption";

    private static final int CRYPTOGRAM_BYTES = 20;
    private static final int EXEMPTION_BYTES = 3;
    private static final Pattern TWO_DIGITS = Pattern.compile("0[1-9]|[1-9][0-9]");

    /** What only the seller may say of methods, never a browser that confirms. */
    private static final List<String> SELLERS_OWN =
            List.of(MOTO, NAME, "request_three_d_secure", "capture_method", "target_date");

    /** Of a payment: whoever says that it was authenticated says what proves it. */
    static Param ofPayment() {
        return Param.hash(
                NAME,
                statuses(),
                Param.text(CRYPTOGRAM, 5000).required(),
                indicators(),
                Param.oneOf("exemption_indicator", "low_risk", "none"),
                networks(),
                Param.text(ASKED, 2),
                Param.text(TRANSACTION, 5000).required(),
                versions().required());
    }

    /** Of a card that is kept. */
    public static Param ofSetup() {
        return Param.hash(
                NAME,
                statuses(),
                Param.text(CRYPTOGRAM, 5000),
                indicators(),
                networks(),
                Param.text(ASKED, 2),
                Param.text(TRANSACTION, 5000),
                versions());
    }

    private static Param statuses() {
        return Param.oneOf("ares_trans_status", "A", "C", "I", "N", "R", "U", "Y");
    }

    private static Param indicators() {
        return Param.oneOf("electronic_commerce_indicator", "01", "02", "05", "06", "07");
    }

    private static Param versions() {
        return Param.oneOf(VERSION, "1.0.2", "2.1.0", "2.2.0", "2.3.0", "2.3.1");
    }

    private static Param networks() {
        return Param.hash(
                "network_options",
                Param.hash(
                        BANCAIRES,
                        Param.oneOf("cb_avalgo", "0", "1", "2", "3", "4", "A").required(),
                        Param.text(CB_EXEMPTION, 4),
                        Param.integer("cb_score", 0, 99)));
    }

    /**
     * Refuses what cannot be an authentication.
     *
     * @throws ApiError 400 with the parameter that is wrong
     */
    public static void check(Params request) {
        var card = request.hash(OPTIONS).flatMap(options -> options.hash("card"));
        var told = card.flatMap(c -> c.hash(NAME));
        if (told.isEmpty()) return;
        var proof = told.get();
        if (card.get().isTrue(MOTO))
            throw ApiError.parametersExclusive(card.get().nameOf(MOTO), card.get().nameOf(NAME));
        if (proof.text(CRYPTOGRAM).filter(text -> !isBase64(text, CRYPTOGRAM_BYTES)).isPresent())
            throw ApiError.parameterInvalid(
                    proof.nameOf(CRYPTOGRAM),
                    "The cryptogram must be 20 bytes, base64-encoded into 28 characters.");
        if (proof.text(TRANSACTION).filter(String::isBlank).isPresent())
            throw ApiError.parameterEmpty(proof.nameOf(TRANSACTION));
        if (proof.text(ASKED).filter(two -> !TWO_DIGITS.matcher(two).matches()).isPresent())
            throw ApiError.parameterInvalid(
                    proof.nameOf(ASKED), "The challenge indicator must be two digits, 01 to 99.");
        var bancaires = proof.hash("network_options").flatMap(of -> of.hash(BANCAIRES));
        if (bancaires.isEmpty()) return;
        if (!card.get().text("network").equals(Optional.of(BANCAIRES)))
            throw ApiError.parameterInvalid(
                    proof.nameOf("network_options"),
                    "Options of a network need `payment_method_options[card][network]` to name it.");
        if (bancaires
                .get()
                .text(CB_EXEMPTION)
                .filter(text -> !isBase64(text, EXEMPTION_BYTES))
                .isPresent())
            throw ApiError.parameterInvalid(
                    bancaires.get().nameOf(CB_EXEMPTION),
                    "The exemption must be 3 bytes, base64-encoded into 4 characters.");
    }

    private static boolean isBase64(String text, int bytes) {
        try {
            return Base64.getDecoder().decode(text).length == bytes && text.length() % 4 == 0;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * Refuses what a request says that does not confirm.
     *
     * @throws ApiError 400: an order by telephone is said with its confirmation
     */
    public static void checkUnconfirmed(Params request) {
        var card = request.hash(OPTIONS).flatMap(options -> options.hash("card"));
        if (card.filter(c -> c.has(MOTO)).isPresent())
            throw ApiError.parameterInvalid(
                    OF_CARD + "[" + MOTO + "]",
                    "The parameter `"
                            + OF_CARD
                            + "[moto]` can only be provided during confirmation.");
    }

    /**
     * Refuses what a browser says that only its seller may say, as if it did not exist.
     *
     * @throws ApiError 400 with the names
     */
    public static void checkPublic(Params request) {
        var options = request.hash(OPTIONS);
        if (options.isEmpty()) return;
        var names = new ArrayList<String>();
        for (var type : List.of("card", "card_present", "sepa_debit", "us_bank_account"))
            options.get()
                    .hash(type)
                    .ifPresent(of ->
                            SELLERS_OWN.stream()
                                    .filter(of::has)
                                    .forEach(name -> names.add(of.nameOf(name))));
        if (!names.isEmpty()) throw ApiError.parameterUnknown(names);
    }

    /** Whether a request brings one along. */
    public static boolean isTold(Params request) {
        return request.hash(OPTIONS)
                .flatMap(options -> options.hash("card"))
                .filter(card -> card.has(NAME))
                .isPresent();
    }

    /**
     * The one in options as they are kept.
     *
     * @param options JSON with a {@code card}, or empty
     */
    public static Optional<OutsideProof> in(Optional<String> options) {
        if (options.filter(text -> text.contains(NAME)).isEmpty()) return Optional.empty();
        var node = Json.parse(options.get()).path("card").path(NAME);
        if (node.isMissingNode()) return Optional.empty();
        return Optional.of(
                new OutsideProof(
                        text(node, TRANSACTION),
                        text(node, CRYPTOGRAM),
                        text(node, "electronic_commerce_indicator"),
                        text(node, "ares_trans_status"),
                        node.path("exemption_indicator").asText().equals("low_risk"),
                        text(node, VERSION)));
    }

    private static Optional<String> text(JsonNode node, String name) {
        return node.has(name) ? Optional.of(node.get(name).asText()) : Optional.empty();
    }

    /** Whether the card was read out over the telephone. */
    public static boolean isMoto(Optional<String> options) {
        return options.filter(text -> text.contains(MOTO))
                .map(text -> Json.parse(text).path("card").path(MOTO).asBoolean())
                .orElse(false);
    }

    /** The options without what holds for one confirmation or one card only. */
    public static Optional<String> without(Optional<String> options, String name) {
        if (options.filter(text -> text.contains(name)).isEmpty()) return options;
        var node = Json.parse(options.get());
        if (!(node.get("card") instanceof ObjectNode card)) return options;
        card.remove(name);
        if (card.isEmpty()) node.remove("card");
        return Optional.of(node).filter(left -> !left.isEmpty()).map(Json::text);
    }

    /** Notes after the one attempt that an authentication was good for. */
    static Notes spent(Notes notes) {
        return notes.withOptions(without(notes.options(), NAME));
    }

    /** The same for a charge: it tells what came of the cryptogram, and does not keep it. */
    static Notes ofCharge(Notes notes) {
        if (in(notes.options()).isEmpty()) return notes;
        var node = Json.parse(notes.options().orElseThrow());
        if (node.path("card").get(NAME) instanceof ObjectNode proof) proof.put(CRYPTOGRAM, "");
        return notes.withOptions(Optional.of(Json.text(node)));
    }

    /** How the network is asked; empty where nothing was told. */
    public static Optional<Authenticate> authenticate(Optional<String> options) {
        if (isMoto(options)) return Optional.of(Authenticate.EXEMPT);
        return in(options).map(OutsideProof::authenticate);
    }

    private Authenticate authenticate() {
        if (exempted) return Authenticate.EXEMPT;
        return isProven() ? Authenticate.PROVEN : Authenticate.UNPROVEN;
    }

    private boolean isProven() {
        boolean denied = status.filter(is -> is.matches("[NRU]")).isPresent();
        return cryptogram.isPresent() && !denied && !indicator.equals(Optional.of("07"));
    }

    private boolean isAttempt() {
        return indicator.filter(is -> is.equals("01") || is.equals("06")).isPresent()
                || status.equals(Optional.of("A"));
    }

    private String result() {
        if (exempted) return "exempted";
        if (!isProven()) return status.equals(Optional.of("U")) ? "processing_error" : "failed";
        return isAttempt() ? "attempt_acknowledged" : "authenticated";
    }

    /** A challenge leaves its mark in the ARes; of a silent yes there is no more to tell. */
    private Optional<String> flow() {
        return status.map(is -> is.equals("C") ? "challenge" : "frictionless");
    }

    /**
     * Writes {@code three_d_secure} of a charge or a setup attempt.
     *
     * @param exemption whether the object tells of exemptions: charges do
     */
    public void show(ObjectNode card, boolean exemption) {
        var secure = card.putObject(NAME);
        Json.put(secure, "authentication_flow", flow());
        Json.put(secure, "electronic_commerce_indicator", indicator);
        if (exemption) {
            Json.put(
                    secure,
                    "exemption_indicator",
                    exempted ? Optional.of("low_risk") : Optional.empty());
            if (exempted) secure.put("exemption_indicator_applied", true);
        }
        secure.put("result", result());
        secure.putNull("result_reason");
        Json.put(secure, "transaction_id", transaction);
        Json.put(secure, VERSION, version);
    }
}
