package hawker.web;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Bodies of type multipart/form-data (RFC 7578), which were read whole already: parts between lines
 * of a boundary, each with a head of its own.
 */
public final class MultipartBody {

    /** No form of ours has more: a product with fifty pictures has three fields for each. */
    private static final int MAX_PARTS = 250;

    private static final int MAX_HEAD = 4096;
    private static final int MAX_BOUNDARY = 70;
    private static final byte[] HEAD_END = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final Pattern BOUNDARY =
            Pattern.compile("boundary=(?:\"([^\"]+)\"|([^;\\s]+))", Pattern.CASE_INSENSITIVE);
    private static final Pattern NAME = Pattern.compile("[;\\s]name=\"([^\"]*)\"");
    private static final Pattern FILENAME = Pattern.compile("[;\\s]filename=\"([^\"]*)\"");

    /**
     * One part.
     *
     * @param filename as the sender's machine had it; a part with one is a file
     */
    public record Part(String name, Optional<String> filename, byte[] bytes) {
        public String text() {
            return new String(bytes, StandardCharsets.UTF_8);
        }
    }

    private MultipartBody() {}

    /** Whether a content type says that the body is one. */
    public static boolean is(String contentType) {
        return contentType.toLowerCase(Locale.ROOT).startsWith("multipart/form-data");
    }

    /**
     * The parts in order of arrival.
     *
     * @throws HttpException 400: no boundary, a part without an end or a name, too many parts
     */
    public static List<Part> parse(String contentType, byte[] body) {
        var line = ("--" + boundary(contentType)).getBytes(StandardCharsets.US_ASCII);
        var between = ("\r\n--" + boundary(contentType)).getBytes(StandardCharsets.US_ASCII);
        var parts = new ArrayList<Part>();
        int at = indexOf(body, line, 0);
        if (at < 0) throw wrong("its boundary does not stand in it");
        at += line.length;
        while (!startsWith(body, at, "--")) {
            if (!startsWith(body, at, "\r\n")) throw wrong("a boundary line goes on");
            if (parts.size() == MAX_PARTS) throw wrong("it has over " + MAX_PARTS + " parts");
            int headEnd = indexOf(body, HEAD_END, at);
            if (headEnd < 0 || headEnd - at > MAX_HEAD) throw wrong("a part has no head");
            int from = headEnd + HEAD_END.length;
            int end = indexOf(body, between, from);
            if (end < 0) throw wrong("a part does not end");
            var head = new String(body, at, headEnd - at, StandardCharsets.UTF_8);
            parts.add(part(head, Arrays.copyOfRange(body, from, end)));
            at = end + between.length;
        }
        return parts;
    }

    private static String boundary(String contentType) {
        var found = BOUNDARY.matcher(contentType);
        if (!found.find()) throw wrong("its boundary is not named");
        var boundary = found.group(1) == null ? found.group(2) : found.group(1);
        if (boundary.length() > MAX_BOUNDARY) throw wrong("its boundary is too long");
        return boundary;
    }

    private static Part part(String head, byte[] bytes) {
        for (var line : head.split("\r\n")) {
            if (!line.toLowerCase(Locale.ROOT).startsWith("content-disposition:")) continue;
            var name = NAME.matcher(line);
            if (!name.find()) break;
            var filename = FILENAME.matcher(line);
            return new Part(
                    name.group(1),
                    filename.find() ? Optional.of(filename.group(1)) : Optional.empty(),
                    bytes);
        }
        throw wrong("a part has no name");
    }

    private static boolean startsWith(byte[] body, int at, String text) {
        for (int i = 0; i < text.length(); i++)
            if (at + i >= body.length || body[at + i] != text.charAt(i)) return false;
        return true;
    }

    private static int indexOf(byte[] body, byte[] wanted, int from) {
        for (int i = from; i <= body.length - wanted.length; i++) {
            int j = 0;
            while (j < wanted.length && body[i + j] == wanted[j]) j++;
            if (j == wanted.length) return i;
        }
        return -1;
    }

    private static HttpException wrong(String why) {
        return new HttpException(400, "The multipart body cannot be read: " + why);
    }
}
