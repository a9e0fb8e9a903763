package hawker.api;

import hawker.web.Masking;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * What makes two requests the same: SHA-256 over method, path and parameters in canonical order.
 * Neither headers nor the key itself count. Of secret parameters only the length does: whoever has
 * the database must not be able to try card numbers against a hash (PCI DSS 3.3, 3.5.1.1). Those
 * that stand in other texts count as they are stored: masked.
 */
final class Fingerprint {

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private static final Shape NO_SHAPE = Shape.of();

    private Fingerprint() {}

    static String of(String method, String path, Shape shape, Sent.Group sent) {
        var text = new StringBuilder(256).append(method).append(' ').append(path);
        write(shape, sent, text);
        return BASE64.encodeToString(sha256(text.toString()));
    }

    /**
     * Names in order of the alphabet, each text with its length before it: no two forms collide.
     */
    private static void write(Shape shape, Sent.Group group, StringBuilder into) {
        into.append('{');
        group.entries().entrySet().stream()
                .sorted((a, b) -> a.getKey().compareTo(b.getKey()))
                .forEach(e -> named(shape, group, e.getKey(), e.getValue(), into));
        into.append('}');
    }

    private static void named(
            Shape shape, Sent.Group group, String name, Sent sent, StringBuilder into) {
        into.append(name.length()).append(':').append(name).append('=');
        var param = shape.find(name);
        if (param != null && param.isSecret() && sent instanceof Sent.Text(var secret)) {
            into.append(secret.length()).append('*');
            return;
        }
        var element = group.isArray() ? shape : NO_SHAPE;
        value(param == null ? element : inner(param.type()), sent, into);
    }

    private static void value(Shape shape, Sent sent, StringBuilder into) {
        switch (sent) {
            case Sent.Text(var text) ->
                    into.append(text.length()).append(':').append(Masking.cards(text));
            case Sent.Group group -> write(shape, group, into);
        }
    }

    /** The parameters inside a parameter; none where names are free. */
    static Shape inner(Param.Type type) {
        return switch (type) {
            case Param.Type.Hash(var shape) -> shape;
            case Param.Type.TextOrHash(int max, var shape) -> shape;
            case Param.Type.Items(var element, int max) -> inner(element);
            default -> NO_SHAPE;
        };
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
