package hawker.pricing;

import hawker.kernel.Currency;
import hawker.kernel.Money;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/**
 * What a purchase comes to, to the last minor unit: pure, and the only place where lines, rebates
 * and taxes are added up (checkout sessions, payment links, invoices).
 *
 * <p>The law: {@code total = Σ total of the lines + shipping}, and on each line {@code total =
 * subtotal − discount + exclusive taxes}; nothing is lost in rounding and nothing below zero.
 *
 * <pre>
 * rebates  one after the other, each on what the ones before left of the lines it applies to;
 *          percent: the share of the whole rounded half up; a fixed sum: never more than is left;
 *          split over the lines in proportion to what is left of each, by largest remainder
 * taxes    on what the rebates left; a rate's tax is rounded half up once, over all its lines, and
 *          split over them by largest remainder (ties to the upper line). An inclusive rate takes
 *          its part out of the amount, an exclusive one adds to it, on the amount without the
 *          inclusive ones.
 * </pre>
 *
 * <p>In currencies whose amounts come in steps (KWD, ISK) rebates and taxes are rounded to a step:
 * what a purchase comes to can be paid.
 *
 * <p>The way not taken: rounding each line by itself. It is simpler, and three lines of 33 cents
 * with 10 % off then cost a cent more than one of 99.
 */
public record Sum(Currency currency, List<Line> lines, Money shipping) {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    /** What goes in: an amount, of what product, with which taxes. */
    public record Part(String product, Money amount, List<TaxRate> taxes) {
        public Part {
            taxes = List.copyOf(taxes);
        }
    }

    /** A rate's tax on a line, and the amount that is taxed. */
    public record Tax(TaxRate rate, Money amount, Money taxable) {}

    /**
     * What comes out for a part.
     *
     * @param discounts what each rebate takes off, in their order
     */
    public record Line(Money subtotal, List<Money> discounts, List<Tax> taxes, Money total) {
        public Line {
            discounts = List.copyOf(discounts);
            taxes = List.copyOf(taxes);
        }

        public Money discount() {
            return added(discounts, subtotal.currency());
        }

        /** Inclusive taxes too, which are in the amount already. */
        public Money tax() {
            return added(taxes.stream().map(Tax::amount).toList(), subtotal.currency());
        }
    }

    public Sum {
        lines = List.copyOf(lines);
    }

    /**
     * Adds up.
     *
     * @param rebates in the order in which they are taken off; all in this currency
     */
    public static Sum of(
            Currency currency, List<Part> parts, List<Coupon> rebates, Money shipping) {
        var left = new ArrayList<Money>();
        var discounts = new ArrayList<List<Money>>();
        for (var part : parts) {
            left.add(part.amount());
            discounts.add(new ArrayList<>());
        }
        for (var rebate : rebates) {
            var off = off(currency, parts, left, rebate);
            for (int i = 0; i < parts.size(); i++) {
                discounts.get(i).add(off.get(i));
                left.set(i, left.get(i).minus(off.get(i)));
            }
        }
        var taxes = taxes(parts, left);
        var lines = new ArrayList<Line>();
        for (int i = 0; i < parts.size(); i++) {
            var total = left.get(i);
            for (var tax : taxes.get(i))
                if (!tax.rate().inclusive()) total = total.plus(tax.amount());
            lines.add(new Line(parts.get(i).amount(), discounts.get(i), taxes.get(i), total));
        }
        return new Sum(currency, lines, shipping);
    }

    public Money subtotal() {
        return added(lines.stream().map(Line::subtotal).toList(), currency);
    }

    public Money discount() {
        return added(lines.stream().map(Line::discount).toList(), currency);
    }

    /** What one of the rebates takes off. */
    public Money discount(int rebate) {
        return added(lines.stream().map(l -> l.discounts().get(rebate)).toList(), currency);
    }

    public Money tax() {
        return added(lines.stream().map(Line::tax).toList(), currency);
    }

    /** What is to be paid. */
    public Money total() {
        return added(lines.stream().map(Line::total).toList(), currency).plus(shipping);
    }

    private static Money added(List<Money> amounts, Currency currency) {
        var sum = Money.zero(currency);
        for (var amount : amounts) sum = sum.plus(amount);
        return sum;
    }

    private static List<Money> off(
            Currency currency, List<Part> parts, List<Money> left, Coupon rebate) {
        var weights = new ArrayList<Long>();
        for (int i = 0; i < parts.size(); i++)
            weights.add(rebate.appliesTo(parts.get(i).product()) ? left.get(i).minor() : 0L);
        var eligible = Money.zero(currency);
        for (var weight : weights) eligible = eligible.plus(Money.of(weight, currency));
        if (eligible.isZero()) return Collections.nCopies(parts.size(), eligible);
        var off =
                switch (rebate.off()) {
                    case Coupon.Off.Percent(var percent) ->
                            onStep(
                                    BigDecimal.valueOf(eligible.minor())
                                            .multiply(percent)
                                            .divide(HUNDRED),
                                    currency);
                    case Coupon.Off.Fixed(var amounts) -> fixed(amounts, currency);
                };
        return off.min(eligible).splitByLargestRemainder(weights);
    }

    private static Money fixed(Map<Currency, Money> amounts, Currency currency) {
        var amount = amounts.get(currency);
        if (amount == null) throw new IllegalArgumentException("no rebate in " + currency);
        return amount;
    }

    private static List<List<Tax>> taxes(List<Part> parts, List<Money> left) {
        var found = new ArrayList<List<Tax>>();
        for (int i = 0; i < parts.size(); i++) found.add(new ArrayList<>());
        var rates = new LinkedHashSet<TaxRate>();
        for (var part : parts) rates.addAll(part.taxes());
        for (var rate : rates) {
            var exact = new LinkedHashMap<Integer, BigDecimal>();
            for (int i = 0; i < parts.size(); i++)
                if (parts.get(i).taxes().contains(rate))
                    exact.put(i, without(parts.get(i), left.get(i), rate.percent()));
            var step = BigDecimal.valueOf(left.getFirst().currency().step());
            exact.replaceAll((i, tax) -> tax.divide(step, MathContext.DECIMAL128));
            split(exact)
                    .forEach((i, steps) -> {
                        var currency = left.get(i).currency();
                        var net = rounded(without(parts.get(i), left.get(i), HUNDRED), currency);
                        long amount = Math.multiplyExact(steps, step.longValueExact());
                        found.get(i).add(new Tax(rate, Money.of(amount, currency), net));
                    });
        }
        return found;
    }

    /** So many per cent of the amount without the taxes that are in it. */
    private static BigDecimal without(Part part, Money amount, BigDecimal percent) {
        var inclusive = BigDecimal.ZERO;
        for (var rate : part.taxes())
            if (rate.inclusive()) inclusive = inclusive.add(rate.percent());
        return BigDecimal.valueOf(amount.minor())
                .multiply(percent)
                .divide(HUNDRED.add(inclusive), MathContext.DECIMAL128);
    }

    /** Whole numbers whose sum is the exact sum rounded half up, each within one of its own. */
    private static Map<Integer, Long> split(Map<Integer, BigDecimal> exact) {
        var sum = exact.values().stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        var whole = new LinkedHashMap<Integer, Long>();
        exact.forEach((i, value) -> whole.put(i, value.toBigInteger().longValueExact()));
        long floors = whole.values().stream().mapToLong(Long::longValue).sum();
        long missing = round(sum).longValueExact() - floors;
        exact.entrySet().stream()
                .sorted((a, b) -> fraction(b.getValue()).compareTo(fraction(a.getValue())))
                .limit(missing)
                .forEach(entry -> whole.merge(entry.getKey(), 1L, Long::sum));
        return whole;
    }

    private static BigDecimal fraction(BigDecimal value) {
        return value.subtract(new BigDecimal(value.toBigInteger()));
    }

    private static Money onStep(BigDecimal exact, Currency currency) {
        long step = currency.step();
        var steps = round(exact.divide(BigDecimal.valueOf(step), MathContext.DECIMAL128));
        return Money.of(Math.multiplyExact(steps.longValueExact(), step), currency);
    }

    private static Money rounded(BigDecimal exact, Currency currency) {
        return Money.of(round(exact).longValueExact(), currency);
    }

    private static BigInteger round(BigDecimal exact) {
        // Thirds and sixths that make a half must be a half: their 34th digits are dropped first.
        return exact.setScale(20, RoundingMode.HALF_UP)
                .setScale(0, RoundingMode.HALF_UP)
                .toBigIntegerExact();
    }
}
