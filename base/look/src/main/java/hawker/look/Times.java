package hawker.look;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times as people say them; the exact one is always there to be read. */
final class Times {

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH);
    private static final DateTimeFormatter DAY_OF_YEAR =
            DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH);
    private static final DateTimeFormatter EXACT =
            DateTimeFormatter.ofPattern("d MMM uuuu, HH:mm 'UTC'", Locale.ENGLISH);

    private Times() {}

    /** "now", "5 min", "3 h", "2 d", then the day. */
    static String ago(Instant at, Instant now) {
        var age = Duration.between(at, now);
        if (age.isNegative()) return day(at, now);
        if (age.toMinutes() < 1) return "now";
        if (age.toHours() < 1) return age.toMinutes() + " min";
        if (age.toDays() < 1) return age.toHours() + " h";
        return age.toDays() < 7 ? age.toDays() + " d" : day(at, now);
    }

    static String exact(Instant at) {
        return EXACT.format(at.atZone(ZoneOffset.UTC));
    }

    private static String day(Instant at, Instant now) {
        ZonedDateTime when = at.atZone(ZoneOffset.UTC);
        boolean thisYear = when.getYear() == now.atZone(ZoneOffset.UTC).getYear();
        return (thisYear ? DAY : DAY_OF_YEAR).format(when);
    }
}
