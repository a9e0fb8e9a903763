package hawker.dashboard;

import gg.jte.Content;
import hawker.desk.Desk;
import hawker.look.Badge;
import hawker.look.Kit;
import hawker.orders.Order;
import hawker.payments.Charge;
import java.util.List;
import java.util.Optional;

/**
 * What the page of one payment shows.
 *
 * @param verdict why it was declined or blocked, or how risky it was; nothing if all is well
 * @param disputes ids of its disputes, newest first
 * @param booked whether the books know of it
 * @param order what was bought, if it was bought in the shop
 * @param refund the refund form; nothing when nothing is left to refund
 * @param capturable whether it is authorised and waits to be captured
 */
public record PaymentView(
        Charge charge,
        Badge state,
        String customer,
        Content verdict,
        Content timeline,
        List<String> disputes,
        boolean booked,
        Content money,
        List<Kit.Pair> details,
        Content card,
        List<Kit.Pair> cardDetails,
        Optional<Order> order,
        Content refund,
        boolean capturable,
        Desk.Seat seat) {

    public PaymentView {
        disputes = List.copyOf(disputes);
        details = List.copyOf(details);
        cardDetails = List.copyOf(cardDetails);
    }
}
