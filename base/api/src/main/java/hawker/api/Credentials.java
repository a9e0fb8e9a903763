package hawker.api;

import hawker.web.Request;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;

/**
 * Finds the key in a request: Bearer, Basic (key as user name), or {@code key=pk_…} in the form.
 */
final class Credentials {

    private static final int MAX_KEY = 200;

    private Credentials() {}

    static Optional<String> key(Request request) {
        var header = request.header("authorization");
        if (header.isPresent()) return ofHeader(header.get().strip());
        // Browsers send the publishable key along with the form.
        return request.formParam("key")
                .or(() -> request.queryParam("key"))
                .filter(key -> key.startsWith("pk_"));
    }

    private static Optional<String> ofHeader(String header) {
        if (header.regionMatches(true, 0, "Bearer ", 0, 7))
            return plausible(header.substring(7).strip());
        if (header.regionMatches(true, 0, "Basic ", 0, 6)) return ofBasic(header.substring(6));
        return Optional.empty();
    }

    private static Optional<String> ofBasic(String encoded) {
        try {
            var pair =
                    new String(Base64.getDecoder().decode(encoded.strip()), StandardCharsets.UTF_8);
            int colon = pair.indexOf(':');
            return plausible(colon < 0 ? pair : pair.substring(0, colon));
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
    }

    private static Optional<String> plausible(String key) {
        return key.isEmpty() || key.length() > MAX_KEY ? Optional.empty() : Optional.of(key);
    }

    /** The key as it may be shown: {@code sk_test_****abcd}. */
    static String masked(String key) {
        int second = key.indexOf('_', key.indexOf('_') + 1) + 1;
        var tail = key.length() - second > 12 ? key.substring(key.length() - 4) : "";
        return ApiError.echo(key.substring(0, Math.min(second, 8))) + "****" + tail;
    }
}
