package hawker.disputes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Json;
import java.util.List;

/**
 * How far a dispute has come in the programmes of Visa that shift its outcome: Compelling Evidence
 * 3.0 wants the disputed purchase and two earlier ones that were not disputed, with something in
 * common; compliance wants the seller to know that it costs a fee.
 */
final class Eligibility {

    static final String COMPELLING = "visa_compelling_evidence_3";
    static final String COMPLIANCE = "visa_compliance";

    /** Purchases that were not disputed, beside the one that is. */
    private static final int PRIOR = 2;

    private static final List<String> IDENTIFIERS =
            List.of(
                    "customer_account_id",
                    "customer_device_fingerprint",
                    "customer_device_id",
                    "customer_purchase_ip",
                    "shipping_address");

    private Eligibility() {}

    static ObjectNode of(Dispute dispute) {
        var node = Json.object();
        ObjectNode given = Json.parse(dispute.standing().evidence().enhanced());
        switch (dispute.facts().programme().orElse("")) {
            case COMPELLING -> node.set(COMPELLING, compelling(given.path(COMPELLING)));
            case COMPLIANCE ->
                    node.putObject(COMPLIANCE)
                            .put(
                                    "status",
                                    given.path(COMPLIANCE).path("fee_acknowledged").asBoolean()
                                            ? "fee_acknowledged"
                                            : "requires_fee_acknowledgement");
            default -> {}
        }
        return node;
    }

    private static ObjectNode compelling(JsonNode given) {
        var disputed = given.path("disputed_transaction");
        var prior = given.path("prior_undisputed_transactions");
        var missing = Json.array();
        if (!hasIdentifiers(disputed)) missing.add("missing_customer_identifiers");
        if (isBlank(disputed, "product_description"))
            missing.add("missing_disputed_transaction_description");
        if (isBlank(disputed, "merchandise_or_services"))
            missing.add("missing_merchandise_or_services");
        if (prior.size() < PRIOR) missing.add("missing_prior_undisputed_transactions");
        for (var purchase : prior)
            if (isBlank(purchase, "product_description")) {
                missing.add("missing_prior_undisputed_transaction_description");
                break;
            }
        return status(missing);
    }

    private static ObjectNode status(ArrayNode missing) {
        var node = Json.object();
        node.set("required_actions", missing);
        return node.put("status", missing.isEmpty() ? "qualified" : "requires_action");
    }

    private static boolean hasIdentifiers(JsonNode purchase) {
        return IDENTIFIERS.stream().filter(name -> purchase.hasNonNull(name)).count() >= 2;
    }

    private static boolean isBlank(JsonNode node, String name) {
        return !node.hasNonNull(name) || node.path(name).asText().isBlank();
    }
}
