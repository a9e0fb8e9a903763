package hawker.demo;

import hawker.catalog.Catalog;
import hawker.catalog.Picture;
import hawker.catalog.Product;
import hawker.catalog.ProductRef;
import hawker.catalog.Saved;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** Puts the products onto the shelves. */
final class Stocking {

    private final Catalog catalog;
    private final Eshop eshop = Eshop.read();
    private final Goods goods = new Goods();
    private final Map<Integer, Picture> pictures = new ConcurrentHashMap<>();
    private final Map<Integer, Product> products = new ConcurrentHashMap<>();

    Stocking(Catalog catalog) {
        this.catalog = catalog;
    }

    /** Reads all pictures, on as many processors as there are: the slowest part of the demo. */
    void readPictures(Consumer<String> progress) {
        var done = new AtomicInteger();
        int all = eshop.items().size();
        try (var threads =
                Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors())) {
            var running =
                    eshop.items().stream()
                            .map(item ->
                                    (Future<?>)
                                            threads.submit(() -> {
                                                read(item);
                                                int n = done.incrementAndGet();
                                                if (n % 25 == 0 || n == all)
                                                    progress.accept("pictures " + n + " of " + all);
                                            }))
                            .toList();
            for (var one : running) one.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a picture cannot be read", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }

    private void read(Eshop.Item item) {
        pictures.put(item.id(), Shops.stored(catalog.media().store(item.picture())));
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
        var image = catalog.addImage(shop.account(), picture(item.id()), Goods.alt(item));
        var saved = catalog.create(shop.account(), goods.product(item, List.of(image.id())));
        if (!(saved instanceof Saved.Stored(var product)))
            throw new IllegalStateException("cannot list " + item.name() + ": " + saved);
        products.put(item.id(), product);
    }

    Picture picture(int item) {
        return present(pictures, item);
    }

    Product product(int item) {
        return present(products, item);
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

    private static <T> T present(Map<Integer, T> things, int item) {
        var thing = things.get(item);
        if (thing == null) throw new IllegalStateException("item " + item + " is not there yet");
        return thing;
    }
}
