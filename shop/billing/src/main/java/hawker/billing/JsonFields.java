package hawker.billing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Json;
import hawker.api.Params;
import hawker.kernel.Currency;
import hawker.kernel.Money;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads and writes fields of documents. */
final class JsonFields {

    private JsonFields() {}

    static Optional<String> text(JsonNode node, String name) {
        var value = node.path(name);
        return value.isTextual() ? Optional.of(value.asText()) : Optional.empty();
    }

    static Optional<Instant> time(JsonNode node, String name) {
        var value = node.path(name);
        return value.isNumber()
                ? Optional.of(Instant.ofEpochSecond(value.asLong()))
                : Optional.empty();
    }

    static Currency currency(JsonNode body) {
        return Currency.of(body.path("currency").asText());
    }

    /** The objects in an array. */
    static List<ObjectNode> objects(JsonNode array) {
        var found = new ArrayList<ObjectNode>();
        for (var each : array) if (each instanceof ObjectNode object) found.add(object);
        return found;
    }

    /** The texts in an array. */
    static List<String> texts(JsonNode array) {
        var found = new ArrayList<String>();
        for (var each : array) found.add(each.asText());
        return found;
    }

    static ArrayNode array(ObjectNode node, String name) {
        return node.get(name) instanceof ArrayNode there ? there : node.putArray(name);
    }

    static ObjectNode object(ObjectNode node, String name) {
        return node.get(name) instanceof ObjectNode there ? there : node.putObject(name);
    }

    /** All of these as null: the API never leaves a field out. */
    static ObjectNode nulls(ObjectNode node, String... names) {
        for (var name : names) node.putNull(name);
        return node;
    }

    /** Sets what was sent; what was sent empty becomes null. */
    static void texts(ObjectNode body, Params params, String... names) {
        for (var name : names) {
            if (params.isUnset(name)) body.putNull(name);
            params.text(name).ifPresent(text -> body.put(name, text));
        }
    }

    /** A list of ids, as it was sent; one that was sent empty becomes null. */
    static void ids(ObjectNode body, Params params, String name) {
        if (params.isUnset(name)) body.putNull(name);
        if (params.has(name)) params.texts(name).forEach(body.putArray(name)::add);
    }

    static void times(ObjectNode body, Params params, String... names) {
        for (var name : names) {
            if (params.isUnset(name)) body.putNull(name);
            params.timestamp(name).ifPresent(time -> body.put(name, Json.seconds(time)));
        }
    }

    /** What an item or a line comes to; a credit to nothing. */
    static Money worth(JsonNode body) {
        return Money.of(Math.max(0, body.path("amount").asLong()), currency(body));
    }

    static void metadata(ObjectNode body, Params params) {
        var now = body.path("metadata");
        var current = Json.metadata(now.isObject() ? Json.text(now) : "{}");
        body.set("metadata", Json.metadata(params.mergeMetadata(current)));
    }
}
