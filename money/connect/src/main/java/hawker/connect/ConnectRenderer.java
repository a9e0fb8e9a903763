package hawker.connect;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.accounts.Accounts;
import hawker.api.Json;
import hawker.platform.Event;
import java.util.Optional;
import java.util.Set;

/** What this room's events tell of. */
public final class ConnectRenderer {

    /** The events it tells, by Stripe's names. */
    public static final Set<String> TYPES =
            Set.of(
                    "account.updated",
                    "account.application.authorized",
                    "account.application.deauthorized",
                    "account.external_account.created",
                    "account.external_account.updated",
                    "account.external_account.deleted",
                    "capability.updated",
                    "person.created",
                    "person.updated",
                    "person.deleted");

    private final Accounts accounts;

    ConnectRenderer(Accounts accounts) {
        this.accounts = accounts;
    }

    /** The object as it became; a seller's own account, which tells no more than that, as it is. */
    public Optional<ObjectNode> render(Event event, String type) {
        if (event.payload().isEmpty())
            return accounts.find(event.account()).map(ConnectedJson::own);
        var object = Json.parse(event.payload().get()).get("object");
        return object instanceof ObjectNode there ? Optional.of(there) : Optional.empty();
    }
}
