package hawker.clearing;

import hawker.kernel.AccountId;
import hawker.kernel.Money;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.Optional;

/**
 * A place where the network's file and the books do not say the same.
 *
 * @param subject the fact in the books, or what the network calls it
 * @param line the line of the file; empty where it says nothing
 * @param pays whether the network was to pay, and not to take
 * @param attempt the payment; empty if only the books know
 * @param day of the file, or of the fact that is missing in it
 * @param expected what the books have open
 * @param said what the file says
 * @param remains what it leaves open between us and the network
 * @param settledAt when a later line explained it
 */
public record Difference(
        AccountId account,
        Kind kind,
        String subject,
        String line,
        boolean pays,
        String attempt,
        LocalDate day,
        Money expected,
        Money said,
        Money remains,
        Instant foundAt,
        Optional<Instant> settledAt) {

    /** What is different. */
    public enum Kind {
        /** Another amount than the books have. */
        AMOUNT,
        /** The books have nothing of it. */
        ORPHAN,
        /** The books have it, and it was settled before. */
        DOUBLE,
        /** The books have it, and two files have not. */
        MISSING;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
