package hawker.bench;

import java.util.concurrent.atomic.AtomicLongArray;

/** Counts of latencies in buckets 2 % wide from 1 µs to 100 s; many threads may add. */
final class Latencies {

    private static final double WIDTH = Math.log(1.02);
    private final AtomicLongArray buckets = new AtomicLongArray(940);

    void add(long nanos) {
        double micros = Math.max(1, nanos / 1000.0);
        buckets.incrementAndGet(Math.min(buckets.length() - 1, (int) (Math.log(micros) / WIDTH)));
    }

    long count() {
        long sum = 0;
        for (int i = 0; i < buckets.length(); i++) sum += buckets.get(i);
        return sum;
    }

    /** The latency in milliseconds that this share (0 to 1) of the answers did not exceed. */
    double millis(double share) {
        long wanted = (long) Math.ceil(count() * share);
        long seen = 0;
        for (int i = 0; i < buckets.length(); i++) {
            seen += buckets.get(i);
            if (seen >= wanted) return Math.exp((i + 1) * WIDTH) / 1000;
        }
        return 0;
    }
}
