package hawker.catalog;

import java.time.Instant;
import java.util.Optional;

/**
 * A promise of units to one buyer. All holds of one holder (a checkout session) move together:
 *
 * <pre>
 * active → pinned → committed     pinned is the right to be charged and does not expire
 *    └──────┴────→ released | expired
 * </pre>
 *
 * @param holder who it is promised to, a checkout session's id
 * @param expires when an active hold ends; empty in the other states
 */
public record Hold(
        Id id,
        Variant.Id variant,
        int quantity,
        String holder,
        State state,
        Optional<Instant> expires) {

    /** {@code hold_} and 24 characters. */
    public record Id(String text) {
        @Override
        public String toString() {
            return text;
        }
    }

    public enum State {
        ACTIVE,
        PINNED,
        COMMITTED,
        RELEASED,
        EXPIRED
    }
}
