package hawker.pricing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Json;
import hawker.platform.Event;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The object that an event of this room tells of, as it was when it happened. */
public final class PricingRenderer {

    PricingRenderer() {}

    /** The names of this room's events. */
    public Set<String> types() {
        var types = new LinkedHashSet<String>();
        for (var object : List.of("product", "price", "plan", "coupon"))
            for (var what : List.of("created", "updated", "deleted"))
                types.add(object + "." + what);
        for (var object : List.of("promotion_code", "tax_rate"))
            for (var what : List.of("created", "updated")) types.add(object + "." + what);
        return types;
    }

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
