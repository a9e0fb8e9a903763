package hawker.checkout;

import hawker.catalog.Quote;
import hawker.kernel.Money;
import hawker.orders.Totals;
import hawker.platform.Secrets;
import java.util.List;
import java.util.Optional;

/**
 * What a buyer is to pay: goods, delivery, tax, total. Computed by the server alone.
 *
 * @param delivery the chosen way; empty if none is chosen or needed
 * @param ways the ways to choose from
 * @param placeKnown whether the tax is that of the buyer's place; else it is still to come
 */
public record Bill(
        List<Line> lines,
        Optional<ShippingRate> delivery,
        List<ShippingRate> ways,
        Totals totals,
        boolean needsShipping,
        boolean placeKnown) {

    public Bill {
        lines = List.copyOf(lines);
        ways = List.copyOf(ways);
    }

    /**
     * A line as this buyer pays it.
     *
     * @param unit the catalogue's price, or that price without its tax where another tax comes on
     *     top
     */
    public record Line(Quote.Line goods, Money unit, Money tax) {
        public Money amount() {
            return unit.times(goods.quantity());
        }
    }

    public Money total() {
        return totals.total();
    }

    /**
     * Changes whenever anything the buyer agrees to does: 16 characters. Pay sends it back; another
     * one means that nothing is charged and the new total is shown.
     */
    public String version() {
        var text = new StringBuilder(totals.currency().code());
        for (var line : lines)
            text.append('|')
                    .append(line.goods.variant())
                    .append(' ')
                    .append(line.goods.quantity())
                    .append(' ')
                    .append(line.unit.minor())
                    .append(' ')
                    .append(line.tax.minor());
        text.append('|').append(delivery.map(ShippingRate::says).orElse(""));
        text.append('|').append(totals.shipping().minor());
        text.append('|').append(totals.tax().minor()).append(totals.taxIncluded());
        text.append('|').append(totals.total().minor());
        return Secrets.sha256(text.toString()).substring(0, 16);
    }
}
