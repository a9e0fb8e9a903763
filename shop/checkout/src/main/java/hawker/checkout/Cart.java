package hawker.checkout;

import hawker.catalog.LineRequest;
import hawker.catalog.Variant;
import hawker.kernel.AccountId;
import hawker.orders.Source;
import java.util.List;

/** What somebody means to buy of one seller, in the order it was put in. */
public record Cart(AccountId shop, List<Line> lines) {

    /** More lines than this are not sold in one order. */
    public static final int MAX_LINES = 100;

    public Cart {
        lines = List.copyOf(lines);
    }

    /** A line and the post or page it was put in from. */
    public record Line(Variant.Id variant, int quantity, Source source) {}

    /** How many things lie in it. */
    public int pieces() {
        return lines.stream().mapToInt(Line::quantity).sum();
    }

    List<LineRequest> requests() {
        return lines.stream()
                .map(line -> new LineRequest(line.variant(), line.quantity()))
                .toList();
    }

    /** Where the first line came from: the sale is counted there. */
    Source source() {
        return lines.isEmpty() ? Source.shop() : lines.getFirst().source();
    }
}
