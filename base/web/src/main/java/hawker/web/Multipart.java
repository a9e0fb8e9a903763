package hawker.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;
import java.util.regex.Pattern;

/**
 * Reads {@code multipart/form-data} (RFC 7578), which forms with files are sent as: fields and files
 * in order of arrival. How large it may be is the route's matter ({@link Routes#post(String, int,
 * Handler)}).
 */
public final class Multipart {

    /** No form of ours has more: a product with fifty pictures has three fields for each. */
    private static final int MAX_PARTS = 250;

    private static final Pattern BOUNDARY =
            Pattern.compile("multipart/form-data;.*boundary=\"?([^\";]{1,70})\"?.*");
    private static final Pattern NAME = Pattern.compile(".*[; ]name=\"([^\"]*)\".*");

    /** One field or file; a file's own name is not kept: nothing of it is ever used. */
    private record Part(String name, byte[] content) {
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
    public static Multipart of(Request request) {
        var type = BOUNDARY.matcher(request.header("content-type").orElse(""));
        if (type.matches()) return new Multipart(parse(request.body(), type.group(1)));
        var fields = new ArrayList<Part>();
        for (var field : request.form())
            fields.add(new Part(field.getKey(), field.getValue().getBytes(StandardCharsets.UTF_8)));
        return new Multipart(fields);
    }

    public Optional<String> text(String name) {
        return parts.stream().filter(part -> part.name.equals(name)).map(Part::text).findFirst();
    }

    /** The same request with its fields as a plain form, for whoever reads no files. */
    public static Request fieldsOf(Request request, String... files) {
        var form = of(request);
        var skipped = Set.of(files);
        var fields = new StringJoiner("&");
        for (var part : form.parts)
            if (!skipped.contains(part.name)) fields.add(encoded(part.name) + "=" + encoded(part.text()));
        return request.withBody(fields.toString().getBytes(StandardCharsets.US_ASCII));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** The files of a field that are not empty: browsers send an empty one for none. */
    public List<byte[]> files(String name) {
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
