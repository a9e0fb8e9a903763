package hawker.dashboard;

import hawker.catalog.Catalog;
import hawker.catalog.NewProduct;
import hawker.catalog.NewVariant;
import hawker.catalog.Price;
import hawker.catalog.Product;
import hawker.catalog.Saved;
import hawker.catalog.StockLevel;
import hawker.catalog.Variant;
import hawker.desk.Desk;
import hawker.desk.Typed;
import hawker.kernel.AccountId;
import hawker.kernel.Money;
import hawker.look.Kit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Prices and stock of a product's variants: what is typed is what is there from now on. */
final class VariantForm {

    private static final Pattern COUNT = Pattern.compile("[0-9]{1,6}");

    private final Catalog catalog;

    VariantForm(Catalog catalog) {
        this.catalog = catalog;
    }

    /**
     * What was typed and what is wrong with it, both by the name of the field.
     *
     * @param changed how many prices and counts were stored; 0 with errors
     */
    record Outcome(Map<String, String> typed, Map<String, String> errors, int changed) {

        static final Outcome FRESH = new Outcome(Map.of(), Map.of(), 0);

        Outcome {
            typed = Map.copyOf(typed);
            errors = Map.copyOf(errors);
        }
    }

    List<VariantRow> rows(AccountId shop, Product product, Outcome outcome) {
        var rows = new ArrayList<VariantRow>();
        for (var variant : product.variants()) {
            var level = catalog.stock().level(shop, variant.id());
            if (level.isEmpty()) continue;
            rows.add(row(variant, level.get(), outcome));
        }
        return rows;
    }

    private static VariantRow row(Variant variant, StockLevel level, Outcome outcome) {
        int promised = level.committed() + level.held();
        var price = variant.price();
        return new VariantRow(
                variant.title().isEmpty() ? "The only variant" : variant.title(),
                variant.sku(),
                promised == 0 ? "" : promised + " of them sold or being bought",
                Kit.moneyField(price(variant), "Price", Typed.sign(price.currency()))
                        .value(
                                outcome.typed()
                                        .getOrDefault(
                                                price(variant), price.major().toPlainString()))
                        .error(Optional.ofNullable(outcome.errors().get(price(variant)))),
                Kit.field(stock(variant), "In stock")
                        .inputmode("numeric")
                        .autocomplete("off")
                        .value(
                                outcome.typed()
                                        .getOrDefault(
                                                stock(variant), String.valueOf(level.onHand())))
                        .error(Optional.ofNullable(outcome.errors().get(stock(variant)))));
    }

    /** Stores everything, or, if anything is wrong, nothing. */
    Outcome save(Desk.Seat seat, Product product) {
        var typed = new HashMap<String, String>();
        var errors = new HashMap<String, String>();
        var prices = new HashMap<Variant.Id, Money>();
        var counts = new HashMap<Variant.Id, Integer>();
        for (var variant : product.variants()) {
            for (var name : List.of(price(variant), stock(variant)))
                seat.request().formParam(name).ifPresent(text -> typed.put(name, text.strip()));
            var price = typed.get(price(variant));
            if (price != null)
                Typed.money(price, variant.price().currency())
                        .filter(Money::isPositive)
                        .ifPresentOrElse(
                                amount -> prices.put(variant.id(), amount),
                                () -> errors.put(price(variant), "Write a price like 12.50"));
            var stock = typed.get(stock(variant));
            if (stock == null) continue;
            if (COUNT.matcher(stock).matches()) counts.put(variant.id(), Integer.parseInt(stock));
            else errors.put(stock(variant), "Write a whole number, 0 to 999,999");
        }
        if (!errors.isEmpty()) return new Outcome(typed, errors, 0);
        int changed = 0;
        if (product.variants().stream().anyMatch(v -> isOther(v, prices))) {
            var saved = catalog.update(seat.shop(), product.id(), priced(product, prices));
            if (saved instanceof Saved.Refused(var problems)) {
                for (var problem : problems)
                    errors.put(price(product.variants().getFirst()), problem.says());
                return new Outcome(typed, errors, 0);
            }
            changed++;
        }
        for (var count : counts.entrySet())
            if (onHand(seat.shop(), count.getKey()) != count.getValue()) {
                catalog.stock()
                        .setOnHand(seat.shop(), count.getKey(), count.getValue(), seat.actor());
                changed++;
            }
        return new Outcome(typed, errors, changed);
    }

    private static Money wanted(Variant variant, Map<Variant.Id, Money> prices) {
        return prices.getOrDefault(variant.id(), variant.price());
    }

    private static boolean isOther(Variant variant, Map<Variant.Id, Money> prices) {
        return !wanted(variant, prices).equals(variant.price());
    }

    private static NewProduct priced(Product product, Map<Variant.Id, Money> prices) {
        var variants = new ArrayList<NewVariant>();
        for (var variant : product.variants()) {
            var asItIs = NewVariant.from(variant);
            variants.add(
                    isOther(variant, prices)
                            ? asItIs.withPrices(at(variant, wanted(variant, prices)))
                            : asItIs);
        }
        return NewProduct.from(product).withVariants(product.options(), variants);
    }

    /** The variant's prices with another one in the shop's own currency. */
    static List<Price> at(Variant variant, Money amount) {
        var prices = new ArrayList<>(variant.prices());
        var old = prices.getFirst();
        // An earlier price that is no longer higher would be no bargain.
        var was = old.compareAt().filter(earlier -> earlier.compareTo(amount) > 0);
        prices.set(0, new Price(amount, was, old.taxIncluded()));
        return prices;
    }

    private int onHand(AccountId shop, Variant.Id variant) {
        return catalog.stock().level(shop, variant).map(StockLevel::onHand).orElse(0);
    }

    static String price(Variant variant) {
        return "price-" + variant.id();
    }

    static String stock(Variant variant) {
        return "stock-" + variant.id();
    }
}
