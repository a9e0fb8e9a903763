package hawker.web;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * An HTTP answer, written in one piece.
 *
 * <p>The body is sent as it is and never copied: do not change the array afterwards.
 */
public record Response(int status, List<Map.Entry<String, String>> headers, byte[] body) {

    private static final byte[] NOTHING = new byte[0];

    public Response {
        headers = List.copyOf(headers);
        for (var header : headers) refuseLineBreaks(header);
    }

    public static Response html(int status, byte[] body) {
        return of(status, "text/html; charset=utf-8", body);
    }

    public static Response json(int status, byte[] body) {
        return of(status, "application/json", body);
    }

    public static Response text(int status, String body) {
        return of(status, "text/plain; charset=utf-8", body.getBytes(StandardCharsets.UTF_8));
    }

    public static Response of(int status, String contentType, byte[] body) {
        return new Response(status, List.of(Map.entry("Content-Type", contentType)), body);
    }

    /** An answer without a body: 204, 304. */
    public static Response empty(int status) {
        return new Response(status, List.of(), NOTHING);
    }

    /** After a POST: go and see (303). */
    public static Response seeOther(String location) {
        return new Response(303, List.of(Map.entry("Location", location)), NOTHING);
    }

    public Response with(String header, String value) {
        var all = new ArrayList<>(headers);
        all.add(Map.entry(header, value));
        return new Response(status, all, body);
    }

    /** The first value of a header, in any case of letters. */
    public Optional<String> header(String name) {
        for (var header : headers)
            if (header.getKey().equalsIgnoreCase(name)) return Optional.of(header.getValue());
        return Optional.empty();
    }

    /** Sets a cookie that scripts cannot read and that other sites do not send along. */
    public Response withCookie(String name, String value, Duration age, boolean secure) {
        var cookie =
                name
                        + "="
                        + value
                        + "; Path=/; HttpOnly; SameSite=Lax; Max-Age="
                        + age.toSeconds()
                        + (secure ? "; Secure" : "");
        return with("Set-Cookie", cookie);
    }

    /** A line break in a header would let a caller write headers of his own. */
    private static void refuseLineBreaks(Map.Entry<String, String> header) {
        var value = header.getValue();
        for (int i = 0; i < value.length(); i++)
            if (value.charAt(i) < ' ' && value.charAt(i) != '\t')
                throw new IllegalArgumentException("control character in " + header.getKey());
    }
}
