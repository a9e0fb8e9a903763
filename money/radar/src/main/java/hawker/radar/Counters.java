package hawker.radar;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import hawker.kernel.AccountId;
import hawker.kernel.Clock;
import hawker.payments.Judge;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;

/**
 * How often cards, e-mail addresses and network addresses were seen at a shop lately.
 *
 * <p>Kept in the memory of this process and lost with it, for so many keys at most: a payment costs
 * a few additions and no question to the database. What that gives up is exactness: behind a load
 * balancer each process counts what it sees, so somebody who is spread over n of them gets up to n
 * times a limit (decision 0080).
 */
final class Counters {

    private static final int MOST_KEYS = 100_000;

    /** What is counted, and over which time. */
    private enum Kind {
        CARD(Duration.ofMinutes(60)),
        EMAIL(Duration.ofMinutes(60)),
        ADDRESS(Duration.ofMinutes(60)),
        CARD_DECLINES(Duration.ofMinutes(10)),
        ADDRESS_DECLINES(Duration.ofMinutes(10)),
        SHOP(Duration.ofMinutes(10)),
        SHOP_DECLINES(Duration.ofMinutes(10));

        final long slotMillis;

        Kind(Duration window) {
            slotMillis = window.toMillis() / Window.SLOTS;
        }
    }

    private record Key(AccountId account, Kind kind, String value) {}

    /** A ring of slots, each a part of the time; those that are over are wiped when touched. */
    private static final class Window {
        static final int SLOTS = 10;

        private final int[] counts = new int[SLOTS];
        private long newest;

        synchronized int add(long slot, int count) {
            long passed = slot - newest;
            if (passed >= SLOTS) Arrays.fill(counts, 0);
            else for (long s = newest + 1; s <= slot; s++) counts[Math.floorMod(s, SLOTS)] = 0;
            if (passed > 0) newest = slot;
            counts[Math.floorMod(newest, SLOTS)] += count;
            int sum = 0;
            for (int each : counts) sum += each;
            return sum;
        }
    }

    private final Clock clock;
    private final Cache<Key, Window> windows =
            Caffeine.newBuilder()
                    .maximumSize(MOST_KEYS)
                    .expireAfterAccess(Duration.ofHours(1))
                    .build();

    Counters(Clock clock) {
        this.clock = clock;
    }

    /** Counts a payment, and says what there was before it. */
    Facts.Counts count(Judge.Payment payment) {
        var account = payment.account();
        var card = payment.method().card().fingerprint();
        // A buyer who comes back from the bank's page pays still the same.
        int once = payment.offSession() || payment.resumed() ? 0 : 1;
        return new Facts.Counts(
                add(account, Kind.CARD, card, once),
                add(account, Kind.EMAIL, payment.email(), once),
                add(account, Kind.ADDRESS, payment.address(), once),
                add(account, Kind.CARD_DECLINES, card, 0),
                add(account, Kind.ADDRESS_DECLINES, payment.address(), 0),
                add(account, Kind.SHOP_DECLINES, "", 0),
                add(account, Kind.SHOP, "", payment.resumed() ? 0 : 1));
    }

    void declined(Judge.Payment payment) {
        var account = payment.account();
        add(account, Kind.CARD_DECLINES, payment.method().card().fingerprint(), 1);
        add(account, Kind.ADDRESS_DECLINES, payment.address(), 1);
        add(account, Kind.SHOP_DECLINES, "", 1);
    }

    private int add(AccountId account, Kind kind, Optional<String> value, int count) {
        return value.map(known -> add(account, kind, known, count)).orElse(0);
    }

    /** The count within the time, after adding; nothing is kept for what was never seen. */
    private int add(AccountId account, Kind kind, String value, int count) {
        var key = new Key(account, kind, value);
        var window = count == 0 ? windows.getIfPresent(key) : windows.get(key, k -> new Window());
        return window == null ? 0 : window.add(clock.now().toEpochMilli() / kind.slotMillis, count);
    }
}
