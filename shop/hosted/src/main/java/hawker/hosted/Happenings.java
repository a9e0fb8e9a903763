package hawker.hosted;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Json;
import hawker.platform.Event;
import hawker.platform.Platform;
import hawker.platform.Tx;
import java.util.List;
import java.util.Optional;

/** What this room tells the world; each event carries the object as it was. */
final class Happenings {

    static final String COMPLETED = "checkout.session.completed";
    static final String EXPIRED = "checkout.session.expired";

    static final String ASYNC_PAID = "checkout.session.async_payment_succeeded";
    static final String ASYNC_FAILED = "checkout.session.async_payment_failed";

    static final String LINK_CREATED = "payment_link.created";
    static final String LINK_UPDATED = "payment_link.updated";

    private final Platform platform;

    Happenings(Platform platform) {
        this.platform = platform;
    }

    /** Tells of a session, in the transaction that ended it. */
    void tell(Tx tx, Session session, String type) {
        tell(tx, session, type, Event.Cause.none(session.account()));
    }

    /** The same, which a request has brought about. */
    void tell(Tx tx, Session session, String type, Event.Cause cause) {
        append(
                tx,
                cause,
                type,
                session.id().text(),
                session.version(),
                SessionJson.render(session));
    }

    /** Tells of a link, in the transaction that made or changed it. */
    void tell(Tx tx, PaymentLink link, String type, Event.Cause cause) {
        append(tx, cause, type, link.id().text(), link.version(), link.render());
    }

    private void append(
            Tx tx, Event.Cause cause, String type, String subject, int version, ObjectNode object) {
        var payload = Json.object();
        payload.set("object", object);
        platform.events()
                .tell(tx, cause, List.of(type), subject, version, Optional.of(Json.text(payload)));
    }
}
