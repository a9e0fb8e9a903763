package hawker.pricing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Json;
import hawker.platform.Event;
import hawker.platform.Events;
import hawker.platform.Platform;
import hawker.platform.Tx;
import java.util.List;
import java.util.Optional;

/** What this room tells the world; each event carries the object as it was. */
final class Happenings {

    private final Platform platform;
    private final Events events;

    Happenings(Platform platform) {
        this.platform = platform;
        this.events = platform.events();
    }

    void created(Tx tx, Item item, Cause cause) {
        tell(tx, item, "created", Optional.empty(), cause);
    }

    void deleted(Tx tx, Item item, Cause cause) {
        tell(tx, item, "deleted", Optional.empty(), cause);
    }

    void updated(Tx tx, Item before, Item after, Cause cause) {
        tell(tx, after, "updated", Optional.of(before), cause);
    }

    private void tell(Tx tx, Item item, String what, Optional<Item> before, Cause cause) {
        // Shipping rates have no events in the API.
        if (item.kind() == Kind.SHIPPING_RATE) return;
        var now = platform.clock().now();
        var shown = item.shown(now);
        append(tx, item, shown, before.map(b -> b.shown(now)), what, cause);
        // A recurring price is a plan to older programs, and is told as one too.
        if (item.kind() == Kind.PRICE && Plans.isPlan(shown))
            append(
                    tx,
                    item,
                    Plans.render(shown),
                    before.map(b -> Plans.render(b.shown(now))),
                    what,
                    cause);
    }

    private void append(
            Tx tx,
            Item item,
            ObjectNode object,
            Optional<ObjectNode> before,
            String what,
            Cause cause) {
        var payload = Json.object();
        payload.set("object", object);
        before.ifPresent(old -> payload.set("previous_attributes", Json.previous(old, object)));
        events.append(
                tx,
                new Event(
                        events.newId(item.account()),
                        item.account(),
                        List.of(object.path("object").asText() + "." + what),
                        item.id(),
                        item.version(),
                        Optional.of(Json.text(payload)),
                        cause.request(),
                        cause.idempotencyKey(),
                        platform.clock().now()));
    }
}
