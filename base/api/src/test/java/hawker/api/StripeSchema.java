package hawker.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Checks an object against the types of the official SDK: no field missing, none unknown, every
 * value of the right kind. Knows as much of JSON Schema as the file uses. Rooms with operations
 * check their answers with it.
 */
public final class StripeSchema {

    /** Read once: it is large. */
    private static final JsonNode TYPES = read();

    private final JsonNode schema = TYPES;

    private static JsonNode read() {
        try (var file = StripeSchema.class.getResourceAsStream("stripe-types.schema.json")) {
            return new ObjectMapper().readTree(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The answer itself, which is no refusal and whose objects are as the SDK's types say. */
    public static Got fits(Got got) {
        assertThat(got.status()).as(got.body().toString()).isEqualTo(200);
        assertThat(new StripeSchema().findings(got.body())).as(got.body().toString()).isEmpty();
        return got;
    }

    /** What is wrong with an object of the API, or with those of a list; empty if nothing is. */
    public List<String> findings(JsonNode object) {
        var name = object.path("object").asText();
        if (name.equals("list") || name.equals("search_result")) return inside(object);
        var root = schema.path("roots").path(object.has("deleted") ? name + ".deleted" : name);
        var wrong = new ArrayList<String>();
        if (root.isMissingNode()) wrong.add("no root for " + name);
        else check(object, root, name, wrong);
        return wrong;
    }

    private List<String> inside(JsonNode list) {
        var wrong = new ArrayList<String>();
        for (var field : List.of("data", "has_more", "url"))
            if (!list.has(field)) wrong.add(list.path("object").asText() + " has no " + field);
        for (var each : list.path("data")) wrong.addAll(findings(each));
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
