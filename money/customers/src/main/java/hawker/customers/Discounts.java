package hawker.customers;

import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.api.ApiError;
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
                public Map<String, ObjectNode> of(
                        Tx tx, AccountId account, Collection<String> customers) {
                    return Map.of();
                }

                @Override
                public void set(
                        Tx tx, Customer customer, boolean byCode, String text, Cause cause) {
                    throw ApiError.missingReference("coupon", text, "coupon");
                }

                @Override
                public boolean delete(Tx tx, AccountId account, String customer) {
                    return false;
                }
            };

    /** The discounts that run, as the API shows them, by the customer's id. */
    Map<String, ObjectNode> of(Tx tx, AccountId account, Collection<String> customers);

    /**
     * Gives a customer the discount of a coupon, in the place of the one that ran, and tells of it.
     *
     * @param byCode whether the text is the id of a promotion code, else of a coupon
     */
    void set(Tx tx, Customer customer, boolean byCode, String text, Cause cause);

    /** Ends the customer's discount and tells of it; false if there is none. */
    boolean delete(Tx tx, AccountId account, String customer);
}
