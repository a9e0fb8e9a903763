package hawker.customers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Json;
import hawker.platform.Events;
import hawker.platform.Tx;
import java.util.List;
import java.util.Optional;

/** What this room tells the world; every event carries its object as it was. */
final class Telling {

    private final Events events;

    Telling(Events events) {
        this.events = events;
    }

    /** Tells of a thing in the transaction that changed it. */
    void tell(Tx tx, String type, String subject, ObjectNode object, Cause cause) {
        append(tx, type, subject, payload(object), cause);
    }

    /**
     * The same of a thing that was different before; says which fields were, and what they held.
     */
    void changed(
            Tx tx, String type, String subject, ObjectNode before, ObjectNode after, Cause cause) {
        var payload = payload(after);
        payload.set("previous_attributes", Json.previous(before, after));
        append(tx, type, subject, payload, cause);
    }

    private static ObjectNode payload(ObjectNode object) {
        var payload = Json.object();
        payload.set("object", object);
        return payload;
    }

    private void append(Tx tx, String type, String subject, ObjectNode payload, Cause cause) {
        events.tell(
                tx, cause.ofEvent(), List.of(type), subject, 0, Optional.of(Json.text(payload)));
    }
}
