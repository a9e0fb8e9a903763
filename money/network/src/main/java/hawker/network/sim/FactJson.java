package hawker.network.sim;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/**
 * A fact as a line of JSON, and back. Written by hand, since thousands a second are; all texts are
 * ids and codes of ours, and one that would need escaping is refused.
 */
final class FactJson {

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

    /**
     * Reads a line as {@link #line} writes it: names and values in any order, no escapes, nothing
     * nested. By hand too, since a start reads hundreds of thousands. Throws
     * IllegalArgumentException when the line is no fact.
     */
    static Parsed parse(String line) {
        try {
            var members = new HashMap<String, String>();
            int at = expect(line, 0, '{');
            while (true) {
                at = member(line, at, members);
                if (line.charAt(at) == '}') break;
                at = expect(line, at, ',');
            }
            return new Parsed(fact(members), text(members, "prev"));
        } catch (IndexOutOfBoundsException | DateTimeException e) {
            throw new IllegalArgumentException("not a line of the witness log", e);
        }
    }

    /** Reads {@code "name":"value"} or {@code "name":123}; where it ends. */
    private static int member(String line, int from, Map<String, String> into) {
        int nameEnd = line.indexOf('"', expect(line, from, '"'));
        int at = expect(line, nameEnd + 1, ':');
        int valueFrom = at;
        int valueEnd;
        if (line.charAt(at) == '"') {
            valueFrom = at + 1;
            valueEnd = line.indexOf('"', valueFrom);
            at = valueEnd + 1;
        } else {
            while (line.charAt(at) == '-' || Character.isDigit(line.charAt(at))) at++;
            valueEnd = at;
        }
        into.put(line.substring(from + 1, nameEnd), line.substring(valueFrom, valueEnd));
        return at;
    }

    private static int expect(String line, int at, char wanted) {
        if (line.charAt(at) != wanted)
            throw new IllegalArgumentException("not a line of the witness log at " + at);
        return at + 1;
    }

    private static Fact fact(Map<String, String> members) {
        return new Fact(
                number(members, "n"),
                Instant.parse(text(members, "t")),
                text(members, "mti"),
                text(members, "key"),
                number(members, "account"),
                text(members, "last4"),
                number(members, "amount"),
                text(members, "currency"),
                text(members, "code"),
                Fact.Effect.of(text(members, "effect")),
                text(members, "of"),
                text(members, "method"),
                text(members, "intent"),
                text(members, "checks"),
                text(members, "authentication"),
                text(members, "note"));
    }

    private static long number(Map<String, String> members, String name) {
        return Long.parseLong(text(members, name));
    }

    private static String text(Map<String, String> members, String name) {
        return members.getOrDefault(name, "");
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
