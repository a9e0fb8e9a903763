package hawker.portal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.kernel.AccountId;
import java.time.Instant;

/**
 * A way in which a seller has set the portal up.
 *
 * @param id {@code bpc_…}
 * @param version counts its changes, from 1
 * @param usual whether it counts when none is named
 * @param body as the API writes it
 */
record Configuration(
        AccountId account,
        String id,
        int version,
        Instant created,
        boolean usual,
        ObjectNode body) {

    boolean isActive() {
        return body.path("active").asBoolean();
    }

    /** What is said of one of the things that buyers may do. */
    JsonNode feature(String name) {
        return body.path("features").path(name);
    }

    boolean offers(String feature) {
        return feature(feature).path("enabled").asBoolean();
    }

    /** Whether anybody may ask for a way in by mail. */
    boolean hasLogin() {
        return isActive() && body.path("login_page").path("enabled").asBoolean();
    }

    Configuration with(ObjectNode other) {
        return new Configuration(account, id, version + 1, created, usual, other);
    }
}
