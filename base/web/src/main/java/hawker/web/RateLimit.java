package hawker.web;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import hawker.kernel.Clock;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;

/**
 * So many acts a time for each key (an address, a session, a login); keys idle for longer are
 * forgotten. Counted in this process only: with several nodes each grants its own, so limits guard
 * against floods and guessing, not to the last act.
 */
public final class RateLimit {

    /** Enough for an attack from many addresses; above it the longest idle keys start anew. */
    private static final int KEYS = 200_000;

    private final LoadingCache<String, Bucket> buckets;

    public RateLimit(int acts, Duration per) {
        this(acts, per, TimeMeter.SYSTEM_NANOTIME);
    }

    /** A limit by a clock, so that tests can let time pass. */
    public RateLimit(int acts, Duration per, Clock clock) {
        this(acts, per, new ClockMeter(clock));
    }

    private RateLimit(int acts, Duration per, TimeMeter time) {
        var limit = Bandwidth.builder().capacity(acts).refillGreedy(acts, per).build();
        buckets =
                Caffeine.newBuilder()
                        .maximumSize(KEYS)
                        .expireAfterAccess(per.multipliedBy(2))
                        .build(key ->
                                Bucket.builder()
                                        .addLimit(limit)
                                        .withCustomTimePrecision(time)
                                        .build());
    }

    /** Takes one act of a key; false when there are none left. */
    public boolean tryTake(String key) {
        return buckets.get(key).tryConsume(1);
    }

    /** Gives an act back that turned out not to be one of those that are limited. */
    public void giveBack(String key) {
        buckets.get(key).addTokens(1);
    }

    private record ClockMeter(Clock clock) implements TimeMeter {

        @Override
        public long currentTimeNanos() {
            return Math.multiplyExact(clock.now().toEpochMilli(), 1_000_000L);
        }

        @Override
        public boolean isWallClockBased() {
            return true;
        }
    }
}
