package hawker.payouts;

import hawker.accounts.BankAccount;
import hawker.kernel.AccountId;
import hawker.kernel.Clock;
import hawker.kernel.IdCodec;
import java.time.Duration;

/**
 * After the bank account was changed nothing is paid for a day, neither by itself nor when asked:
 * whoever has taken over an account changes where the money goes first, and its owner needs time to
 * notice. Real money only: in test mode there is nothing to steal.
 */
final class ChangeHold {

    private static final Duration LASTS = Duration.ofHours(24);

    private ChangeHold() {}

    static boolean holds(AccountId account, BankAccount bank, Clock clock) {
        return holds(account, bank.id(), clock);
    }

    /** The same by the id of any destination, which says since when it is known. */
    static boolean holds(AccountId account, String destination, Clock clock) {
        return account.livemode()
                && IdCodec.time(destination)
                        .map(set -> clock.now().isBefore(set.plus(LASTS)))
                        .orElse(false);
    }
}
