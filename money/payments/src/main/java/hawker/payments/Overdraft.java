package hawker.payments;

import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.kernel.Money;
import hawker.platform.Settings;
import java.util.Optional;

/**
 * How far refunds may take a seller's available balance below zero.
 *
 * <p>Live money: not at all, unless the operator sets {@code HAWKER_REFUND_OVERDRAFT} (minor
 * units); what is not covered waits for funds. Test money owes nobody anything, and programs
 * written for Stripe's test mode refund a charge in the second after it was made and expect
 * "succeeded", so in test mode the default is a sum that nobody reaches.
 */
record Overdraft(Optional<Long> set) {

    private static final long LIVE = 0;
    private static final long TEST = 100_000_000_000_000L;

    static Overdraft of(Settings settings) {
        return new Overdraft(settings.get("HAWKER_REFUND_OVERDRAFT").map(Long::parseLong));
    }

    Money of(AccountId account, Currency currency) {
        return Money.of(set.orElse(account.livemode() ? LIVE : TEST), currency);
    }
}
