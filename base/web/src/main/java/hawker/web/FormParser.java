package hawker.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads {@code application/x-www-form-urlencoded} text and cookies. */
public final class FormParser {

    /** A form with more fields is refused (400): no page or client of ours comes near it. */
    public static final int MAX_FIELDS = 5_000;

    private FormParser() {}

    /** Fields in order of arrival; a broken percent escape stands for itself. */
    public static List<Map.Entry<String, String>> parse(String text) {
        var fields = new ArrayList<Map.Entry<String, String>>();
        int from = 0;
        while (from < text.length()) {
            int end = endOfField(text, from);
            if (end > from) {
                int equals = equalsSign(text, from, end);
                var value = equals == end ? "" : text.substring(equals + 1, end);
                fields.add(Map.entry(decode(text.substring(from, equals)), decode(value)));
                if (fields.size() > MAX_FIELDS)
                    throw new HttpException(400, "more than " + MAX_FIELDS + " parameters");
            }
            from = end + 1;
        }
        return fields;
    }

    /** The last value of one field of a page's form, without reading the others. */
    static Optional<String> last(String text, String name) {
        Optional<String> found = Optional.empty();
        int from = 0;
        while (from < text.length()) {
            int end = endOfField(text, from);
            int equals = equalsSign(text, from, end);
            if (end > from && names(text, from, equals, name))
                found = Optional.of(equals == end ? "" : decode(text.substring(equals + 1, end)));
            from = end + 1;
        }
        return found.map(FormParser::typed);
    }

    /**
     * What a page was sent, without zero characters: nobody types one, and PostgreSQL keeps none.
     */
    static String typed(String value) {
        return value.replace("\0", "");
    }

    static Optional<String> cookie(String header, String name) {
        int from = 0;
        while (from < header.length()) {
            int end = header.indexOf(';', from);
            if (end < 0) end = header.length();
            int equals = equalsSign(header, from, end);
            if (equals < end && header.substring(from, equals).strip().equals(name))
                return Optional.of(header.substring(equals + 1, end).strip());
            from = end + 1;
        }
        return Optional.empty();
    }

    private static boolean names(String text, int from, int to, String name) {
        if (to - from == name.length()) return text.startsWith(name, from);
        // An escaped spelling is longer than the name it stands for.
        return to - from > name.length() && decode(text.substring(from, to)).equals(name);
    }

    private static int endOfField(String text, int from) {
        int end = text.indexOf('&', from);
        return end < 0 ? text.length() : end;
    }

    private static int equalsSign(String text, int from, int end) {
        int equals = text.indexOf('=', from);
        return equals < 0 || equals > end ? end : equals;
    }

    private static String decode(String text) {
        return Percent.decode(text, true);
    }
}
