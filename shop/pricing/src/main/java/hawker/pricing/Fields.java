package hawker.pricing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Json;
import hawker.api.Params;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/**
 * From parameters to the fields of an object: what was sent is set, what was sent empty becomes
 * null, what was not sent stays as it is.
 */
final class Fields {

    private Fields() {}

    static void texts(ObjectNode body, Params params, String... names) {
        for (var name : names) {
            if (params.isUnset(name)) body.putNull(name);
            params.text(name).ifPresent(text -> body.put(name, text));
        }
    }

    static void integers(ObjectNode body, Params params, String... names) {
        for (var name : names) {
            if (params.isUnset(name)) body.putNull(name);
            params.integer(name).ifPresent(number -> body.put(name, number));
        }
    }

    static void flags(ObjectNode body, Params params, String... names) {
        for (var name : names) {
            if (params.isUnset(name)) body.putNull(name);
            params.flag(name).ifPresent(flag -> body.put(name, flag));
        }
    }

    static void times(ObjectNode body, Params params, String... names) {
        for (var name : names)
            params.timestamp(name).ifPresent(time -> body.put(name, Json.seconds(time)));
    }

    static void metadata(ObjectNode body, Params params) {
        var current = Json.metadata(Json.text(body.path("metadata").deepCopy()));
        body.set("metadata", Json.metadata(params.mergeMetadata(current)));
    }

    static void list(ObjectNode body, Params params, String name) {
        if (params.isUnset(name)) body.putArray(name);
        if (!params.has(name)) return;
        var array = body.putArray(name);
        params.texts(name).forEach(array::add);
    }

    /** All of these as null, for a new object: the API never leaves a field out. */
    static ObjectNode nulls(String... names) {
        var body = Json.object();
        for (var name : names) body.putNull(name);
        body.putObject("metadata");
        return body;
    }

    /** What a list's parameters ask objects to have, of those that were sent. */
    static ObjectNode like(Params params, List<String> texts, List<String> flags) {
        var like = Json.object();
        for (var name : texts) params.text(name).ifPresent(text -> like.put(name, text));
        for (var name : flags) params.flag(name).ifPresent(flag -> like.put(name, flag));
        return like;
    }

    static Optional<String> text(JsonNode body, String name) {
        var value = body.path(name);
        return value.isTextual() ? Optional.of(value.asText()) : Optional.empty();
    }

    static Optional<Long> integer(JsonNode body, String name) {
        var value = body.path(name);
        return value.isNumber() ? Optional.of(value.asLong()) : Optional.empty();
    }

    /** A decimal that the API writes as a number or as text. */
    static Optional<BigDecimal> decimal(JsonNode body, String name) {
        var value = body.path(name);
        return value.isNumber() || value.isTextual()
                ? Optional.of(new BigDecimal(value.asText()))
                : Optional.empty();
    }

    static List<String> list(JsonNode body, String name) {
        var texts = new java.util.ArrayList<String>();
        body.path(name).forEach(each -> texts.add(each.asText()));
        return List.copyOf(texts);
    }
}
