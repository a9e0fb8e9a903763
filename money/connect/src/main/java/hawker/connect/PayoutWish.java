package hawker.connect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Params;
import java.time.DayOfWeek;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * When a platform wants its account to be paid out.
 *
 * @param interval {@code manual}, {@code daily}, {@code weekly}, {@code monthly}
 * @param weekdays of weekly payouts
 * @param monthdays of monthly payouts, 1 to 31
 */
public record PayoutWish(
        String interval, SortedSet<DayOfWeek> weekdays, SortedSet<Integer> monthdays) {

    public PayoutWish {
        weekdays = Collections.unmodifiableSortedSet(new TreeSet<>(weekdays));
        monthdays = Collections.unmodifiableSortedSet(new TreeSet<>(monthdays));
    }

    /** The older form names one day, the newer one several; what names several counts. */
    static PayoutWish of(JsonNode payouts) {
        var schedule = payouts.path("schedule");
        var weekdays = new TreeSet<DayOfWeek>();
        for (var day : schedule.path("weekly_payout_days")) weekdays.add(weekday(day.asText()));
        if (weekdays.isEmpty())
            weekdays.add(weekday(schedule.path("weekly_anchor").asText("monday")));
        var monthdays = new TreeSet<Integer>();
        for (var day : schedule.path("monthly_payout_days")) monthdays.add(day.asInt());
        if (monthdays.isEmpty()) monthdays.add(schedule.path("monthly_anchor").asInt(1));
        return new PayoutWish(schedule.path("interval").asText("daily"), weekdays, monthdays);
    }

    /** Whoever names one day in the older form means no others. */
    static void sayOnce(Params told, ObjectNode settings) {
        var schedule = told.hash("payouts").flatMap(payouts -> payouts.hash("schedule"));
        if (schedule.isEmpty()) return;
        for (var period : List.of("weekly", "monthly"))
            if (schedule.get().has(period + "_anchor")
                    && !schedule.get().has(period + "_payout_days")
                    && settings.path("payouts").get("schedule") instanceof ObjectNode kept)
                kept.remove(period + "_payout_days");
    }

    private static DayOfWeek weekday(String word) {
        return DayOfWeek.valueOf(word.toUpperCase(Locale.ROOT));
    }
}
