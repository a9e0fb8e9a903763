package hawker.payments;

import hawker.kernel.Currency;
import hawker.kernel.Money;
import java.math.BigDecimal;
import java.util.Map;

/**
 * What a sale costs the seller: a share of the amount, rounded half up, and a fixed part set for
 * each currency. Half up is published because it can be seen: of the amounts from 1 to 1,000,000
 * cents exactly 1,000 are ties (500, 1500, 2500 …).
 *
 * <p>Each fee line in the ledger names the version of the plan, so that it can be computed again
 * for ever; a version never changes, a new price is a new version.
 */
public final class Fees {

    /**
     * A price list.
     *
     * @param numerator of the share: 29 of 1000 is 2.9 %
     * @param fixed minor units for each currency; a currency that is not listed is closed, since
     *     "30 of anything" would be a fifth of a cent in one and a day's wage in another
     */
    public record Plan(
            String name, int version, long numerator, long denominator, Map<Currency, Long> fixed) {
        public Plan {
            fixed = Map.copyOf(fixed);
        }
    }

    /** 2.9 % + 30. */
    public static final Plan STANDARD =
            new Plan(
                    "standard",
                    1,
                    29,
                    1000,
                    Map.of(
                            Currency.USD,
                            30L,
                            Currency.EUR,
                            30L,
                            Currency.of("gbp"),
                            30L,
                            Currency.of("cad"),
                            30L,
                            Currency.of("aud"),
                            30L,
                            Currency.JPY,
                            40L,
                            Currency.of("kwd"),
                            90L));

    private Fees() {}

    /** Whether the plan has a price for payments in this currency. */
    public static boolean accepts(Currency currency) {
        return STANDARD.fixed().containsKey(currency);
    }

    /**
     * The fee of a captured amount. It may exceed the amount: 30 cents cost 31.
     *
     * @throws IllegalArgumentException for a closed currency; ask {@link #accepts} first
     */
    public static Money of(Money amount) {
        return of(amount, STANDARD);
    }

    /** Of the plan in force: "2.9 % + $0.30". */
    public static String says(Currency currency) {
        return says(STANDARD.version(), currency);
    }

    /**
     * The price of a sale in words: "2.9 % + $0.30".
     *
     * @param version of the plan that a fee was computed with; 0 if there was none
     * @return empty if there is nothing to say
     */
    public static String says(int version, Currency currency) {
        if (version == 0) return "";
        var plan = plan(version);
        var share =
                BigDecimal.valueOf(plan.numerator() * 100)
                        .divide(BigDecimal.valueOf(plan.denominator()))
                        .stripTrailingZeros()
                        .toPlainString();
        var fixed = plan.fixed().get(currency);
        return share + " %" + (fixed == null ? "" : " + " + Money.of(fixed, currency).text());
    }

    static Money of(Money amount, Plan plan) {
        var fixed = plan.fixed().get(amount.currency());
        if (fixed == null)
            throw new IllegalArgumentException(
                    "plan " + plan.name() + " has no price in " + amount.currency());
        return amount.shareHalfUp(plan.numerator(), plan.denominator())
                .plus(Money.of(fixed, amount.currency()));
    }

    /** The plan of a version, for lines that were written under it. */
    static Plan plan(int version) {
        if (version == STANDARD.version()) return STANDARD;
        throw new IllegalArgumentException("no plan of version " + version);
    }

    /**
     * How much of something that was paid along with an amount (a fee, a tax, a transfer) goes back
     * with a partial refund. It is cumulative, so the last partial refund clears the rest exactly:
     * of a fee of 100 the refunds 333, 333, 334 of 1000 give back 33, 34, 33.
     *
     * @param before refunded before this refund
     * @param now refunded by this one
     */
    public static Money givenBack(Money whole, Money amount, Money before, Money now) {
        var after = before.plus(now);
        return whole.shareHalfUp(after.minor(), amount.minor())
                .minus(whole.shareHalfUp(before.minor(), amount.minor()));
    }
}
