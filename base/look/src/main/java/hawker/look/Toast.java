package hawker.look;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** A short "done" that the next page shows; it travels in a cookie and is shown once. */
final class Toast {

    private static final int LONGEST = 200;

    private Toast() {}

    static String encode(String text) {
        var cut = text.length() > LONGEST ? text.substring(0, LONGEST) : text;
        return URLEncoder.encode(cut, StandardCharsets.UTF_8);
    }

    static String decode(String cookie) {
        try {
            return URLDecoder.decode(cookie, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException broken) {
            return "";
        }
    }
}
