package hawker.orders;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import hawker.kernel.AccountId;
import hawker.platform.Event;
import hawker.platform.Platform;
import hawker.platform.Tx;
import java.util.List;
import java.util.Optional;

/**
 * What others hear: {@code order.created}, {@code order.updated}, {@code order.cancelled}, {@code
 * fulfillment.created}, {@code fulfillment.delivered}; the subject is the order. The payload of
 * each is {@code {number, payment, total, refunded, currency, source_kind, source_id, buyer?,
 * products[]}}, so that posts and shops can count sales without asking.
 */
final class OrderEvents {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Platform platform;

    OrderEvents(Platform platform) {
        this.platform = platform;
    }

    void append(Tx tx, AccountId account, String type, Order order) {
        var none = Event.Cause.none(account);
        var payload = Optional.of(payload(order).toString());
        platform.events().tell(tx, none, List.of(type), order.id().text(), 1, payload);
    }

    private static ObjectNode payload(Order order) {
        var node =
                JSON.createObjectNode()
                        .put("number", order.number())
                        .put("payment", order.payment())
                        .put("total", order.totals().total().minor())
                        .put("refunded", order.totals().refunded().minor())
                        .put("currency", order.totals().currency().code())
                        .put("source_kind", order.source().kind().name())
                        .put("source_id", order.source().id());
        order.buyer().ifPresent(buyer -> node.put("buyer", buyer.number()));
        var products = node.putArray("products");
        order.lines().stream().map(line -> line.product().text()).distinct().forEach(products::add);
        return node;
    }
}
