package hawker.disputes;

import hawker.platform.Event.Cause;
import hawker.platform.Events;
import hawker.platform.Tx;
import java.util.List;
import java.util.Optional;

/**
 * Writes a version of a dispute and what the world is told of it, in one transaction. The event
 * names the version; whoever hears it renders that ({@link DisputesRenderer}).
 */
final class Telling {

    /** The version was written by somebody else. */
    static final class Taken extends RuntimeException {
        Taken(Dispute dispute) {
            super(dispute.id() + " has a version " + dispute.version(), null, false, false);
        }
    }

    private final Events events;
    private final DisputesSql sql;

    Telling(Events events, DisputesSql sql) {
        this.events = events;
        this.sql = sql;
    }

    /** Throws {@link Taken}, and so undoes the transaction, if the version is taken. */
    Dispute write(Tx tx, Dispute dispute, List<String> types, Cause cause) {
        if (!sql.insert(tx, dispute)) throw new Taken(dispute);
        events.tell(
                tx,
                cause,
                types.stream().map("charge.dispute."::concat).toList(),
                dispute.id().text(),
                dispute.version(),
                Optional.empty());
        return dispute;
    }
}
