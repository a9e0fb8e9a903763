package hawker.desk;

import hawker.platform.Platform;
import hawker.web.HttpServer;
import hawker.web.Response;
import hawker.web.Routes;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A browser without scripts: links and forms; it does not follow redirects by itself. */
public final class Browser implements AutoCloseable {

    private static final Pattern SENDS =
            Pattern.compile("<form method=\"post\" action=\"(/dashboard[^\"#]*)\"");
    private static final Pattern LEADS = Pattern.compile("href=\"(/dashboard[^\"#]*)");
    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"([^\"]+)\" value=\"([^\"]*)\"");

    private final HttpServer server;
    private final HttpClient client =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

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
    public record Page(int status, String body, String location) {

        /** Words without tags, spaces single. */
        public String text() {
            return body.replaceAll("<[^>]+>", " ").replaceAll("\\s+", " ");
        }

        /** Where the forms of the page are sent. */
        public List<String> sendsTo() {
            return SENDS.matcher(body).results().map(found -> found.group(1)).toList();
        }

        /** Pages of the dashboard that it leads to, without what comes after a #. */
        List<String> leadsTo() {
            return LEADS.matcher(body)
                    .results()
                    .map(found -> found.group(1).replace("&amp;", "&"))
                    .toList();
        }

        /** The hidden fields of the form that is sent to a path. */
        public Map<String, String> form(String action) {
            int from = body.indexOf("action=\"" + action + "\"");
            if (from < 0) throw new AssertionError("no form is sent to " + action);
            var form = body.substring(from, body.indexOf("</form>", from));
            var fields = new LinkedHashMap<String, String>();
            var matcher = HIDDEN.matcher(form);
            while (matcher.find()) fields.put(matcher.group(1), matcher.group(2));
            return fields;
        }
    }

    /**
     * Every page of the dashboard that somebody gets to by links, but for the next pages of lists.
     *
     * @param from where they begin
     * @return by their addresses
     */
    public Map<String, Page> everything(String cookie, String... from) {
        var seen = new LinkedHashMap<String, Page>();
        var next = new ArrayDeque<>(List.of(from));
        while (!next.isEmpty()) {
            var path = next.remove();
            if (seen.containsKey(path) || path.contains("?after=") || path.contains(".csv"))
                continue;
            var page = get(cookie, path);
            seen.put(path, page);
            if (!page.location().isEmpty()) next.add(page.location());
            next.addAll(page.leadsTo());
        }
        return seen;
    }

    public Page get(String cookie, String path) {
        return send(request(path).header("Cookie", cookie).GET());
    }

    public Page post(String cookie, String path, Map<String, String> form) {
        var body =
                form.entrySet().stream()
                        .map(e -> encoded(e.getKey()) + "=" + encoded(e.getValue()))
                        .collect(Collectors.joining("&"));
        return send(
                request(path)
                        .header("Cookie", cookie)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    /** A form with files in one field. */
    public Page upload(
            String cookie, String path, Map<String, String> form, String field, byte[]... files) {
        var body = new ByteArrayOutputStream();
        form.forEach((name, value) ->
                part(body, "\"" + name + "\"", value.getBytes(StandardCharsets.UTF_8)));
        for (var file : files) part(body, "\"" + field + "\"; filename=\"../x.svg\"", file);
        body.writeBytes("--edge--\r\n".getBytes(StandardCharsets.US_ASCII));
        return send(
                request(path)
                        .header("Cookie", cookie)
                        .header("Content-Type", "multipart/form-data; boundary=edge")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray())));
    }

    private static void part(ByteArrayOutputStream body, String name, byte[] content) {
        var head = "--edge\r\nContent-Disposition: form-data; name=" + name + "\r\n\r\n";
        body.writeBytes(head.getBytes(StandardCharsets.UTF_8));
        body.writeBytes(content);
        body.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    /** A request of the API. */
    public Page api(String key, String path, String body) {
        return send(
                request(path)
                        .header("Authorization", "Bearer " + key)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(body)));
    }

    public String url(String path) {
        return "http://127.0.0.1:" + server.port() + path;
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(url(path)));
    }

    private Page send(HttpRequest.Builder request) {
        try {
            var response = client.send(request.build(), HttpResponse.BodyHandlers.ofString());
            return new Page(
                    response.statusCode(),
                    response.body(),
                    response.headers().firstValue("Location").orElse(""));
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
