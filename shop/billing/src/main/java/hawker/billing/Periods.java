package hawker.billing;

import com.fasterxml.jackson.databind.JsonNode;
import hawker.pricing.Price;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;

/**
 * When periods begin and end: pure. The n-th boundary is counted from the anchor, never from the
 * boundary before, so that what began on the 31st comes back to the 31st after February.
 */
final class Periods {

    private Periods() {}

    /** Every so many days, weeks, months or years. */
    record Interval(String unit, int count) {
        static Interval of(Price.Recurring recurring) {
            return new Interval(recurring.interval(), recurring.count());
        }

        static Interval of(JsonNode recurring) {
            return new Interval(
                    recurring.path("interval").asText(), recurring.path("interval_count").asInt());
        }

        private ZonedDateTime after(ZonedDateTime start, long times) {
            long n = times * count;
            return switch (unit) {
                case "day" -> start.plusDays(n);
                case "week" -> start.plusWeeks(n);
                case "month" -> start.plusMonths(n);
                case "year" -> start.plusYears(n);
                default -> throw new IllegalArgumentException("no interval " + unit);
            };
        }

        private long days() {
            return switch (unit) {
                case "day" -> count;
                case "week" -> 7L * count;
                case "month" -> 28L * count;
                case "year" -> 365L * count;
                default -> throw new IllegalArgumentException("no interval " + unit);
            };
        }
    }

    /** The moment so many intervals after a moment. */
    static Instant after(Instant start, Interval interval, long times) {
        return interval.after(start.atZone(ZoneOffset.UTC), times).toInstant();
    }

    /** The first boundary after a moment, of those that the anchor makes. */
    static Instant next(Instant anchor, Interval interval, Instant moment) {
        var start = anchor.atZone(ZoneOffset.UTC);
        long n =
                Math.floorDiv(
                        moment.getEpochSecond() - anchor.getEpochSecond(),
                        (interval.days() + interval.days() / 10 + 1) * 86_400);
        while (interval.after(start, n).toInstant().isAfter(moment)) n--;
        while (!interval.after(start, n).toInstant().isAfter(moment)) n++;
        return interval.after(start, n).toInstant();
    }
}
