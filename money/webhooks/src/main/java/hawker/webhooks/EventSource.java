package hawker.webhooks;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.platform.Event;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A room whose events are told to the outside.
 *
 * @param types the events it tells, by Stripe's names
 * @param render the object as it was at that event, in the newest version of the API
 * @param ahead the same for several events that are told one after the other
 */
public record EventSource(Set<String> types, Render render, Ahead ahead) {

    /** Renders {@code data.object} of one of an event's types. */
    @FunctionalInterface
    public interface Render {
        Optional<ObjectNode> render(Event event, String type);
    }

    /**
     * Reads together what several events of one account tell of, each of which is rendered soon.
     */
    @FunctionalInterface
    public interface Ahead {
        Render of(List<Event> events);
    }

    public EventSource {
        types = Set.copyOf(types);
        for (var type : types)
            if (!EventTypes.exists(type))
                throw new IllegalArgumentException("no event is called " + type);
    }

    /** A room whose events carry what they tell, so that there is nothing to read ahead. */
    public EventSource(Set<String> types, Render render) {
        this(types, render, events -> render);
    }
}
