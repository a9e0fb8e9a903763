package hawker.web;

import hawker.platform.Platform;
import hawker.platform.Secrets;
import java.nio.charset.StandardCharsets;

/**
 * What machines ask: {@code /healthz} (the process lives), {@code /readyz} (the database answers;
 * else 503, and a load balancer sends its requests elsewhere), {@code /metrics} (Prometheus text).
 */
public final class Health {

    private final Platform platform;

    public Health(Platform platform) {
        this.platform = platform;
    }

    public Routes routes() {
        return new Routes()
                .get("/healthz", request -> Response.text(200, "live\n"))
                .get("/readyz", request -> ready())
                .get("/metrics", this::metrics);
    }

    private Response ready() {
        return platform.isReady()
                ? Response.text(200, "ready\n")
                : Response.text(503, "the database does not answer\n");
    }

    /**
     * Numbers about the business are not for everybody: only for callers on this machine, or with
     * {@code Authorization: Bearer} and HAWKER_METRICS_TOKEN. To all others the page is not there.
     */
    private Response metrics(Request request) {
        if (!mayRead(request)) return Response.text(404, "not found\n");
        var text = platform.metrics().scrape().getBytes(StandardCharsets.UTF_8);
        return Response.of(200, "text/plain; version=0.0.4; charset=utf-8", text);
    }

    private boolean mayRead(Request request) {
        var token = platform.settings().get("HAWKER_METRICS_TOKEN");
        if (token.isPresent()) {
            var given = request.header("authorization").orElse("");
            return Secrets.equal(given, "Bearer " + token.get());
        }
        // Behind a proxy everybody comes from this machine; the proxy says so in a header.
        return isLoopback(request.remoteAddress())
                && request.header("x-forwarded-for").isEmpty()
                && request.header("forwarded").isEmpty();
    }

    private static boolean isLoopback(String address) {
        return address.startsWith("127.")
                || address.equals("0:0:0:0:0:0:0:1")
                || address.equals("::1");
    }
}
