package hawker.disputes;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.platform.Event;
import java.util.Optional;
import java.util.Set;

/** The dispute that an event tells of, as it was when it happened: from its stored version. */
public final class DisputesRenderer {

    /** The events it renders. */
    public static final Set<String> TYPES =
            Set.of(
                    "charge.dispute.created",
                    "charge.dispute.updated",
                    "charge.dispute.funds_withdrawn",
                    "charge.dispute.funds_reinstated",
                    "charge.dispute.closed");

    private final Disputes disputes;
    private final DisputeJson json;

    DisputesRenderer(Disputes disputes, DisputeJson json) {
        this.disputes = disputes;
        this.json = json;
    }

    /** Empty if the event is not of this room. */
    public Optional<ObjectNode> render(Event event, String type) {
        if (!event.isOf(type) || !TYPES.contains(type)) return Optional.empty();
        var account = event.account();
        return disputes.version(account, new Dispute.Id(event.subject()), event.version())
                .map(dispute -> json.render(dispute));
    }
}
