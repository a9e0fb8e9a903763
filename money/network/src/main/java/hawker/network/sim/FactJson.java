package hawker.network.sim;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/**
 * A fact as a line of JSON, and back. Written by hand, since thousands a second are; all texts are
 * ids and codes of ours, and one that would need escaping is refused.
 */
final class FactJson {

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String PREVIOUS = "\"prev\":\"";

    private FactJson() {}

    /** The line without its end, with the hash of the line before. */
    static byte[] line(Fact fact, String previous) {
        var out = new StringBuilder(360);
        out.append("{\"n\":").append(fact.n());
        text(out, "t", fact.at().toString());
        text(out, "mti", fact.mti());
        text(out, "key", fact.key());
        out.append(",\"account\":").append(fact.account());
        text(out, "last4", fact.last4());
        out.append(",\"amount\":").append(fact.amount());
        text(out, "currency", fact.currency());
        text(out, "code", fact.code());
        text(out, "effect", fact.effect().text());
        text(out, "of", fact.of());
        text(out, "method", fact.method());
        text(out, "intent", fact.intent());
        text(out, "checks", fact.checks());
        text(out, "authentication", fact.authentication());
        text(out, "note", fact.note());
        out.append(',').append(PREVIOUS).append(previous).append("\"}");
        return out.toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** A fact and the hash of the line before it. */
    record Parsed(Fact fact, String previous) {}

    /** Throws IllegalArgumentException when the line is no fact. */
    static Parsed parse(String line) {
        try {
            var node = MAPPER.readTree(line);
            return new Parsed(fact(node), text(node, "prev"));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a line of the witness log", e);
        }
    }

    private static Fact fact(JsonNode node) {
        return new Fact(
                node.path("n").asLong(),
                Instant.parse(text(node, "t")),
                text(node, "mti"),
                text(node, "key"),
                node.path("account").asLong(),
                text(node, "last4"),
                node.path("amount").asLong(),
                text(node, "currency"),
                text(node, "code"),
                Fact.Effect.of(text(node, "effect")),
                text(node, "of"),
                text(node, "method"),
                text(node, "intent"),
                text(node, "checks"),
                text(node, "authentication"),
                text(node, "note"));
    }

    private static String text(JsonNode node, String name) {
        return node.path(name).asText("");
    }

    private static void text(StringBuilder out, String name, String value) {
        if (value.isEmpty()) return;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < ' ' || c > '~' || c == '"' || c == '\\')
                throw new IllegalArgumentException("not fit for the witness log: " + name);
        }
        out.append(",\"").append(name).append("\":\"").append(value).append('"');
    }
}
