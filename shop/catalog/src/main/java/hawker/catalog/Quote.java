package hawker.catalog;

import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.kernel.Money;
import hawker.platform.Secrets;
import java.util.List;
import java.util.Optional;

/** What lines cost now, priced from the catalogue; in one currency. */
public record Quote(AccountId account, Currency currency, List<Line> lines) implements Quoted {

    public Quote {
        lines = List.copyOf(lines);
        if (lines.isEmpty()) throw new IllegalArgumentException("a quote has a line");
        for (var line : lines)
            if (!line.unit.amount().currency().equals(currency))
                throw new IllegalArgumentException("a quote has one currency");
    }

    /**
     * One line.
     *
     * @param choice "M / Black"; empty without options
     */
    public record Line(
            Product.Id product,
            Variant.Id variant,
            String title,
            String slug,
            String choice,
            String sku,
            Optional<Image> image,
            Price unit,
            int quantity,
            int grams,
            boolean shipped) {

        public Money amount() {
            return unit.amount().times(quantity);
        }
    }

    public Money subtotal() {
        return lines.stream().map(Line::amount).reduce(Money.zero(currency), Money::plus);
    }

    /** Whether anything has to be sent. */
    public boolean needsShipping() {
        return lines.stream().anyMatch(Line::shipped);
    }

    /** Changes whenever a price or a line does: 16 characters. */
    public String version() {
        var text = new StringBuilder(currency.code());
        for (var line : lines)
            text.append('|')
                    .append(line.variant)
                    .append(' ')
                    .append(line.quantity)
                    .append(' ')
                    .append(line.unit.amount().minor())
                    .append(line.unit.taxIncluded());
        return Secrets.sha256(text.toString()).substring(0, 16);
    }
}
