package hawker.disputes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Json;
import hawker.api.Param;
import hawker.api.Params;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code evidence[…]} of a request, as declared parameters and as changes. */
final class EvidenceParams {

    private static final String DISPUTED = "disputed_transaction";
    private static final String PRIOR = "prior_undisputed_transactions";
    private static final int LONG = 20_000;
    private static final int SHORT = 1_000;

    private static final List<String> PURCHASE =
            List.of(
                    "customer_account_id",
                    "customer_device_fingerprint",
                    "customer_device_id",
                    "customer_email_address",
                    "customer_purchase_ip",
                    "product_description");

    private static final List<String> ADDRESS =
            List.of("city", "country", "line1", "line2", "postal_code", "state");

    private EvidenceParams() {}

    static Param evidence() {
        var fields = new ArrayList<Param>();
        for (var name : Evidence.TEXTS) fields.add(Param.text(name, Evidence.MOST_TEXT).nullable());
        for (var name : Evidence.FILES) fields.add(Param.id(name).nullable());
        fields.add(enhanced());
        return Param.hash("evidence", fields.toArray(Param[]::new));
    }

    private static Param enhanced() {
        return Param.hash(
                "enhanced_evidence",
                Param.hash(
                        Eligibility.COMPELLING,
                        Param.hash(
                                DISPUTED,
                                purchase(
                                        Param.oneOf(
                                                "merchandise_or_services",
                                                "merchandise",
                                                "services"))),
                        Param.list(
                                PRIOR,
                                Param.hash("prior", purchase(Param.id("charge").required())))),
                Param.hash(Eligibility.COMPLIANCE, Param.flag("fee_acknowledged")));
    }

    private static Param[] purchase(Param own) {
        var fields = new ArrayList<Param>();
        for (var name : PURCHASE)
            fields.add(
                    Param.text(name, name.equals("product_description") ? LONG : SHORT).nullable());
        fields.add(
                Param.hash(
                        "shipping_address",
                        ADDRESS.stream()
                                .map(name -> Param.text(name, SHORT).nullable())
                                .toArray(Param[]::new)));
        fields.add(own);
        return fields.toArray(Param[]::new);
    }

    /** Fields by name; an empty text takes one away. */
    static Map<String, String> fields(Params evidence) {
        var changes = new LinkedHashMap<String, String>();
        for (var name : names()) {
            evidence.text(name).ifPresent(text -> changes.put(name, text));
            if (evidence.isUnset(name)) changes.put(name, "");
        }
        return changes;
    }

    private static List<String> names() {
        var names = new ArrayList<>(Evidence.TEXTS);
        names.addAll(Evidence.FILES);
        return names;
    }

    /** What a programme asks for, in the form of the answer. */
    static Optional<ObjectNode> programmes(Params evidence) {
        return evidence.hash("enhanced_evidence")
                .map(enhanced -> {
                    var node = Json.object();
                    enhanced.hash(Eligibility.COMPELLING)
                            .ifPresent(c -> node.set(Eligibility.COMPELLING, compelling(c)));
                    enhanced.hash(Eligibility.COMPLIANCE)
                            .ifPresent(c ->
                                    node.putObject(Eligibility.COMPLIANCE)
                                            .put("fee_acknowledged", c.isTrue("fee_acknowledged")));
                    return node;
                });
    }

    private static ObjectNode compelling(Params given) {
        var node = Json.object();
        var disputed = given.hash(DISPUTED);
        if (disputed.isEmpty()) node.putNull(DISPUTED);
        else {
            var purchase = purchase(disputed.get());
            Json.put(
                    purchase,
                    "merchandise_or_services",
                    disputed.get().text("merchandise_or_services"));
            node.set(DISPUTED, purchase);
        }
        var prior = node.putArray(PRIOR);
        for (var each : given.hashes(PRIOR))
            prior.add(purchase(each).put("charge", each.requiredText("charge")));
        return node;
    }

    private static ObjectNode purchase(Params given) {
        var node = Json.object();
        for (var name : PURCHASE) Json.put(node, name, given.text(name));
        var address = given.hash("shipping_address");
        if (address.isEmpty()) return node.putNull("shipping_address");
        var to = node.putObject("shipping_address");
        for (var name : ADDRESS) Json.put(to, name, address.get().text(name));
        return node;
    }
}
