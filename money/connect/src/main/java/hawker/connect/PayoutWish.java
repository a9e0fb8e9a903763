package hawker.connect;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DayOfWeek;
import java.util.Locale;

/**
 * When a platform wants its account to be paid out.
 *
 * @param interval {@code manual}, {@code daily}, {@code weekly}, {@code monthly}
 * @param weekday of weekly payouts
 * @param monthday of monthly payouts, 1 to 31
 */
public record PayoutWish(String interval, DayOfWeek weekday, int monthday) {

    static PayoutWish of(JsonNode payouts) {
        var schedule = payouts.path("schedule");
        return new PayoutWish(
                schedule.path("interval").asText("daily"),
                DayOfWeek.valueOf(
                        schedule.path("weekly_anchor").asText("monday").toUpperCase(Locale.ROOT)),
                schedule.path("monthly_anchor").asInt(1));
    }
}
