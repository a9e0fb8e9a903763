package hawker.pricing;

import hawker.kernel.AccountId;

/** Whether a customer is there; the room of customers stands beside this one and is handed in. */
@FunctionalInterface
public interface CustomerCheck {
    boolean exists(AccountId account, String customer);
}
