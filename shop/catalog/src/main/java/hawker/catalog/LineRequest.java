package hawker.catalog;

/**
 * What somebody wants to buy. There is no price in it: prices are read from the catalogue.
 *
 * @param quantity 1 to 999
 */
public record LineRequest(Variant.Id variant, int quantity) {

    /** More of one thing than this is not sold in one order. */
    public static final int MAX_QUANTITY = 999;

    public LineRequest {
        if (quantity < 1 || quantity > MAX_QUANTITY)
            throw new IllegalArgumentException("quantity must be 1 to 999: " + quantity);
    }
}
