package hawker.market;

import hawker.accounts.Account;
import hawker.catalog.Product;
import hawker.catalog.Variant;
import java.util.ArrayList;
import java.util.List;

/** What machines read of a product page: schema.org for search engines, variants for the picker. */
final class ProductJson {

    private static final int LONGEST = 5_000;

    private ProductJson() {}

    /**
     * schema.org: {@code Product}, or {@code ProductGroup} with a {@code Product} a variant.
     *
     * @param origin scheme and host of this installation
     */
    static String schema(Product product, Account seller, String origin) {
        var url = origin + "/@" + seller.handle() + "/" + product.slug();
        var fields = new ArrayList<String>();
        fields.add("\"@context\":\"https://schema.org\"");
        boolean group = product.variants().size() > 1;
        fields.add(field("@type", group ? "ProductGroup" : "Product"));
        fields.add(field("name", product.title()));
        fields.add(field("description", cut(product.summary())));
        fields.add(field("url", url));
        fields.add("\"brand\":{\"@type\":\"Brand\"," + field("name", brand(product, seller)) + "}");
        if (!product.images().isEmpty())
            fields.add(
                    "\"image\":"
                            + JsonText.array(
                                    product.images().stream()
                                            .map(i -> JsonText.quote(origin + i.path(1280)))
                                            .toList()));
        if (group) {
            fields.add(field("productGroupID", product.id().text()));
            fields.add("\"hasVariant\":" + JsonText.array(variants(product, seller, url)));
        } else {
            fields.add(field("sku", product.variants().getFirst().sku()));
            fields.add("\"offers\":" + offer(product.variants().getFirst(), seller, url));
        }
        return "{" + String.join(",", fields) + "}";
    }

    private static List<String> variants(Product product, Account seller, String url) {
        return product.variants().stream()
                .map(variant ->
                        "{\"@type\":\"Product\","
                                + field("name", product.title() + " " + variant.title())
                                + ","
                                + field("sku", variant.sku())
                                + ",\"offers\":"
                                + offer(variant, seller, url + "?variant=" + variant.id())
                                + "}")
                .toList();
    }

    private static String offer(Variant variant, Account seller, String url) {
        boolean sells = variant.canSell(1) && seller.closed().isEmpty();
        var there = sells ? "InStock" : "OutOfStock";
        return "{\"@type\":\"Offer\","
                + field("url", url)
                + ","
                + field("price", variant.price().major().toPlainString())
                + ","
                + field("priceCurrency", variant.price().currency().upper())
                + ","
                + field("availability", "https://schema.org/" + there)
                + ","
                + field("itemCondition", "https://schema.org/NewCondition")
                + ",\"seller\":{\"@type\":\"Organization\","
                + field("name", seller.name())
                + "}}";
    }

    /** For {@code <hk-variants data-variants>}. */
    static String picker(Product product) {
        return JsonText.array(
                product.variants().stream()
                        .map(v ->
                                "{"
                                        + field("id", v.id().text())
                                        + ",\"values\":"
                                        + JsonText.array(
                                                v.values().stream().map(JsonText::quote).toList())
                                        + ","
                                        + field("price", v.price().text())
                                        + ",\"available\":"
                                        + v.canSell(1)
                                        + ","
                                        + field("label", StockLine.of(v))
                                        + "}")
                        .toList());
    }

    private static String brand(Product product, Account seller) {
        return product.brand().isEmpty() ? seller.name() : product.brand();
    }

    private static String field(String name, String value) {
        return "\"" + name + "\":" + JsonText.quote(value);
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST);
    }
}
