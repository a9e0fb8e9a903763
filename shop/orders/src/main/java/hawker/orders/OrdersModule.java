package hawker.orders;

import hawker.catalog.Catalog;
import hawker.platform.Platform;

/** Builds the room. */
public final class OrdersModule {

    private OrdersModule() {}

    public static OrdersModule open(Platform platform, Catalog catalog) {
        throw new UnsupportedOperationException();
    }

    public Orders orders() {
        throw new UnsupportedOperationException();
    }
}
