package hawker.market;

import hawker.catalog.ProductCard;
import hawker.catalog.Variant;
import java.util.Optional;

/** What a shop says of how many are left: the number only when it is small. */
final class StockLine {

    private static final int FEW = 10;

    private StockLine() {}

    static String of(Variant variant) {
        return switch (variant.onEmpty()) {
            case UNCOUNTED -> "Available";
            case BACKORDER -> variant.available() > 0 ? counted(variant) : "Sent when it is back";
            case DENY -> variant.available() > 0 ? counted(variant) : "Sold out";
        };
    }

    private static String counted(Variant variant) {
        return variant.available() < FEW ? "Only " + variant.available() + " left" : "In stock";
    }

    /** The badge of a card; empty if there is nothing to say. */
    static Optional<String> badge(ProductCard card) {
        if (card.isSoldOut()) return Optional.of("Sold out");
        if (card.compareAt().isPresent()) return Optional.of("Sale");
        return card.counted() && card.left() <= 3
                ? Optional.of("Only " + card.left() + " left")
                : Optional.empty();
    }
}
