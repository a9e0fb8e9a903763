package hawker.catalog;

import hawker.catalog.ProductsSql.Head;
import hawker.kernel.AccountId;
import hawker.kernel.Page;
import hawker.kernel.PageRequest;
import hawker.platform.Platform;
import hawker.platform.Tx;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts products together: three statements for any number of them. */
final class Reading {

    private final Platform platform;

    Reading(Platform platform) {
        this.platform = platform;
    }

    Optional<Product> find(AccountId account, Product.Id id) {
        return platform.tx().readAccount(account, tx -> find(tx, account, id));
    }

    Optional<Product> find(Tx tx, AccountId account, Product.Id id) {
        return products(tx, account, List.of(id)).stream().findFirst();
    }

    Optional<Product> bySlug(AccountId account, String slug) {
        return platform.tx()
                .readAccount(
                        account,
                        tx ->
                                ProductsSql.idOfSlug(account, tx, slug)
                                        .flatMap(id -> find(tx, account, id)));
    }

    Optional<Product> ofVariant(AccountId account, Variant.Id variant) {
        return platform.tx()
                .readAccount(
                        account,
                        tx ->
                                VariantsSql.productOf(account, tx, variant)
                                        .flatMap(id -> find(tx, account, id)));
    }

    Page<Product> list(AccountId account, ProductFilter filter, PageRequest page) {
        return platform.tx()
                .readAccount(
                        account,
                        tx -> {
                            var ids = ids(tx, account, filter, page);
                            return new Page<>(products(tx, account, ids.items()), ids.hasMore());
                        });
    }

    Page<Product.Id> ids(Tx tx, AccountId account, ProductFilter filter, PageRequest page) {
        var rows = ProductsSql.ids(account, tx, filter, page);
        var cut = Page.of(rows, page.limit());
        if (page.before().isEmpty()) return cut;
        var newestFirst = new ArrayList<>(cut.items());
        Collections.reverse(newestFirst);
        return new Page<>(newestFirst, cut.hasMore());
    }

    /** The products of these ids in their order; one that is not there is left out. */
    private static List<Product> products(Tx tx, AccountId account, List<Product.Id> ids) {
        if (ids.isEmpty()) return List.of();
        var keys = ids.stream().map(Product.Id::text).toArray(String[]::new);
        var heads = new HashMap<Product.Id, Head>();
        for (var head : ProductsSql.heads(account, tx, keys)) heads.put(head.id(), head);
        var variants = variants(tx, account, keys);
        var images = new HashMap<Product.Id, List<Image>>();
        for (var row : ProductsSql.images(account, tx, keys))
            images.computeIfAbsent(row.product(), id -> new ArrayList<>()).add(row.image());
        var products = new ArrayList<Product>();
        for (var id : ids) {
            var head = heads.get(id);
            if (head != null)
                products.add(
                        product(
                                head,
                                variants.getOrDefault(id, List.of()),
                                images.getOrDefault(id, List.of())));
        }
        return products;
    }

    private static Map<Product.Id, List<Variant>> variants(
            Tx tx, AccountId account, String[] products) {
        var all = new HashMap<Product.Id, List<Variant>>();
        for (var row : VariantsSql.ofProducts(account, tx, products)) {
            var list = all.computeIfAbsent(row.product(), id -> new ArrayList<>());
            boolean more = !list.isEmpty() && list.getLast().id().equals(row.variant().id());
            if (more) list.set(list.size() - 1, withPrice(list.getLast(), row.variant()));
            else list.add(row.variant());
        }
        return all;
    }

    private static Variant withPrice(Variant variant, Variant further) {
        var prices = new ArrayList<>(variant.prices());
        prices.addAll(further.prices());
        return new Variant(
                variant.id(),
                variant.values(),
                variant.sku(),
                variant.barcode(),
                variant.grams(),
                variant.shipped(),
                prices,
                variant.onEmpty(),
                variant.available());
    }

    private static Product product(Head head, List<Variant> variants, List<Image> images) {
        return new Product(
                head.id(),
                head.account(),
                head.title(),
                head.slug(),
                head.description(),
                head.summary(),
                head.brand(),
                head.type(),
                head.tags(),
                head.status(),
                head.options(),
                variants,
                images,
                head.created(),
                head.updated());
    }
}
