package hawker.connect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.kernel.AccountId;
import java.time.Instant;
import java.util.Map;

/**
 * Somebody behind a connected account: its owner, director or representative, or the individual
 * whose account it is.
 *
 * @param individual whether the account is this person's own
 * @param details name, birth, address and so on in the API's own form, identity numbers replaced by
 *     what their check said ({@link Sensitive}); nobody changes the tree
 */
record AccountPerson(
        String id,
        AccountId account,
        int version,
        boolean individual,
        ObjectNode details,
        Map<String, String> metadata,
        Instant created) {

    AccountPerson {
        metadata = Map.copyOf(metadata);
    }

    boolean isRepresentative() {
        return individual || is("representative");
    }

    boolean is(String role) {
        return details.path("relationship").path(role).asBoolean();
    }

    String text(String field) {
        return details.path(field).asText("");
    }

    AccountPerson with(ObjectNode otherDetails, Map<String, String> otherMetadata) {
        return new AccountPerson(
                id, account, version + 1, individual, otherDetails, otherMetadata, created);
    }
}
