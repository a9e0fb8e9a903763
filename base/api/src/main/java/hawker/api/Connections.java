package hawker.api;

import hawker.kernel.AccountId;
import java.util.Optional;

/** Knows for which accounts a platform may act; the connect room does. */
public interface Connections {

    /** Nobody acts for anybody. */
    Connections NONE = (platform, account) -> Optional.empty();

    /**
     * The account that a request of a platform names in {@code Stripe-Account}, in the platform's
     * mode; empty if it is not connected, or is none. Called once a request that names one, so it
     * must answer from memory most of the time, at most one second old.
     *
     * @param account what the header says
     */
    Optional<AccountId> connected(AccountId platform, String account);

    /**
     * Whether a platform was only given the right to read what a connected account has; asked once
     * a request that writes for one, as old as the other answer.
     */
    default boolean readsOnly(AccountId platform, AccountId account) {
        return false;
    }
}
