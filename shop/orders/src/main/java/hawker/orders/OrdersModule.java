package hawker.orders;

import hawker.catalog.Catalog;
import hawker.platform.Platform;
import java.util.List;

/** Builds the room. */
public final class OrdersModule {

    private final Orders orders;

    private OrdersModule(Orders orders) {
        this.orders = orders;
    }

    /** Opens the room on a platform whose schema "orders" is up to date. */
    public static OrdersModule open(Platform platform, Catalog catalog) {
        var orders = new Orders(platform, catalog.stock());
        platform.events().subscribe("orders.history", List.of("order.created"), orders::remember);
        return new OrdersModule(orders);
    }

    public Orders orders() {
        return orders;
    }
}
