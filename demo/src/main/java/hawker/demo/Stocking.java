package hawker.demo;

import hawker.catalog.Catalog;
import hawker.catalog.Image;
import hawker.catalog.Product;
import hawker.catalog.ProductRef;
import hawker.catalog.Saved;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Puts the products onto the shelves. */
final class Stocking {

    private final Catalog catalog;
    private final Eshop eshop;
    private final Pictures pictures;
    private final Goods goods;
    private final Map<Integer, Product> products = new HashMap<>();

    Stocking(Catalog catalog, Eshop eshop, Goods goods, Pictures pictures) {
        this.catalog = catalog;
        this.eshop = eshop;
        this.goods = goods;
        this.pictures = pictures;
    }

    /** Plans when each product of a shop is listed: one a minute, some later. */
    void plan(Plan plan, Shops.Shop shop, Instant from) {
        int minute = 0;
        for (var item : eshop.of(shop.brands())) {
            var listed = goods.listed(item);
            var at = listed.map(plan::moment).orElse(from.plus(Duration.ofMinutes(minute++)));
            plan.at(at, () -> list(shop, item));
        }
    }

    private void list(Shops.Shop shop, Eshop.Item item) {
        var images = new ArrayList<Image.Id>();
        var front = pictures.item(item.id());
        images.add(catalog.addImage(shop.account(), front, Goods.alt(item)).id());
        pictures.closer(item.id())
                .map(near -> catalog.addImage(shop.account(), near, Goods.alt(item) + ", closer"))
                .ifPresent(image -> images.add(image.id()));
        var saved = catalog.create(shop.account(), goods.product(item, images));
        if (!(saved instanceof Saved.Stored(var product)))
            throw new IllegalStateException("cannot list " + item.name() + ": " + saved);
        products.put(item.id(), product);
    }

    Product product(int item) {
        var product = products.get(item);
        if (product == null) throw new IllegalStateException("item " + item + " is not listed");
        return product;
    }

    /** What a post shows. */
    ProductRef ref(int item) {
        return product(item).ref();
    }

    /** The numbers of a shop's items, in the order of the catalogue. */
    List<Integer> itemsOf(Shops.Shop shop) {
        return eshop.of(shop.brands()).stream().map(Eshop.Item::id).toList();
    }

    boolean isListed(int item) {
        return products.containsKey(item);
    }
}
