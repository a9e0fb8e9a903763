package hawker.api;

import hawker.platform.Platform;
import hawker.web.HttpServer;
import hawker.web.Response;
import hawker.web.Routes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/**
 * For tests of rooms: routes on a free port of this machine, and what programs without an SDK and
 * browsers without scripts get from them. Redirects are not followed.
 */
public final class ServedApi implements AutoCloseable {

    private final HttpServer server;
    private final HttpClient http = HttpClient.newHttpClient();

    public ServedApi(Platform platform, Routes routes) {
        var options =
                new HttpServer.Options(
                        "127.0.0.1",
                        0,
                        1 << 20,
                        request -> Response.text(404, "no such page"),
                        request -> Response.text(405, "not so"));
        server = HttpServer.start(options, routes, platform);
    }

    /** Where it is, without a slash at the end. */
    public String origin() {
        return "http://127.0.0.1:" + server.port();
    }

    /** A call with an API key (none where it is empty) and, in pairs, more headers. */
    public Got ask(String key, String method, String path, String form, String... headers) {
        var request = request(method, path, form);
        if (!key.isEmpty()) request.header("Authorization", "Bearer " + key);
        if (headers.length > 0) request.headers(headers);
        var response = send(request);
        return new Got(response.statusCode(), Json.parse(response.body()));
    }

    /** A page, with a cookie where it is not empty. */
    public HttpResponse<String> page(String cookie, String method, String path, String form) {
        var request = request(method, path, form);
        if (!cookie.isEmpty()) request.header("Cookie", cookie);
        return send(request);
    }

    private HttpRequest.Builder request(String method, String path, String form) {
        var request =
                HttpRequest.newBuilder(URI.create(origin() + path))
                        .method(method, HttpRequest.BodyPublishers.ofString(form));
        return form.isEmpty()
                ? request
                : request.header("Content-Type", "application/x-www-form-urlencoded");
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        server.close();
        http.close();
    }
}
