package hawker.house;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A visitor's browser without scripts, for what no browser would send: cookies, an address of its
 * own, forms. It does not follow redirects.
 */
final class Web {

    /** What came back. */
    record Answer(int status, String body, HttpResponse<String> response) {

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        /** Words without tags, spaces single. */
        String text() {
            return body.replaceAll("<[^>]+>", " ").replaceAll("\\s+", " ");
        }

        /** Where it sends the browser, without the origin. */
        String location() {
            return header("Location").replaceFirst("^https?://[^/]+", "");
        }

        /** The hidden, filled and chosen fields of the form that is sent to a path. */
        Map<String, String> form(String action) {
            int from = body.indexOf("action=\"" + action + "\"");
            if (from < 0) throw new AssertionError("no form is sent to " + action);
            var form = body.substring(from, body.indexOf("</form>", from));
            var fields = new LinkedHashMap<String, String>();
            var inputs = INPUT.matcher(form);
            while (inputs.find()) {
                var tag = inputs.group();
                var name = NAME.matcher(tag);
                var value = VALUE.matcher(tag);
                boolean off = tag.contains("type=\"radio\"") || tag.contains("type=\"checkbox\"");
                if (name.find() && value.find() && (!off || tag.contains(" checked")))
                    fields.put(name.group(1), value.group(1).replace("&#39;", "'"));
            }
            return fields;
        }
    }

    private static final Pattern INPUT = Pattern.compile("<input[^>]*>");
    private static final Pattern NAME = Pattern.compile(" name=\"([^\"]*)\"");
    private static final Pattern VALUE = Pattern.compile(" value=\"([^\"]*)\"");
    private static final AtomicInteger VISITORS = new AtomicInteger();
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

    private final String base;
    private final String address;
    private final Map<String, String> cookies = new LinkedHashMap<>();

    Web(String base) {
        this.base = base;
        int number = VISITORS.incrementAndGet();
        this.address = "10.1." + (number >> 8) + "." + (number & 255);
    }

    Answer get(String path) {
        return send(request(path).GET());
    }

    /** Posts a form; further headers as name, value, name, value. */
    Answer post(String path, Map<String, String> form, String... headers) {
        var body =
                form.entrySet().stream()
                        .map(e -> encoded(e.getKey()) + "=" + encoded(e.getValue()))
                        .collect(Collectors.joining("&"));
        var request =
                request(path)
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(body));
        for (int i = 0; i < headers.length; i += 2) request.header(headers[i], headers[i + 1]);
        return send(request);
    }

    /** Posts a form with one file, as a browser does that has a file to send. */
    Answer postFile(String path, Map<String, String> form, String field, byte[] file) {
        var boundary = "house-" + VISITORS.incrementAndGet();
        var body = new ByteArrayOutputStream();
        for (var part : form.entrySet())
            body.writeBytes(
                    (part(boundary, part.getKey()) + "\r\n\r\n" + part.getValue() + "\r\n")
                            .getBytes(StandardCharsets.UTF_8));
        body.writeBytes(
                (part(boundary, field) + "; filename=\"f\"\r\nContent-Type: image/png\r\n\r\n")
                        .getBytes(StandardCharsets.UTF_8));
        body.writeBytes(file);
        body.writeBytes(("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
        return send(
                request(path)
                        .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray())));
    }

    private static String part(String boundary, String name) {
        return "--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name + "\"";
    }

    /** What the visitor's browser keeps. */
    Map<String, String> cookies() {
        return Map.copyOf(cookies);
    }

    void signIn(String email, String password) {
        var answer = post("/login", Map.of("login", email, "password", password, "next", "/"));
        if (answer.status() != 303) throw new AssertionError("cannot sign in as " + email);
    }

    private HttpRequest.Builder request(String path) {
        var request = HttpRequest.newBuilder(URI.create(base + path));
        request.header("X-Forwarded-For", address);
        var jar =
                cookies.entrySet().stream()
                        .map(e -> e.getKey() + "=" + e.getValue())
                        .collect(Collectors.joining("; "));
        return jar.isEmpty() ? request : request.header("Cookie", jar);
    }

    private Answer send(HttpRequest.Builder request) {
        try {
            var response = CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
            for (var cookie : response.headers().allValues("Set-Cookie")) {
                var pair = cookie.split(";", 2)[0].split("=", 2);
                cookies.put(pair[0], pair[1]);
            }
            return new Answer(response.statusCode(), response.body(), response);
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
