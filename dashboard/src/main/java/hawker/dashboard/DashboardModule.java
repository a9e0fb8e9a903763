package hawker.dashboard;

import hawker.accounts.Accounts;
import hawker.accounts.Role.Right;
import hawker.api.ApiModule;
import hawker.catalog.Catalog;
import hawker.checkout.Checkout;
import hawker.clearing.ClearingDesk;
import hawker.desk.Desk;
import hawker.disputes.Disputes;
import hawker.ledger.Audit;
import hawker.ledger.Ledger;
import hawker.ledger.Rollups;
import hawker.look.Look;
import hawker.look.Templates;
import hawker.orders.Orders;
import hawker.payments.Payments;
import hawker.payouts.Payouts;
import hawker.platform.Platform;
import hawker.web.Routes;
import hawker.webhooks.Webhooks;

/** Builds the room. */
public final class DashboardModule {

    /** The doors whose rooms the pages show. */
    public record Doors(
            Desk desk,
            Look look,
            Accounts accounts,
            ApiModule.Inside api,
            Ledger ledger,
            Rollups rollups,
            Audit audit,
            Payments payments,
            Payouts payouts,
            Disputes disputes,
            ClearingDesk clearing,
            Webhooks webhooks,
            Catalog catalog,
            Orders orders,
            Checkout checkout) {}

    private final Desk desk;
    private final HomePage home;
    private final OrderPages orders;
    private final PaymentPages payments;
    private final MoneyPages money;
    private final DownloadPages downloads;
    private final BankPage bank;
    private final WebhookPages webhooks;
    private final EndpointPages endpoints;
    private final ProductsPage products;
    private final ProductFormPage productForm;
    private final OperatorPage operator;

    private DashboardModule(Platform platform, Doors d) {
        var templates =
                new Templates("hawker.dashboard.templates", DashboardModule.class.getClassLoader());
        var clock = platform.clock();
        desk = d.desk;
        var todo = new Todo(d.accounts, d.orders, d.catalog, d.ledger, d.payouts, d.disputes);
        home = new HomePage(desk, templates, todo, d.orders, d.ledger, d.payouts, clock);
        var sale = new SaleMoney(d.payments, d.ledger);
        var refunds = new RefundForm(templates, d.payments, platform.ids());
        orders =
                new OrderPages(desk, d.look, templates, d.orders, d.checkout, sale, refunds, clock);
        payments =
                new PaymentPages(
                        desk,
                        d.look,
                        templates,
                        new ChargeSearch(d.payments, d.api),
                        d.payments,
                        d.disputes,
                        d.orders,
                        sale,
                        refunds,
                        clock);
        money = new MoneyPages(desk, templates, d.accounts, d.ledger, d.payouts, clock);
        downloads = new DownloadPages(d.orders, d.ledger);
        bank = new BankPage(desk, d.look, templates, d.accounts);
        webhooks = new WebhookPages(desk, d.look, templates, d.webhooks, clock);
        endpoints = new EndpointPages(desk, d.look, templates, d.webhooks, clock);
        products = new ProductsPage(desk, d.look, templates, d.catalog);
        productForm = new ProductFormPage(desk, d.look, templates, d.catalog);
        operator =
                new OperatorPage(
                        desk,
                        templates,
                        d.accounts,
                        d.audit,
                        d.rollups,
                        new ClearingTables(d.clearing),
                        platform.chores(),
                        platform.jobs(),
                        clock);
    }

    public static DashboardModule open(Platform platform, Doors doors) {
        return new DashboardModule(platform, doors);
    }

    public Routes routes() {
        return new Routes()
                .get("/dashboard", desk.seller(Right.SEE_SALES, home::show))
                .get("/dashboard/shop/{handle}", desk::switchShop)
                .get("/operator", desk.operator(operator::show))
                .addAll(selling())
                .addAll(earning())
                .addAll(desk.assets());
    }

    private Routes selling() {
        return new Routes()
                .get("/dashboard/orders.csv", desk.seller(Right.SEE_SALES, downloads::orders))
                .get("/dashboard/orders", desk.seller(Right.SEE_SALES, orders::list))
                .get("/dashboard/orders/{id}", desk.seller(Right.SEE_SALES, orders::show))
                .post("/dashboard/orders/{id}/refund", desk.seller(Right.REFUND, orders::refund))
                .post("/dashboard/orders/{id}/ship", desk.seller(Right.SHIP, orders::ship))
                .post("/dashboard/orders/{id}/deliver", desk.seller(Right.SHIP, orders::deliver))
                .post("/dashboard/orders/{id}/cancel", desk.seller(Right.REFUND, orders::cancel))
                .post("/dashboard/orders/{id}/note", desk.seller(Right.SHIP, orders::note))
                .get("/dashboard/products", desk.seller(Right.SEE_GOODS, products::list))
                .get("/dashboard/products/new", desk.seller(Right.EDIT_GOODS, productForm::blank))
                .post(
                        "/dashboard/products/new",
                        ProductPictures.MAX_UPLOAD,
                        desk.upload(Right.EDIT_GOODS, ProductPictures.FIELD, productForm::create))
                .get("/dashboard/products/{id}", desk.seller(Right.SEE_GOODS, products::show))
                .get(
                        "/dashboard/products/{id}/edit",
                        desk.seller(Right.EDIT_GOODS, productForm::edit))
                .post(
                        "/dashboard/products/{id}/edit",
                        ProductPictures.MAX_UPLOAD,
                        desk.upload(Right.EDIT_GOODS, ProductPictures.FIELD, productForm::change))
                .post(
                        "/dashboard/products/{id}/stock",
                        desk.seller(Right.EDIT_GOODS, products::count))
                .post(
                        "/dashboard/products/{id}/status",
                        desk.seller(Right.EDIT_GOODS, products::publish));
    }

    private Routes earning() {
        return new Routes()
                .get("/dashboard/payments", desk.seller(Right.SEE_SALES, payments::list))
                .get("/dashboard/payments/{id}", desk.seller(Right.SEE_SALES, payments::show))
                .post(
                        "/dashboard/payments/{id}/refund",
                        desk.seller(Right.REFUND, payments::refund))
                .post(
                        "/dashboard/payments/{id}/capture",
                        desk.seller(Right.REFUND, payments::capture))
                .post(
                        "/dashboard/payments/{id}/release",
                        desk.seller(Right.REFUND, payments::release))
                .get("/dashboard/balance.csv", desk.seller(Right.SEE_MONEY, downloads::statement))
                .get("/dashboard/balance", desk.seller(Right.SEE_MONEY, money::balance))
                .get("/dashboard/payouts", desk.seller(Right.SEE_MONEY, money::payouts))
                .get(BankPage.PATH, desk.seller(Right.SEE_MONEY, bank::show))
                .post(BankPage.PATH, desk.seller(Right.CHANGE_BANK, bank::change))
                .addAll(telling());
    }

    private Routes telling() {
        var one = "/dashboard/webhooks/endpoints/{id}";
        return new Routes()
                .get("/dashboard/webhooks", desk.seller(Right.SEE_PROGRAMS, webhooks::list))
                .get("/dashboard/webhooks/{id}", desk.seller(Right.SEE_PROGRAMS, webhooks::show))
                .post(
                        "/dashboard/webhooks/{id}/again",
                        desk.seller(Right.DEVELOP, webhooks::sendAgain))
                .get(
                        "/dashboard/webhooks/endpoints/new",
                        desk.seller(Right.DEVELOP, endpoints::blank))
                .post(
                        "/dashboard/webhooks/endpoints/new",
                        desk.seller(Right.DEVELOP, endpoints::create))
                .get(one, desk.seller(Right.SEE_PROGRAMS, endpoints::show))
                .post(one, desk.seller(Right.DEVELOP, endpoints::change))
                .post(one + "/enable", desk.seller(Right.DEVELOP, endpoints::enable))
                .post(one + "/roll", desk.seller(Right.DEVELOP, endpoints::roll))
                .post(one + "/delete", desk.seller(Right.DEVELOP, endpoints::delete));
    }
}
