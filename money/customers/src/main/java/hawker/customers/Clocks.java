package hawker.customers;

import hawker.kernel.AccountId;
import hawker.platform.Tx;
import java.time.Instant;
import java.util.Optional;

/**
 * Test clocks, by which customers may live. They belong to the room that bills by them, above this
 * one: it answers what time it is by a clock.
 */
@FunctionalInterface
public interface Clocks {

    /** For an installation without test clocks. */
    Clocks NONE = (tx, account, clock) -> Optional.empty();

    /** The moment that a clock shows; empty if there is no such clock. */
    Optional<Instant> now(Tx tx, AccountId account, String clock);
}
