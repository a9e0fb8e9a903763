package hawker.platform;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Recurring work of the whole installation, done by one node at a time. */
public final class Chores {

    /** What an operator sees of a chore. */
    public record Status(
            String name, Duration every, Instant lastRun, Duration lastTook, boolean lastFailed) {}

    /**
     * Runs a chore again and again; a run that throws is logged and counted, and the next one comes
     * as planned.
     */
    public void every(Duration interval, String name, Runnable chore) {
        throw new UnsupportedOperationException();
    }

    /** Runs one chore now, in the calling thread. */
    public void run(String name) {
        throw new UnsupportedOperationException();
    }

    public List<Status> status() {
        throw new UnsupportedOperationException();
    }
}
