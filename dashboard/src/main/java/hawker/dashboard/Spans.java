package hawker.dashboard;

import java.time.Duration;

/** Lengths of time in words. */
final class Spans {

    private Spans() {}

    static String words(Duration span) {
        if (span.compareTo(Duration.ofSeconds(1)) < 0) return "under 1 s";
        if (span.compareTo(Duration.ofMinutes(2)) < 0) return span.toSeconds() + " s";
        if (span.compareTo(Duration.ofHours(2)) < 0) return span.toMinutes() + " min";
        if (span.compareTo(Duration.ofDays(2)) < 0) return span.toHours() + " h";
        return span.toDays() + " days";
    }
}
