package hawker.ledger;

import hawker.kernel.AccountId;
import java.util.Optional;

/**
 * A place where an invariant does not hold.
 *
 * @param invariant "I2"
 * @param account whose rows they are; empty for what belongs to nobody
 * @param offending the first thing that shows it: a journal id, a pocket, a charge
 * @param says what is wrong there, with the numbers
 */
public record Finding(
        String invariant, Optional<AccountId> account, String offending, String says) {

    public Finding(String invariant, AccountId account, String offending, String says) {
        this(invariant, Optional.of(account), offending, says);
    }
}
