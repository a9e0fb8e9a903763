package hawker.web;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An HTTP request, read whole.
 *
 * @param method in capitals; a HEAD comes as GET to a route that has no HEAD of its own
 * @param path as sent, percent escapes included, without the query
 * @param query what stands behind the question mark, as sent; empty without one
 * @param pathParams the named parts of the route's pattern, decoded
 * @param headers by lower-case name; several values are joined by comma, cookies by semicolon
 * @param body at most as large as the listener or the route allows
 * @param remoteAddress of the caller, numeric
 * @param id {@code req_…}, also in the answer's {@code Request-Id} and in every log line
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

    /** The last value of a query parameter, card numbers in it masked. */
    public Optional<String> queryParam(String name) {
        return FormParser.last(query, name).map(Masking::cards);
    }

    /** The same as it was sent: for what is given back untouched and kept nowhere. */
    public Optional<String> untouchedQueryParam(String name) {
        return FormParser.last(query, name);
    }

    /**
     * The last value of a form field of the body, card numbers in it masked: whatever a page keeps
     * of what was typed comes through here, so that no page can forget it.
     */
    public Optional<String> formParam(String name) {
        return secretParam(name).map(Masking::cards);
    }

    /** The same as it was typed: for the vault's card fields and for passwords. */
    public Optional<String> secretParam(String name) {
        return body.length == 0 ? Optional.empty() : FormParser.last(bodyText(), name);
    }

    /** The fields of a urlencoded body in order of arrival, card numbers in them masked. */
    public List<Map.Entry<String, String>> form() {
        return FormParser.parse(bodyText()).stream()
                .map(field -> {
                    var name = FormParser.typed(field.getKey());
                    return Map.entry(name, Masking.cards(FormParser.typed(field.getValue())));
                })
                .toList();
    }

    public String bodyText() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /** Whether htmx asks for a fragment. */
    public boolean wantsFragment() {
        return headers.containsKey("hx-request");
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

    /** The same request with another body of the form's type. */
    Request withBody(byte[] form) {
        var typed = new HashMap<>(headers);
        typed.put("content-type", "application/x-www-form-urlencoded");
        return new Request(
                method,
                path,
                query,
                pathParams,
                Map.copyOf(typed),
                form,
                remoteAddress,
                id,
                receivedAt);
    }
}
