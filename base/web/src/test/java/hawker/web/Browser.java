package hawker.web;

import hawker.platform.Platform;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * For tests of rooms: their pages behind a server of their own, seen by a browser without scripts.
 * It has cookies, links and forms, and does not follow redirects by itself.
 */
public final class Browser implements AutoCloseable {

    private static final Pattern FORM =
            Pattern.compile("<form[^>]*action=\"([^\"]+)\".*?</form>", Pattern.DOTALL);
    private static final Pattern FIELD =
            Pattern.compile("<input([^>]*)name=\"([^\"]+)\"[^>]*?value=\"([^\"]*)\"([^>]*)>");

    private final HttpServer server;
    private final HttpClient client =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();
    private final Map<String, String> cookies = new LinkedHashMap<>();

    public Browser(Platform platform, Routes routes) {
        var options =
                new HttpServer.Options(
                        "127.0.0.1",
                        0,
                        1 << 20,
                        request -> Response.text(404, "no route"),
                        request -> Response.text(405, "no method"));
        server = HttpServer.start(options, routes, platform);
    }

    /** What came back. */
    public record Answer(int status, String body, HttpResponse<byte[]> response) {

        /** Of a file. */
        public byte[] bytes() {
            return response.body();
        }

        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        /** Where it sends the browser, without the origin. */
        public String location() {
            return header("Location").replaceFirst("^https?://[^/]+", "");
        }

        /** The hidden, filled and checked fields of the room's own form. */
        public Map<String, String> fields() {
            var fields = new LinkedHashMap<String, String>();
            var forms = FORM.matcher(body);
            while (forms.find()) {
                if (forms.group(1).equals("/scheme") || forms.group(1).equals("/search")) continue;
                var inputs = FIELD.matcher(forms.group());
                while (inputs.find()) {
                    boolean radio = inputs.group(1).contains("radio");
                    if (!radio || inputs.group(4).contains("checked"))
                        fields.put(inputs.group(2), inputs.group(3).replace("&#39;", "'"));
                }
            }
            return fields;
        }
    }

    public void cookie(String name, String value) {
        cookies.put(name, value);
    }

    public Answer get(String path, String... headers) {
        return send(request(path, headers).GET());
    }

    public Answer post(String path, Map<String, String> form, String... headers) {
        var body =
                form.entrySet().stream()
                        .map(e -> encoded(e.getKey()) + "=" + encoded(e.getValue()))
                        .collect(Collectors.joining("&"));
        return send(
                request(path, headers)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder request(String path, String... headers) {
        var uri = URI.create("http://127.0.0.1:" + server.port() + path);
        var request = HttpRequest.newBuilder(uri);
        for (int i = 0; i < headers.length; i += 2) request.header(headers[i], headers[i + 1]);
        var jar =
                cookies.entrySet().stream()
                        .map(e -> e.getKey() + "=" + e.getValue())
                        .collect(Collectors.joining("; "));
        if (!jar.isEmpty()) request.header("Cookie", jar);
        return request;
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            var response = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
            for (var cookie : response.headers().allValues("Set-Cookie")) {
                var pair = cookie.split(";", 2)[0].split("=", 2);
                cookies.put(pair[0], pair[1]);
            }
            var body = new String(response.body(), StandardCharsets.UTF_8);
            return new Answer(response.statusCode(), body, response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        client.close();
        server.close();
    }
}
