package hawker.webhooks;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.platform.Event;
import java.util.Optional;
import java.util.Set;

/**
 * A room whose events are told to the outside.
 *
 * @param types the events it tells, by Stripe's names
 * @param render the object as it was at that event, in the newest version of the API
 */
public record EventSource(Set<String> types, Render render) {

    /** Renders {@code data.object} of one of an event's types. */
    @FunctionalInterface
    public interface Render {
        Optional<ObjectNode> render(Event event, String type);
    }

    public EventSource {
        types = Set.copyOf(types);
    }
}
