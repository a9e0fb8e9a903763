package hawker.network.sim;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;

/** Lines of a stream, and whether the last one had its end. */
final class Lines {

    private final InputStream in;
    private final byte[] buffer = new byte[1 << 16];
    private int at;
    private int end;
    private boolean whole = true;

    Lines(InputStream in) {
        this.in = in;
    }

    /** The next line without its end; at the end of the stream what is left of it. */
    byte[] next() throws IOException {
        var line = new ByteArrayOutputStream(512);
        while (true) {
            if (at == end) {
                end = Math.max(0, in.read(buffer));
                at = 0;
                if (end == 0) {
                    whole = false;
                    return line.toByteArray();
                }
            }
            int from = at;
            while (at < end && buffer[at] != '\n') at++;
            line.write(buffer, from, at - from);
            if (at < end) {
                at++;
                whole = true;
                return line.toByteArray();
            }
        }
    }

    /** Whether the line given last ended as a line does. */
    boolean wasWhole() {
        return whole;
    }
}
