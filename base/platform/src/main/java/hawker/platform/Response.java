package hawker.platform;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** An HTTP answer, written in one piece. */
public record Response(int status, List<Map.Entry<String, String>> headers, byte[] body) {

    public Response {
        headers = List.copyOf(headers);
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

    /** After a POST: go and see (303). */
    public static Response seeOther(String location) {
        return new Response(303, List.of(Map.entry("Location", location)), new byte[0]);
    }

    public Response with(String header, String value) {
        var all = new ArrayList<>(headers);
        all.add(Map.entry(header, value));
        return new Response(status, all, body);
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
}
