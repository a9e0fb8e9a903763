package hawker.web;

import hawker.kernel.Clock;
import hawker.platform.DatabaseException;
import hawker.platform.Platform;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http1.Http1Config;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.function.BiFunction;

/**
 * The web server: one virtual thread a request, HTTP/1.1 with keep-alive, an answer in one write.
 *
 * <p>Helidon reads and writes HTTP; routes, limits, errors, compression and measures are here, so
 * that a request costs a look into a map and no regular expression. Requests over a limit are
 * refused before a handler sees them: a request line over 8 KiB (414), headers over 32 KiB (400), a
 * body over {@link Options#maxBody} or the route's own limit (413).
 */
public final class HttpServer implements AutoCloseable {

    private static final int MAX_REQUEST_LINE = 8 * 1024;
    private static final int MAX_HEADERS = 32 * 1024;
    private static final int MAX_CONNECTIONS = 20_000;
    private static final Duration IDLE = Duration.ofSeconds(75);
    private static final Duration READ = Duration.ofSeconds(20);
    private static final Duration GRACE = Duration.ofSeconds(5);

    /**
     * Limits and fallbacks of one listener.
     *
     * @param maxBody bytes of a body, unless a route says otherwise
     * @param notFound answers a path that no route has
     * @param methodNotAllowed answers a path that has other methods; the server adds Allow
     * @param onError turns what a handler threw into an answer: {@link HttpException} has its
     *     status, {@link DatabaseException#isUnavailable} is 503 (the server adds Retry-After and
     *     Stripe-Should-Retry), everything else 500 and already logged with the request's id; of a
     *     request whose first line cannot be read the path is empty
     */
    public record Options(
            String host,
            int port,
            int maxBody,
            Handler notFound,
            Handler methodNotAllowed,
            BiFunction<Request, Throwable, Response> onError) {

        /** With errors as plain text. */
        public Options(
                String host, int port, int maxBody, Handler notFound, Handler methodNotAllowed) {
            this(host, port, maxBody, notFound, methodNotAllowed, HttpServer::plainError);
        }
    }

    private final WebServer server;
    private final Gzip gzip;

    private HttpServer(WebServer server, Gzip gzip) {
        this.server = server;
        this.gzip = gzip;
    }

    /**
     * Opens the listener. Behind a proxy set HAWKER_TRUST_FORWARDED=true: only then is the caller's
     * address taken from X-Forwarded-For.
     */
    public static HttpServer start(Options options, Routes routes, Platform platform) {
        boolean trust = platform.settings().get("HAWKER_TRUST_FORWARDED").orElse("").equals("true");
        return start(options, routes, platform.clock(), platform.metrics(), trust);
    }

    static HttpServer start(
            Options options,
            Routes routes,
            Clock clock,
            MeterRegistry metrics,
            boolean trustForwarded) {
        var gzip = new Gzip();
        var dispatch =
                new HttpDispatch(
                        options,
                        new RouteTable(routes),
                        new HttpMeasures(metrics),
                        clock,
                        gzip,
                        trustForwarded);
        var http = HttpRouting.builder().any(dispatch::handle);
        var server =
                WebServer.builder()
                        .host(options.host)
                        .port(options.port)
                        .routing(http)
                        .directHandlers(Unreadable.handlers(options, clock))
                        .addProtocol(
                                Http1Config.builder()
                                        .maxPrologueLength(MAX_REQUEST_LINE)
                                        .maxHeadersSize(MAX_HEADERS)
                                        // SDKs send expand[0]=… with bare brackets in the query.
                                        .validatePrologue(false)
                                        .sendKeepAliveHeader(false)
                                        .build())
                        .connectionOptions(o -> o.tcpNoDelay(true).readTimeout(READ))
                        .idleConnectionTimeout(IDLE)
                        .maxTcpConnections(MAX_CONNECTIONS)
                        .shutdownGracePeriod(GRACE)
                        .shutdownHook(false)
                        .featuresDiscoverServices(false)
                        .build()
                        .start();
        if (!server.isRunning())
            throw new IllegalStateException(
                    "port %d of %s is taken by another program; stop that one or choose another port"
                            .formatted(options.port, options.host));
        return new HttpServer(server, gzip);
    }

    /** The port it listens on, also when a free one was asked for. */
    public int port() {
        return server.port();
    }

    /** Takes no more connections and lets requests under way finish, at most 5 seconds. */
    @Override
    public void close() {
        server.stop();
        gzip.close();
    }

    /** What a caller sees when nothing better is given: a short line of text. */
    static Response plainError(Request request, Throwable failure) {
        return switch (failure) {
            case HttpException refused -> Response.text(refused.status(), refused.reason());
            case DatabaseException e when e.isUnavailable() ->
                    Response.text(503, "Try again in a moment. Request " + request.id());
            default -> Response.text(500, "Something broke on our side. Request " + request.id());
        };
    }
}
