package hawker.orders;

import java.util.Optional;

/**
 * Which orders a list shows; what is empty does not matter.
 *
 * @param text number, e-mail address or name begins with this
 */
public record OrderFilter(
        Optional<Order.Payment> paid,
        Optional<Order.Fulfilment> fulfilment,
        Optional<Order.State> state,
        String text) {

    public static OrderFilter all() {
        return new OrderFilter(Optional.empty(), Optional.empty(), Optional.empty(), "");
    }

    /** Open and not sent yet. */
    public static OrderFilter toShip() {
        return all().in(Order.State.OPEN).at(Order.Fulfilment.UNFULFILLED);
    }

    public OrderFilter in(Order.State wanted) {
        return new OrderFilter(paid, fulfilment, Optional.of(wanted), text);
    }

    public OrderFilter at(Order.Fulfilment wanted) {
        return new OrderFilter(paid, Optional.of(wanted), state, text);
    }

    public OrderFilter with(Order.Payment wanted) {
        return new OrderFilter(Optional.of(wanted), fulfilment, state, text);
    }

    public OrderFilter matching(String beginning) {
        return new OrderFilter(paid, fulfilment, state, beginning);
    }
}
