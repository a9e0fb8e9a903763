package hawker.api;

import hawker.web.MultipartBody;
import hawker.web.Request;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A file that came with a request, and the fields beside it. */
public final class Upload {

    private static final String FILE = "file";

    private final Optional<MultipartBody.Part> file;
    private final Sent.Group sent;

    private Upload(Optional<MultipartBody.Part> file, Sent.Group sent) {
        this.file = file;
        this.sent = sent;
    }

    /** Fields, and of the part {@code file} its SHA-256 as if it were a field. */
    static Upload read(Request request, String contentType) {
        Optional<MultipartBody.Part> file = Optional.empty();
        var fields = new ArrayList<Map.Entry<String, String>>();
        for (var part : MultipartBody.parse(contentType, request.body())) {
            if (part.filename().isEmpty()) {
                fields.add(Map.entry(part.name(), part.text()));
            } else {
                fields.add(Map.entry(part.name(), sha256(part.bytes())));
                if (part.name().equals(FILE)) file = Optional.of(part);
            }
        }
        return new Upload(file, Form.read(List.copyOf(fields)));
    }

    Sent.Group sent() {
        return sent;
    }

    /** As the sender's machine had it; empty if it is not told. */
    public Optional<String> filename() {
        return part().filename().filter(name -> !name.isBlank());
    }

    public byte[] bytes() {
        return part().bytes();
    }

    private MultipartBody.Part part() {
        return file.orElseThrow(
                () -> ApiError.parameterInvalid(FILE, "A file is expected in the part \"file\"."));
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
