package hawker.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.kernel.AccountId;
import java.util.Collection;
import java.util.Map;
import java.util.Set;

/**
 * How the ids in some properties become objects.
 *
 * @param properties where such ids stand, as "object.property": "payment_intent.customer",
 *     "customer.invoice_settings.default_payment_method"
 * @param byOwner the property exists only when expanded ("customer.sources"), so objects are
 *     fetched by the ids of the objects that have them
 */
public record Expander(Set<String> properties, boolean byOwner, Fetch fetch) {

    /** One query for all ids; those that do not exist are left out. */
    @FunctionalInterface
    public interface Fetch {
        Map<String, ObjectNode> fetch(AccountId account, Collection<String> ids);
    }

    public Expander {
        properties = Set.copyOf(properties);
    }

    /** For properties that hold an id. */
    public static Expander of(Fetch fetch, String... properties) {
        return new Expander(Set.of(properties), false, fetch);
    }

    /** For properties that stand in the object only when asked for. */
    public static Expander included(Fetch fetch, String... properties) {
        return new Expander(Set.of(properties), true, fetch);
    }
}
