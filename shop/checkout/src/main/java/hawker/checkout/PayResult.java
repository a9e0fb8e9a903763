package hawker.checkout;

import hawker.orders.Order;
import java.util.List;

/** What pressing Pay led to. */
public sealed interface PayResult {

    /** Paid and written down; the same answer for every later press. */
    record Placed(Order order) implements PayResult {}

    /** The bank wants to see the buyer there; afterwards they come back. */
    record NeedsAction(String url) implements PayResult {}

    /** Nothing was charged; a sentence for the buyer. Everything typed is kept. */
    record Declined(String says) implements PayResult {}

    /** A payment is under way and its end not known: do not pay again. */
    record Checking() implements PayResult {}

    /** Something is missing or wrong in the form; nothing was tried. */
    record Invalid(List<FormProblem> problems) implements PayResult {
        public Invalid {
            problems = List.copyOf(problems);
        }
    }

    /** The total is another one than the buyer saw; nothing was tried. */
    record Changed(Bill bill) implements PayResult {}

    /** The shop closed before Pay was pressed; nothing was tried. */
    record Closed(String says) implements PayResult {}

    /** Some of it cannot be bought any more; nothing was tried. */
    record SoldOut(String says) implements PayResult {}

    /** There is no such session, or it is over. */
    record Over() implements PayResult {}
}
