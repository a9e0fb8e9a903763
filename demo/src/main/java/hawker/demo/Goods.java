package hawker.demo;

import com.fasterxml.jackson.databind.JsonNode;
import hawker.catalog.Image;
import hawker.catalog.NewProduct;
import hawker.catalog.NewVariant;
import hawker.catalog.Option;
import hawker.catalog.Price;
import hawker.catalog.Product;
import hawker.kernel.Money;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Turns an item of the sample catalogue into a product with options, prices and stock, by rules
 * that give the same product each time.
 */
final class Goods {

    private final JsonNode rules = Resources.json("goods.json");

    NewProduct product(Eshop.Item item, List<Image.Id> images) {
        var options = options(item);
        return NewProduct.of(item.name(), description(item), variant(item, List.of()))
                .withBrand(item.brand(), item.type(), tags(item))
                .withVariants(options, variants(item, options))
                .withStatus(Product.Status.ACTIVE)
                .withImages(images);
    }

    /** When an item is listed, if not with the others. */
    Optional<String> listed(Eshop.Item item) {
        var at = rules.get("listed").path(String.valueOf(item.id()));
        return at.isTextual() ? Optional.of(at.asText()) : Optional.empty();
    }

    /** Whether there is a second picture of an item, from nearer by. */
    boolean isSeenCloser(int item) {
        for (var id : rules.get("closer")) if (id.asInt() == item) return true;
        return false;
    }

    private static List<Option> options(Eshop.Item item) {
        var name = item.name().toLowerCase(Locale.ROOT);
        return switch (item.type()) {
            case "Footwear" -> List.of(sizes(36, 46));
            case "Jackets" -> jacket(name);
            case "Cycling" ->
                    name.contains("jersey")
                            ? List.of(new Option("Size", List.of("S", "M", "L", "XL")))
                            : List.of(new Option("Size", List.of("S", "M", "L")));
            case "Climbing" -> climbing(name);
            case "Ski/boarding" -> snow(name);
            case "Bags" -> bag(name);
            case "Navigation" ->
                    name.contains("watch")
                            ? List.of(new Option("Strap", List.of("Graphite", "Moss", "Ochre")))
                            : List.of();
            default -> List.of();
        };
    }

    private static List<Option> jacket(String name) {
        var size = new Option("Size", List.of("S", "M", "L", "XL", "XXL"));
        if (name.contains("mens")) return List.of(size);
        return List.of(new Option("Cut", List.of("Women", "Men")), size);
    }

    private static List<Option> climbing(String name) {
        if (name.contains("harness"))
            return List.of(new Option("Size", List.of("XS", "S", "M", "L", "XL")));
        if (name.contains("rope"))
            return List.of(new Option("Length", List.of("40 m", "60 m", "70 m")));
        if (name.contains("shoes")) return List.of(sizes(36, 46));
        return List.of();
    }

    private static List<Option> snow(String name) {
        if (name.contains("goggles"))
            return List.of(new Option("Lens", List.of("Bright sun", "Cloud and storm")));
        if (name.contains("boots")) return List.of(sizes(38, 46));
        if (name.contains("skis"))
            return List.of(new Option("Length", List.of("163 cm", "170 cm", "177 cm", "184 cm")));
        return List.of(new Option("Length", List.of("150 cm", "154 cm", "158 cm", "162 cm")));
    }

    private static List<Option> bag(String name) {
        if (name.contains("duffel") || name.contains("duffle"))
            return List.of(new Option("Volume", List.of("40 litres", "70 litres")));
        if (name.contains("backpack"))
            return List.of(new Option("Back length", List.of("Regular", "Long")));
        return List.of();
    }

    private static Option sizes(int from, int to) {
        return new Option(
                "Size (EU)", IntStream.rangeClosed(from, to).mapToObj(Integer::toString).toList());
    }

    private List<NewVariant> variants(Eshop.Item item, List<Option> options) {
        var combinations = List.of(List.<String>of());
        for (var option : options) {
            var longer = new ArrayList<List<String>>();
            for (var begun : combinations)
                for (var value : option.values()) {
                    var one = new ArrayList<>(begun);
                    one.add(value);
                    longer.add(List.copyOf(one));
                }
            combinations = longer;
        }
        return combinations.stream().map(values -> variant(item, values)).toList();
    }

    private NewVariant variant(Eshop.Item item, List<String> values) {
        var price = Price.of(Money.usd(item.cents() + surcharge(values)));
        var was = rules.get("was").path(String.valueOf(item.id()));
        if (was.isNumber()) price = price.was(Money.usd(was.asLong()));
        return NewVariant.of(values, sku(item, values), price, stock(item, values))
                .withWeight(grams(item));
    }

    /** Longer ropes and larger bags cost more. */
    private static long surcharge(List<String> values) {
        if (values.contains("60 m")) return 50_00;
        if (values.contains("70 m")) return 75_00;
        return values.contains("70 litres") ? 30_00 : 0;
    }

    private int stock(Eshop.Item item, List<String> values) {
        var fixed = rules.get("stock").path(String.valueOf(item.id()));
        if (fixed.has("*")) return fixed.get("*").asInt();
        for (var value : values) if (fixed.has(value)) return fixed.get(value).asInt();
        // Some sizes run out, most are there: a fixed spread from 0 to 40.
        int spread = Math.floorMod((item.id() + String.join("", values)).hashCode() * 31, 47);
        return spread < 4 ? 0 : spread < 8 ? spread - 3 : spread - 6;
    }

    private static String sku(Eshop.Item item, List<String> values) {
        var brand = item.brand().replaceAll("[^A-Za-z]", "").toUpperCase(Locale.ROOT);
        var sku = new StringBuilder(brand.substring(0, Math.min(3, brand.length())));
        sku.append('-').append(String.format(Locale.ROOT, "%03d", item.id()));
        for (var value : values)
            sku.append('-').append(value.replaceAll("[^A-Za-z0-9]", "").toUpperCase(Locale.ROOT));
        return sku.toString();
    }

    private static int grams(Eshop.Item item) {
        return switch (item.type()) {
            case "Footwear" -> 960;
            case "Climbing" -> 700;
            case "Ski/boarding" -> item.cents() > 20_000 ? 3_400 : 260;
            case "Bags" -> 1_350;
            case "Jackets" -> 680;
            case "Navigation" -> 180;
            case "Cycling" -> 290;
            default -> item.cents() > 15_000 ? 2_600 : 420;
        };
    }

    private static List<String> tags(Eshop.Item item) {
        var tags = new ArrayList<String>();
        tags.add(item.type().toLowerCase(Locale.ROOT).replace("/", " and "));
        var words = item.name() + " " + item.description();
        if (words.contains("aterproof")) tags.add("waterproof");
        if (words.contains("recycled") || words.contains("eco")) tags.add("recycled");
        if (words.contains("ightweight")) tags.add("light");
        return List.copyOf(tags);
    }

    private String description(Eshop.Item item) {
        var html = new StringBuilder("<p>").append(escaped(item.description())).append("</p><ul>");
        for (var line : rules.get("details").path(item.type()))
            html.append("<li>").append(escaped(line.asText())).append("</li>");
        return html.append("</ul>").toString();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** What is said of the picture to those who cannot see it. */
    static String alt(Eshop.Item item) {
        return item.name() + " by " + item.brand();
    }
}
