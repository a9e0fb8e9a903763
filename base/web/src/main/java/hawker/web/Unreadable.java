package hawker.web;

import hawker.kernel.Clock;
import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.ServerResponseHeaders;
import io.helidon.http.Status;
import io.helidon.webserver.http.DirectHandlers;
import java.util.Map;

/**
 * Answers what Helidon refuses before any route is looked for: a line or header that is too long or
 * cannot be read. Such a request gets an id and goes through {@link HttpServer.Options#onError}
 * like any other failure, so that a caller of the API is answered in the API's own manner. Of a
 * broken request line no path is known; it is empty then.
 */
final class Unreadable implements DirectHandler {

    private final HttpServer.Options options;
    private final Clock clock;

    private Unreadable(HttpServer.Options options, Clock clock) {
        this.options = options;
        this.clock = clock;
    }

    static DirectHandlers handlers(HttpServer.Options options, Clock clock) {
        var handlers = DirectHandlers.builder();
        var unreadable = new Unreadable(options, clock);
        for (var type : EventType.values()) handlers.addHandler(type, unreadable);
        return handlers.build();
    }

    @Override
    public TransportResponse handle(
            TransportRequest sent,
            EventType type,
            Status status,
            ServerResponseHeaders headers,
            String message) {
        var request =
                new Request(
                        sent.method(),
                        path(sent),
                        "",
                        Map.of(),
                        Map.of(),
                        new byte[0],
                        "",
                        HttpDispatch.requestId(),
                        clock.now());
        var answer = answer(request, new HttpException(status.code(), reason(status.code())));
        // Where the next request begins in such bytes, nobody knows.
        var out = TransportResponse.builder().status(status).headers(headers).keepAlive(false);
        for (var header : answer.headers())
            out.header(HeaderNames.create(header.getKey()), header.getValue());
        out.header(HttpDispatch.REQUEST_ID, request.id());
        return out.entity(answer.body()).build();
    }

    private Response answer(Request request, HttpException refused) {
        try {
            return options.onError().apply(request, refused);
        } catch (RuntimeException worse) {
            return HttpServer.plainError(request, refused);
        }
    }

    private static String path(TransportRequest sent) {
        return sent.path().startsWith("/") ? sent.path() : "";
    }

    /** Our own words: Helidon's message may repeat what was sent. */
    private static String reason(int status) {
        return switch (status) {
            case 413 -> "The request is too large.";
            case 414 -> "The address of the request is too long.";
            case 431 -> "The headers of the request are too large.";
            case 505 -> "This version of HTTP is not spoken here.";
            default -> "The request cannot be read.";
        };
    }
}
