package hawker.customers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Json;
import hawker.kernel.Clock;
import hawker.platform.Event;
import hawker.platform.Events;
import hawker.platform.Tx;
import java.util.List;
import java.util.Optional;

/** What this room tells the world; every event carries its object as it was. */
final class Telling {

    private final Events events;
    private final Clock clock;

    Telling(Events events, Clock clock) {
        this.events = events;
        this.clock = clock;
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
        payload.set("previous_attributes", previous(before, after));
        append(tx, type, subject, payload, cause);
    }

    private static ObjectNode payload(ObjectNode object) {
        var payload = Json.object();
        payload.set("object", object);
        return payload;
    }

    /**
     * Old values of changed fields only. Of a hash only what changed in it; a key that is new in
     * one was null before, so that a receiver can undo the change.
     */
    static ObjectNode previous(ObjectNode before, ObjectNode after) {
        var previous = Json.object();
        for (var field : before.properties()) {
            var now = after.get(field.getKey());
            if (field.getValue().equals(now)) continue;
            if (field.getValue() instanceof ObjectNode was && now instanceof ObjectNode is)
                previous.set(field.getKey(), previous(was, is));
            else previous.set(field.getKey(), field.getValue());
        }
        for (var field : after.properties())
            if (!before.has(field.getKey())) previous.putNull(field.getKey());
        return previous;
    }

    private void append(Tx tx, String type, String subject, ObjectNode payload, Cause cause) {
        events.append(
                tx,
                new Event(
                        events.newId(cause.account()),
                        cause.account(),
                        List.of(type),
                        subject,
                        0,
                        Optional.of(Json.text(payload)),
                        cause.request(),
                        cause.idempotencyKey(),
                        clock.now()));
    }
}
