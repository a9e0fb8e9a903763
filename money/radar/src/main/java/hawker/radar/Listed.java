package hawker.radar;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import hawker.kernel.AccountId;
import hawker.payments.Judge;
import hawker.platform.TxRunner;
import hawker.radar.Facts.Standing;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which default lists have a payment: their values are kept in memory for half a minute, and
 * forgotten at once where this process changes them. Another process goes on with the old ones for
 * so long at most (decision 0080).
 */
final class Listed {

    private static final Duration FRESH = Duration.ofSeconds(30);

    /** About so many bytes of values are kept, of all accounts. */
    private static final long MOST = 50_000_000;

    /** What an entry costs beside its characters. */
    private static final int ENTRY = 80;

    private final TxRunner tx;
    private final RadarSql sql;

    /** The values of an account's default lists that are not empty, by alias. */
    private final Cache<AccountId, Map<String, Set<String>>> values =
            Caffeine.newBuilder()
                    .maximumWeight(MOST)
                    .weigher(Listed::weight)
                    .expireAfterWrite(FRESH)
                    .build();

    Listed(TxRunner tx, RadarSql sql) {
        this.tx = tx;
        this.sql = sql;
    }

    private static int weight(AccountId account, Map<String, Set<String>> lists) {
        return ENTRY
                + lists.values().stream()
                        .flatMap(Set::stream)
                        .mapToInt(value -> ENTRY + value.length())
                        .sum();
    }

    Standing standing(Judge.Payment payment) {
        var lists = lists(payment.account());
        if (lists.isEmpty()) return Standing.NOWHERE;
        return new Standing(
                has(lists, payment, DefaultList.Side.ALLOW),
                has(lists, payment, DefaultList.Side.BLOCK));
    }

    private static Optional<String> has(
            Map<String, Set<String>> lists, Judge.Payment payment, DefaultList.Side side) {
        for (var attribute : DefaultList.Attribute.values()) {
            var alias = new DefaultList(attribute, side).alias();
            var items = lists.getOrDefault(alias, Set.of());
            if (!items.isEmpty() && attribute.of(payment).filter(items::contains).isPresent())
                return Optional.of(alias);
        }
        return Optional.empty();
    }

    private Map<String, Set<String>> lists(AccountId account) {
        var known = values.getIfPresent(account);
        if (known != null) return known;
        var lists = new HashMap<String, Set<String>>();
        for (var entry : tx.readAccount(account, tx -> sql.listed(tx, account)))
            if (DefaultList.isOne(entry.alias()))
                lists.computeIfAbsent(entry.alias(), alias -> new HashSet<>()).add(entry.value());
        values.put(account, Map.copyOf(lists));
        return lists;
    }

    /** Its lists have changed. */
    void forget(AccountId account) {
        values.invalidate(account);
    }
}
