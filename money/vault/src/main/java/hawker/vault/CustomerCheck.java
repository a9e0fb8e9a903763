package hawker.vault;

import hawker.kernel.AccountId;

/** Whether an account has a customer; answered by the room that keeps customers. */
@FunctionalInterface
public interface CustomerCheck {
    boolean exists(AccountId account, String customer);
}
