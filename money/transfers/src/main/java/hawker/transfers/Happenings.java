package hawker.transfers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Json;
import hawker.kernel.AccountId;
import hawker.platform.Event;
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

    void tell(Tx tx, Sent sent, List<TakenBack> reversals, String type) {
        var object = TransferJson.render(sent, reversals);
        append(tx, sent.account(), type, sent.id(), sent.version(), object);
    }

    void tell(Tx tx, ApplicationFee fee, List<ApplicationFee.Refund> refunds, String type) {
        var object = FeeJson.render(fee, refunds);
        append(tx, fee.account(), type, fee.id(), fee.version(), object);
    }

    void tell(Tx tx, ApplicationFee.Refund refund, String type) {
        append(tx, refund.account(), type, refund.id(), 1, FeeJson.render(refund));
    }

    private void append(
            Tx tx, AccountId account, String type, String subject, int version, ObjectNode object) {
        var none = Event.Cause.none(account);
        var payload = Optional.of(Json.text(object));
        platform.events().tell(tx, none, List.of(type), subject, version, payload);
    }
}
