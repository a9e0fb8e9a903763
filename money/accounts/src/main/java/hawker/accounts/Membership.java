package hawker.accounts;

import hawker.kernel.AccountId;
import hawker.kernel.UserId;

/**
 * Somebody works for a seller.
 *
 * @param account by its live number
 */
public record Membership(UserId person, AccountId account, Role role) {}
