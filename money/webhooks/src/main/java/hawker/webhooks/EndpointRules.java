package hawker.webhooks;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What an endpoint may be, however it is made: through the API or on a page. */
final class EndpointRules {

    /** Endpoints of an account. */
    static final int MOST = 16;

    static final int LONGEST_URL = 2_048;
    static final int MOST_EVENTS = 200;

    private static final Pattern LITERAL =
            Pattern.compile("\\[.*]|[0-9.]+|0x.*", Pattern.CASE_INSENSITIVE);

    private final Addresses addresses;

    EndpointRules(Addresses addresses) {
        this.addresses = addresses;
    }

    /** Why an address cannot be called; names are looked up and checked again at each call. */
    Optional<String> wrongUrl(String text, boolean live) {
        if (text.length() > LONGEST_URL) return Optional.of("Invalid URL: it is too long.");
        URI uri;
        try {
            uri = URI.create(text);
        } catch (IllegalArgumentException malformed) {
            return Optional.of(
                    "Invalid URL: it must be a complete address such as https://example.com/hook.");
        }
        var scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        if (!scheme.equals("https") && (live || !scheme.equals("http")))
            return Optional.of(
                    live
                            ? "Invalid URL: webhook endpoints in live mode must begin with https://."
                            : "Invalid URL: an explicit scheme (such as https) must be provided.");
        if (uri.getHost() == null || uri.getUserInfo() != null || uri.getFragment() != null)
            return Optional.of(
                    "Invalid URL: it must name a host, and neither a user nor a fragment.");
        int port = uri.getPort() >= 0 ? uri.getPort() : scheme.equals("https") ? 443 : 80;
        return LITERAL.matcher(uri.getHost()).matches() && !allowed(uri.getHost(), port, live)
                ? Optional.of("Invalid URL: URL must be publicly accessible.")
                : Optional.empty();
    }

    /** The first name that is none of an event. */
    static Optional<String> wrongEvent(List<String> names) {
        return names.stream()
                .filter(name -> !name.equals("*") && !EventTypes.exists(name))
                .findFirst();
    }

    private boolean allowed(String host, int port, boolean live) {
        try {
            return addresses.allows(InetAddress.getByName(host), port, live);
        } catch (UnknownHostException noAddress) {
            return false;
        }
    }
}
