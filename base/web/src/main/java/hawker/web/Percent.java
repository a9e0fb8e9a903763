package hawker.web;

import java.nio.charset.StandardCharsets;

/** Reads percent escapes (RFC 3986 §2.1) of paths, queries and forms, as UTF-8. */
final class Percent {

    private Percent() {}

    /**
     * The text without escapes. A broken escape stands for itself, as browsers read it; {@code
     * plusIsSpace} is for forms and queries, where a space is written as a plus.
     */
    static String decode(String text, boolean plusIsSpace) {
        if (text.indexOf('%') < 0 && (!plusIsSpace || text.indexOf('+') < 0)) return text;
        var raw = text.getBytes(StandardCharsets.UTF_8);
        int length = 0;
        for (int i = 0; i < raw.length; i++) {
            byte b = raw[i];
            if (b == '+' && plusIsSpace) b = ' ';
            else if (b == '%' && i + 2 < raw.length) {
                int high = Character.digit(raw[i + 1], 16);
                int low = Character.digit(raw[i + 2], 16);
                if (high >= 0 && low >= 0) {
                    b = (byte) (high << 4 | low);
                    i += 2;
                }
            }
            raw[length++] = b;
        }
        return new String(raw, 0, length, StandardCharsets.UTF_8);
    }
}
