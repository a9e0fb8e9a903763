package hawker.portal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.kernel.AccountId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * A key to the portal for one customer.
 *
 * @param id {@code bps_…}
 * @param token who has it is let in
 * @param done whether what the buyer came for is done, where they came for one thing
 * @param body as the API writes it
 */
record Session(
        AccountId account,
        String id,
        Instant created,
        String token,
        boolean done,
        ObjectNode body) {

    /** The flow in which a buyer confirms a change that the seller has chosen. */
    static final String CONFIRM = "subscription_update_confirm";

    /** How long it opens the portal. */
    static final Duration GOOD = Duration.ofHours(1);

    String customer() {
        return body.path("customer").asText();
    }

    String configuration() {
        return body.path("configuration").asText();
    }

    boolean isOver(Instant now) {
        return created.plus(GOOD).isBefore(now);
    }

    /** What the buyer came for; missing if for the whole portal. */
    JsonNode flow() {
        return body.path("flow");
    }

    /** The type of the flow that is still to be done. */
    Optional<String> task() {
        var type = flow().path("type").asText("");
        return type.isEmpty() || done ? Optional.empty() : Optional.of(type);
    }

    /** Whether the buyer came to do this, and has not done it yet. */
    boolean isFor(String task) {
        return task().filter(task::equals).isPresent();
    }

    /** What the flow that is still to be done is about: its part that is named as its type. */
    Optional<JsonNode> errand() {
        return task().map(flow()::path);
    }

    Optional<String> back() {
        var url = body.path("return_url");
        return url.isTextual() ? Optional.of(url.asText()) : Optional.empty();
    }

    /** Where its holder finds the portal. */
    String path() {
        return "/p/session/" + id + "/" + token;
    }
}
