package hawker.feed;

import hawker.web.HttpException;
import hawker.web.Masking;
import hawker.web.Request;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads {@code multipart/form-data} (RFC 7578): fields and files in order of arrival. */
final class Multipart {

    /** No form of ours has more. */
    private static final int MAX_PARTS = 50;

    private static final Pattern BOUNDARY =
            Pattern.compile("multipart/form-data;.*boundary=\"?([^\";]{1,70})\"?.*");
    private static final Pattern NAME = Pattern.compile(".*[; ]name=\"([^\"]*)\".*");

    /** One field or file; a file's own name is not kept: nothing of it is ever used. */
    record Part(String name, byte[] content) {
        /** As it may be kept: card numbers masked. */
        String text() {
            return Masking.cards(new String(content, StandardCharsets.UTF_8));
        }
    }

    private final List<Part> parts;

    private Multipart(List<Part> parts) {
        this.parts = parts;
    }

    /** The form of a request, also of a urlencoded one. */
    static Multipart of(Request request) {
        var type = BOUNDARY.matcher(request.header("content-type").orElse(""));
        if (type.matches()) return new Multipart(parse(request.body(), type.group(1)));
        var fields = new ArrayList<Part>();
        for (var field : request.form())
            fields.add(new Part(field.getKey(), field.getValue().getBytes(StandardCharsets.UTF_8)));
        return new Multipart(fields);
    }

    Optional<String> text(String name) {
        return parts.stream().filter(part -> part.name.equals(name)).map(Part::text).findFirst();
    }

    /** The files of a field that are not empty: browsers send an empty one for none. */
    List<byte[]> files(String name) {
        return parts.stream()
                .filter(part -> part.name.equals(name) && part.content.length > 0)
                .map(Part::content)
                .toList();
    }

    private static List<Part> parse(byte[] body, String boundary) {
        var delimiter = ("\r\n--" + boundary).getBytes(StandardCharsets.ISO_8859_1);
        var parts = new ArrayList<Part>();
        // The first delimiter has no line break before it.
        int at = indexOf(body, delimiter, 0, 2);
        while (at >= 0 && at < body.length) {
            int start = at + delimiter.length - (at == 0 && body[0] == '-' ? 2 : 0);
            if (startsWith(body, start, "--")) return parts;
            int end = indexOf(body, delimiter, start, 0);
            if (end < 0) throw new HttpException(400, "The form is not complete.");
            parts.add(part(body, start + 2, end));
            if (parts.size() > MAX_PARTS) throw new HttpException(400, "Too many fields.");
            at = end;
        }
        throw new HttpException(400, "The form cannot be read.");
    }

    private static Part part(byte[] body, int from, int to) {
        int blank = indexOf(body, "\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1), from, 0);
        if (blank < 0 || blank > to) throw new HttpException(400, "The form cannot be read.");
        var headers = new String(body, from, blank - from, StandardCharsets.UTF_8);
        for (var header : headers.split("\r\n")) {
            var name = NAME.matcher(header);
            if (header.regionMatches(true, 0, "content-disposition:", 0, 20) && name.matches())
                return new Part(name.group(1), java.util.Arrays.copyOfRange(body, blank + 4, to));
        }
        throw new HttpException(400, "A field without a name.");
    }

    /** Where a delimiter stands; at the very beginning it may lack its first bytes. */
    private static int indexOf(byte[] in, byte[] what, int from, int lacking) {
        if (lacking > 0 && matches(in, 0, what, lacking)) return 0;
        for (int i = from; i <= in.length - what.length; i++) if (matches(in, i, what, 0)) return i;
        return -1;
    }

    private static boolean matches(byte[] in, int at, byte[] what, int skip) {
        if (at + what.length - skip > in.length) return false;
        for (int i = skip; i < what.length; i++) if (in[at + i - skip] != what[i]) return false;
        return true;
    }

    private static boolean startsWith(byte[] in, int at, String text) {
        return matches(in, at, text.getBytes(StandardCharsets.ISO_8859_1), 0);
    }
}
