package hawker.catalog;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A variant as a seller typed it.
 *
 * @param id of the variant to change; empty: a new one
 * @param sku empty text: made by the shop
 * @param prices the shop's own currency first
 * @param onHand how many lie there at the beginning; only for a new variant, later {@link
 *     Stock#setOnHand}
 */
public record NewVariant(
        Optional<Variant.Id> id,
        List<String> values,
        String sku,
        Optional<String> barcode,
        int grams,
        boolean shipped,
        List<Price> prices,
        Variant.OnEmpty onEmpty,
        OptionalInt onHand) {

    public NewVariant {
        values = List.copyOf(values);
        prices = List.copyOf(prices);
    }

    /** A new counted variant that is sent by post. */
    public static NewVariant of(List<String> values, String sku, Price price, int onHand) {
        return new NewVariant(
                Optional.empty(),
                values,
                sku,
                Optional.empty(),
                0,
                true,
                List.of(price),
                Variant.OnEmpty.DENY,
                OptionalInt.of(onHand));
    }

    /** The variant as it stands. */
    public static NewVariant from(Variant variant) {
        return new NewVariant(
                Optional.of(variant.id()),
                variant.values(),
                variant.sku(),
                variant.barcode(),
                variant.grams(),
                variant.shipped(),
                variant.prices(),
                variant.onEmpty(),
                OptionalInt.empty());
    }

    public NewVariant withPrices(List<Price> newPrices) {
        return new NewVariant(id, values, sku, barcode, grams, shipped, newPrices, onEmpty, onHand);
    }

    public NewVariant withOnEmpty(Variant.OnEmpty newOnEmpty) {
        return new NewVariant(id, values, sku, barcode, grams, shipped, prices, newOnEmpty, onHand);
    }

    public NewVariant withWeight(int newGrams) {
        return new NewVariant(id, values, sku, barcode, newGrams, shipped, prices, onEmpty, onHand);
    }

    /** Nothing to send: a download, a lesson. */
    public NewVariant notShipped() {
        return new NewVariant(id, values, sku, barcode, grams, false, prices, onEmpty, onHand);
    }

    public NewVariant withBarcode(String gtin) {
        return new NewVariant(
                id, values, sku, Optional.of(gtin), grams, shipped, prices, onEmpty, onHand);
    }
}
