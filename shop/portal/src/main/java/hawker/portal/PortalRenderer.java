package hawker.portal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Json;
import hawker.platform.Event;
import java.util.Optional;
import java.util.Set;

/** The object that an event of this room tells of, as it was when it happened. */
public final class PortalRenderer {

    /** The names of this room's events. */
    public static final Set<String> TYPES =
            Set.of(
                    "billing_portal.configuration.created",
                    "billing_portal.configuration.updated",
                    "billing_portal.session.created");

    PortalRenderer() {}

    /**
     * @param type one of the event's types
     */
    public Optional<ObjectNode> render(Event event, String type) {
        if (!event.isOf(type)) return Optional.empty();
        return event.payload()
                .map(payload -> Json.parse(payload).path("object"))
                .flatMap(node ->
                        node instanceof ObjectNode object ? Optional.of(object) : Optional.empty());
    }
}
