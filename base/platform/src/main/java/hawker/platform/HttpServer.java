package hawker.platform;

/**
 * The web server: one virtual thread a request, HTTP/1.1 with keep-alive, an answer in one write.
 */
public final class HttpServer implements AutoCloseable {

    /** Limits and fallbacks of one listener. */
    public record Options(
            String host, int port, int maxBody, Handler notFound, Handler methodNotAllowed) {}

    public static HttpServer start(Options options, Routes routes, Platform platform) {
        throw new UnsupportedOperationException();
    }

    /** The port it listens on, also when a free one was asked for. */
    public int port() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
