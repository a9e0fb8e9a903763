package hawker.sources;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Json;
import hawker.kernel.AccountId;
import hawker.kernel.Clock;
import hawker.platform.Event;
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
    private final Clock clock;

    Telling(Events events, Clock clock) {
        this.events = events;
        this.clock = clock;
    }

    /** Which API request causes something, if one does. */
    record Cause(AccountId account, Optional<String> request, Optional<String> idempotencyKey) {
        static Cause none(AccountId account) {
            return new Cause(account, Optional.empty(), Optional.empty());
        }
    }

    void tell(Tx tx, String type, String subject, ObjectNode object, Cause cause) {
        events.append(
                tx,
                new Event(
                        events.newId(cause.account()),
                        cause.account(),
                        List.of(type),
                        subject,
                        0,
                        Optional.of(Json.text(object)),
                        cause.request(),
                        cause.idempotencyKey(),
                        clock.now()));
    }
}
