package hawker.payouts;

import hawker.ledger.BusinessDays;
import java.time.DayOfWeek;
import java.time.LocalDate;

/**
 * When a seller is paid without asking. Banks move money on business days only: a day of the
 * schedule that is none moves to the next one.
 */
public sealed interface Schedule {

    /** Only when asked. */
    record Manual() implements Schedule {}

    /** Every business day. */
    record Daily() implements Schedule {}

    record Weekly(DayOfWeek day) implements Schedule {}

    /**
     * @param day 1 to 31; the last day of shorter months stands for days they don't have
     */
    record Monthly(int day) implements Schedule {
        public Monthly {
            if (day < 1 || day > 31) throw new IllegalArgumentException("day of month: " + day);
        }
    }

    /** What holds for accounts that never chose. */
    static Schedule usual() {
        return new Daily();
    }

    /** Whether a payout is made on a day. */
    default boolean isDue(LocalDate day) {
        if (!BusinessDays.isBusinessDay(day)) return false;
        if (names(day)) return true;
        for (var before = day.minusDays(1);
                !BusinessDays.isBusinessDay(before);
                before = before.minusDays(1)) if (names(before)) return true;
        return false;
    }

    private boolean names(LocalDate day) {
        return switch (this) {
            case Manual() -> false;
            case Daily() -> true;
            case Weekly(var weekday) -> day.getDayOfWeek() == weekday;
            case Monthly(var number) ->
                    day.getDayOfMonth() == Math.min(number, day.lengthOfMonth());
        };
    }
}
