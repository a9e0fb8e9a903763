package hawker.dashboard;

import hawker.catalog.StockLevel;
import hawker.catalog.Variant;
import hawker.kernel.Money;

/** One variant in the stock form. */
public record StockRow(String field, String title, Money price, String onHand, String promised) {

    static StockRow of(Variant variant, StockLevel level) {
        int promised = level.committed() + level.held();
        return new StockRow(
                field(variant),
                variant.title().isEmpty() ? "One size" : variant.title(),
                variant.price(),
                String.valueOf(level.onHand()),
                promised == 0
                        ? "None of them promised"
                        : promised + " of them sold or being bought");
    }

    static String field(Variant variant) {
        return "stock-" + variant.id();
    }
}
