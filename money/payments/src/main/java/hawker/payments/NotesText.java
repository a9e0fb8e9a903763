package hawker.payments;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Json;
import hawker.vault.Billing;
import java.util.LinkedHashMap;
import java.util.Optional;

/**
 * Notes, shipping and addresses as stored JSON; shipping and addresses have Stripe's field names.
 */
final class NotesText {

    private NotesText() {}

    /** Only what is there. */
    static ObjectNode node(Notes notes) {
        var node = Json.object();
        put(node, "description", notes.description());
        if (!notes.metadata().isEmpty()) node.set("metadata", Json.metadata(notes.metadata()));
        put(node, "email", notes.receiptEmail());
        notes.shipping().ifPresent(shipping -> node.set("shipping", shipping(shipping)));
        put(node, "descriptor", notes.statementDescriptor());
        put(node, "suffix", notes.statementDescriptorSuffix());
        put(node, "group", notes.transferGroup());
        notes.amounts().ifPresent(amounts -> node.set("amounts", Json.parse(amounts)));
        notes.options().ifPresent(options -> node.set("options", Json.parse(options)));
        return node;
    }

    static Notes notes(JsonNode node) {
        var metadata = new LinkedHashMap<String, String>();
        node.path("metadata")
                .properties()
                .forEach(entry -> metadata.put(entry.getKey(), entry.getValue().asText()));
        return new Notes(
                maybe(node, "description"),
                metadata,
                maybe(node, "email"),
                node.has("shipping")
                        ? Optional.of(shipping(node.get("shipping")))
                        : Optional.empty(),
                maybe(node, "descriptor"),
                maybe(node, "suffix"),
                maybe(node, "group"),
                json(node, "amounts"),
                json(node, "options"));
    }

    private static Optional<String> json(JsonNode node, String name) {
        return node.has(name) ? Optional.of(Json.text(node.get(name))) : Optional.empty();
    }

    static ObjectNode shipping(Notes.Shipping shipping) {
        var node = Json.object();
        node.set("address", address(shipping.address()));
        put(node, "name", shipping.name());
        put(node, "phone", shipping.phone());
        put(node, "carrier", shipping.carrier());
        put(node, "tracking_number", shipping.trackingNumber());
        return node;
    }

    static Notes.Shipping shipping(JsonNode node) {
        return new Notes.Shipping(
                maybe(node, "name"),
                maybe(node, "phone"),
                maybe(node, "carrier"),
                maybe(node, "tracking_number"),
                address(node.path("address")));
    }

    static ObjectNode address(Billing.Address address) {
        var node = Json.object();
        put(node, "city", address.city());
        put(node, "country", address.country());
        put(node, "line1", address.line1());
        put(node, "line2", address.line2());
        put(node, "postal_code", address.postalCode());
        put(node, "state", address.state());
        return node;
    }

    static Billing.Address address(JsonNode node) {
        return new Billing.Address(
                maybe(node, "line1"),
                maybe(node, "line2"),
                maybe(node, "city"),
                maybe(node, "state"),
                maybe(node, "postal_code"),
                maybe(node, "country"));
    }

    static void put(ObjectNode node, String name, Optional<String> text) {
        text.ifPresent(value -> node.put(name, value));
    }

    /** A text that is there and not null. */
    static Optional<String> maybe(JsonNode node, String name) {
        return node.hasNonNull(name) ? Optional.of(node.get(name).asText()) : Optional.empty();
    }
}
