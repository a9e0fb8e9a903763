package hawker.platform;

import hawker.kernel.AccountId;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The event log: what happened, in the order of commits. Rooms append in the transaction of the
 * fact; rooms above subscribe. A listener hears each event at least once and may hear it twice: it
 * asks {@link #firstTime} in the transaction of its own effect.
 */
public final class Events {

    /** A new event id of an account; its last character is 0 (see {@link Event}). */
    public String newId(AccountId account) {
        throw new UnsupportedOperationException();
    }

    public void append(Tx tx, Event event) {
        throw new UnsupportedOperationException();
    }

    /** The same row for a unit of the group-commit writer. */
    public void append(GroupCommit.Unit unit, Event event) {
        throw new UnsupportedOperationException();
    }

    /**
     * Hears all events that carry one of the types. The group names the listener for ever: its
     * place is stored.
     */
    public void subscribe(String group, List<String> types, Consumer<Event> listener) {
        throw new UnsupportedOperationException();
    }

    /**
     * Claims an event for a listener in the transaction of its effect; false if it was handled
     * before.
     */
    public boolean firstTime(Tx tx, String group, Event event) {
        throw new UnsupportedOperationException();
    }

    /**
     * Delivers everything that is committed, in the calling thread: for tests and orderly stops.
     */
    public void drain() {
        throw new UnsupportedOperationException();
    }

    /** One event of an account by the id of its row. */
    public Optional<Event> find(AccountId account, String id) {
        throw new UnsupportedOperationException();
    }

    /**
     * Events of an account, newest first, with ids below {@code before} (exclusive, empty: from the
     * newest).
     */
    public List<Event> newest(AccountId account, Optional<String> before, int limit) {
        throw new UnsupportedOperationException();
    }
}
