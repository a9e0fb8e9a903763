package hawker.kernel;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.text.NumberFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * An amount in minor units (cents) of one currency. All arithmetic is exact: an overflow throws,
 * two currencies never mix, and where a division rounds the method's name says how.
 */
public record Money(long minor, Currency currency) implements Comparable<Money> {

    public static Money of(long minor, Currency currency) {
        return new Money(minor, currency);
    }

    public static Money zero(Currency currency) {
        return new Money(0, currency);
    }

    public static Money usd(long cents) {
        return new Money(cents, Currency.USD);
    }

    public Money plus(Money other) {
        return new Money(Math.addExact(minor, same(other).minor), currency);
    }

    public Money minus(Money other) {
        return new Money(Math.subtractExact(minor, same(other).minor), currency);
    }

    public Money times(long factor) {
        return new Money(Math.multiplyExact(minor, factor), currency);
    }

    public Money negated() {
        return new Money(Math.negateExact(minor), currency);
    }

    /**
     * This amount × numerator ÷ denominator, half away from zero: 500 × 29 ÷ 1000 = 14.5 becomes
     * 15.
     */
    public Money shareHalfUp(long numerator, long denominator) {
        if (denominator <= 0)
            throw new IllegalArgumentException("denominator must be positive: " + denominator);
        var product = BigInteger.valueOf(minor).multiply(BigInteger.valueOf(numerator));
        var rounded =
                new BigDecimal(product)
                        .divide(BigDecimal.valueOf(denominator), 0, RoundingMode.HALF_UP);
        return new Money(rounded.longValueExact(), currency);
    }

    /**
     * The same rounded to what can be passed in this currency: a third of KWD 1.000 is 0.330, not
     * 0.333.
     */
    public Money shareOnStep(long numerator, long denominator) {
        long step = currency.step();
        var steps = shareHalfUp(numerator, Math.multiplyExact(denominator, step));
        return new Money(Math.multiplyExact(steps.minor, step), currency);
    }

    /**
     * Splits this amount in proportion to the weights by largest remainder, ties to the lower
     * index. The parts add up to this amount exactly.
     */
    public List<Money> splitByLargestRemainder(List<Long> weights) {
        var total = weights.stream().reduce(0L, Math::addExact);
        if (total <= 0 || minor < 0)
            throw new IllegalArgumentException("cannot split " + this + " by " + weights);
        var parts = new long[weights.size()];
        var remainders = new BigInteger[weights.size()];
        long given = 0;
        for (int i = 0; i < parts.length; i++) {
            var share =
                    BigInteger.valueOf(minor)
                            .multiply(BigInteger.valueOf(weights.get(i)))
                            .divideAndRemainder(BigInteger.valueOf(total));
            parts[i] = share[0].longValueExact();
            remainders[i] = share[1];
            given += parts[i];
        }
        for (long rest = minor - given; rest > 0; rest--) {
            int largest = 0;
            for (int i = 1; i < parts.length; i++)
                if (remainders[i].compareTo(remainders[largest]) > 0) largest = i;
            parts[largest]++;
            remainders[largest] = BigInteger.valueOf(-1);
        }
        var split = new ArrayList<Money>(parts.length);
        for (long part : parts) split.add(new Money(part, currency));
        return List.copyOf(split);
    }

    public boolean isZero() {
        return minor == 0;
    }

    public boolean isPositive() {
        return minor > 0;
    }

    public boolean isNegative() {
        return minor < 0;
    }

    public Money min(Money other) {
        return minor <= same(other).minor ? this : other;
    }

    public BigDecimal major() {
        return BigDecimal.valueOf(minor, currency.decimals());
    }

    /** As people of the locale write it: "$84.20", "¥1,000", "84,20 €". */
    public String format(Locale locale) {
        var format = NumberFormat.getCurrencyInstance(locale);
        format.setCurrency(java.util.Currency.getInstance(currency.upper()));
        format.setMinimumFractionDigits(currency.decimals());
        format.setMaximumFractionDigits(currency.decimals());
        return format.format(major());
    }

    /** As people in the United States write it: "$84.20". */
    public String text() {
        return format(Locale.US);
    }

    @Override
    public int compareTo(Money other) {
        return Long.compare(minor, same(other).minor);
    }

    @Override
    public String toString() {
        return minor + " " + currency;
    }

    private Money same(Money other) {
        if (!currency.equals(other.currency))
            throw new IllegalArgumentException("cannot mix " + currency + " and " + other.currency);
        return other;
    }
}
