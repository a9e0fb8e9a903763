package hawker.market;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import hawker.accounts.Account;
import hawker.accounts.Accounts;
import hawker.accounts.Handle;
import hawker.catalog.Catalog;
import hawker.catalog.Product;
import hawker.catalog.ProductCard;
import hawker.catalog.ProductFilter;
import hawker.catalog.ProductRef;
import hawker.kernel.AccountId;
import hawker.kernel.PageRequest;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Reads goods and shops for pages. A product page that many open at once is read once a second:
 * what is bought is checked again when it is bought.
 */
final class Shelf {

    private static final Duration FRESH = Duration.ofSeconds(1);
    private static final Duration SHOPS = Duration.ofSeconds(30);

    /** Pictures beside a shop in the directory. */
    private static final int WINDOW = 4;

    private record Address(AccountId shop, String slug) {}

    /** A shop and a few of its goods. */
    record Window(Account shop, List<ProductCard> goods, int products) {}

    private final Accounts accounts;
    private final Catalog catalog;
    private final LoadingCache<Address, Optional<Product>> products;
    private final LoadingCache<AccountId, Window> windows;
    private final LoadingCache<String, Optional<Handle>> handles;

    Shelf(Accounts accounts, Catalog catalog) {
        this.accounts = accounts;
        this.catalog = catalog;
        products =
                Caffeine.newBuilder()
                        .maximumSize(2_000)
                        .expireAfterWrite(FRESH)
                        .build(address -> catalog.bySlug(address.shop, address.slug));
        windows =
                Caffeine.newBuilder()
                        .maximumSize(2_000)
                        .expireAfterWrite(SHOPS)
                        .build(this::readWindow);
        handles =
                Caffeine.newBuilder()
                        .maximumSize(5_000)
                        .expireAfterWrite(FRESH)
                        .build(accounts::byHandle);
    }

    /** Who has a handle; one that nobody has is asked for again, it may be taken any moment. */
    Optional<Handle> handle(String name) {
        var found = handles.get(name);
        if (found.isEmpty()) handles.invalidate(name);
        return found;
    }

    /** The shop of a handle. */
    Optional<Account> shop(String handle) {
        return handle(handle)
                .flatMap(found ->
                        switch (found) {
                            case Handle.OfAccount(var name, var id) -> accounts.find(id);
                            case Handle.OfPerson person -> Optional.<Account>empty();
                        });
    }

    /** A product that buyers may see. */
    Optional<Product> product(AccountId shop, String slug) {
        return products.get(new Address(shop, slug)).filter(Product::isActive);
    }

    /** Cards in this order; what is gone meanwhile is left out. */
    List<ProductCard> cards(Collection<ProductRef> refs) {
        if (refs.isEmpty()) return List.of();
        var found = catalog.cards(refs);
        return refs.stream().map(found::get).filter(Objects::nonNull).toList();
    }

    Optional<Account> seller(AccountId shop) {
        return accounts.find(shop);
    }

    Window window(Account shop) {
        return windows.get(shop.id());
    }

    private Window readWindow(AccountId account) {
        var shop = accounts.find(account).orElseThrow();
        var number = accounts.shopAccount(account);
        var filter = ProductFilter.active();
        return new Window(
                shop,
                catalog.cards(number, filter, PageRequest.first(WINDOW)).items(),
                catalog.count(number, filter));
    }
}
