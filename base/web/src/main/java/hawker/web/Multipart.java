package hawker.web;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.StringJoiner;

/**
 * Reads {@code multipart/form-data} (RFC 7578), which forms with files are sent as: fields and
 * files in order of arrival. How large it may be is the route's matter ({@link Routes#post(String,
 * int, Handler)}).
 */
public final class Multipart {

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
        var type = request.header("content-type").orElse("");
        if (MultipartBody.is(type))
            return new Multipart(
                    MultipartBody.parse(type, request.body()).stream()
                            .map(part -> new Part(part.name(), part.bytes()))
                            .toList());
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
            if (!skipped.contains(part.name))
                fields.add(encoded(part.name) + "=" + encoded(part.text()));
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
}
