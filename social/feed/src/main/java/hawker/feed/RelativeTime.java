package hawker.feed;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How long ago, in as few letters as can be, and the exact moment for those who ask. */
final class RelativeTime {

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMM", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter DAY_OF_YEAR =
            DateTimeFormatter.ofPattern("d MMM uuuu", Locale.ENGLISH).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter EXACT =
            DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);

    private RelativeTime() {}

    /** "now", "5m", "3h", "6d", "3 Nov", "3 Nov 2025". */
    static String text(Instant then, Instant now) {
        var ago = Duration.between(then, now);
        if (ago.toMinutes() < 1) return "now";
        if (ago.toHours() < 1) return ago.toMinutes() + "m";
        if (ago.toDays() < 1) return ago.toHours() + "h";
        if (ago.toDays() < 7) return ago.toDays() + "d";
        boolean thisYear = year(then) == year(now);
        return (thisYear ? DAY : DAY_OF_YEAR).format(then);
    }

    static String exact(Instant then) {
        return EXACT.format(then);
    }

    private static int year(Instant moment) {
        return ZonedDateTime.ofInstant(moment, ZoneOffset.UTC).getYear();
    }
}
