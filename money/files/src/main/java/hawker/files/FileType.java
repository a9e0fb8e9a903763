package hawker.files;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** What a file is, by its first bytes; its name and what the sender says are no proof. */
public enum FileType {
    JPEG("jpg", "image/jpeg"),
    PNG("png", "image/png"),
    PDF("pdf", "application/pdf"),
    /** Text that is named so: there are no first bytes to know it by. */
    CSV("csv", "text/csv; charset=utf-8");

    private static final int[] JPEG_BYTES = {0xff, 0xd8, 0xff};
    private static final int[] PNG_BYTES = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final int[] PDF_BYTES = {'%', 'P', 'D', 'F', '-'};

    private final String text;
    private final String contentType;

    FileType(String text, String contentType) {
        this.text = text;
        this.contentType = contentType;
    }

    /** As the API names it. */
    public String text() {
        return text;
    }

    /** As browsers name it. */
    public String contentType() {
        return contentType;
    }

    static FileType of(String text) {
        for (var type : values()) if (type.text.equals(text)) return type;
        throw new IllegalArgumentException("no such type: " + text);
    }

    /** Empty if it is none that is taken. */
    static Optional<FileType> of(byte[] bytes, Optional<String> filename) {
        if (startsWith(bytes, JPEG_BYTES)) return Optional.of(JPEG);
        if (startsWith(bytes, PNG_BYTES)) return Optional.of(PNG);
        if (startsWith(bytes, PDF_BYTES)) return Optional.of(PDF);
        boolean named =
                filename.map(name -> name.toLowerCase(Locale.ROOT).endsWith(".csv")).orElse(false);
        return named && isText(bytes) ? Optional.of(CSV) : Optional.empty();
    }

    private static boolean startsWith(byte[] bytes, int[] first) {
        if (bytes.length < first.length) return false;
        for (int i = 0; i < first.length; i++) if ((bytes[i] & 0xff) != first[i]) return false;
        return true;
    }

    private static boolean isText(byte[] bytes) {
        try {
            var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return text.chars().allMatch(c -> c >= ' ' || c == '\n' || c == '\r' || c == '\t');
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
