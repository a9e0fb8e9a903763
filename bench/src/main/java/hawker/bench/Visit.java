package hawker.bench;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;

/**
 * One visitor's side of a connection: an address of their own (as a proxy would tell it), cookies,
 * forms. Redirects are followed by whoever steers the visit, because each is a request to count.
 */
final class Visit {

    private final Connection connection;
    private final String address;
    private final Map<String, String> cookies = new LinkedHashMap<>();

    Visit(Connection connection, String address) {
        this.connection = connection;
        this.address = address;
    }

    /** Asks for a page; further header lines end in CRLF each. */
    Connection.Answer get(String path, String headers) throws IOException {
        return send("GET " + path, headers, "");
    }

    Connection.Answer post(String path, Map<String, String> form, String headers)
            throws IOException {
        var body = new StringJoiner("&");
        form.forEach((name, value) -> body.add(encoded(name) + "=" + encoded(value)));
        return send("POST " + path, headers, body.toString());
    }

    private Connection.Answer send(String line, String headers, String body) throws IOException {
        var request = new StringBuilder(800).append(line).append(" HTTP/1.1\r\nHost: 127.0.0.1");
        request.append("\r\nX-Forwarded-For: ").append(address).append("\r\n").append(headers);
        if (!cookies.isEmpty()) {
            var jar = new StringJoiner("; ", "Cookie: ", "\r\n");
            cookies.forEach((name, value) -> jar.add(name + "=" + value));
            request.append(jar);
        }
        if (!body.isEmpty())
            request.append("Content-Type: application/x-www-form-urlencoded\r\nContent-Length: ")
                    .append(body.length())
                    .append("\r\n");
        request.append("\r\n").append(body);
        var answer = connection.send(request.toString().getBytes(StandardCharsets.ISO_8859_1));
        for (var header : answer.headers()) remember(header);
        return answer;
    }

    private void remember(String header) {
        if (!header.regionMatches(true, 0, "Set-Cookie:", 0, 11)) return;
        var pair = header.substring(11).strip().split(";", 2)[0].split("=", 2);
        if (pair.length == 2) cookies.put(pair[0], pair[1]);
    }

    /** What a hidden, filled or chosen field of a page holds. */
    static String field(String html, String name) throws IOException {
        int at = html.indexOf("name=\"" + name + "\" value=\"");
        if (at < 0) throw new IOException("the page has no field " + name);
        int from = at + name.length() + 15;
        return html.substring(from, html.indexOf('"', from));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
