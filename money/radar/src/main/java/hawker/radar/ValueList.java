package hawker.radar;

import hawker.kernel.AccountId;
import java.time.Instant;
import java.util.Map;

/**
 * A list that rules look payments up in.
 *
 * @param id {@code rsl_…}
 * @param alias how rules name it, without the @
 * @param madeBy who, as the API shows it
 */
record ValueList(
        String id,
        AccountId account,
        String alias,
        String name,
        ItemType type,
        String madeBy,
        Map<String, String> metadata,
        Instant created) {

    /** A list holds so many values at most; the default ones are kept in memory. */
    static final int MOST_ITEMS = 5_000;

    static final int MOST_LISTS = 200;

    ValueList {
        metadata = Map.copyOf(metadata);
    }

    /**
     * One value of a list.
     *
     * @param id {@code rsli_…}
     */
    record Item(String id, String list, String value, String madeBy, Instant created) {}

    ValueList changed(String otherAlias, String otherName, Map<String, String> otherMetadata) {
        return new ValueList(
                id, account, otherAlias, otherName, type, madeBy, otherMetadata, created);
    }

    boolean isDefault() {
        return DefaultList.isOne(alias);
    }
}
