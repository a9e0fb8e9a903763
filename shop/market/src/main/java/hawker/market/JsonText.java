package hawker.market;

import java.util.List;
import java.util.stream.Collectors;

/** Writes the few JSON texts that stand in pages: safe inside a script element and an attribute. */
final class JsonText {

    private JsonText() {}

    /** A string in quotes. What could end a script element is written as an escape. */
    static String quote(String text) {
        var json = new StringBuilder(text.length() + 16).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '"' -> json.append("\\\"");
                case '\\' -> json.append("\\\\");
                case '<', '>', '&', '\u2028', '\u2029' -> escape(json, c);
                default -> {
                    if (c < ' ') escape(json, c);
                    else json.append(c);
                }
            }
        }
        return json.append('"').toString();
    }

    static String array(List<String> elements) {
        return elements.stream().collect(Collectors.joining(",", "[", "]"));
    }

    private static void escape(StringBuilder json, char c) {
        json.append("\\u").append(Character.forDigit(c >> 12 & 15, 16));
        json.append(Character.forDigit(c >> 8 & 15, 16));
        json.append(Character.forDigit(c >> 4 & 15, 16));
        json.append(Character.forDigit(c & 15, 16));
    }
}
