package hawker.ledger;

import java.time.Instant;

/**
 * A line drawn under an account's book. Everything at or below it is final: no journal can appear
 * there any more, so "what stands between seal 3 and seal 4" is an exact statement for ever.
 *
 * @param number 1, 2, 3 … without gap in the account; 0 is the beginning of the book
 * @param position the last log position below the line (decision 0014)
 */
public record Seal(long number, long position, Instant sealedAt) {

    /** The beginning of every book. */
    public static final Seal BEGINNING = new Seal(0, 0, Instant.EPOCH);
}
