package hawker.platform;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waits for something that other threads bring about, with a deadline. */
public final class Eventually {

    private static final Duration DEADLINE = Duration.ofSeconds(30);

    private Eventually() {}

    public static void is(BooleanSupplier condition) {
        if (!within(DEADLINE, condition)) throw new AssertionError("not within " + DEADLINE);
    }

    /** Whether it came about in time. */
    public static boolean within(Duration time, BooleanSupplier condition) {
        long deadline = System.nanoTime() + time.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) return false;
            try {
                Thread.sleep(5);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
        return true;
    }
}
