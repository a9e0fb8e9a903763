package hawker.sources;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Json;
import hawker.platform.Event.Cause;
import hawker.platform.Events;
import hawker.platform.Tx;
import java.util.List;
import java.util.Optional;

/** Tells the world; an event carries the object as it was. */
final class Telling {

    static final String CHARGEABLE = "source.chargeable";
    static final String CANCELED = "source.canceled";
    static final String FAILED = "source.failed";
    static final String ARRIVED = "source.transaction.created";
    static final String NOTIFIED = "source.mandate_notification";

    private final Events events;

    Telling(Events events) {
        this.events = events;
    }

    void tell(Tx tx, String type, String subject, ObjectNode object, Cause cause) {
        events.tell(tx, cause, List.of(type), subject, 0, Optional.of(Json.text(object)));
    }
}
