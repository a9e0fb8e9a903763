package hawker.catalog;

import java.time.Instant;

/**
 * Units that came or went; movements are never changed, and their sum is what lies there.
 *
 * @param delta positive: came
 * @param actor who did it, or the id of the order that caused it
 */
public record Movement(
        String id, Variant.Id variant, Reason reason, int delta, String actor, Instant at) {

    public enum Reason {
        RECEIVED,
        SHIPPED,
        RETURNED,
        DAMAGED,
        COUNTED
    }
}
