package hawker.oauth;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * Addresses that browsers are sent back to. A platform registers them; a request must name one of
 * them letter by letter, so that nobody else's page ever receives a code.
 */
final class Redirects {

    /** How many a platform may register in a mode. */
    static final int MOST = 20;

    private static final int LONGEST = 1_000;

    private Redirects() {}

    /**
     * What is wrong with an address that a platform wants to register; empty if nothing is.
     *
     * @param livemode whether real accounts are meant: then only https is good
     */
    static Optional<String> problem(String text, boolean livemode) {
        if (text.length() > LONGEST) return Optional.of("That is too long.");
        try {
            var uri = URI.create(text);
            boolean https = "https".equalsIgnoreCase(uri.getScheme());
            boolean http = "http".equalsIgnoreCase(uri.getScheme());
            if (!https && !(http && !livemode))
                return Optional.of(
                        livemode
                                ? "The address must begin with https://."
                                : "The address must begin with https:// or http://.");
            if (uri.getHost() == null || uri.getRawUserInfo() != null)
                return Optional.of("The address must name a host, and nobody's password.");
            if (uri.getRawFragment() != null)
                return Optional.of("The address must not have a fragment (#).");
            return Optional.empty();
        } catch (IllegalArgumentException malformed) {
            return Optional.of("That is not an address.");
        }
    }

    /** The address with parameters behind it. */
    static String with(String uri, Map<String, String> params) {
        var text = new StringBuilder(uri);
        char before = uri.indexOf('?') < 0 ? '?' : '&';
        for (var param : params.entrySet()) {
            text.append(before).append(param.getKey()).append('=').append(encoded(param));
            before = '&';
        }
        return text.toString();
    }

    private static String encoded(Map.Entry<String, String> param) {
        return URLEncoder.encode(param.getValue(), StandardCharsets.UTF_8);
    }
}
