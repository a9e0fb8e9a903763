package hawker.bench;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** One keep-alive HTTP/1.1 connection that costs the machine as little as it can. */
final class Connection implements AutoCloseable {

    /** An answer: status, header lines and body. */
    record Answer(int status, List<String> headers, byte[] body) {

        Optional<String> header(String name) {
            var prefix = name.toLowerCase(Locale.ROOT) + ":";
            return headers.stream()
                    .filter(h -> h.toLowerCase(Locale.ROOT).startsWith(prefix))
                    .map(h -> h.substring(prefix.length()).strip())
                    .findFirst();
        }

        String text() {
            return new String(body, StandardCharsets.UTF_8);
        }
    }

    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final StringBuilder line = new StringBuilder(200);

    Connection(int port) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        socket.setSoTimeout(60_000);
        in = new BufferedInputStream(socket.getInputStream(), 16_384);
        out = socket.getOutputStream();
    }

    Answer send(byte[] request) throws IOException {
        out.write(request);
        int status = Integer.parseInt(readLine().substring(9, 12));
        int length = 0;
        boolean chunked = false;
        var headers = new ArrayList<String>(12);
        for (var header = readLine(); !header.isEmpty(); header = readLine()) {
            headers.add(header);
            if (header.regionMatches(true, 0, "Content-Length:", 0, 15))
                length = Integer.parseInt(header.substring(15).strip());
            if (header.regionMatches(true, 0, "Transfer-Encoding: chunked", 0, 26)) chunked = true;
        }
        return new Answer(status, headers, chunked ? readChunks() : in.readNBytes(length));
    }

    private byte[] readChunks() throws IOException {
        var body = new ByteArrayOutputStream();
        for (int size = chunkSize(); size > 0; size = chunkSize()) {
            body.write(in.readNBytes(size));
            readLine();
        }
        readLine();
        return body.toByteArray();
    }

    private int chunkSize() throws IOException {
        return Integer.parseInt(readLine().strip(), 16);
    }

    private String readLine() throws IOException {
        line.setLength(0);
        while (true) {
            int c = in.read();
            if (c < 0) throw new EOFException("the server closed the connection");
            if (c == '\n') return line.toString();
            if (c != '\r') line.append((char) c);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
