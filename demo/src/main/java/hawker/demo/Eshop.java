package hawker.demo;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/** The sample catalogue of dotnet/eShop: 101 products with a picture each. */
record Eshop(List<Item> items) {

    Eshop {
        items = List.copyOf(items);
    }

    /** One product of the catalogue; the price is in US cents. */
    record Item(int id, String type, String brand, String name, String description, long cents) {

        byte[] picture() {
            return Eshop.picture(id);
        }
    }

    static Eshop read() {
        var items = new ArrayList<Item>();
        for (var node : Resources.json("eshop/catalog.json"))
            items.add(
                    new Item(
                            node.get("Id").asInt(),
                            node.get("Type").asText(),
                            node.get("Brand").asText(),
                            node.get("Name").asText(),
                            node.get("Description").asText(),
                            cents(node.get("Price").asText())));
        return new Eshop(items);
    }

    /** The products of a seller's brands. */
    List<Item> of(List<String> brands) {
        return items.stream().filter(item -> brands.contains(item.brand)).toList();
    }

    static byte[] picture(int id) {
        return Resources.bytes("eshop/Pics/" + id + ".jpg");
    }

    private static long cents(String price) {
        return new BigDecimal(price).movePointRight(2).longValueExact();
    }
}
