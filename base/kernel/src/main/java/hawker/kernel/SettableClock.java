package hawker.kernel;

import java.time.Duration;
import java.time.Instant;

/**
 * A clock that stands still until it is told otherwise: for tests, and for test clocks of the API.
 */
public final class SettableClock implements Clock {

    private volatile Instant now;

    public SettableClock(Instant start) {
        now = start;
    }

    @Override
    public Instant now() {
        return now;
    }

    public void set(Instant instant) {
        now = instant;
    }

    public synchronized void advance(Duration by) {
        now = now.plus(by);
    }
}
