package hawker.checkout;

import hawker.catalog.Quoted;

/** What became of putting something into a cart. */
public sealed interface Added {

    record Done(Cart cart) implements Added {}

    /** The goods of another seller lie in it; nothing was changed. */
    record OfAnotherShop(Cart cart) implements Added {}

    /** It cannot be bought, or not in this number. */
    record Unavailable(Quoted.Reason reason) implements Added {}

    /** The shop sells nothing now. */
    record Closed(String says) implements Added {}

    /** A hundred lines are in it already. */
    record Full() implements Added {}
}
