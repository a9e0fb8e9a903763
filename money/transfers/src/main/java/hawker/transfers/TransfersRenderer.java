package hawker.transfers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Json;
import hawker.platform.Event;
import java.util.Optional;
import java.util.Set;

/** What this room's events tell of. */
public final class TransfersRenderer {

    /** The events it tells, by Stripe's names. */
    public static final Set<String> TYPES =
            Set.of(
                    "transfer.created",
                    "transfer.updated",
                    "transfer.reversed",
                    "application_fee.created",
                    "application_fee.refunded",
                    "application_fee.refund.updated");

    TransfersRenderer() {}

    /** The object as it became. */
    public Optional<ObjectNode> render(Event event, String type) {
        return event.payload().map(Json::parse);
    }
}
