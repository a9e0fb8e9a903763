package hawker.catalog;

import hawker.kernel.Money;
import java.util.Optional;

/**
 * A product as cards in feeds and lists show it; at most 2 seconds old.
 *
 * @param price the lowest of its variants, in the shop's own currency
 * @param from whether other variants cost more
 * @param compareAt to strike through; only when all variants cost the same
 * @param buyable it is active and at least one variant can be sold now
 * @param onlyVariant the variant to buy without choosing; empty when there are several
 * @param counted whether {@code left} means something
 * @param left how many can still be sold over all variants
 */
public record ProductCard(
        ProductRef ref,
        String title,
        String slug,
        String brand,
        String type,
        Product.Status status,
        Money price,
        boolean from,
        Optional<Money> compareAt,
        Optional<Image> image,
        boolean buyable,
        Optional<Variant.Id> onlyVariant,
        boolean counted,
        int left) {

    /** Shown, but nothing of it can be sold now. */
    public boolean isSoldOut() {
        return status == Product.Status.ACTIVE && !buyable;
    }
}
