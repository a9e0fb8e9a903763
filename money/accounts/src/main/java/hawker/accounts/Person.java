package hawker.accounts;

import hawker.kernel.UserId;
import java.time.Instant;

/**
 * Somebody who buys, posts, or works for sellers.
 *
 * @param handle without the @
 * @param operator whether they run this installation
 */
public record Person(
        UserId id, String handle, String name, String email, boolean operator, Instant created) {}
