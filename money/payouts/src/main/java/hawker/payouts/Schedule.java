package hawker.payouts;

import hawker.ledger.BusinessDays;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.Collections;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * When a seller is paid without asking. Banks move money on business days only: a day of the
 * schedule that is none moves to the next one.
 */
public sealed interface Schedule {

    /** Only when asked. */
    record Manual() implements Schedule {}

    /** Every business day. */
    record Daily() implements Schedule {}

    /**
     * @param days in their order; one at least
     */
    record Weekly(SortedSet<DayOfWeek> days) implements Schedule {
        public Weekly {
            days = Collections.unmodifiableSortedSet(new TreeSet<>(days));
            if (days.isEmpty()) throw new IllegalArgumentException("no day of the week");
        }

        public Weekly(DayOfWeek day) {
            this(new TreeSet<>(Set.of(day)));
        }
    }

    /**
     * @param days 1 to 31, one at least; the last day of shorter months stands for days they don't
     *     have
     */
    record Monthly(SortedSet<Integer> days) implements Schedule {
        public Monthly {
            days = Collections.unmodifiableSortedSet(new TreeSet<>(days));
            if (days.isEmpty() || days.first() < 1 || days.last() > 31)
                throw new IllegalArgumentException("days of month: " + days);
        }

        public Monthly(int day) {
            this(new TreeSet<>(Set.of(day)));
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
            case Weekly(var weekdays) -> weekdays.contains(day.getDayOfWeek());
            case Monthly(var numbers) ->
                    numbers.stream()
                            .anyMatch(number ->
                                    day.getDayOfMonth() == Math.min(number, day.lengthOfMonth()));
        };
    }
}
