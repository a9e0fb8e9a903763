package hawker.bench;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The sellers' own servers: hears a webhook of every payment, answers 200 at once, and counts.
 * Deliveries run behind the payments; how far is what {@link #tell} says.
 */
final class Hooks implements AutoCloseable {

    /** Settings of a program that may call this machine. */
    static final Map<String, String> ALLOWED =
            Map.of("HAWKER_SIM_LATENCY", "none", "HAWKER_WEBHOOKS_ALLOW_LOOPBACK", "true");

    private static final Duration QUIET = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    private final HttpServer server;
    private final AtomicLong heard = new AtomicLong();
    private volatile long lastHeard = System.nanoTime();
    private long first;

    Hooks() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    private void answer(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        exchange.sendResponseHeaders(200, -1);
        exchange.close();
        lastHeard = System.nanoTime();
        if (heard.incrementAndGet() == 1) first = lastHeard;
    }

    /** An endpoint of the seller whose key this is. */
    void register(int port, String key) throws IOException {
        var url = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
        var body =
                "enabled_events[]=payment_intent.succeeded&url="
                        + URLEncoder.encode(url, StandardCharsets.UTF_8);
        var request =
                "POST /v1/webhook_endpoints HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer "
                        + key
                        + "\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: "
                        + body.length()
                        + "\r\n\r\n"
                        + body;
        try (var connection = new Connection(port)) {
            var answer = connection.send(request.getBytes(StandardCharsets.US_ASCII));
            if (answer.status() != 200)
                throw new IOException("no endpoint: " + answer.status() + " " + answer.text());
        }
    }

    /** Waits until nothing was heard for two seconds. */
    void awaitQuiet() throws InterruptedException {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (System.nanoTime() - lastHeard < QUIET.toNanos() && System.nanoTime() < end)
            Thread.sleep(100);
    }

    /** How many were heard, and how fast over the whole time. */
    String tell() throws InterruptedException {
        awaitQuiet();
        double seconds = (lastHeard - first) / 1e9;
        return "%,d webhooks heard, %.0f a second until the last one"
                .formatted(heard.get(), heard.get() / Math.max(1, seconds));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
