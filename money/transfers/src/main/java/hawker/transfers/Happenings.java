package hawker.transfers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Json;
import hawker.platform.Event.Cause;
import hawker.platform.Platform;
import hawker.platform.Tx;
import java.util.List;
import java.util.Optional;

/** What this room tells the world: the object as it became. */
final class Happenings {

    private final Platform platform;

    Happenings(Platform platform) {
        this.platform = platform;
    }

    void tell(Tx tx, Cause why, Sent sent, List<TakenBack> reversals, String type) {
        var object = TransferJson.render(sent, reversals);
        append(tx, why, type, sent.id(), sent.version(), object);
    }

    void tell(
            Tx tx,
            Cause why,
            ApplicationFee fee,
            List<ApplicationFee.Refund> refunds,
            String type) {
        append(tx, why, type, fee.id(), fee.version(), FeeJson.render(fee, refunds));
    }

    void tell(Tx tx, Cause why, ApplicationFee.Refund refund, String type) {
        append(tx, why, type, refund.id(), 1, FeeJson.render(refund));
    }

    private void append(
            Tx tx, Cause why, String type, String subject, int version, ObjectNode object) {
        var payload = Optional.of(Json.text(object));
        platform.events().tell(tx, why, List.of(type), subject, version, payload);
    }
}
