package hawker.customers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.kernel.AccountId;
import hawker.platform.Tx;
import java.util.Collection;
import java.util.Map;

/**
 * What customers pay less. Coupons belong to the room that sells, above this one: it answers what a
 * customer's discount is, and takes it away.
 */
public interface Discounts {

    /** For an installation without coupons. */
    Discounts NONE =
            new Discounts() {
                @Override
                public Map<String, ObjectNode> of(AccountId account, Collection<String> customers) {
                    return Map.of();
                }

                @Override
                public boolean delete(Tx tx, AccountId account, String customer) {
                    return false;
                }
            };

    /** The discounts that run, as the API shows them, by the customer's id. */
    Map<String, ObjectNode> of(AccountId account, Collection<String> customers);

    /** Ends the customer's discount and tells of it; false if there is none. */
    boolean delete(Tx tx, AccountId account, String customer);
}
