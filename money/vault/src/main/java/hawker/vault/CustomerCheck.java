package hawker.vault;

import hawker.kernel.AccountId;
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
}
