package hawker.web;

import java.io.ByteArrayOutputStream;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/**
 * Compresses answers (RFC 1952). Deflaters are kept: a new one costs 256 KiB of native memory and
 * more time than a small page takes to compress.
 */
final class Gzip {

    /** Smaller bodies fit one packet anyway. */
    static final int WORTH_IT = 1024;

    /** On pages, level 4 is a few per cent larger than the default and takes half its time. */
    private static final int LEVEL = 4;

    private static final byte[] HEADER = {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, (byte) 0xff};

    private final ArrayBlockingQueue<Deflater> idle = new ArrayBlockingQueue<>(16);

    byte[] compress(byte[] body) {
        var pooled = idle.poll();
        var deflater = pooled == null ? new Deflater(LEVEL, true) : pooled;
        var out = new ByteArrayOutputStream(body.length / 3 + 64);
        out.writeBytes(HEADER);
        deflater.setInput(body);
        deflater.finish();
        var buffer = new byte[8192];
        while (!deflater.finished()) out.write(buffer, 0, deflater.deflate(buffer));
        deflater.reset();
        if (!idle.offer(deflater)) deflater.end();
        var checksum = new CRC32();
        checksum.update(body);
        littleEndian(out, checksum.getValue());
        littleEndian(out, body.length);
        return out.toByteArray();
    }

    void close() {
        for (var deflater = idle.poll(); deflater != null; deflater = idle.poll()) deflater.end();
    }

    /** Whether this kind of content gets smaller. */
    static boolean helps(String contentType) {
        return contentType.startsWith("text/")
                || contentType.startsWith("application/json")
                || contentType.startsWith("application/javascript")
                || contentType.startsWith("image/svg");
    }

    /** Whether the caller takes gzip: named, and not with a weight of zero. */
    static boolean accepted(String acceptEncoding) {
        int at = acceptEncoding.indexOf("gzip");
        if (at < 0) return false;
        var rest = acceptEncoding.substring(at + 4).stripLeading();
        boolean refused = rest.startsWith(";q=0") && !rest.startsWith(";q=0.");
        return !refused;
    }

    private static void littleEndian(ByteArrayOutputStream out, long number) {
        for (int shift = 0; shift < 32; shift += 8) out.write((int) (number >>> shift));
    }
}
