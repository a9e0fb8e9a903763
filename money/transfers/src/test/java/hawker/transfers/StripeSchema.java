package hawker.transfers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks an object against the types of the official SDK: no field missing, none unknown, every
 * value of the right kind. Knows as much of JSON Schema as the file uses.
 */
final class StripeSchema {

    private final JsonNode schema;

    StripeSchema() {
        try (var file = StripeSchema.class.getResourceAsStream("stripe-objects.schema.json")) {
            schema = new ObjectMapper().readTree(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is wrong with an object of the API; empty if nothing is. */
    List<String> findings(ObjectNode object) {
        var name = object.path("object").asText();
        var root = schema.path("roots").path(object.has("deleted") ? name + ".deleted" : name);
        var wrong = new ArrayList<String>();
        if (root.isMissingNode()) wrong.add("no root for " + name);
        else check(object, root, name, wrong);
        return wrong;
    }

    private void check(JsonNode value, JsonNode type, String path, List<String> wrong) {
        if (type.has("$ref")) {
            var name = type.get("$ref").asText().substring("#/definitions/".length());
            check(value, schema.path("definitions").path(name), path, wrong);
        } else if (type.has("anyOf")) {
            any(value, type.get("anyOf"), path, wrong);
        } else if (type.has("const")) {
            if (!type.get("const").equals(value)) wrong.add(path + " is " + value);
        } else if (type.has("enum")) {
            if (!contains(type.get("enum"), value)) wrong.add(path + " is " + value);
        } else {
            kind(value, type, path, wrong);
        }
    }

    private static boolean contains(JsonNode values, JsonNode value) {
        for (var each : values) if (each.equals(value)) return true;
        return false;
    }

    private void any(JsonNode value, JsonNode types, String path, List<String> wrong) {
        var best = new ArrayList<String>();
        for (var type : types) {
            var found = new ArrayList<String>();
            check(value, type, path, found);
            if (found.isEmpty()) return;
            if (best.isEmpty() || found.size() > best.size()) {
                best.clear();
                best.addAll(found);
            }
        }
        wrong.addAll(best);
    }

    private void kind(JsonNode value, JsonNode type, String path, List<String> wrong) {
        boolean fits =
                switch (type.path("type").asText()) {
                    case "string" -> value.isTextual();
                    case "number" -> value.isNumber();
                    case "boolean" -> value.isBoolean();
                    case "null" -> value.isNull();
                    case "array" -> value.isArray();
                    case "object" -> value.isObject();
                    default -> true;
                };
        if (!fits) wrong.add(path + " is " + value);
        else if (value instanceof ObjectNode object) object(object, type, path, wrong);
        else if (value.isArray())
            for (var each : value) check(each, type.path("items"), path + "[]", wrong);
    }

    private void object(ObjectNode object, JsonNode type, String path, List<String> wrong) {
        for (var name : type.path("required"))
            if (!object.has(name.asText())) wrong.add(path + "." + name.asText() + " is missing");
        var more = type.path("additionalProperties");
        for (var field : object.properties()) {
            var inner = path + "." + field.getKey();
            var property = type.path("properties").path(field.getKey());
            if (!property.isMissingNode()) check(field.getValue(), property, inner, wrong);
            else if (more.isBoolean() && !more.asBoolean()) wrong.add(inner + " is unknown");
            else if (more.isObject()) check(field.getValue(), more, inner, wrong);
        }
    }
}
