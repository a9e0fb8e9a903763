package hawker.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.PriorityQueue;

/** What happens in the demo's past, in the order of time. */
final class Plan {

    /** One thing that happens. */
    private record Step(Instant at, int number, Runnable work) {}

    private final Instant now;
    private final PriorityQueue<Step> steps =
            new PriorityQueue<>(Comparator.comparing(Step::at).thenComparingInt(Step::number));
    private int planned;

    Plan(Instant now) {
        this.now = now;
    }

    Instant now() {
        return now;
    }

    /** At a moment; what would lie in the future happens now. May be said while the plan runs. */
    void at(Instant moment, Runnable work) {
        steps.add(new Step(moment.isAfter(now) ? now : moment, planned++, work));
    }

    /** At a moment, or not at all if it has not come yet. */
    void later(Instant moment, Runnable work) {
        if (!moment.isAfter(now)) at(moment, work);
    }

    /** {@code "-26 09:12"}: 26 days ago at 09:12 UTC; {@code "-3h"}, {@code "-25m"}: before now. */
    Instant moment(String text) {
        if (text.endsWith("h")) return now.minus(Duration.ofHours(number(text)));
        if (text.endsWith("m")) return now.minus(Duration.ofMinutes(number(text)));
        int space = text.indexOf(' ');
        return daysAgo(
                Integer.parseInt(text.substring(1, space)),
                LocalTime.parse(text.substring(space + 1)));
    }

    Instant daysAgo(int days, LocalTime time) {
        return now.atZone(ZoneOffset.UTC)
                .toLocalDate()
                .minusDays(days)
                .atTime(time)
                .toInstant(ZoneOffset.UTC);
    }

    private static int number(String text) {
        return Integer.parseInt(text.substring(1, text.length() - 1));
    }

    /**
     * Lets everything happen.
     *
     * @param endOfDay what is to be done at the end of each day
     */
    void run(DemoClock clock, Runnable endOfDay) {
        var first = steps.peek();
        if (first == null) return;
        var day = first.at.atZone(ZoneOffset.UTC).toLocalDate();
        for (var step = steps.poll(); step != null; step = steps.poll()) {
            var today = step.at.atZone(ZoneOffset.UTC).toLocalDate();
            for (; day.isBefore(today); day = day.plusDays(1)) {
                clock.hold(day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
                endOfDay.run();
            }
            clock.hold(step.at);
            step.work.run();
        }
        clock.hold(now);
        endOfDay.run();
    }
}
