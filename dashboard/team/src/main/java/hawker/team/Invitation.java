package hawker.team;

import hawker.accounts.Role;
import hawker.kernel.AccountId;
import java.time.Duration;
import java.time.Instant;

/**
 * Somebody may join.
 *
 * @param account by its live number
 * @param email in small letters
 * @param by the handle of who invited
 */
record Invitation(
        String id,
        AccountId account,
        String email,
        Role role,
        String by,
        Instant created,
        Instant expires) {

    static final Duration WORKS = Duration.ofDays(7);

    boolean works(Instant now) {
        return now.isBefore(expires);
    }
}
