package hawker.look;

import gg.jte.TemplateOutput;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Collects a page as UTF-8 in one array that grows: a page is encoded once and copied once. */
final class ByteOutput implements TemplateOutput {

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
