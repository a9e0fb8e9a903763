package hawker.network.sim;

import java.time.Duration;

/**
 * How long the simulated network takes for a message, by its key: the same message takes the same
 * time in every run.
 */
enum Latency {
    /** As fast as it can: tests and load. */
    NONE(new int[] {0}),
    /** Log-normal with a median of 40 ms and 200 ms at the 99th percentile, as twenty quantiles. */
    LIKE_A_NETWORK(
            new int[] {
                13, 18, 22, 25, 28, 31, 33, 36, 38, 40, 42, 45, 48, 52, 57, 63, 72, 86, 112, 200
            });

    private final int[] quantiles;

    Latency(int[] quantiles) {
        this.quantiles = quantiles;
    }

    Duration of(CardMessage message) {
        return Duration.ofMillis(
                quantiles[Math.floorMod(message.key().hashCode(), quantiles.length)]);
    }
}
