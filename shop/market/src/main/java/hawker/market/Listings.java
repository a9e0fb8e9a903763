package hawker.market;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import hawker.market.ListingSql.Match;
import hawker.platform.Platform;
import hawker.platform.Tx;
import java.time.Duration;

/**
 * Finds products over all shops. What many ask at once is asked of the database once: results are
 * kept for two seconds, as long as a product's own facts may be late.
 */
final class Listings {

    /** With fewer hits than this, similar words are tried instead. */
    private static final int ENOUGH = 1;

    private static final int KEPT = 500;
    private static final Duration FRESH = Duration.ofSeconds(2);

    private final Platform platform;
    private final ListingSql sql;
    private final LoadingCache<Search, Found> results;

    Listings(Platform platform, ListingSql sql) {
        this.platform = platform;
        this.sql = sql;
        results = Caffeine.newBuilder().maximumSize(KEPT).expireAfterWrite(FRESH).build(this::read);
    }

    Found find(Search search) {
        return results.get(search);
    }

    private Found read(Search search) {
        return platform.tx()
                .readAcross(
                        "market-search",
                        tx -> {
                            if (search.text().isEmpty()) return read(tx, search, Match.ALL);
                            var found = read(tx, search, Match.WORDS);
                            boolean enough = found.total() >= ENOUGH || search.isFiltered();
                            return enough ? found : read(tx, search, Match.SIMILAR);
                        });
    }

    private Found read(Tx tx, Search search, Match match) {
        return new Found(
                sql.page(tx, search, match),
                sql.count(tx, search, match),
                sql.types(tx, search, match),
                search.shop().isPresent() ? java.util.Map.of() : sql.shops(tx, search, match),
                match == Match.SIMILAR);
    }
}
