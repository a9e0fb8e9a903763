package hawker.orders;

/** What became of a wish to change an order. */
public sealed interface Changed {

    record Done(Order order) implements Changed {}

    /** The order is in a state that does not allow it; a sentence says which. */
    record Refused(String says) implements Changed {}

    record Missing() implements Changed {}
}
