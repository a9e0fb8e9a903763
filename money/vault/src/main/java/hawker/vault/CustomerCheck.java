package hawker.vault;

import hawker.kernel.AccountId;
import hawker.platform.Event;
import hawker.platform.Tx;
import java.util.Optional;

/** What the room that keeps customers answers about one. */
@FunctionalInterface
public interface CustomerCheck {

    /** Whether an account has a customer. */
    boolean exists(AccountId account, String customer);

    /** The id of the payment method that a customer usually pays with. */
    default Optional<String> usual(AccountId account, String customer) {
        return Optional.empty();
    }

    /**
     * A method of a customer is about to be detached, in the transaction that does it: nothing may
     * name it as the usual one afterwards. The customer is held from here on, before the method is,
     * as everywhere.
     */
    default void leaving(Tx tx, PaymentMethod method, Event.Cause why) {}
}
