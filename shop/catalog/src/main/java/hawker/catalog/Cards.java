package hawker.catalog;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import hawker.kernel.AccountId;
import hawker.kernel.Page;
import hawker.kernel.PageRequest;
import hawker.platform.Platform;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Cards for feeds, lists and the directory. They are kept for 2 seconds: a feed that many people
 * read asks the database once in that time, and a product that is sold out loses its button after
 * it.
 */
final class Cards {

    static final Duration AGE = Duration.ofSeconds(2);
    private static final int KEPT = 20_000;

    private final Platform platform;
    private final Reading reading;
    private final Cache<ProductRef, ProductCard> kept;

    Cards(Platform platform, Reading reading) {
        this.platform = platform;
        this.reading = reading;
        this.kept =
                Caffeine.newBuilder()
                        .maximumSize(KEPT)
                        .expireAfterWrite(AGE)
                        .ticker(() -> platform.clock().now().toEpochMilli() * 1_000_000)
                        .build();
    }

    Map<ProductRef, ProductCard> cards(Collection<ProductRef> refs) {
        var cards = new HashMap<ProductRef, ProductCard>(kept.getAllPresent(refs));
        var missing = new HashMap<AccountId, List<String>>();
        for (var ref : refs)
            if (!cards.containsKey(ref))
                missing.computeIfAbsent(ref.account(), a -> new ArrayList<>())
                        .add(ref.product().text());
        for (var one : missing.entrySet())
            for (var card : read(one.getKey(), one.getValue())) {
                kept.put(card.ref(), card);
                cards.put(card.ref(), card);
            }
        return Map.copyOf(cards);
    }

    Page<ProductCard> list(AccountId account, ProductFilter filter, PageRequest page) {
        var ids = platform.tx().readAccount(account, tx -> reading.ids(tx, account, filter, page));
        var refs = ids.items().stream().map(id -> new ProductRef(account, id)).toList();
        return new Page<>(inOrder(refs), ids.hasMore());
    }

    Page<ProductCard> acrossNewest(int limit, Optional<Product.Id> after) {
        var rows =
                platform.tx()
                        .readAcross(
                                "directory", tx -> ProductsSql.acrossNewest(tx, after, limit + 1));
        var page = Page.of(rows, limit);
        return new Page<>(inOrder(page.items()), page.hasMore());
    }

    /** Forgets a card that was just changed on this node, so that its seller sees the change. */
    void forget(ProductRef ref) {
        kept.invalidate(ref);
    }

    private List<ProductCard> inOrder(List<ProductRef> refs) {
        var cards = cards(refs);
        return refs.stream().flatMap(ref -> Optional.ofNullable(cards.get(ref)).stream()).toList();
    }

    private List<ProductCard> read(AccountId account, List<String> products) {
        return platform.tx()
                .readAccount(
                        account,
                        tx -> VariantsSql.cards(account, tx, products.toArray(String[]::new)));
    }
}
