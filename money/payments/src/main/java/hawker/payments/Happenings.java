package hawker.payments;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Json;
import hawker.kernel.Clock;
import hawker.payments.Confirmation.Cause;
import hawker.platform.Event;
import hawker.platform.Events;
import hawker.platform.Tx;
import java.util.List;
import java.util.Optional;

/**
 * What payments tells the world. A change of an intent is told by its id and version, and whoever
 * hears it renders that version; everything else carries the object as it was ({@link
 * PaymentsRenderer}).
 */
final class Happenings {

    private final Events events;
    private final Clock clock;

    Happenings(Events events, Clock clock) {
        this.events = events;
        this.clock = clock;
    }

    /** A version of an intent was written. */
    Event of(PaymentIntent intent, List<String> types, Cause cause) {
        return new Event(
                events.newId(intent.account()),
                intent.account(),
                types,
                intent.id().text(),
                intent.version(),
                Optional.empty(),
                cause.request(),
                cause.idempotencyKey(),
                intent.at());
    }

    /**
     * The same with objects that the version does not tell.
     *
     * @param objects by their type: {@code {"charge": {…}}}
     */
    Event of(PaymentIntent intent, List<String> types, ObjectNode objects, Cause cause) {
        return new Event(
                events.newId(intent.account()),
                intent.account(),
                types,
                intent.id().text(),
                intent.version(),
                Optional.of(Json.text(objects)),
                cause.request(),
                cause.idempotencyKey(),
                intent.at());
    }

    /** Tells of a thing without versions, in the transaction that changed it. */
    void tell(Tx tx, String subject, List<String> types, ObjectNode objects, Cause cause) {
        events.append(
                tx,
                new Event(
                        events.newId(cause.account()),
                        cause.account(),
                        types,
                        subject,
                        0,
                        Optional.of(Json.text(objects)),
                        cause.request(),
                        cause.idempotencyKey(),
                        clock.now()));
    }

    void append(Tx tx, Event event) {
        events.append(tx, event);
    }
}
