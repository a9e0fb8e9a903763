package hawker.payouts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class ScheduleTest {

    @Test
    void daily_is_every_business_day() {
        assertThat(due(new Schedule.Daily(), "2026-11-20", 10))
                .containsExactly(
                        "2026-11-20", "2026-11-23", "2026-11-24", "2026-11-25", "2026-11-27");
    }

    @Test
    void weekly_moves_on_from_a_holiday() {
        assertThat(due(new Schedule.Weekly(DayOfWeek.MONDAY), "2026-05-18", 12))
                .containsExactly("2026-05-18", "2026-05-26"); // the 25th is Memorial Day
    }

    @Test
    void a44_the_31st_is_the_last_day_of_shorter_months() {
        assertThat(due(new Schedule.Monthly(31), "2027-01-15", 80))
                .containsExactly("2027-02-01", "2027-03-01", "2027-03-31");
    }

    @Test
    void several_days_of_a_week_or_a_month_are_due() {
        var week = new Schedule.Weekly(new TreeSet<>(List.of(DayOfWeek.FRIDAY, DayOfWeek.TUESDAY)));
        assertThat(due(week, "2026-11-16", 12))
                .containsExactly("2026-11-17", "2026-11-20", "2026-11-24", "2026-11-27");
        var month = new Schedule.Monthly(new TreeSet<>(List.of(1, 15)));
        assertThat(due(month, "2026-09-01", 30)).containsExactly("2026-09-01", "2026-09-15");
    }

    @Test
    void manual_is_never() {
        assertThat(due(new Schedule.Manual(), "2026-11-20", 60)).isEmpty();
    }

    private static List<String> due(Schedule schedule, String from, int days) {
        var due = new ArrayList<String>();
        for (int i = 0; i < days; i++) {
            var day = LocalDate.parse(from).plusDays(i);
            if (schedule.isDue(day)) due.add(day.toString());
        }
        return due;
    }
}
