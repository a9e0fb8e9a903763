package hawker.api;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * What makes two requests the same: SHA-256 over method, path and parameters in canonical order.
 * Neither headers nor the key itself count.
 */
final class Fingerprint {

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private Fingerprint() {}

    static String of(String method, String path, Sent.Group sent) {
        var text = new StringBuilder(256).append(method).append(' ').append(path);
        write(sent, text);
        return BASE64.encodeToString(sha256(text.toString()));
    }

    /**
     * Names in order of the alphabet, each text with its length before it: no two forms collide.
     */
    private static void write(Sent.Group group, StringBuilder into) {
        into.append('{');
        if (group.isArray()) {
            for (var element : group.elements()) write("", element, into);
        } else {
            group.entries().entrySet().stream()
                    .sorted((a, b) -> a.getKey().compareTo(b.getKey()))
                    .forEach(e -> write(e.getKey(), e.getValue(), into));
        }
        into.append('}');
    }

    private static void write(String name, Sent sent, StringBuilder into) {
        into.append(name.length()).append(':').append(name).append('=');
        switch (sent) {
            case Sent.Text(var value) -> into.append(value.length()).append(':').append(value);
            case Sent.Group group -> write(group, into);
        }
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256")
                    .digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
