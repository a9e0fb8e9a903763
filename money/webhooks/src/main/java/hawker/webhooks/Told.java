package hawker.webhooks;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Json;
import hawker.platform.Event;
import java.util.Optional;
import java.util.Set;

/**
 * One event as the API tells it. A row of the event log may be told by several; their ids differ
 * from the row's in the last character, which is the place in the row's list of types.
 */
record Told(Event event, int index) {

    /** Types beside those of updates that tell what an object was before. */
    private static final Set<String> BEFORE = Set.of("charge.refunded", "payment_method.detached");

    /** In an event's payload: the connected account that it happened to. */
    private static final String ABOUT = "about_account";

    private static final String DIGITS =
            "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    String type() {
        return event.types().get(index);
    }

    /** The connected account that a platform is told of in its own log; empty for most events. */
    Optional<String> about() {
        return event.payload()
                .filter(payload -> payload.contains(ABOUT))
                .map(payload -> Json.parse(payload).path(ABOUT).asText(""))
                .filter(account -> !account.isEmpty());
    }

    String id() {
        var row = event.id();
        return row.substring(0, row.length() - 1) + DIGITS.charAt(index);
    }

    /** The id of the row behind an event's id. */
    static String rowId(String id) {
        return id.substring(0, id.length() - 1) + "0";
    }

    /** The place that an event's id names; -1 if it names none. */
    static int indexIn(String id) {
        return DIGITS.indexOf(id.charAt(id.length() - 1));
    }

    /** The whole event around its object, in the order of Stripe's documentation. */
    ObjectNode json(ObjectNode object, String apiVersion, int pending, boolean toPlatform) {
        var node = Json.object();
        node.put("id", id()).put("object", "event");
        var about = about();
        if (about.isPresent()) node.put("account", about.get());
        else if (toPlatform) node.put("account", event.account().text());
        node.put("api_version", apiVersion);
        node.put("created", Json.seconds(event.at()));
        var data = node.putObject("data");
        data.set("object", object);
        event.payload()
                .map(Json::parse)
                .map(payload -> payload.get("previous_attributes"))
                .filter(previous -> type().endsWith(".updated") || BEFORE.contains(type()))
                .ifPresent(previous -> data.set("previous_attributes", previous));
        node.put("livemode", event.account().livemode()).put("pending_webhooks", pending);
        var request = node.putObject("request");
        Json.put(request, "id", event.request());
        Json.put(request, "idempotency_key", event.idempotencyKey());
        return node.put("type", type());
    }
}
