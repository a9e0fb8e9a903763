package hawker.ledger;

import hawker.kernel.Currency;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which lines of a statement are wanted; empty parts do not restrict.
 *
 * @param kinds only these kinds; empty: all kinds of the statement
 * @param from posted at or after
 * @param before posted before
 * @param availableFrom available on or after this day
 * @param availableBefore available before this day
 * @param within only what lies in these parts of the book (the lines of a payout)
 */
public record EntryFilter(
        Set<Kind> kinds,
        Optional<Currency> currency,
        Optional<Instant> from,
        Optional<Instant> before,
        Optional<LocalDate> availableFrom,
        Optional<LocalDate> availableBefore,
        Optional<Part> within) {

    /** Everything. */
    public static final EntryFilter ALL =
            new EntryFilter(
                    Set.of(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty(),
                    Optional.empty());

    public EntryFilter {
        kinds = Set.copyOf(kinds);
    }

    /**
     * The lines that make up an automatic payout: what moved in available money between two seals,
     * in place of each release the sales of the day released, and the payout's own line (that of
     * the payout before, which lies between the seals, is left out).
     */
    public record Part(
            String payoutId, Currency currency, Seal after, Seal upTo, List<ReleasedDay> days) {
        public Part {
            days = List.copyOf(days);
        }
    }

    /** Sales that became available on a day and stood between two seals when they were released. */
    public record ReleasedDay(LocalDate day, Seal after, Seal upTo) {}
}
