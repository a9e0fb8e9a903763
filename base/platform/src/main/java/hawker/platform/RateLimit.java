package hawker.platform;

import java.time.Duration;

/**
 * So many acts a time for each key (an address, a session, a login); keys idle for longer are
 * forgotten.
 */
public final class RateLimit {

    public RateLimit(int acts, Duration per) {
        throw new UnsupportedOperationException();
    }

    /** Takes one act of a key; false when there are none left. */
    public boolean tryTake(String key) {
        throw new UnsupportedOperationException();
    }
}
