package hawker.house;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import hawker.api.StripeSchema;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Executors;

/**
 * Stands between a client and the house, passes everything on unchanged, and remembers what was
 * asked, how it was answered, and what the SDK's types have against the answer.
 */
final class Recorder implements AutoCloseable {

    /**
     * @param findings what is wrong with a 2xx answer; always empty for others
     */
    record Exchange(String method, String path, int status, JsonNode body, List<String> findings) {}

    /** Headers that belong to the connection, not to the message. */
    private static final Set<String> OWN =
            Set.of(
                    "host",
                    "connection",
                    "content-length",
                    "transfer-encoding",
                    "upgrade",
                    "expect");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String target;
    private final HttpServer server;
    private final HttpClient client = HttpClient.newHttpClient();
    private final StripeSchema schema = new StripeSchema();
    private final List<Exchange> heard = new ArrayList<>();

    Recorder(String target) throws IOException {
        this.target = target;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::pass);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    String base() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    synchronized List<Exchange> heard() {
        return List.copyOf(heard);
    }

    private synchronized void remember(Exchange exchange) {
        heard.add(exchange);
    }

    private void pass(HttpExchange exchange) throws IOException {
        try (exchange) {
            var uri = exchange.getRequestURI();
            var request = HttpRequest.newBuilder(URI.create(target + uri));
            exchange.getRequestHeaders()
                    .forEach((name, values) -> {
                        if (!OWN.contains(name.toLowerCase(Locale.ROOT)))
                            values.forEach(value -> request.header(name, value));
                    });
            var body = exchange.getRequestBody().readAllBytes();
            request.method(
                    exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
            var answer = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            remember(exchange.getRequestMethod(), uri.getPath(), answer);
            answer.headers()
                    .map()
                    .forEach((name, values) -> {
                        if (!OWN.contains(name.toLowerCase(Locale.ROOT)))
                            exchange.getResponseHeaders().put(name, values);
                    });
            exchange.sendResponseHeaders(
                    answer.statusCode(), answer.body().length == 0 ? -1 : answer.body().length);
            exchange.getResponseBody().write(answer.body());
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    private void remember(String method, String path, HttpResponse<byte[]> answer)
            throws IOException {
        var type = answer.headers().firstValue("Content-Type").orElse("");
        if (path.endsWith("/oauth/authorize") && type.startsWith("text/html"))
            remember(new Exchange(method, path, answer.statusCode(), JSON.nullNode(), List.of()));
        if (!type.startsWith("application/json")) return;
        var body = JSON.readTree(answer.body());
        var good = answer.statusCode() / 100 == 2 && body.has("object");
        remember(
                new Exchange(
                        method,
                        path,
                        answer.statusCode(),
                        body,
                        good ? schema.findings(body) : List.of()));
    }

    @Override
    public void close() {
        server.stop(0);
        client.close();
    }
}
