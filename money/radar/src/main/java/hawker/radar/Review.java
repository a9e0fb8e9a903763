package hawker.radar;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.Json;
import hawker.kernel.AccountId;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * A payment that a rule let through and wants looked at.
 *
 * @param id {@code prv_…}
 * @param intent none for a charge that was made directly
 * @param closed why it is over; none while it is open
 */
record Review(
        String id,
        AccountId account,
        String charge,
        Optional<String> intent,
        Optional<String> postalCode,
        Optional<String> address,
        Optional<Closed> closed,
        Instant created) {

    /** How it ended. */
    enum Closed {
        APPROVED,
        CANCELED,
        DISPUTED,
        REFUNDED,
        REFUNDED_AS_FRAUD;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Closed of(String word) {
            return valueOf(word.toUpperCase(Locale.ROOT));
        }
    }

    Review closed(Closed why) {
        return new Review(
                id, account, charge, intent, postalCode, address, Optional.of(why), created);
    }

    ObjectNode json() {
        var node = Json.object().put("id", id).put("object", "review");
        Json.put(node, "billing_zip", postalCode);
        node.put("charge", charge);
        Json.put(node, "closed_reason", closed.map(Closed::word));
        node.put("created", Json.seconds(created));
        Json.put(node, "ip_address", address);
        // Where an address lies is not known here.
        node.putNull("ip_address_location");
        node.put("livemode", account.livemode());
        node.put("open", closed.isEmpty());
        node.put("opened_reason", "rule");
        intent.ifPresent(id -> node.put("payment_intent", id));
        node.put("reason", closed.map(Closed::word).orElse("rule"));
        return node.putNull("session");
    }
}
