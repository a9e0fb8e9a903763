package hawker.portal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.kernel.AccountId;
import hawker.platform.Tx;
import java.util.Optional;

/** What this room asks of the one that bills. */
@FunctionalInterface
public interface Subscriptions {

    /** A subscription that is not over, as the API writes it. */
    Optional<ObjectNode> living(Tx tx, AccountId account, String id);
}
