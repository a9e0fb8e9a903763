package hawker.dashboard;

import hawker.accounts.Accounts;
import hawker.catalog.Catalog;
import hawker.checkout.Checkout;
import hawker.ledger.Audit;
import hawker.ledger.Ledger;
import hawker.ledger.Rollups;
import hawker.look.Look;
import hawker.look.Templates;
import hawker.orders.Orders;
import hawker.payments.Payments;
import hawker.payouts.Payouts;
import hawker.platform.Platform;
import hawker.platform.Routes;

/** Builds the room. */
public final class DashboardModule {

    /** The doors whose rooms the pages show. */
    public record Doors(
            Look look,
            Accounts accounts,
            Ledger ledger,
            Rollups rollups,
            Audit audit,
            Payments payments,
            Payouts payouts,
            Catalog catalog,
            Orders orders,
            Checkout checkout) {}

    private final Desk desk;
    private final HomePage home;
    private final OrderPages orders;
    private final MoneyPages money;
    private final KeysPage keys;
    private final ProductsPage products;
    private final OperatorPage operator;

    private DashboardModule(Platform platform, Doors doors) {
        var templates =
                new Templates("hawker.dashboard.templates", DashboardModule.class.getClassLoader());
        var clock = platform.clock();
        desk = new Desk(doors.accounts, doors.look);
        home = new HomePage(desk, templates, doors.orders, doors.ledger, doors.payouts, clock);
        var orderMoney = new OrderMoney(doors.payments, doors.ledger);
        orders =
                new OrderPages(
                        desk,
                        doors.look,
                        templates,
                        doors.orders,
                        doors.payments,
                        doors.checkout,
                        orderMoney,
                        clock,
                        platform.ids());
        money =
                new MoneyPages(
                        desk,
                        templates,
                        doors.accounts,
                        doors.orders,
                        doors.ledger,
                        doors.payouts,
                        clock);
        keys = new KeysPage(desk, doors.look, templates, doors.accounts, doors.orders, clock);
        products = new ProductsPage(desk, doors.look, templates, doors.catalog, doors.orders);
        operator =
                new OperatorPage(
                        desk,
                        templates,
                        doors.accounts,
                        doors.audit,
                        doors.rollups,
                        platform.chores(),
                        platform.jobs(),
                        clock);
    }

    public static DashboardModule open(Platform platform, Doors doors) {
        return new DashboardModule(platform, doors);
    }

    public Routes routes() {
        return new Routes()
                .get("/dashboard", desk.seller(home::show))
                .get("/dashboard/shop/{handle}", desk::switchShop)
                .get("/dashboard/orders", desk.seller(orders::list))
                .get("/dashboard/orders/{id}", desk.seller(orders::show))
                .post("/dashboard/orders/{id}/refund", desk.seller(orders::refund))
                .post("/dashboard/orders/{id}/ship", desk.seller(orders::ship))
                .post("/dashboard/orders/{id}/deliver", desk.seller(orders::deliver))
                .post("/dashboard/orders/{id}/cancel", desk.seller(orders::cancel))
                .post("/dashboard/orders/{id}/note", desk.seller(orders::note))
                .get("/dashboard/products", desk.seller(products::list))
                .get("/dashboard/products/{id}", desk.seller(products::show))
                .post("/dashboard/products/{id}/stock", desk.seller(products::count))
                .post("/dashboard/products/{id}/status", desk.seller(products::publish))
                .get("/dashboard/balance", desk.seller(money::balance))
                .get("/dashboard/payouts", desk.seller(money::payouts))
                .get("/dashboard/keys", desk.seller(keys::show))
                .post("/dashboard/keys", desk.seller(keys::create))
                .post("/dashboard/keys/{id}/revoke", desk.seller(keys::revoke))
                .get("/operator", desk.operator(operator::show));
    }
}
