package hawker.setups;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Json;
import hawker.platform.Event.Cause;
import hawker.platform.Events;
import hawker.platform.Tx;
import java.util.List;
import java.util.Optional;

/** Tells the world; an event carries the object as it was. */
final class Happenings {

    private final Events events;

    Happenings(Events events) {
        this.events = events;
    }

    void tell(Tx tx, SetupIntent intent, String type, Cause cause) {
        tell(tx, intent.id().text(), type, SetupJson.intent(intent), cause);
    }

    void tell(Tx tx, String subject, String type, ObjectNode object, Cause cause) {
        events.tell(tx, cause, List.of(type), subject, 0, Optional.of(Json.text(object)));
    }
}
