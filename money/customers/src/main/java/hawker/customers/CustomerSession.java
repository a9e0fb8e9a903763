package hawker.customers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.kernel.AccountId;
import java.time.Instant;

/**
 * What a page may show of a customer for half an hour: to whoever holds its secret.
 *
 * @param components which parts of a page are on, and what they may do; as the API writes it
 */
public record CustomerSession(
        AccountId account,
        Customer.Id customer,
        ObjectNode components,
        Instant created,
        Instant expires) {

    public CustomerSession {
        components = components.deepCopy();
    }

    @Override
    public ObjectNode components() {
        return components.deepCopy();
    }
}
