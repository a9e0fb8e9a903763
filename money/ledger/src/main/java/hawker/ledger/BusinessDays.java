package hawker.ledger;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;

/**
 * The days on which banks of the settlement country move money. United States: the holidays of the
 * Federal Reserve System (frbservices.org, "Holiday schedules"). One that falls on a Sunday is kept
 * on Monday; one that falls on a Saturday is not kept on another day.
 */
public final class BusinessDays {

    /** How many business days after its capture the money of a sale becomes available. */
    public static final int SETTLEMENT_DELAY = 2;

    private BusinessDays() {}

    /** The day on which the money of a capture becomes available: never the capture's own day. */
    public static LocalDate availableOn(LocalDate capturedOn) {
        return after(capturedOn, SETTLEMENT_DELAY);
    }

    /** The n-th business day after a day; the day itself does not count. */
    public static LocalDate after(LocalDate day, int n) {
        if (n < 1) throw new IllegalArgumentException("at least one day: " + n);
        var result = day;
        for (int left = n; left > 0; ) {
            result = result.plusDays(1);
            if (isBusinessDay(result)) left--;
        }
        return result;
    }

    public static boolean isBusinessDay(LocalDate day) {
        var weekday = day.getDayOfWeek();
        if (weekday == DayOfWeek.SATURDAY || weekday == DayOfWeek.SUNDAY) return false;
        if (isHoliday(day)) return false;
        return weekday != DayOfWeek.MONDAY || !isFixedHoliday(day.minusDays(1));
    }

    private static boolean isHoliday(LocalDate day) {
        return isFixedHoliday(day) || isMovingHoliday(day);
    }

    private static boolean isFixedHoliday(LocalDate day) {
        return switch (day.getMonth()) {
            case JANUARY -> day.getDayOfMonth() == 1;
            case JUNE -> day.getDayOfMonth() == 19 && day.getYear() >= 2021;
            case JULY -> day.getDayOfMonth() == 4;
            case NOVEMBER -> day.getDayOfMonth() == 11;
            case DECEMBER -> day.getDayOfMonth() == 25;
            case FEBRUARY, MARCH, APRIL, MAY, AUGUST, SEPTEMBER, OCTOBER -> false;
        };
    }

    private static boolean isMovingHoliday(LocalDate day) {
        return switch (day.getMonth()) {
            case JANUARY -> day.equals(nth(day, 3, DayOfWeek.MONDAY)); // Martin Luther King
            case FEBRUARY -> day.equals(nth(day, 3, DayOfWeek.MONDAY)); // Washington's Birthday
            case MAY -> day.equals(last(day, DayOfWeek.MONDAY)); // Memorial Day
            case SEPTEMBER -> day.equals(nth(day, 1, DayOfWeek.MONDAY)); // Labor Day
            case OCTOBER -> day.equals(nth(day, 2, DayOfWeek.MONDAY)); // Columbus Day
            case NOVEMBER -> day.equals(nth(day, 4, DayOfWeek.THURSDAY)); // Thanksgiving
            case MARCH, APRIL, JUNE, JULY, AUGUST, DECEMBER -> false;
        };
    }

    private static LocalDate nth(LocalDate inMonth, int n, DayOfWeek weekday) {
        return inMonth.with(TemporalAdjusters.dayOfWeekInMonth(n, weekday));
    }

    private static LocalDate last(LocalDate inMonth, DayOfWeek weekday) {
        return inMonth.with(TemporalAdjusters.lastInMonth(weekday));
    }
}
