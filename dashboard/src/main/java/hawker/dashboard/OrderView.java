package hawker.dashboard;

import gg.jte.Content;
import hawker.look.Badge;
import hawker.look.Field;
import hawker.orders.Order;
import java.util.Optional;

/**
 * What the page of one order shows.
 *
 * @param refundAmount the field of the refund form; empty when nothing is left to refund
 * @param key makes a form that is sent twice one refund
 */
public record OrderView(
        Order order,
        Badge payment,
        Badge delivery,
        OrderMoney.View money,
        Content timeline,
        Optional<Field> refundAmount,
        String key,
        String csrf) {}
