package hawker.app;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.billing.BillingModule;
import hawker.customers.Cause;
import hawker.customers.Customer;
import hawker.customers.Discounts;
import hawker.kernel.AccountId;
import hawker.platform.Tx;
import java.util.Collection;
import java.util.Map;
import java.util.function.Supplier;

/** What customers ask of the room that bills, which is opened after them. */
record CustomersAbove(Supplier<BillingModule> billing) implements Discounts {

    @Override
    public Map<String, ObjectNode> of(Tx tx, AccountId account, Collection<String> customers) {
        return billing.get().discounts().of(tx, account, customers);
    }

    @Override
    public void set(Tx tx, Customer customer, boolean byCode, String text, Cause cause) {
        billing.get().discounts().set(tx, customer, byCode, text, cause);
    }

    @Override
    public boolean delete(Tx tx, AccountId account, String customer) {
        return billing.get().discounts().delete(tx, account, customer);
    }
}
