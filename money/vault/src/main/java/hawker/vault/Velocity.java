package hawker.vault;

import hawker.kernel.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Who may try how many cards (against card testing and enumeration). A source is an address or a
 * browser's session on one key. Counted are only cards outside the published table: whoever tries
 * those learns nothing.
 *
 * <ul>
 *   <li>so many cards a minute from one source;
 *   <li>so many different numbers of one issuer in ten minutes, which is what walking through
 *       numbers looks like; fingerprints have no neighbours, so this can only be counted here;
 *   <li>so many declines a minute of cards that came from one source: the rest of that minute it
 *       cannot hand in another.
 * </ul>
 *
 * <p>Kept in memory for a bounded number of sources: it slows attackers down and need not outlive a
 * restart.
 */
final class Velocity {

    /** The bounds. */
    record Limits(int cardsAMinute, int numbersOfAnIssuer, int declinesAMinute) {
        static final Limits USUAL = new Limits(30, 10, 10);
    }

    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration WALK = Duration.ofMinutes(10);
    private static final int MOST_KEYS = 50_000;

    private final Limits limits;
    private final Clock clock;
    private final Map<String, Deque<Instant>> acts = new HashMap<>();
    private final Map<String, Map<String, Instant>> walks = new HashMap<>();
    private final Map<String, Origin> origins = new HashMap<>();

    private record Origin(List<String> sources, Instant until) {}

    Velocity(Limits limits, Clock clock) {
        this.limits = limits;
        this.clock = clock;
    }

    /** Whether this card may be handed in; counts it if so. */
    synchronized boolean allows(List<String> sources, String bin, String fingerprint) {
        bound();
        for (var source : sources) {
            if (count("declined " + source) >= limits.declinesAMinute()) return false;
            if (count("card " + source) >= limits.cardsAMinute()) return false;
            var seen = walk(source, bin);
            if (!seen.containsKey(fingerprint) && seen.size() >= limits.numbersOfAnIssuer())
                return false;
        }
        for (var source : sources) {
            note("card " + source);
            walk(source, bin).put(fingerprint, clock.now());
        }
        return true;
    }

    /** Remembers where a card came from, for {@link #declined}. */
    synchronized void cameFrom(String cardId, List<String> sources) {
        origins.put(cardId, new Origin(List.copyOf(sources), clock.now().plus(WALK)));
    }

    /** The issuer or a rule said no to a card. */
    synchronized void declined(String cardId) {
        var origin = origins.get(cardId);
        if (origin == null || clock.now().isAfter(origin.until())) return;
        for (var source : origin.sources()) note("declined " + source);
    }

    /** Forgets what is over. */
    synchronized void forgetOld() {
        var now = clock.now();
        origins.values().removeIf(origin -> now.isAfter(origin.until()));
        acts.values().removeIf(times -> times.isEmpty() || isOld(times.getLast(), MINUTE));
        walks.values().removeIf(seen -> seen.values().stream().allMatch(at -> isOld(at, WALK)));
    }

    private int count(String key) {
        var times = acts.get(key);
        if (times == null) return 0;
        while (!times.isEmpty() && isOld(times.getFirst(), MINUTE)) times.removeFirst();
        return times.size();
    }

    private void note(String key) {
        acts.computeIfAbsent(key, k -> new ArrayDeque<>()).addLast(clock.now());
    }

    private Map<String, Instant> walk(String source, String bin) {
        var seen = walks.computeIfAbsent(source + " " + bin, k -> new HashMap<>());
        seen.values().removeIf(at -> isOld(at, WALK));
        return seen;
    }

    private boolean isOld(Instant at, Duration age) {
        return at.plus(age).isBefore(clock.now());
    }

    private void bound() {
        if (acts.size() + walks.size() + origins.size() < MOST_KEYS) return;
        forgetOld();
        if (acts.size() + walks.size() + origins.size() < MOST_KEYS) return;
        acts.clear();
        walks.clear();
        origins.clear();
    }
}
