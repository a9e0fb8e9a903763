package hawker.house;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The API by hand, for what no SDK would send. */
final class Api {

    /** An answer: status and body. */
    record Answer(int status, String text) {

        JsonNode json() {
            try {
                return new ObjectMapper().readTree(text);
            } catch (IOException notJson) {
                throw new AssertionError("not JSON: " + text, notJson);
            }
        }

        String code() {
            return json().at("/error/code").asText();
        }

        String id() {
            return json().path("id").asText();
        }
    }

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

    private final String base;
    private final String key;

    Api(String base, String key) {
        this.base = base;
        this.key = key;
    }

    Answer get(String path) {
        return send("GET", path, "", Optional.empty());
    }

    /** The same for a connected account. */
    Answer get(String path, Optional<String> account) {
        return send("GET", path, "", Optional.empty(), account);
    }

    Answer delete(String path) {
        return send("DELETE", path, "", Optional.empty());
    }

    Answer post(String path, Map<String, String> form) {
        return send("POST", path, encoded(form), Optional.empty());
    }

    Answer post(String path, Map<String, String> form, String idempotencyKey) {
        return send("POST", path, encoded(form), Optional.of(idempotencyKey));
    }

    Answer send(String method, String path, String body, Optional<String> idempotencyKey) {
        return send(method, path, body, idempotencyKey, Optional.empty());
    }

    private Answer send(
            String method,
            String path,
            String body,
            Optional<String> idempotencyKey,
            Optional<String> account) {
        var request =
                HttpRequest.newBuilder(URI.create(base + path))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .method(method, HttpRequest.BodyPublishers.ofString(body));
        if (!key.isEmpty()) request.header("Authorization", "Bearer " + key);
        idempotencyKey.ifPresent(value -> request.header("Idempotency-Key", value));
        account.ifPresent(value -> request.header("Stripe-Account", value));
        try {
            var answer = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Answer(answer.statusCode(), answer.body());
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(method + " " + path, e);
        }
    }

    /** What makes an intent of so much that cards can pay. */
    static Map<String, String> intent(String amount) {
        return Map.of(
                "amount",
                amount,
                "currency",
                "usd",
                "automatic_payment_methods[enabled]",
                "true",
                "automatic_payment_methods[allow_redirects]",
                "never");
    }

    /** Pays so much with a fixed card; gives the intent. */
    String paid(String method, String amount) {
        var answer =
                post(
                        "/v1/payment_intents",
                        Map.of(
                                "amount",
                                amount,
                                "currency",
                                "usd",
                                "payment_method",
                                method,
                                "confirm",
                                "true",
                                "automatic_payment_methods[enabled]",
                                "true",
                                "automatic_payment_methods[allow_redirects]",
                                "never"));
        if (answer.status() != 200) throw new AssertionError(answer.text());
        return answer.id();
    }

    private static String encoded(Map<String, String> form) {
        return form.entrySet().stream()
                .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
