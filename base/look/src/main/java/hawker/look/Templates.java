package hawker.look;

import gg.jte.Content;
import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.TemplateOutput;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Map;

/**
 * The compiled templates of one room. A room's templates lie in {@code src/main/jte}, are
 * type-checked by the build and become classes of the package {@code hawker.ROOM.templates}.
 */
public final class Templates {

    /** Those of the components and frames. */
    static final Templates LOOK =
            new Templates("hawker.look.templates", Templates.class.getClassLoader());

    private final TemplateEngine engine;

    /** Opens the templates of a package: {@code "hawker.market.templates"}. */
    public Templates(String packageName, ClassLoader loader) {
        // JTE looks for precompiled classes in the class loader of the thread that asks.
        var thread = Thread.currentThread();
        var before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            engine = create(packageName);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @SuppressWarnings("NullAway") // JTE takes null for "no directory of classes".
    private static TemplateEngine create(String packageName) {
        return TemplateEngine.createPrecompiled(null, ContentType.Html, null, packageName);
    }

    /** A template with its parameters by name, to be written where it is used. */
    public Content content(String template, Map<String, Object> params) {
        return out -> engine.render(template, params, out);
    }

    /** The same, written at once as UTF-8. */
    public byte[] bytes(String template, Map<String, Object> params) {
        return bytes(content(template, params));
    }

    public static byte[] bytes(Content content) {
        var out = new ByteOutput();
        Html.in(out, content);
        return out.toBytes();
    }

    /** A template with one parameter, whatever its name. */
    void write(String template, Object param, TemplateOutput out) {
        engine.render(template, param, out);
    }

    /** Collects a page as UTF-8 in one array that grows: a page is encoded once and copied once. */
    private static final class ByteOutput implements TemplateOutput {

        private static final int SHORT = 32;

        private byte[] bytes = new byte[16 * 1024];
        private int length;

        @Override
        public void writeContent(String text) {
            writeContent(text, 0, text.length());
        }

        @Override
        public void writeContent(String text, int from, int to) {
            if (to - from > SHORT) {
                // The JDK encodes long texts with vector instructions; worth the copy.
                var part = from == 0 && to == text.length() ? text : text.substring(from, to);
                writeBinaryContent(part.getBytes(StandardCharsets.UTF_8));
                return;
            }
            room(to - from);
            for (int i = from; i < to; i++) {
                char c = text.charAt(i);
                if (c >= 0x80) {
                    writeBinaryContent(text.substring(i, to).getBytes(StandardCharsets.UTF_8));
                    return;
                }
                bytes[length++] = (byte) c;
            }
        }

        @Override
        public void writeBinaryContent(byte[] part) {
            room(part.length);
            System.arraycopy(part, 0, bytes, length, part.length);
            length += part.length;
        }

        byte[] toBytes() {
            return Arrays.copyOf(bytes, length);
        }

        private void room(int more) {
            if (length + more > bytes.length)
                bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }
}
