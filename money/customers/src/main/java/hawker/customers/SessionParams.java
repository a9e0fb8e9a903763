package hawker.customers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.ApiError;
import hawker.api.Json;
import hawker.api.Param;
import hawker.api.Params;
import java.util.List;

/** Which parts of a page a customer session turns on. */
final class SessionParams {

    private static final Param ENABLED = Param.flag("enabled").required();
    private static final List<String> PLAIN =
            List.of("active_entitlements", "buy_button", "customer_portal", "pricing_table");
    private static final String FILTERS = "payment_method_allow_redisplay_filters";
    private static final String SAVE = "payment_method_save";
    private static final String USAGE = "payment_method_save_usage";

    static final Param COMPONENTS =
            Param.hash(
                            "components",
                            Param.hash("active_entitlements", ENABLED),
                            Param.hash("buy_button", ENABLED),
                            Param.hash("customer_portal", ENABLED),
                            Param.hash("pricing_table", ENABLED),
                            Param.hash(
                                    "customer_sheet",
                                    ENABLED,
                                    Param.hash(
                                            "features", filters(), onOff("payment_method_remove"))),
                            Param.hash(
                                    "mobile_payment_element",
                                    ENABLED,
                                    Param.hash(
                                            "features",
                                            filters(),
                                            onOff("payment_method_redisplay"),
                                            onOff("payment_method_remove"),
                                            onOff(SAVE),
                                            Param.oneOf(
                                                    "payment_method_save_allow_redisplay_override",
                                                    "always",
                                                    "limited",
                                                    "unspecified"))),
                            Param.hash(
                                    "payment_element",
                                    ENABLED,
                                    Param.hash(
                                            "features",
                                            filters(),
                                            onOff("payment_method_redisplay"),
                                            Param.integer("payment_method_redisplay_limit", 1, 10),
                                            onOff("payment_method_remove"),
                                            onOff(SAVE),
                                            Param.oneOf(USAGE, "off_session", "on_session"))))
                    .required();

    private SessionParams() {}

    private static Param filters() {
        return Param.texts(FILTERS, 20);
    }

    private static Param onOff(String name) {
        return Param.oneOf(name, "enabled", "disabled");
    }

    /** The parts as the API shows them: what was not named is off. */
    static ObjectNode components(Params components) {
        var node = Json.object();
        for (var name : PLAIN) node.putObject(name).put("enabled", isOn(components, name));
        part(node, components, "customer_sheet", false);
        part(node, components, "mobile_payment_element", false);
        part(node, components, "payment_element", true);
        boolean any = false;
        for (var each : node) any |= each.path("enabled").asBoolean();
        if (!any)
            throw ApiError.parameterInvalid(
                    "components", "At least one component must be enabled.");
        return node;
    }

    private static boolean isOn(Params components, String name) {
        return components.hash(name).map(part -> part.isTrue("enabled")).orElse(false);
    }

    private static void part(ObjectNode node, Params components, String name, boolean counts) {
        var part = node.putObject(name).put("enabled", isOn(components, name));
        var sent = components.hash(name).flatMap(each -> each.hash("features"));
        if (!isOn(components, name)) {
            part.putNull("features");
            return;
        }
        var features = part.putObject("features");
        var given = sent.map(each -> each.texts(FILTERS)).orElse(List.of());
        for (var filter : given)
            if (!List.of("always", "limited", "unspecified").contains(filter))
                throw ApiError.parameterInvalid(
                        "components[" + name + "][features][" + FILTERS + "]",
                        "Must be one of always, limited, or unspecified.");
        (given.isEmpty() ? List.of("always") : given).forEach(features.putArray(FILTERS)::add);
        word(features, sent, "payment_method_remove");
        if (name.equals("customer_sheet")) return;
        word(features, sent, "payment_method_redisplay");
        word(features, sent, SAVE);
        if (counts) {
            features.put(
                    "payment_method_redisplay_limit",
                    sent.flatMap(each -> each.integer("payment_method_redisplay_limit"))
                            .orElse(3L));
            Json.put(features, USAGE, sent.flatMap(each -> each.text(USAGE)));
            if (isSaving(features) && features.path(USAGE).isNull())
                throw ApiError.parameterMissing(
                        "components[payment_element][features][" + USAGE + "]");
        } else {
            var override = "payment_method_save_allow_redisplay_override";
            Json.put(features, override, sent.flatMap(each -> each.text(override)));
        }
    }

    private static boolean isSaving(ObjectNode features) {
        return features.path(SAVE).asText().equals("enabled");
    }

    private static void word(ObjectNode features, java.util.Optional<Params> sent, String name) {
        features.put(name, sent.flatMap(each -> each.text(name)).orElse("disabled"));
    }
}
