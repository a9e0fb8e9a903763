package hawker.payouts;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import hawker.api.Json;
import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.kernel.Money;
import hawker.platform.Platform;
import hawker.platform.Tx;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * What a seller has set about the balance (docs: balance settings): how much of it automatic
 * payouts leave, and how long the money of payments waits. Payments ask for the second with every
 * capture, so it is remembered for a second.
 */
final class Settings {

    private static final Duration REMEMBERED = Duration.ofSeconds(1);

    private final Platform platform;
    private final SettingsSql sql = new SettingsSql();
    private final Cache<AccountId, Optional<Integer>> delays;

    Settings(Platform platform) {
        this.platform = platform;
        this.delays =
                Caffeine.newBuilder()
                        .maximumSize(10_000)
                        .expireAfterWrite(REMEMBERED)
                        .ticker(() -> platform.clock().now().toEpochMilli() * 1_000_000)
                        .build();
    }

    /** Days that the money of payments waits, where a seller chose another number; 2 to 31. */
    Optional<Integer> delay(AccountId account) {
        var known = delays.getIfPresent(account);
        if (known != null) return known;
        // Not the cache's own loading: who waits for another's load may hold, by its transaction,
        // the connection that this load waits for.
        var found = platform.tx().readAccount(account, tx -> sql.delay(tx, account));
        delays.put(account, found);
        return found;
    }

    /** The same as it stands in a transaction. */
    Optional<Integer> delay(Tx tx, AccountId account) {
        return sql.delay(tx, account);
    }

    void setDelay(Tx tx, AccountId account, Optional<Integer> days) {
        sql.setDelay(tx, account, days);
        tx.afterCommit(() -> delays.invalidate(account));
    }

    /** Minor units by currency that automatic payouts leave. */
    Map<String, Long> minimums(Tx tx, AccountId account) {
        return read(sql.minimums(tx, account));
    }

    Money minimum(Tx tx, AccountId account, Currency currency) {
        return Money.of(minimums(tx, account).getOrDefault(currency.code(), 0L), currency);
    }

    /** Changes for two currencies at once both stay: one waits for the other. */
    void changeMinimums(Tx tx, AccountId account, UnaryOperator<Map<String, Long>> change) {
        var node = Json.object();
        change.apply(read(sql.lockMinimums(tx, account))).forEach(node::put);
        sql.setMinimums(
                tx, account, node.isEmpty() ? Optional.empty() : Optional.of(Json.text(node)));
    }

    /**
     * Codes were once kept as they were written. Where both stand, capitals come first in the text
     * and the small letters, which only later changes wrote, count.
     */
    private static Map<String, Long> read(Optional<String> text) {
        var kept = new TreeMap<String, Long>();
        text.map(Json::parse)
                .ifPresent(told ->
                        told.properties()
                                .forEach(each ->
                                        kept.put(
                                                each.getKey().toLowerCase(Locale.ROOT),
                                                each.getValue().asLong())));
        return kept;
    }
}
