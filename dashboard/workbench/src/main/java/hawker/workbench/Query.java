package hawker.workbench;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Parameters of the API, as they are sent. What is empty is not sent. */
record Query(String text) {

    static final Query NONE = new Query("");

    static Query of(String name, String value) {
        return NONE.with(name, value);
    }

    Query with(String name, String value) {
        return value.isEmpty() ? this : sent(name, value);
    }

    Query with(String name, Optional<String> value) {
        return with(name, value.orElse(""));
    }

    /** Sends an empty value too, which takes a field away. */
    Query sent(String name, String value) {
        var field = encoded(name) + "=" + encoded(value);
        return new Query(text.isEmpty() ? field : text + "&" + field);
    }

    private static String encoded(String words) {
        return URLEncoder.encode(words, StandardCharsets.UTF_8);
    }
}
