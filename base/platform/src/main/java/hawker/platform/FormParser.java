package hawker.platform;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code application/x-www-form-urlencoded} text and cookies. */
public final class FormParser {

    private FormParser() {}

    /** Fields in order of arrival; a broken percent escape stands for itself. */
    public static List<Map.Entry<String, String>> parse(String text) {
        var fields = new ArrayList<Map.Entry<String, String>>();
        int from = 0;
        while (from < text.length()) {
            int end = text.indexOf('&', from);
            if (end < 0) end = text.length();
            if (end > from) {
                int equals = text.indexOf('=', from);
                var name =
                        equals < 0 || equals > end
                                ? text.substring(from, end)
                                : text.substring(from, equals);
                var value = equals < 0 || equals > end ? "" : text.substring(equals + 1, end);
                fields.add(Map.entry(decode(name), decode(value)));
            }
            from = end + 1;
        }
        return fields;
    }

    static Optional<String> cookie(String header, String name) {
        for (var part : header.split(";")) {
            int equals = part.indexOf('=');
            if (equals > 0 && part.substring(0, equals).strip().equals(name))
                return Optional.of(part.substring(equals + 1).strip());
        }
        return Optional.empty();
    }

    private static String decode(String text) {
        if (text.indexOf('%') < 0 && text.indexOf('+') < 0) return text;
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException brokenEscape) {
            return text;
        }
    }
}
