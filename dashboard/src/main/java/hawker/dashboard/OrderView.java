package hawker.dashboard;

import gg.jte.Content;
import hawker.desk.Desk;
import hawker.look.Badge;
import hawker.orders.Order;
import java.util.Optional;

/**
 * What the page of one order shows.
 *
 * @param money charge, fee and refunds with the net, out of the books
 * @param card what was charged; nothing if the payment is not known
 * @param paymentPage where the payment stands; empty if it is not known
 * @param refund the refund form; nothing when nothing is left to refund
 */
public record OrderView(
        Order order,
        Badge payment,
        Badge delivery,
        Content money,
        Content card,
        Optional<String> paymentPage,
        Content timeline,
        Content refund,
        Desk.Seat seat) {

    /** Where the forms of the page are sent. */
    public String path() {
        return "/dashboard/orders/" + order.id();
    }
}
