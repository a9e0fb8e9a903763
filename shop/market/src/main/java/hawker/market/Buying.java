package hawker.market;

import hawker.kernel.AccountId;
import hawker.web.Request;

/** What market's pages show of carts and delivery: app fills this from checkout. */
public interface Buying {

    /** How many things lie in the visitor's cart. */
    int pieces(Request request);

    /** How a shop delivers, in a line: "Standard $5.90, 3 to 5 business days"; may be empty. */
    String delivery(AccountId shop);
}
