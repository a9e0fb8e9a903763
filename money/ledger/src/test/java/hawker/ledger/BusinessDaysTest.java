package hawker.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BusinessDaysTest {

    @ParameterizedTest
    @CsvSource({
        "2026-11-20, 2026-11-24", // Friday
        "2026-11-21, 2026-11-24", // Saturday
        "2026-11-25, 2026-11-30", // the day before Thanksgiving
        "2026-12-24, 2026-12-29", // Christmas on a Friday
        "2026-12-31, 2027-01-05", // New Year on a Friday
        "2028-02-25, 2028-02-29", // leap day
        "2028-02-28, 2028-03-01",
        "2026-07-02, 2026-07-06", // 4 July on a Saturday is not kept on Friday
        "2027-07-02, 2027-07-07" // 4 July on a Sunday is kept on Monday
    })
    void money_of_a_capture_is_available_after_two_business_days(
            LocalDate captured, LocalDate available) {
        assertThat(BusinessDays.availableOn(captured)).isEqualTo(available);
    }

    @Test
    void a44_the_bank_holidays_of_2026_and_2027_are_those_that_the_reserve_banks_publish() {
        assertThat(closedWeekdays(2026))
                .containsExactly(
                        "2026-01-01",
                        "2026-01-19",
                        "2026-02-16",
                        "2026-05-25",
                        "2026-06-19",
                        "2026-09-07",
                        "2026-10-12",
                        "2026-11-11",
                        "2026-11-26",
                        "2026-12-25");
        assertThat(closedWeekdays(2027))
                .containsExactly(
                        "2027-01-01",
                        "2027-01-18",
                        "2027-02-15",
                        "2027-05-31",
                        "2027-07-05",
                        "2027-09-06",
                        "2027-10-11",
                        "2027-11-11",
                        "2027-11-25");
    }

    @Test
    void money_is_never_available_on_the_day_of_its_capture() {
        for (var day = LocalDate.of(2024, 1, 1); day.getYear() < 2032; day = day.plusDays(1)) {
            var available = BusinessDays.availableOn(day);
            assertThat(available).isAfter(day.plusDays(1)).isBefore(day.plusDays(7));
            assertThat(BusinessDays.isBusinessDay(available)).isTrue();
        }
    }

    private static List<String> closedWeekdays(int year) {
        var closed = new ArrayList<String>();
        for (var day = LocalDate.of(year, 1, 1); day.getYear() == year; day = day.plusDays(1))
            if (day.getDayOfWeek().getValue() <= 5 && !BusinessDays.isBusinessDay(day))
                closed.add(day.toString());
        return closed;
    }
}
