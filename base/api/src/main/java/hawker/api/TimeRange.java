package hawker.api;

import java.time.Instant;
import java.util.Optional;

/**
 * A range of whole seconds, asked for as a value or as gt, gte, lt, lte.
 *
 * @param from the first moment inside
 * @param before the first moment behind it
 */
public record TimeRange(Optional<Instant> from, Optional<Instant> before) {

    /** One second. */
    static TimeRange at(Instant second) {
        return new TimeRange(Optional.of(second), Optional.of(second.plusSeconds(1)));
    }

    public boolean contains(Instant time) {
        return from.map(f -> !time.isBefore(f)).orElse(true)
                && before.map(time::isBefore).orElse(true);
    }
}
