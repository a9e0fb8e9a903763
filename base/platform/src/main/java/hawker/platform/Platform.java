package hawker.platform;

import hawker.kernel.Clock;
import hawker.kernel.Ids;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;

/** Everything below the rooms, opened once. */
public final class Platform implements AutoCloseable {

    /**
     * Opens the database (starting the embedded one if no other is named) without migrating any
     * room.
     */
    public static Platform open(Settings settings, Clock clock) {
        throw new UnsupportedOperationException();
    }

    /**
     * Brings a room's schema up to date: {@code hawker/ROOM/schema} on the class path, its manifest
     * beside it.
     */
    public void migrate(String... rooms) {
        throw new UnsupportedOperationException();
    }

    /** Starts the threads that deliver events and run jobs and chores. */
    public void start() {
        throw new UnsupportedOperationException();
    }

    public Settings settings() {
        throw new UnsupportedOperationException();
    }

    public Clock clock() {
        throw new UnsupportedOperationException();
    }

    public Ids ids() {
        throw new UnsupportedOperationException();
    }

    public TxRunner tx() {
        throw new UnsupportedOperationException();
    }

    /** A transaction runner under another database role; the vault has one of its own. */
    public TxRunner txAs(String role) {
        throw new UnsupportedOperationException();
    }

    public GroupCommit groupCommit() {
        throw new UnsupportedOperationException();
    }

    public Events events() {
        throw new UnsupportedOperationException();
    }

    public Jobs jobs() {
        throw new UnsupportedOperationException();
    }

    public Chores chores() {
        throw new UnsupportedOperationException();
    }

    public Mailbox mail() {
        throw new UnsupportedOperationException();
    }

    public PrometheusMeterRegistry metrics() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        throw new UnsupportedOperationException();
    }
}
