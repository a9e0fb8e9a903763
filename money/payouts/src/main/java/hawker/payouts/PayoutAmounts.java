package hawker.payouts;

import hawker.kernel.Currency;
import hawker.kernel.Money;

/** Which amounts banks pay (money.md 2.2 and 4.4). */
final class PayoutAmounts {

    private PayoutAmounts() {}

    /** The smallest payout: one unit with decimals (1.00), or a hundred without (¥100). */
    static Money least(Currency currency) {
        long minor = currency.decimals() == 3 ? 1000 : 100;
        return Money.of(minor, currency);
    }

    /** Amounts must be multiples of this many minor units: whole forints and dollars of Taiwan. */
    static long multiple(Currency currency) {
        return switch (currency.code()) {
            case "huf", "twd" -> 100;
            default -> currency.step();
        };
    }

    /** The largest amount that can be paid out of this; what is left over stays. */
    static Money payable(Money available) {
        long multiple = multiple(available.currency());
        long whole = Math.floorDiv(available.minor(), multiple) * multiple;
        return Money.of(whole, available.currency());
    }

    static boolean isPayable(Money amount) {
        return amount.minor() % multiple(amount.currency()) == 0;
    }
}
