package hawker.orders;

import hawker.kernel.AccountId;
import hawker.kernel.UserId;
import java.util.List;
import java.util.Optional;

/**
 * A paid sale to be written down.
 *
 * @param payment id of the payment intent; a second order of the same payment is the first one
 * @param token made before by the caller ({@code ids.secret("ot", account)}), so that it can send
 *     the buyer to the page
 * @param prefix of the order number, capital letters and digits
 * @param lines their positions are counted from 1
 */
public record NewOrder(
        AccountId account,
        String payment,
        String token,
        String prefix,
        Optional<UserId> buyer,
        String email,
        List<Order.Line> lines,
        Optional<ShipTo> shipTo,
        String shipping,
        Totals totals,
        Source source) {

    public NewOrder {
        lines = List.copyOf(lines);
        if (lines.isEmpty()) throw new IllegalArgumentException("an order has a line");
        var sum = lines.getFirst().amount();
        for (var line : lines.subList(1, lines.size())) sum = sum.plus(line.amount());
        if (!sum.equals(totals.items()))
            throw new IllegalArgumentException("lines are " + sum + ", not " + totals.items());
    }
}
