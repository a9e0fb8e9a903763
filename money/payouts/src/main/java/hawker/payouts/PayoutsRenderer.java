package hawker.payouts;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Json;
import hawker.platform.Event;
import java.util.Optional;

/** The object that an event of this room tells of, as it was when it happened. */
public final class PayoutsRenderer {

    PayoutsRenderer() {}

    /**
     * @param type one of the event's types
     * @return empty if the event is not of this room
     */
    public Optional<ObjectNode> render(Event event, String type) {
        boolean ours =
                type.startsWith("payout.")
                        || type.startsWith("topup.")
                        || type.equals(Happenings.BALANCE_AVAILABLE);
        return ours && event.isOf(type) ? event.payload().map(Json::parse) : Optional.empty();
    }
}
