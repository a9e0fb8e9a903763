package hawker.platform;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An HTTP request, read whole. Header names are lower-case; the body is limited by the server (1
 * MiB unless a route says otherwise).
 */
public record Request(
        String method,
        String path,
        String query,
        Map<String, String> pathParams,
        Map<String, String> headers,
        byte[] body,
        String remoteAddress,
        String id,
        Instant receivedAt) {

    public Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    /** A part of the path that the route's pattern names, decoded: {@code /v1/customers/{id}}. */
    public String pathParam(String name) {
        var value = pathParams.get(name);
        if (value == null) throw new IllegalArgumentException("the route has no part " + name);
        return value;
    }

    public Optional<String> cookie(String name) {
        return FormParser.cookie(headers.getOrDefault("cookie", ""), name);
    }

    /** The last value of a query parameter. */
    public Optional<String> queryParam(String name) {
        return last(FormParser.parse(query), name);
    }

    /** The last value of a form field of the body. */
    public Optional<String> formParam(String name) {
        return last(form(), name);
    }

    /** The fields of a urlencoded body in order of arrival. */
    public List<Map.Entry<String, String>> form() {
        return FormParser.parse(bodyText());
    }

    public String bodyText() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** Whether htmx asks for a fragment. */
    public boolean wantsFragment() {
        return header("hx-request").isPresent();
    }

    public Request withPathParams(Map<String, String> params) {
        return new Request(
                method,
                path,
                query,
                Map.copyOf(params),
                headers,
                body,
                remoteAddress,
                id,
                receivedAt);
    }

    private static Optional<String> last(List<Map.Entry<String, String>> fields, String name) {
        return fields.stream()
                .filter(f -> f.getKey().equals(name))
                .reduce((a, b) -> b)
                .map(Map.Entry::getValue);
    }
}
