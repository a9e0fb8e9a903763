package hawker.webhooks;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * When a delivery that failed is tried again: with growing gaps, three days long in live mode and
 * three times in test mode, each gap up to a fifth longer or shorter so that many do not come back
 * at once.
 */
final class Backoff {

    private static final List<Duration> TEST =
            List.of(Duration.ofMinutes(1), Duration.ofMinutes(10), Duration.ofHours(1));
    private static final List<Duration> LIVE =
            List.of(
                    Duration.ofMinutes(1),
                    Duration.ofMinutes(5),
                    Duration.ofMinutes(30),
                    Duration.ofHours(2),
                    Duration.ofHours(5),
                    Duration.ofHours(10),
                    Duration.ofHours(12),
                    Duration.ofHours(12),
                    Duration.ofHours(12),
                    Duration.ofHours(12));

    private Backoff() {}

    /** Empty: it was the last attempt. */
    static Optional<Instant> next(Delivery delivery, Instant now) {
        var gaps = delivery.account().livemode() ? LIVE : TEST;
        int failed = delivery.attempts();
        if (failed > gaps.size()) return Optional.empty();
        var gap = gaps.get(failed - 1);
        // The id is random, so it spreads; the same delivery always gets the same gaps.
        int percent = 80 + Math.floorMod(delivery.id().hashCode() + failed, 41);
        return Optional.of(now.plus(gap.multipliedBy(percent).dividedBy(100)));
    }
}
