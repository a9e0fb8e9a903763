package hawker.radar;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Json;
import hawker.platform.Event.Cause;
import hawker.platform.Events;
import hawker.platform.Tx;
import java.util.List;
import java.util.Optional;

/** Tells the world of a review or a warning, with the object as it is now. */
final class Telling {

    private final Events events;

    Telling(Events events) {
        this.events = events;
    }

    void tell(Tx tx, String type, ObjectNode object, Cause cause) {
        var subject = object.path("id").asText();
        events.tell(tx, cause, List.of(type), subject, 0, Optional.of(Json.text(object)));
    }
}
