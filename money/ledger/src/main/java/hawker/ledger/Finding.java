package hawker.ledger;

import hawker.kernel.AccountId;

/**
 * A place where an invariant does not hold.
 *
 * @param invariant "I2"
 * @param offending the first thing that shows it: a journal id, a pocket, a charge
 * @param says what is wrong there, with the numbers
 */
public record Finding(String invariant, AccountId account, String offending, String says) {}
