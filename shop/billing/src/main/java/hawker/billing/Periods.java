package hawker.billing;

import com.fasterxml.jackson.databind.JsonNode;
import hawker.api.ApiError;
import hawker.api.Param;
import hawker.api.Params;
import hawker.pricing.Price;
import java.time.Instant;
import java.time.LocalTime;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;

/**
 * When periods begin and end: pure. The n-th boundary is counted from the anchor, never from the
 * boundary before, so that what began on the 31st comes back to the 31st after February.
 */
final class Periods {

    /** Which day of the month, and which moment of it, periods begin on. */
    static final Param CONFIG =
            Param.hash(
                    "billing_cycle_anchor_config",
                    Param.integer("day_of_month", 1, 31).required(),
                    Param.integer("hour", 0, 23),
                    Param.integer("minute", 0, 59),
                    Param.integer("month", 1, 12),
                    Param.integer("second", 0, 59));

    private Periods() {}

    /**
     * When the first full period begins that a config wants.
     *
     * @param at the first moment after now that it names; in a month that has no such day its last
     * @param cycle what boundaries are counted from: at, or one before it that has the day
     */
    record Wish(Instant at, Instant cycle) {

        static Wish of(Params config, Interval interval, Instant now) {
            if (!List.of("month", "year").contains(interval.unit()))
                throw refused(config, "day_of_month", "only by the month or the year");
            if (config.has("month") && !interval.unit().equals("year"))
                throw refused(config, "month", "only by the year");
            var today = now.atZone(ZoneOffset.UTC);
            var time =
                    LocalTime.of(
                            part(config, "hour", today.getHour()),
                            part(config, "minute", today.getMinute()),
                            part(config, "second", today.getSecond()));
            int day = config.integer("day_of_month").orElseThrow().intValue();
            var month = YearMonth.from(today);
            while (!fits(config, month) || !moment(month, day, time).isAfter(now))
                month = month.plusMonths(1);
            var at = moment(month, day, time);
            int months = interval.count() * (interval.unit().equals("year") ? 12 : 1);
            for (int i = 0; i < 12; i++) {
                var before = month.minusMonths((long) i * months);
                if (before.lengthOfMonth() >= day) return new Wish(at, moment(before, day, time));
            }
            return new Wish(at, at);
        }

        private static ApiError refused(Params config, String name, String why) {
            return ApiError.parameterInvalid(
                    config.nameOf(name), "This goes with prices that are paid " + why + ".");
        }

        private static int part(Params config, String name, int usual) {
            return config.integer(name).map(Long::intValue).orElse(usual);
        }

        private static boolean fits(Params config, YearMonth month) {
            return config.integer("month").map(m -> m == month.getMonthValue()).orElse(true);
        }

        private static Instant moment(YearMonth month, int day, LocalTime time) {
            return month.atDay(Math.min(day, month.lengthOfMonth()))
                    .atTime(time)
                    .toInstant(ZoneOffset.UTC);
        }
    }

    /** The boundary before one of those that an anchor makes. */
    static Instant previous(Instant anchor, Interval interval, Instant boundary) {
        var start = anchor.atZone(ZoneOffset.UTC);
        long n = 0;
        while (interval.after(start, n).toInstant().isBefore(boundary)) n++;
        return interval.after(start, n - 1).toInstant();
    }

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

        /** At least so long. */
        long days() {
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

    /** What of which periods lies between two moments, one after the other. */
    static List<Subscribing.Part.Share> shares(
            Instant anchor, Interval interval, Instant from, Instant to) {
        var shares = new ArrayList<Subscribing.Part.Share>();
        var start = anchor.atZone(ZoneOffset.UTC);
        long n = index(anchor, interval, from);
        for (var at = from; at.isBefore(to); n++) {
            var begins = interval.after(start, n - 1).toInstant();
            var ends = interval.after(start, n).toInstant();
            var until = ends.isBefore(to) ? ends : to;
            shares.add(
                    new Subscribing.Part.Share(
                            until.getEpochSecond() - at.getEpochSecond(),
                            ends.getEpochSecond() - begins.getEpochSecond()));
            at = until;
        }
        return shares;
    }

    /** The first boundary after a moment, of those that the anchor makes. */
    static Instant next(Instant anchor, Interval interval, Instant moment) {
        return after(anchor, interval, index(anchor, interval, moment));
    }

    /** The number of that boundary, counted from the anchor. */
    private static long index(Instant anchor, Interval interval, Instant moment) {
        var start = anchor.atZone(ZoneOffset.UTC);
        long n =
                Math.floorDiv(
                        moment.getEpochSecond() - anchor.getEpochSecond(),
                        (interval.days() + interval.days() / 10 + 1) * 86_400);
        while (interval.after(start, n).toInstant().isAfter(moment)) n--;
        while (!interval.after(start, n).toInstant().isAfter(moment)) n++;
        return n;
    }
}
