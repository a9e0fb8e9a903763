package hawker.checkout;

import hawker.catalog.Quoted;
import java.util.List;

/** What became of the wish to buy. */
public sealed interface Started {

    /** The goods are kept for 15 minutes. */
    record Open(CheckoutSession session) implements Started {}

    /** Some of it cannot be bought; nothing is kept. */
    record Unavailable(List<Quoted.Reason> reasons) implements Started {
        public Unavailable {
            reasons = List.copyOf(reasons);
        }
    }

    /** Somebody else was faster; nothing is kept. */
    record SoldOut(String says) implements Started {}

    /** The shop is closed, or the seller takes no payments now; nothing is kept. */
    record Closed(String says) implements Started {}
}
