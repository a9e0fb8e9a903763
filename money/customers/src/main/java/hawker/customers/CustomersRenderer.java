package hawker.customers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Json;
import hawker.platform.Event;
import java.util.Optional;
import java.util.Set;

/** The object that an event of this room tells of, as it was when it happened. */
public final class CustomersRenderer {

    /** Everything this room tells, by Stripe's names. */
    public static final Set<String> TYPES =
            Set.of(
                    "customer.created",
                    "customer.updated",
                    "customer.deleted",
                    "customer.tax_id.created",
                    "customer.tax_id.deleted",
                    "customer.source.created",
                    "customer.source.updated",
                    "customer.source.deleted");

    CustomersRenderer() {}

    /** Empty if the event is not of this room. */
    public Optional<ObjectNode> render(Event event, String type) {
        if (!event.isOf(type)) return Optional.empty();
        return event.payload()
                .map(Json::parse)
                .flatMap(payload ->
                        payload.get("object") instanceof ObjectNode object
                                ? Optional.of(object)
                                : Optional.empty());
    }
}
