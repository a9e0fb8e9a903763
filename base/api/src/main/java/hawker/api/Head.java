package hawker.api;

import hawker.web.Request;
import hawker.web.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The headers of one answer (stripe.md §1.1). The server adds Request-Id. */
final class Head {

    private static final Map.Entry<String, String> JSON =
            Map.entry("Content-Type", "application/json");
    private static final Map.Entry<String, String> NO_CACHE =
            Map.entry("Cache-Control", "no-cache, no-store");
    private static final Map.Entry<String, String> ANY_ORIGIN =
            Map.entry("Access-Control-Allow-Origin", "*");
    private static final Map.Entry<String, String> EXPOSED =
            Map.entry(
                    "Access-Control-Expose-Headers", "Request-Id, Idempotency-Key, Stripe-Version");

    private final Request request;
    private @Nullable Caller caller;
    private String version = Versions.NEWEST;
    private Sent.Group sent = new Sent.Group();

    Head(Request request) {
        this.request = request;
        var asked = request.header("stripe-version");
        if (asked.isPresent()) version = Versions.applied(asked, Versions.NEWEST);
    }

    void authenticated(Caller who) {
        caller = who;
        version = Versions.applied(request.header("stripe-version"), who.apiVersion());
    }

    /** What the request says, for the log. */
    void says(Sent.Group parameters) {
        sent = parameters;
    }

    Sent.Group sent() {
        return sent;
    }

    Optional<Caller> caller() {
        return Optional.ofNullable(caller);
    }

    String version() {
        return version;
    }

    /** The idempotency key; 400 if it is too long or not printable. */
    Optional<String> checkedKey() {
        var key = request.header("idempotency-key").filter(k -> !k.isEmpty());
        if (key.isPresent() && key.get().length() > Idempotency.MAX_KEY)
            throw ApiError.invalid(
                    "Idempotency keys have at most " + Idempotency.MAX_KEY + " characters.");
        if (key.isPresent() && !isPrintable(key.get()))
            throw ApiError.invalid("Idempotency keys consist of printable ASCII characters.");
        return key;
    }

    /** Runs the work; whatever it throws becomes an answer. */
    Response guard(Supplier<Response> work) {
        try {
            return work.get();
        } catch (RuntimeException failure) {
            return error(Pipeline.translated(request, failure));
        }
    }

    Response answer(Answer answer, Optional<String> original) {
        var headers = headers();
        if (original.isPresent()) {
            headers.add(Map.entry("Idempotent-Replayed", "true"));
            headers.add(Map.entry("Original-Request", original.get()));
            headers.add(Map.entry("Stripe-Should-Retry", "false"));
        }
        return new Response(answer.status(), headers, Json.bytes(answer.body()));
    }

    Response error(ApiError error) {
        var headers = headers();
        error.retry()
                .ifPresent(
                        again -> headers.add(Map.entry("Stripe-Should-Retry", again.toString())));
        if (error.status() == 429 || error.status() == 503)
            headers.add(Map.entry("Retry-After", "1"));
        return new Response(error.status(), headers, Json.bytes(error.answer().body()));
    }

    private List<Map.Entry<String, String>> headers() {
        var headers = new ArrayList<Map.Entry<String, String>>(12);
        headers.add(JSON);
        headers.add(NO_CACHE);
        headers.add(ANY_ORIGIN);
        headers.add(EXPOSED);
        headers.add(Map.entry("Stripe-Version", version));
        echo("idempotency-key", "Idempotency-Key", headers);
        echo("stripe-account", "Stripe-Account", headers);
        return headers;
    }

    private void echo(String sent, String name, List<Map.Entry<String, String>> headers) {
        var value = request.header(sent);
        if (value.isPresent()
                && !value.get().isEmpty()
                && value.get().length() <= Idempotency.MAX_KEY
                && isPrintable(value.get())) headers.add(Map.entry(name, value.get()));
    }

    private static boolean isPrintable(String text) {
        for (int i = 0; i < text.length(); i++)
            if (text.charAt(i) < ' ' || text.charAt(i) > '~') return false;
        return true;
    }
}
