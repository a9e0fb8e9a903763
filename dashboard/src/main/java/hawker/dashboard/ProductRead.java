package hawker.dashboard;

import hawker.catalog.NewProduct;
import hawker.catalog.NewVariant;
import hawker.catalog.Option;
import hawker.catalog.Price;
import hawker.catalog.Product;
import hawker.catalog.Saved;
import hawker.catalog.Variant;
import hawker.desk.Typed;
import hawker.kernel.Currency;
import hawker.kernel.Money;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads the product form: what is typed becomes a product, or sentences beside the fields. */
final class ProductRead {

    private static final Pattern COUNT = Pattern.compile("[0-9]{1,6}");
    private static final int MANY = 1_000;

    private final TypedProduct typed;
    private final Optional<Product> before;
    private final Currency currency;
    private final boolean taxIncluded;
    private final Map<String, String> errors = new LinkedHashMap<>();

    /**
     * @param before the product that is edited; empty: a new one
     * @param taxIncluded whether a new price contains its tax
     */
    ProductRead(
            TypedProduct typed, Optional<Product> before, Currency currency, boolean taxIncluded) {
        this.typed = typed;
        this.before = before;
        this.currency = currency;
        this.taxIncluded = taxIncluded;
    }

    /** What is wrong, by the name of the field. */
    Map<String, String> errors() {
        return errors;
    }

    /** Empty if something is wrong, which {@link #errors} then tells. */
    Optional<NewProduct> product() {
        if (typed.title().isEmpty()) errors.put("title", "Give the product a name");
        var price = Typed.money(typed.price(), currency).filter(Money::isPositive);
        if (price.isEmpty()) errors.put("price", "Write a price like 24.00");
        var stock = typed.stock().isEmpty() && before.isPresent() ? "0" : typed.stock();
        if (!COUNT.matcher(stock).matches())
            errors.put("stock", "Write how many you have, 0 to 999,999");
        var options = options();
        if (!errors.isEmpty()) return Optional.empty();
        var variants = new ArrayList<NewVariant>();
        for (var values : combinations(options))
            variants.add(variant(values, price.orElseThrow(), Integer.parseInt(stock)));
        return Optional.of(
                new NewProduct(
                        typed.title(),
                        before.map(Product::slug),
                        Descriptions.toHtml(typed.description()),
                        typed.brand(),
                        typed.type(),
                        before.map(Product::tags).orElse(List.of()),
                        status(),
                        options,
                        variants,
                        before.map(p -> p.images().stream().map(i -> i.id()).toList())
                                .orElse(List.of())));
    }

    /** Puts what the catalogue says beside the fields of this form. */
    void say(List<Saved.Problem> problems) {
        for (var problem : problems) {
            var field = problem.field();
            var here =
                    field.endsWith(".price")
                            ? "price"
                            : field.endsWith(".onHand")
                                    ? "stock"
                                    : field.startsWith("variants") || field.startsWith("options")
                                            ? "options"
                                            : field.equals("images")
                                                    ? ProductPictures.FIELD
                                                    : field;
            errors.putIfAbsent(here, problem.says());
        }
    }

    private Product.Status status() {
        if (typed.active()) return Product.Status.ACTIVE;
        return before.map(Product::status)
                .filter(status -> status != Product.Status.ACTIVE)
                .orElse(Product.Status.DRAFT);
    }

    /** A line an option: "Size: S, M, L". */
    private List<Option> options() {
        var options = new ArrayList<Option>();
        for (var line : typed.options().lines().map(String::strip).toList()) {
            if (line.isEmpty()) continue;
            int colon = line.indexOf(':');
            var values =
                    Arrays.stream(line.substring(colon + 1).split(","))
                            .map(String::strip)
                            .filter(value -> !value.isEmpty())
                            .toList();
            if (colon < 1 || values.isEmpty()) {
                errors.put("options", "Write “" + line + "” like “Size: S, M, L”");
                return List.of();
            }
            options.add(new Option(line.substring(0, colon).strip(), values));
        }
        return options;
    }

    private static List<List<String>> combinations(List<Option> options) {
        List<List<String>> all = List.of(List.of());
        for (var option : options) {
            var longer = new ArrayList<List<String>>();
            for (var values : all)
                for (var value : option.values()) {
                    var more = new ArrayList<>(values);
                    more.add(value);
                    longer.add(more);
                    // More than the catalogue takes: it will say so, and need not see them all.
                    if (longer.size() > MANY) return longer;
                }
            all = longer;
        }
        return all;
    }

    /** The variant there was with these values, or a new one. */
    private NewVariant variant(List<String> values, Money price, int stock) {
        var known = before.flatMap(product -> known(product, values));
        if (known.isEmpty())
            return NewVariant.of(
                    values, "", new Price(price, Optional.empty(), taxIncluded), stock);
        var variant = known.get();
        // Where prices differ they are changed one by one, on the product's page.
        return before.orElseThrow().hasSeveralPrices() || variant.price().equals(price)
                ? NewVariant.from(variant)
                : NewVariant.from(variant).withPrices(VariantForm.at(variant, price));
    }

    private static Optional<Variant> known(Product product, List<String> values) {
        return product.variants().stream().filter(v -> v.values().equals(values)).findFirst();
    }
}
