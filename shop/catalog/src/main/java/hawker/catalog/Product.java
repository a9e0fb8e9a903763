package hawker.catalog;

import hawker.kernel.AccountId;
import hawker.kernel.IdCodec;
import hawker.kernel.Money;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Something a seller sells, with everything a product page shows.
 *
 * @param title plain text, 1 to 150 characters
 * @param slug part of the address, unique in the shop: small letters, digits and hyphens
 * @param description sanitised HTML, at most 64 KiB; safe to print unescaped
 * @param summary the description as plain text, at most 9,999 characters
 * @param brand plain text, may be empty
 * @param type what kind of thing it is ("Footwear"), may be empty
 * @param options at most 3; none means one variant without values
 * @param variants 1 to 250, in the order of the options' values
 * @param images in the seller's order; the first one stands on cards
 */
public record Product(
        Id id,
        AccountId account,
        String title,
        String slug,
        String description,
        String summary,
        String brand,
        String type,
        List<String> tags,
        Status status,
        List<Option> options,
        List<Variant> variants,
        List<Image> images,
        Instant created,
        Instant updated) {

    public Product {
        tags = List.copyOf(tags);
        options = List.copyOf(options);
        variants = List.copyOf(variants);
        images = List.copyOf(images);
        if (variants.isEmpty())
            throw new IllegalArgumentException("a product has a variant: " + id);
    }

    /** {@code prod_} and 24 characters. */
    public record Id(String text) implements Comparable<Id> {
        public Id {
            if (!text.startsWith("prod_"))
                throw new IllegalArgumentException("not a product id: " + text);
        }

        /** An id from outside; empty if it cannot be one. */
        public static Optional<Id> parse(String text) {
            return text.startsWith("prod_") && IdCodec.account(text).isPresent()
                    ? Optional.of(new Id(text))
                    : Optional.empty();
        }

        /** Where the product's rows lie: a route, never authority. */
        public Optional<AccountId> account() {
            return IdCodec.account(text);
        }

        @Override
        public int compareTo(Id other) {
            return text.compareTo(other.text);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    /** Who may see it: only an active product is shown and sold. */
    public enum Status {
        DRAFT,
        ACTIVE,
        ARCHIVED
    }

    public boolean isActive() {
        return status == Status.ACTIVE;
    }

    public ProductRef ref() {
        return new ProductRef(account, id);
    }

    /** The picture for cards. */
    public Optional<Image> cover() {
        return images.stream().findFirst();
    }

    public Optional<Variant> variant(Variant.Id wanted) {
        return variants.stream().filter(v -> v.id().equals(wanted)).findFirst();
    }

    /** The variant a page shows first: the first one that can be bought, else the first. */
    public Variant firstChoice() {
        return variants.stream()
                .filter(v -> v.canSell(1))
                .findFirst()
                .orElseGet(variants::getFirst);
    }

    /** The lowest price in the shop's own currency. */
    public Money lowestPrice() {
        return variants.stream()
                .map(Variant::price)
                .min(Comparator.comparingLong(Money::minor))
                .orElseThrow();
    }

    /** Whether the variants differ in price, so that a card says "from". */
    public boolean hasSeveralPrices() {
        return variants.stream().map(Variant::price).distinct().count() > 1;
    }

    public boolean isSoldOut() {
        return variants.stream().noneMatch(v -> v.canSell(1));
    }
}
