package hawker.billing;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.customers.Cause;
import hawker.customers.Customer;
import hawker.customers.Discounts;
import hawker.kernel.AccountId;
import hawker.platform.Tx;
import java.util.Collection;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What customers ask of billing, which is opened after them.
 *
 * @param room billing's, once it is open
 */
record LaterDiscounts(Supplier<Discounts> room) implements Discounts {

    @Override
    public Map<String, ObjectNode> of(Tx tx, AccountId account, Collection<String> customers) {
        return room.get().of(tx, account, customers);
    }

    @Override
    public void set(Tx tx, Customer customer, boolean byCode, String text, Cause cause) {
        room.get().set(tx, customer, byCode, text, cause);
    }

    @Override
    public boolean delete(Tx tx, AccountId account, String customer) {
        return room.get().delete(tx, account, customer);
    }
}
