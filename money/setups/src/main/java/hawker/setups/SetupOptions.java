package hawker.setups;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.ApiError;
import hawker.api.Json;
import hawker.api.Param;
import hawker.api.Params;
import hawker.kernel.AccountId;
import hawker.payments.OutsideProof;
import hawker.vault.CardDisplay;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a seller asks beyond the terms of a setup intent: which types are left out, and what each
 * method is asked for. Kept as JSON with Stripe's names, and shown as it was told.
 */
final class SetupOptions {

    private static final String ALLOWED = "allowed_payment_method_types";
    private static final String EXCLUDED = "excluded_payment_method_types";
    private static final String FLOWS = "flow_directions";
    private static final String OPTIONS = "payment_method_options";
    static final String CONFIGURATION = "payment_method_configuration";
    private static final String BEHALF = "on_behalf_of";

    private static final String NETWORKS = "networks";
    private static final String WIRE = "us_domestic_wire";

    /** For sellers' own money that is moved from bank to bank, which is not offered here. */
    static final String TO_SELF = "attach_to_self";

    /** What a configuration may switch on. */
    private static final List<String> CONFIGURABLE =
            List.of("card", "sepa_debit", "us_bank_account");

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

    /** What of each method's options is kept here; the rest is in the terms. */
    private static final Map<String, List<String>> KEPT =
            Map.of(
                    "card",
                    List.of("mandate_options", OutsideProof.MOTO, "network", OutsideProof.NAME),
                    "sepa_debit",
                    List.of("mandate_options"),
                    "us_bank_account",
                    List.of("mandate_options", NETWORKS, "verification_method"));

    /** What Stripe's intents do not repeat; the attempt tells of it. */
    private static final List<String> UNSHOWN =
            List.of(OutsideProof.MOTO, OutsideProof.NAME, NETWORKS);

    private static final String[] MANDATE = {"description", "end_date", "interval_count"};

    /** Which types are offered, in an intent that is made, changed or confirmed. */
    static final Param TYPES = Param.list(ALLOWED, Param.oneOf("type", ALL_TYPES)).nullable();

    /** What only making and changing may say. */
    static final Param[] MAKING = {
        Param.flag(TO_SELF),
        Param.id(CONFIGURATION),
        Param.list(EXCLUDED, Param.oneOf("type", ALL_TYPES)).nullable(),
        Param.list(FLOWS, Param.oneOf("flow", "inbound", "outbound")).nullable()
    };

    static final Param METHODS =
            Param.hash(
                    OPTIONS,
                    Param.hash(
                            "card",
                            mandate(),
                            Param.flag(OutsideProof.MOTO),
                            CardDisplay.askedNetwork(),
                            Param.oneOf("request_three_d_secure", "automatic", "any", "challenge"),
                            OutsideProof.ofSetup()),
                    Param.hash("card_present"),
                    Param.hash(
                            "sepa_debit",
                            Param.hash("mandate_options", Param.text("reference_prefix", 12))),
                    Param.hash(
                            "us_bank_account",
                            Param.hash(
                                    NETWORKS,
                                    Param.list("requested", Param.oneOf("network", "ach", WIRE))),
                            Param.hash(
                                    "mandate_options",
                                    Param.oneOf("collection_method", "paper").nullable()),
                            Param.oneOf(
                                    "verification_method",
                                    "automatic",
                                    "instant",
                                    "microdeposits")));

    private SetupOptions() {}

    private static Param mandate() {
        return Param.hash(
                "mandate_options",
                Param.amount("amount").required(),
                Param.oneOf("amount_type", "fixed", "maximum").required(),
                Param.currency("currency").required(),
                Param.text("description", 200),
                Param.timestamp("end_date"),
                Param.oneOf("interval", "day", "month", "sporadic", "week", "year").required(),
                Param.integer("interval_count", 1, 365),
                Param.text("reference", 80).required(),
                Param.timestamp("start_date").required(),
                Param.list("supported_types", Param.oneOf("type", "india")));
    }

    /** What was told before and what is told now. */
    static Optional<String> changed(Params params, Optional<String> before) {
        OutsideProof.check(params);
        if (params.isTrue(TO_SELF))
            throw ApiError.parameterInvalid(
                    TO_SELF,
                    "Payment methods are kept for customers only: there are no inbound or outbound"
                            + " transfers of an account's own money.");
        // An order by telephone is one with the confirmation that says so, and with no later one.
        var lasting = OutsideProof.without(before, OutsideProof.MOTO);
        var node = lasting.map(Json::parse).orElseGet(Json::object);
        for (var name : List.of(ALLOWED, EXCLUDED, FLOWS)) {
            if (params.isUnset(name)) node.remove(name);
            if (params.has(name)) params.texts(name).forEach(node.putArray(name)::add);
        }
        params.flag(TO_SELF).ifPresent(self -> node.put(TO_SELF, self));
        var told = params.hash(OPTIONS);
        KEPT.forEach((type, names) -> {
            var of = told.flatMap(options -> options.hash(type));
            if (of.isEmpty()) return;
            var inner = node.get(type) instanceof ObjectNode there ? there : Json.object();
            // One authentication takes the place of another, not a part of it.
            if (of.get().has(OutsideProof.NAME)) inner.remove(OutsideProof.NAME);
            of.get().mergeInto(inner);
            inner.retain(names);
            if (!inner.isEmpty()) node.set(type, inner);
        });
        return Optional.of(node).filter(n -> !n.isEmpty()).map(Json::text);
    }

    /**
     * The types that are left of those the program chose.
     *
     * @param chosen by the seller, or by the program
     * @throws ApiError 400 if none is, or if the seller chose the types
     */
    static List<String> offered(
            Params params, Optional<String> options, boolean automatic, List<String> chosen) {
        var named = Stream.of(EXCLUDED, ALLOWED, CONFIGURATION).filter(params::has).findFirst();
        var param = named.orElse(EXCLUDED);
        if (!automatic && named.isPresent())
            throw ApiError.parametersExclusive(param, "payment_method_types");
        if (!automatic || (options.isEmpty() && !params.isUnset(EXCLUDED))) return chosen;
        var node = options.map(Json::parse).orElseGet(Json::object);
        var out = texts(node, EXCLUDED);
        var in = texts(node, ALLOWED);
        var configured = node.path(CONFIGURATION);
        var left =
                (configured.has("types")
                                ? texts((ObjectNode) configured, "types")
                                : SetupIntent.Terms.USUAL.types())
                        .stream()
                                .filter(type -> !out.contains(type))
                                .filter(type -> in.isEmpty() || in.contains(type))
                                .toList();
        if (left.isEmpty())
            throw ApiError.parameterInvalid(
                    param, "No valid payment method types are left for this SetupIntent.");
        return left;
    }

    /**
     * The terms that a request changes: what another server authenticated was one card, and one
     * attempt on it, so that an authentication told before does not serve another one.
     */
    static SetupIntent.Terms before(SetupIntent intent, Params params) {
        var terms = intent.terms();
        var named = params.text("payment_method");
        boolean other =
                params.has("payment_method_data")
                        || named.filter(id -> !intent.method().map(Object::toString).equals(named))
                                .isPresent();
        boolean failed =
                intent.state() instanceof SetupIntent.State.RequiresPaymentMethod s
                        && s.lastError().isPresent();
        boolean chosen = intent.method().isPresent();
        return failed || (chosen && other)
                ? terms.withOptions(OutsideProof.without(terms.options(), OutsideProof.NAME))
                : terms;
    }

    /**
     * The options with the seller's own choice of what the program may offer.
     *
     * @param configuration of the API's form: which methods are on
     */
    static Optional<String> configured(Optional<String> before, ObjectNode configuration) {
        var node = before.map(Json::parse).orElseGet(Json::object);
        var kept = node.putObject(CONFIGURATION);
        kept.set("id", configuration.path("id"));
        kept.set("parent", configuration.path("parent"));
        var types = kept.putArray("types");
        for (var type : CONFIGURABLE) {
            var on = configuration.path(type).path("display_preference").path("value");
            if (on.asText().equals("on")) types.add(type);
        }
        return Optional.of(Json.text(node));
    }

    /** Whether accounts are asked for that wires reach; here none are. */
    static boolean asksForWires(Optional<String> options) {
        return options.filter(text -> text.contains(WIRE)).isPresent();
    }

    /** The options of an intent that is made for a connected account. */
    static Optional<String> onBehalfOf(Optional<String> before, AccountId account) {
        var node = before.map(Json::parse).orElseGet(Json::object);
        return Optional.of(Json.text(node.put(BEHALF, account.text())));
    }

    /** The connected account that it is made for. */
    static Optional<String> onBehalfOf(Optional<String> options) {
        return options.filter(text -> text.contains(BEHALF))
                .map(text -> Json.parse(text).path(BEHALF).asText())
                .filter(id -> !id.isEmpty());
    }

    private static List<String> texts(ObjectNode node, String name) {
        var all = new ArrayList<String>();
        node.path(name).forEach(each -> all.add(each.asText()));
        return all;
    }

    /** Writes what was told into an intent whose options of its types are there. */
    static void show(ObjectNode intent, Optional<String> options) {
        var node = options.map(Json::parse).orElseGet(Json::object);
        for (var name : List.of(ALLOWED, EXCLUDED, FLOWS))
            if (node.has(name)) intent.set(name, node.get(name));
            else intent.putNull(name);
        Json.put(intent, BEHALF, onBehalfOf(options));
        if (node.has(TO_SELF)) intent.set(TO_SELF, node.get(TO_SELF));
        if (node.get(CONFIGURATION) instanceof ObjectNode chosen)
            intent.set("payment_method_configuration_details", chosen.without("types"));
        else intent.putNull("payment_method_configuration_details");
        KEPT.forEach((type, names) -> {
            if (!(node.get(type) instanceof ObjectNode told)) return;
            if (!(intent.path(OPTIONS).get(type) instanceof ObjectNode of)) return;
            if (type.equals("card") && told.get("mandate_options") instanceof ObjectNode mandate) {
                for (var name : MANDATE) if (!mandate.has(name)) mandate.putNull(name);
                if (!mandate.has("supported_types")) mandate.putNull("supported_types");
            }
            told.properties().stream()
                    .filter(each -> !UNSHOWN.contains(each.getKey()))
                    .forEach(each -> of.set(each.getKey(), each.getValue()));
        });
    }
}
