package hawker.payouts;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/** The days of the books, which are those of UTC. */
final class Days {

    private Days() {}

    static Instant start(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /** As the API writes a day: the unix seconds of its beginning. */
    static long seconds(LocalDate day) {
        return start(day).getEpochSecond();
    }

    static LocalDate of(Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC);
    }
}
