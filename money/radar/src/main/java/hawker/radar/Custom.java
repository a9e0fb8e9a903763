package hawker.radar;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import hawker.kernel.AccountId;
import hawker.payments.Judge;
import hawker.platform.Tx;
import hawker.platform.TxRunner;
import hawker.radar.Facts.Standing;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a seller said about payments: rules of their own, and the lists that rules look into. Kept
 * in memory for half a minute, and forgotten at once where this process changes them. Another
 * process goes on with the old ones for so long at most (decision 0080).
 */
final class Custom {

    private static final Duration FRESH = Duration.ofSeconds(30);

    /** About so many bytes of values and rules are kept, of all accounts. */
    private static final long MOST = 50_000_000;

    /** What an entry costs beside its characters. */
    private static final int ENTRY = 80;

    /** What a rule's tree weighs for each of its characters. */
    private static final int TREE = 10;

    private final TxRunner tx;
    private final RadarSql sql;
    private final OwnRulesSql rules = new OwnRulesSql();
    private final Cache<AccountId, Known> known =
            Caffeine.newBuilder()
                    .maximumWeight(MOST)
                    .weigher((AccountId account, Known of) -> of.weight())
                    .expireAfterWrite(FRESH)
                    .build();

    Custom(TxRunner tx, RadarSql sql) {
        this.tx = tx;
        this.sql = sql;
    }

    /** The values of a list, as its type compares them. */
    record Values(ItemType type, Set<String> texts) {
        boolean has(String text) {
            return texts.contains(type.canonical(text));
        }
    }

    /**
     * An account's.
     *
     * @param lists by alias; those that are empty are not in it
     * @param rules that are switched on, in their order
     */
    record Known(Map<String, Values> lists, List<OwnRule> rules) {

        Known {
            lists = Map.copyOf(lists);
            rules = List.copyOf(rules);
        }

        boolean has(String alias, String text) {
            var list = lists.get(alias);
            return list != null && list.has(text);
        }

        Standing standing(Judge.Payment payment) {
            if (lists.isEmpty()) return Standing.NOWHERE;
            return new Standing(
                    alias(payment, DefaultList.Side.ALLOW), alias(payment, DefaultList.Side.BLOCK));
        }

        private Optional<String> alias(Judge.Payment payment, DefaultList.Side side) {
            return Arrays.stream(DefaultList.Attribute.values())
                    .filter(attribute -> {
                        var list = lists.get(new DefaultList(attribute, side).alias());
                        return list != null && attribute.of(payment).filter(list::has).isPresent();
                    })
                    .map(attribute -> new DefaultList(attribute, side).alias())
                    .findFirst();
        }

        private int weight() {
            int values =
                    lists.values().stream()
                            .flatMap(list -> list.texts().stream())
                            .mapToInt(value -> ENTRY + value.length())
                            .sum();
            int trees = rules.stream().mapToInt(rule -> ENTRY + TREE * rule.text().length()).sum();
            return ENTRY + values + trees;
        }
    }

    Known of(AccountId account) {
        var before = known.getIfPresent(account);
        if (before != null) return before;
        var read = tx.readAccount(account, tx -> read(tx, account));
        known.put(account, read);
        return read;
    }

    private Known read(Tx tx, AccountId account) {
        var working = rules.standing(tx, account).stream().filter(OwnRule::on).toList();
        var aliases = new HashSet<String>();
        DefaultList.ALL.forEach(list -> aliases.add(list.alias()));
        working.forEach(rule -> aliases.addAll(rule.aliases()));
        return new Known(values(tx, account, aliases), working);
    }

    private Map<String, Values> values(Tx tx, AccountId account, Set<String> aliases) {
        var lists = new HashMap<String, Values>();
        for (var entry : sql.listed(tx, account, aliases))
            lists.computeIfAbsent(entry.alias(), alias -> new Values(entry.type(), new HashSet<>()))
                    .texts()
                    .add(entry.value());
        return lists;
    }

    /** The same with the lists of a rule that does not stand yet. */
    Known with(AccountId account, OwnRule rule) {
        var lists = new HashMap<>(of(account).lists());
        lists.putAll(tx.readAccount(account, tx -> values(tx, account, rule.aliases())));
        return new Known(lists, List.of(rule));
    }

    /** Its lists or rules have changed. */
    void forget(AccountId account) {
        known.invalidate(account);
    }
}
