package hawker.catalog;

import hawker.kernel.Money;
import java.util.Optional;

/**
 * What a variant costs in one currency.
 *
 * @param amount more than nothing
 * @param compareAt an earlier or usual price to show struck through; it never enters a total
 * @param taxIncluded whether the amount contains the tax (usual in Europe) or tax comes on top
 *     (usual in the United States)
 */
public record Price(Money amount, Optional<Money> compareAt, boolean taxIncluded) {

    /** A price to which tax is added. */
    public static Price of(Money amount) {
        return new Price(amount, Optional.empty(), false);
    }

    /** A price that contains its tax. */
    public static Price withTax(Money amount) {
        return new Price(amount, Optional.empty(), true);
    }

    /** The same price beside an earlier one. */
    public Price was(Money earlier) {
        return new Price(amount, Optional.of(earlier), taxIncluded);
    }
}
