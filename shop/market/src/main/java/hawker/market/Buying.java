package hawker.market;

import hawker.kernel.AccountId;
import hawker.web.Request;
import java.util.List;

/** What market's pages show of carts and delivery: app fills this from checkout. */
public interface Buying {

    /** How many things lie in the visitor's cart. */
    int pieces(Request request);

    /** How a shop delivers, in a line: "Standard $5.90, 3 to 5 business days"; may be empty. */
    String delivery(AccountId shop);

    /** All ways in which a shop delivers, in its own order. */
    List<Way> ways(AccountId shop);

    /**
     * A way to deliver.
     *
     * @param name "Standard, 3 to 5 business days"
     * @param where "Within Germany"
     * @param price "$5.90, free from $60.00"
     */
    record Way(String name, String where, String price) {}
}
