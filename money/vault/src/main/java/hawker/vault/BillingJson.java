package hawker.vault;

import com.fasterxml.jackson.databind.JsonNode;
import hawker.api.Json;
import java.util.Optional;

/** Billing details back from the JSON in which they are stored. */
final class BillingJson {

    private BillingJson() {}

    static Billing parse(String json) {
        var node = Json.parse(json);
        return new Billing(
                text(node, "name"),
                text(node, "email"),
                text(node, "phone"),
                text(node, "tax_id"),
                address(node.path("address")));
    }

    static Billing.Address address(JsonNode address) {
        return new Billing.Address(
                text(address, "line1"),
                text(address, "line2"),
                text(address, "city"),
                text(address, "state"),
                text(address, "postal_code"),
                text(address, "country"));
    }

    private static Optional<String> text(JsonNode node, String name) {
        var value = node.path(name);
        return value.isTextual() ? Optional.of(value.asText()) : Optional.empty();
    }
}
