package hawker.web;

import hawker.kernel.Clock;
import hawker.platform.DatabaseException;
import io.helidon.http.HeaderName;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.logging.Level;
import java.util.logging.Logger;

/** One request from Helidon's hands through a handler and back: match, read, answer, write. */
final class HttpDispatch {

    private static final Logger LOG = Logger.getLogger(HttpServer.class.getName());
    static final HeaderName REQUEST_ID = HeaderNames.create("Request-Id");
    private static final int MAX_DRAINED = 4 * 1024 * 1024;
    private static final byte[] NO_BODY = new byte[0];
    private static final char[] BASE62 =
            "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".toCharArray();

    private final HttpServer.Options options;
    private final RouteTable table;
    private final HttpMeasures measures;
    private final Clock clock;
    private final Gzip gzip;
    private final boolean trustForwarded;

    HttpDispatch(
            HttpServer.Options options,
            RouteTable table,
            HttpMeasures measures,
            Clock clock,
            Gzip gzip,
            boolean trustForwarded) {
        this.options = options;
        this.table = table;
        this.measures = measures;
        this.clock = clock;
        this.gzip = gzip;
        this.trustForwarded = trustForwarded;
    }

    void handle(ServerRequest in, ServerResponse out) {
        long start = System.nanoTime();
        var method = in.prologue().method().text();
        var request = head(in, method);
        var match = table.match(method, request.path());
        var response = answer(in, request, match);
        var pattern =
                match instanceof RouteTable.Match.Found found
                        ? found.target().route().pattern()
                        : "none";
        // Before writing: a caller on a slow line is not our slowness.
        measures.record(known(method), pattern, response.status(), System.nanoTime() - start);
        write(request, method.equals("HEAD"), response, out);
        if (asksToClose(request.headers().getOrDefault("connection", ""))
                || response.header("Connection").isPresent())
            // Helidon 4.5.0 answers "Connection: close" and then leaves the connection open.
            throw new CloseConnectionException("closed as agreed");
    }

    private Response answer(ServerRequest in, Request request, RouteTable.Match match) {
        try {
            return switch (match) {
                case RouteTable.Match.Found(var target, var params) -> {
                    int limit = target.route().maxBody().orElse(options.maxBody());
                    var whole = whole(in, request, target.route().method(), params, limit);
                    yield target.route().handler().handle(whole);
                }
                case RouteTable.Match.OtherMethods(var methods) ->
                        options.methodNotAllowed()
                                .handle(request)
                                .with("Allow", String.join(", ", methods));
                case RouteTable.Match.Nothing() -> options.notFound().handle(request);
            };
        } catch (Throwable failure) {
            return failed(request, failure);
        }
    }

    private Response failed(Request request, Throwable failure) {
        boolean unavailable = failure instanceof DatabaseException e && e.isUnavailable();
        if (!(failure instanceof HttpException))
            LOG.log(
                    unavailable ? Level.WARNING : Level.SEVERE,
                    failure,
                    () -> request.id() + " " + request.method() + " " + request.path() + " failed");
        var response = errorAnswer(request, failure);
        if (unavailable)
            return response.with("Retry-After", "1").with("Stripe-Should-Retry", "true");
        // What is left of a body that is too large is not read to its end.
        return failure instanceof HttpException e && e.status() == 413
                ? response.with("Connection", "close")
                : response;
    }

    private Response errorAnswer(Request request, Throwable failure) {
        try {
            return options.onError().apply(request, failure);
        } catch (RuntimeException worse) {
            LOG.log(Level.SEVERE, worse, () -> request.id() + " the error page failed");
            return HttpServer.plainError(request, failure);
        }
    }

    /** The request as far as its head goes. */
    private Request head(ServerRequest in, String method) {
        var headers = new HashMap<String, String>();
        for (var header : in.headers()) {
            var name = header.headerName().lowerCase();
            var joint = name.equals("cookie") ? "; " : ", ";
            var value =
                    header.valueCount() == 1
                            ? header.get()
                            : String.join(joint, header.allValues(false));
            headers.put(name, value);
        }
        var prologue = in.prologue();
        return new Request(
                method,
                prologue.uriPath().rawPath(),
                prologue.hasQuery() ? prologue.query().rawValue() : "",
                Map.of(),
                headers,
                NO_BODY,
                caller(in, headers),
                requestId(),
                clock.now());
    }

    private static Request whole(
            ServerRequest in, Request head, String method, Map<String, String> params, int limit) {
        var body = in.content().hasEntity() ? readBody(in, head, limit) : NO_BODY;
        return new Request(
                method,
                head.path(),
                head.query(),
                params,
                head.headers(),
                body,
                head.remoteAddress(),
                head.id(),
                head.receivedAt());
    }

    private static byte[] readBody(ServerRequest in, Request head, int limit) {
        long declared = in.headers().contentLength().orElse(-1);
        try (InputStream stream = in.content().inputStream()) {
            if (declared > limit) throw tooLarge(stream, limit);
            if (declared >= 0) {
                var body = new byte[(int) declared];
                int read = stream.readNBytes(body, 0, body.length);
                if (read < body.length) throw new HttpException(400, "The body ended early");
                return body;
            }
            var body = stream.readNBytes(limit + 1);
            if (body.length > limit) throw tooLarge(stream, limit);
            return body;
        } catch (IOException e) {
            LOG.log(Level.FINE, e, () -> head.id() + " the caller went away");
            throw new UncheckedIOException(e);
        }
    }

    /** Callers that write their whole body before they read would otherwise see a reset only. */
    private static HttpException tooLarge(InputStream rest, int limit) throws IOException {
        var buffer = new byte[16 * 1024];
        int left = MAX_DRAINED;
        while (left > 0) {
            int read = rest.read(buffer);
            if (read < 0) break;
            left -= read;
        }
        return new HttpException(413, "The request is larger than " + limit + " bytes");
    }

    private String caller(ServerRequest in, Map<String, String> headers) {
        if (trustForwarded) {
            var forwarded = headers.get("x-forwarded-for");
            // The last address is the one our own proxy saw; those before are the caller's word.
            if (forwarded != null)
                return forwarded.substring(forwarded.lastIndexOf(',') + 1).strip();
        }
        return in.remotePeer().host();
    }

    private void write(Request request, boolean headOnly, Response response, ServerResponse out) {
        out.status(response.status());
        var headers = out.headers();
        var type = "";
        boolean encoded = false;
        for (var header : response.headers()) {
            var name = HeaderNames.create(header.getKey());
            headers.add(HeaderValues.create(name, header.getValue()));
            if (name.equals(HeaderNames.CONTENT_TYPE)) type = header.getValue();
            if (name.equals(HeaderNames.CONTENT_ENCODING)) encoded = true;
        }
        headers.add(HeaderValues.create(REQUEST_ID, request.id()));
        var body = response.body();
        if (body.length > Gzip.WORTH_IT && !encoded && Gzip.helps(type)) {
            headers.add(HeaderNames.VARY, "Accept-Encoding");
            if (Gzip.accepted(request.headers().getOrDefault("accept-encoding", ""))) {
                headers.add(HeaderNames.CONTENT_ENCODING, "gzip");
                body = gzip.compress(body);
            }
        }
        if (headOnly) {
            headers.contentLength(body.length);
            out.send();
        } else if (body.length == 0) {
            out.send();
        } else {
            out.send(body);
        }
    }

    /** Unguessable ids are not needed here; a secure generator would cost more than the routing. */
    static String requestId() {
        var text = new char[18];
        "req_".getChars(0, 4, text, 0);
        var random = ThreadLocalRandom.current();
        for (int half = 0; half < 2; half++) {
            long bits = random.nextLong() >>> 1;
            for (int i = 0; i < 7; i++) {
                text[4 + half * 7 + i] = BASE62[(int) (bits % 62)];
                bits /= 62;
            }
        }
        return new String(text);
    }

    private static boolean asksToClose(String connection) {
        return connection.length() >= 5 && connection.toLowerCase(Locale.ROOT).contains("close");
    }

    /** Invented methods must not make series without end. */
    private static String known(String method) {
        return switch (method) {
            case "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS" -> method;
            default -> "other";
        };
    }
}
