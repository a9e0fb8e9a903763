package hawker.orders;

import hawker.kernel.Currency;
import hawker.kernel.Money;

/**
 * The money lines of an order.
 *
 * @param items Σ of the lines' amounts
 * @param tax of goods and shipping; contained in items and shipping if {@code taxIncluded}, else on
 *     top of them
 * @param taxLabel "Sales tax, California (7.25 %)"; empty if there is none
 * @param total what was paid: items + shipping, + tax unless it is contained
 * @param refunded of it was given back until now
 */
public record Totals(
        Money items,
        Money shipping,
        Money tax,
        boolean taxIncluded,
        String taxLabel,
        Money total,
        Money refunded) {

    public Totals {
        var sum = items.plus(shipping);
        if (!taxIncluded) sum = sum.plus(tax);
        if (!sum.equals(total))
            throw new IllegalArgumentException("parts are " + sum + ", total is " + total);
        if (refunded.isNegative() || refunded.compareTo(total) > 0)
            throw new IllegalArgumentException("refunded " + refunded + " of " + total);
    }

    /** The lines of a new order; the total is computed. */
    public static Totals of(
            Money items, Money shipping, Money tax, boolean taxIncluded, String taxLabel) {
        var total = items.plus(shipping);
        if (!taxIncluded) total = total.plus(tax);
        return new Totals(
                items, shipping, tax, taxIncluded, taxLabel, total, Money.zero(items.currency()));
    }

    public Currency currency() {
        return total.currency();
    }

    /** What the seller keeps of it. */
    public Money kept() {
        return total.minus(refunded);
    }
}
