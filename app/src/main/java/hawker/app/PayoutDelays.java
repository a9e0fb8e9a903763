package hawker.app;

import hawker.kernel.AccountId;
import hawker.payments.PaymentsModule;
import hawker.payouts.Payouts;
import hawker.platform.Tx;
import java.util.Optional;

/** Tells payments how long sellers want their money to wait. */
record PayoutDelays(Payouts payouts) implements PaymentsModule.Delays {

    @Override
    public Optional<Integer> of(AccountId account) {
        return payouts.delay(account);
    }

    @Override
    public Optional<Integer> of(Tx tx, AccountId account) {
        return payouts.delay(tx, account);
    }
}
