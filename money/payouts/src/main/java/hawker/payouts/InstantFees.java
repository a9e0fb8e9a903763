package hawker.payouts;

import hawker.kernel.Currency;
import hawker.kernel.Money;
import hawker.platform.Settings;

/**
 * What an instant payout costs: a share of the amount, HAWKER_INSTANT_PAYOUT_BPS hundredths of a
 * percent (100 if nothing is set), rounded half up, and at least fifty cents or what comes near it.
 * The fee is taken beside the amount, so the most that can be paid out is less than there is.
 *
 * @param bps hundredths of a percent
 */
record InstantFees(int bps) {

    private static final int USUAL = 100;
    private static final int WHOLE = 10_000;

    InstantFees {
        if (bps < 1 || bps >= WHOLE) throw new IllegalArgumentException("a fee of " + bps + " bps");
    }

    static InstantFees of(Settings settings) {
        return new InstantFees(settings.number("HAWKER_INSTANT_PAYOUT_BPS", USUAL));
    }

    Money of(Money amount) {
        var share = amount.shareHalfUp(bps, WHOLE);
        var least = least(amount.currency());
        return share.compareTo(least) < 0 ? least : share;
    }

    private static Money least(Currency currency) {
        return Money.of(currency.decimals() == 3 ? 500 : 50, currency);
    }

    /** The largest amount that can be paid out at once of what is there; zero if none. */
    Money most(Money there) {
        var currency = there.currency();
        long guess =
                Math.max(0, Math.floorDiv(Math.multiplyExact(there.minor(), WHOLE), WHOLE + bps));
        var most = Money.of(guess, currency).min(there.minus(least(currency)));
        var one = Money.of(1, currency);
        while (most.isPositive() && most.plus(of(most)).compareTo(there) > 0)
            most = most.minus(one);
        while (most.plus(one).plus(of(most.plus(one))).compareTo(there) <= 0) most = most.plus(one);
        var payable = PayoutAmounts.payable(most);
        return payable.compareTo(PayoutAmounts.least(currency)) < 0
                ? Money.zero(currency)
                : payable;
    }
}
