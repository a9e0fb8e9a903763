package hawker.radar;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Json;
import hawker.kernel.AccountId;
import hawker.kernel.Clock;
import hawker.platform.Event;
import hawker.platform.Events;
import hawker.platform.Tx;
import java.util.List;
import java.util.Optional;

/** Tells the world of a review or a warning, with the object as it is now. */
final class Telling {

    /** The API request that caused something, and its key, if one did. */
    record Cause(Optional<String> request, Optional<String> idempotencyKey) {
        static final Cause NONE = new Cause(Optional.empty(), Optional.empty());
    }

    private final Events events;
    private final Clock clock;

    Telling(Events events, Clock clock) {
        this.events = events;
        this.clock = clock;
    }

    void tell(Tx tx, AccountId account, String type, ObjectNode object, Cause cause) {
        events.append(
                tx,
                new Event(
                        events.newId(account),
                        account,
                        List.of(type),
                        object.path("id").asText(),
                        0,
                        Optional.of(Json.text(object)),
                        cause.request(),
                        cause.idempotencyKey(),
                        clock.now()));
    }
}
