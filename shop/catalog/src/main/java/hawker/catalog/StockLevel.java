package hawker.catalog;

/**
 * How many units of a variant there are.
 *
 * @param onHand lie there
 * @param committed of them are sold and not sent yet
 * @param held of them are promised to buyers who are about to pay
 */
public record StockLevel(Variant.Id variant, int onHand, int committed, int held) {
    public int available() {
        return onHand - committed - held;
    }
}
