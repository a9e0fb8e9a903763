package hawker.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/** JSON as the API writes it: trees, compact UTF-8, unix seconds. */
public final class Json {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    public static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    /** Unix seconds. */
    public static long seconds(Instant time) {
        return time.getEpochSecond();
    }

    /** Sets a text, or null when there is none (the API never leaves a field out). */
    public static ObjectNode put(ObjectNode node, String name, Optional<String> text) {
        return text.isPresent() ? node.put(name, text.get()) : node.putNull(name);
    }

    /** Sets unix seconds, or null when there are none. */
    public static ObjectNode putTime(ObjectNode node, String name, Optional<Instant> time) {
        return time.isPresent() ? node.put(name, seconds(time.get())) : node.putNull(name);
    }

    public static ObjectNode metadata(Map<String, String> metadata) {
        var node = object();
        metadata.forEach(node::put);
        return node;
    }

    /** A metadata hash back from its JSON text. */
    public static Map<String, String> metadata(String text) {
        var map = new java.util.LinkedHashMap<String, String>();
        parse(text).properties().forEach(e -> map.put(e.getKey(), e.getValue().asText()));
        return java.util.Collections.unmodifiableMap(map);
    }

    public static byte[] bytes(JsonNode node) {
        try {
            return MAPPER.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can always be written", e);
        }
    }

    public static String text(JsonNode node) {
        return new String(bytes(node), StandardCharsets.UTF_8);
    }

    /** Reads a JSON object; anything else is an IllegalArgumentException. */
    public static ObjectNode parse(String text) {
        try {
            if (MAPPER.readTree(text) instanceof ObjectNode object) return object;
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not JSON", e);
        }
        throw new IllegalArgumentException("not a JSON object");
    }

    /**
     * Old values of changed fields only. Of a hash only what changed in it; a key that is new in
     * one was null before, so that a receiver can undo the change.
     */
    public static ObjectNode previous(ObjectNode before, ObjectNode after) {
        var previous = Json.object();
        for (var field : before.properties()) {
            var now = after.get(field.getKey());
            if (field.getValue().equals(now)) continue;
            if (field.getValue() instanceof ObjectNode was && now instanceof ObjectNode is)
                previous.set(field.getKey(), previous(was, is));
            else previous.set(field.getKey(), field.getValue());
        }
        for (var field : after.properties())
            if (!before.has(field.getKey())) previous.putNull(field.getKey());
        return previous;
    }
}
