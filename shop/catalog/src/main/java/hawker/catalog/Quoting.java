package hawker.catalog;

import hawker.catalog.VariantsSql.Quotable;
import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.platform.Platform;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Says what lines cost, from the catalogue alone. */
final class Quoting {

    private final Platform platform;

    Quoting(Platform platform) {
        this.platform = platform;
    }

    /**
     * Prices lines.
     *
     * @param held whether the units are promised to the asker already, so that what is left for
     *     others does not matter
     */
    Quoted quote(AccountId account, Currency currency, List<LineRequest> lines, boolean held) {
        var wanted = Holding.byVariant(lines);
        var ids = wanted.keySet().stream().map(Variant.Id::text).toArray(String[]::new);
        var found =
                platform
                        .tx()
                        .readAccount(
                                account, tx -> VariantsSql.quotable(account, tx, currency, ids))
                        .stream()
                        .collect(Collectors.toMap(Quotable::variant, Function.identity()));
        var priced = new ArrayList<Quote.Line>();
        var reasons = new ArrayList<Quoted.Reason>();
        for (var id : lines.stream().map(LineRequest::variant).distinct().toList()) {
            int quantity = wanted.getOrDefault(id, 0);
            var variant = found.get(id);
            if (variant == null) reasons.add(new Quoted.NotForSale(id));
            else if (variant.price().isEmpty())
                reasons.add(new Quoted.NoPrice(id, variant.title()));
            else if (!held && isTooFew(variant, quantity))
                reasons.add(new Quoted.TooFew(id, variant.title(), variant.available()));
            else priced.add(line(variant, variant.price().get(), quantity));
        }
        return reasons.isEmpty()
                ? new Quote(account, currency, priced)
                : new Quoted.Unavailable(reasons);
    }

    private static boolean isTooFew(Quotable variant, int quantity) {
        return variant.onEmpty() == Variant.OnEmpty.DENY && variant.available() < quantity;
    }

    private static Quote.Line line(Quotable variant, Price price, int quantity) {
        return new Quote.Line(
                variant.product(),
                variant.variant(),
                variant.title(),
                variant.slug(),
                variant.choice(),
                variant.sku(),
                variant.image(),
                price,
                quantity,
                variant.grams(),
                variant.shipped());
    }
}
