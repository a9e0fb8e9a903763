package hawker.market;

import hawker.accounts.Account;
import hawker.accounts.Accounts;
import hawker.catalog.Catalog;
import hawker.catalog.Product;
import hawker.catalog.ProductFilter;
import hawker.catalog.Variant;
import hawker.kernel.AccountId;
import hawker.kernel.PageRequest;
import hawker.platform.Event;
import hawker.platform.Platform;
import java.util.List;
import java.util.Optional;

/**
 * Keeps the projection of what is for sale: hears the catalog's events and writes what the product
 * is now, so that an event heard twice or late does no harm.
 */
final class Indexing {

    private static final String GROUP = "market-listing";
    private static final List<String> PRODUCT = List.of("product.created", "product.updated");
    private static final List<String> STOCK = List.of("stock.out", "stock.back");

    private final Platform platform;
    private final Accounts accounts;
    private final Catalog catalog;
    private final ListingSql sql;

    Indexing(Platform platform, Accounts accounts, Catalog catalog, ListingSql sql) {
        this.platform = platform;
        this.accounts = accounts;
        this.catalog = catalog;
        this.sql = sql;
    }

    void subscribe() {
        platform.events().subscribe(GROUP + "-products", PRODUCT, this::productChanged);
        platform.events().subscribe(GROUP + "-stock", STOCK, this::stockChanged);
        platform.events().subscribe(GROUP + "-shops", List.of(Accounts.UPDATED), this::shopChanged);
    }

    private void productChanged(Event event) {
        Product.Id.parse(event.subject()).ifPresent(id -> index(event.account(), id));
    }

    private void stockChanged(Event event) {
        Variant.Id.parse(event.subject())
                .flatMap(variant -> catalog.ofVariant(event.account(), variant))
                .ifPresent(product -> index(event.account(), product.id()));
    }

    /**
     * The shop's name is among the words its goods are found by; the goods of a closed shop are not
     * found at all.
     */
    private void shopChanged(Event event) {
        // Another process may have changed it: what this one remembers of it may be a second old,
        // and no later event would set that right.
        accounts.changed(event.account());
        var next = PageRequest.first(100);
        while (true) {
            var page = catalog.list(event.account(), ProductFilter.active(), next);
            for (var product : page.items()) put(event.account(), product);
            if (!page.hasMore()) return;
            next = PageRequest.after(page.items().getLast().id().text(), 100);
        }
    }

    private void index(AccountId shop, Product.Id id) {
        var product = catalog.find(shop, id).filter(Product::isActive);
        if (product.isPresent()) put(shop, product.get());
        else platform.tx().onSingle(tx -> sql.drop(shop, tx, id));
    }

    private void put(AccountId shop, Product product) {
        var seller = ofThisMode(shop);
        if (seller.isEmpty()) return;
        boolean open = seller.get().closed().isEmpty();
        platform.tx()
                .onSingle(tx ->
                        open
                                ? sql.put(shop, tx, product, seller.get().name())
                                : sql.drop(shop, tx, product.id()));
    }

    /** Goods of the mode in which shops do not sell now are nobody's business. */
    private Optional<Account> ofThisMode(AccountId shop) {
        return accounts.shopAccount(shop).equals(shop) ? accounts.find(shop) : Optional.empty();
    }
}
