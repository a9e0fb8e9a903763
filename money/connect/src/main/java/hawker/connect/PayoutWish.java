package hawker.connect;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.ApiError;
import hawker.api.Params;
import java.time.DayOfWeek;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * When a platform wants its account to be paid out.
 *
 * @param interval {@code manual}, {@code daily}, {@code weekly}, {@code monthly}
 * @param weekdays of weekly payouts
 * @param monthdays of monthly payouts, 1 to 31
 * @param delayDays how long the money of payments waits, 2 to 31; empty: as short as may be
 */
public record PayoutWish(
        String interval,
        SortedSet<DayOfWeek> weekdays,
        SortedSet<Integer> monthdays,
        Optional<Integer> delayDays) {

    private static final String DELAY = "delay_days";
    private static final Pattern DAYS = Pattern.compile("[2-9]|[12][0-9]|3[01]");

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
        return new PayoutWish(
                schedule.path("interval").asText("daily"), weekdays, monthdays, delay(schedule));
    }

    /** Rows of before may hold any text. */
    private static Optional<Integer> delay(JsonNode schedule) {
        return Optional.of(schedule.path(DELAY).asText(""))
                .filter(days -> DAYS.matcher(days).matches())
                .map(Integer::valueOf);
    }

    /** Takes over what was told: hashes merge, null takes away. */
    static void merge(ObjectNode into, ObjectNode told) {
        told.properties()
                .forEach(each -> {
                    if (each.getValue() instanceof ObjectNode inner)
                        merge(into.withObject("/" + each.getKey()), inner);
                    else if (each.getValue().isNull()) into.remove(each.getKey());
                    else into.set(each.getKey(), each.getValue());
                });
    }

    /**
     * Whoever names one day in the older form means no others, and "minimum" is no number.
     *
     * @throws ApiError 400 for days that money cannot wait
     */
    static void sayOnce(Params told, ObjectNode settings) {
        var schedule = told.hash("payouts").flatMap(payouts -> payouts.hash("schedule"));
        if (schedule.isEmpty()) return;
        var delay = schedule.get().text(DELAY);
        if (delay.filter(days -> !days.equals("minimum") && !DAYS.matcher(days).matches())
                .isPresent())
            throw ApiError.parameterInvalid(
                    schedule.get().nameOf(DELAY),
                    "`delay_days` must be `minimum`, or a number of days from 2 to 31.");
        if (delay.isPresent()
                && settings.path("payouts").get("schedule") instanceof ObjectNode kept) {
            if (delay.get().equals("minimum")) kept.remove(DELAY);
            else kept.put(DELAY, Integer.parseInt(delay.get()));
        }
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
