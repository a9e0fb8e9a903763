package hawker.files;

import hawker.kernel.AccountId;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A URL that shows a file to whoever has it.
 *
 * @param secret the last part of the URL
 * @param expires when it stops; empty: never
 */
public record FileLink(
        Id id,
        AccountId account,
        StoredFile.Id file,
        String secret,
        Map<String, String> metadata,
        Instant created,
        Optional<Instant> expires) {

    /** {@code link_} and 24 characters. */
    public record Id(String text) {
        public static Optional<Id> parse(String text) {
            return text.startsWith("link_") && text.length() <= 255
                    ? Optional.of(new Id(text))
                    : Optional.empty();
        }
    }

    public FileLink {
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
    }

    /** Whether it shows the file no more. */
    public boolean isExpired(Instant now) {
        return expires.map(end -> !end.isAfter(now)).orElse(false);
    }

    FileLink with(Map<String, String> otherMetadata, Optional<Instant> otherEnd) {
        return new FileLink(id, account, file, secret, otherMetadata, created, otherEnd);
    }
}
