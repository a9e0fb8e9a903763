package hawker.kernel;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** Where the time comes from. The program has one clock; tests bring a {@link SettableClock}. */
public interface Clock {

    Instant now();

    /** Today in UTC, the time zone of the books. */
    default LocalDate today() {
        return now().atZone(ZoneOffset.UTC).toLocalDate();
    }
}
