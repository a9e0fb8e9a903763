package hawker.network;

import java.time.LocalDate;
import java.util.Optional;

/**
 * What the card network settles: one file a business day, in which it says what it pays us and what
 * it takes. The file is the last judge of what happened to a payment. Never called inside a
 * transaction.
 */
public interface Clearing {

    /** The first day of which there is anything to settle; empty before the first payment. */
    Optional<LocalDate> begins();

    /** The file of a day; empty until the network has closed the day and sent it. */
    Optional<ClearingFile> file(LocalDate day);
}
