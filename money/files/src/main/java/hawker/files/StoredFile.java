package hawker.files;

import hawker.kernel.AccountId;
import java.time.Instant;
import java.util.Optional;

/**
 * A file of a seller, without its bytes.
 *
 * @param filename as the sender's machine had it
 * @param size in bytes
 */
public record StoredFile(
        Id id,
        AccountId account,
        Purpose purpose,
        Optional<String> filename,
        FileType type,
        int size,
        Instant created) {

    /** {@code file_} and 24 characters. */
    public record Id(String text) {
        public static Optional<Id> parse(String text) {
            return text.startsWith("file_") && text.length() <= 255
                    ? Optional.of(new Id(text))
                    : Optional.empty();
        }
    }
}
