package hawker.dashboard;

import hawker.accounts.Accounts;
import hawker.accounts.AccountsModule;
import hawker.accounts.Sellers;
import hawker.api.ApiModule;
import hawker.api.Operation;
import hawker.catalog.Catalog;
import hawker.catalog.CatalogModule;
import hawker.catalog.LineRequest;
import hawker.catalog.NewProduct;
import hawker.catalog.NewVariant;
import hawker.catalog.Price;
import hawker.catalog.Product;
import hawker.catalog.Saved;
import hawker.checkout.Checkout;
import hawker.checkout.CheckoutModule;
import hawker.checkout.Details;
import hawker.checkout.Pay;
import hawker.checkout.PayResult;
import hawker.checkout.Started;
import hawker.clearing.ClearingModule;
import hawker.customers.CustomersModule;
import hawker.customers.Discounts;
import hawker.desk.Desk;
import hawker.disputes.DisputesModule;
import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.kernel.Money;
import hawker.ledger.Audit;
import hawker.ledger.Invariant;
import hawker.ledger.Ledger;
import hawker.ledger.LedgerModule;
import hawker.look.Look;
import hawker.network.NetworkModule;
import hawker.orders.Order;
import hawker.orders.Orders;
import hawker.orders.OrdersModule;
import hawker.orders.ShipTo;
import hawker.orders.Source;
import hawker.payments.Payments;
import hawker.payments.PaymentsModule;
import hawker.payouts.PayoutsModule;
import hawker.platform.Platform;
import hawker.platform.TestPlatform;
import hawker.vault.VaultModule;
import hawker.web.Routes;
import hawker.webhooks.EventSource;
import hawker.webhooks.WebhooksModule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** All rooms under the dashboard, opened as the program opens them, and two shops. */
final class Stage implements AutoCloseable {

    static final String PASSWORD = Sellers.PASSWORD;
    static final String GOOD = "pm_card_visa";
    static final String BAD = "pm_card_visa_chargeDeclined";

    private static final String VAULT = "http://vault.test";

    final TestPlatform test;
    final Platform platform;
    final AccountsModule module;
    final Accounts accounts;
    final Desk desk;
    final Ledger ledger;
    final Audit audit;
    final Payments payments;
    final Catalog catalog;
    final Orders orders;
    final Checkout checkout;
    final DisputesModule disputes;
    final WebhooksModule webhooks;
    final Routes routes;

    /** The shop of the story and its handle, and those of somebody else. */
    AccountId shop;

    String handle = "juniper";
    AccountId otherShop;
    String otherHandle = "alder";
    private int stories;

    private final VaultModule vault;
    private final NetworkModule network;

    Stage() {
        test =
                TestPlatform.open(
                        Map.of("HAWKER_WEBHOOKS_ALLOW_LOOPBACK", "true"),
                        "api",
                        "accounts",
                        "ledger",
                        "vault",
                        "customers",
                        "payments",
                        "payouts",
                        "disputes",
                        "clearing",
                        "webhooks",
                        "catalog",
                        "orders",
                        "checkout");
        platform = test.platform();
        var look = new Look(VAULT);
        module = AccountsModule.open(platform);
        accounts = module.accounts();
        var api = ApiModule.open(platform, accounts);
        var books = LedgerModule.open(platform);
        ledger = books.ledger();
        vault = VaultModule.open(platform);
        network = NetworkModule.open(platform, vault.vault(), VAULT);
        var customers =
                CustomersModule.open(
                        platform,
                        vault.vault(),
                        network.verifier(),
                        Discounts.NONE,
                        account -> Currency.USD);
        var paying =
                PaymentsModule.open(
                        platform, accounts, vault.vault(), network, ledger, customers.customers());
        payments = paying.payments();
        var payouts = PayoutsModule.open(platform, accounts, ledger, network.bank());
        webhooks =
                WebhooksModule.open(
                        platform,
                        api.versions(paying.expanders()),
                        List.of(
                                new EventSource(
                                        Set.of("charge.succeeded"), paying.renderer()::render)));
        var invariants = new ArrayList<Invariant>(paying.invariants());
        invariants.addAll(payouts.invariants());
        audit = books.audit(invariants);
        catalog = CatalogModule.open(platform).catalog();
        orders = OrdersModule.open(platform, catalog).orders();
        checkout =
                CheckoutModule.open(
                                platform,
                                accounts,
                                catalog,
                                orders,
                                payments,
                                look,
                                "http://shop.test")
                        .checkout();
        disputes =
                DisputesModule.open(
                        platform,
                        ledger,
                        network.chargebacks(),
                        payments,
                        payouts.balanceTransactions(),
                        (account, file) -> Optional.empty());
        var clearing =
                ClearingModule.open(
                        platform,
                        ledger,
                        network.network(),
                        network.clearing(),
                        (account, caseId) -> Optional.empty());
        var operations = new ArrayList<Operation>(webhooks.operations());
        operations.addAll(paying.operations());
        desk = new Desk(accounts, orders, look);
        routes =
                DashboardModule.open(
                                platform,
                                new DashboardModule.Doors(
                                        desk,
                                        look,
                                        accounts,
                                        api.inside(paying.operations(), paying.expanders()),
                                        ledger,
                                        books.rollups(),
                                        audit,
                                        payments,
                                        payouts.payouts(),
                                        disputes.disputes(),
                                        clearing.desk(),
                                        webhooks.webhooks(),
                                        catalog,
                                        orders,
                                        checkout))
                        .routes()
                        .addAll(api.routes(operations, List.of(), List.of()));
        shop = open(handle);
        otherShop = open(otherHandle);
    }

    /** The next story has shops of its own. */
    void another() {
        stories++;
        handle = "juniper-" + stories;
        otherHandle = "alder-" + stories;
        shop = open(handle);
        otherShop = open(otherHandle);
    }

    private AccountId open(String handle) {
        var opened = Sellers.open(accounts, handle, handle + " & Sons");
        return accounts.shopAccount(opened.account().id());
    }

    /** The cookie of a shop's owner. */
    String signIn(String handle) {
        return Sellers.cookie(accounts, handle);
    }

    Product product(AccountId account, String title, long cents, int stock) {
        var variant = NewVariant.of(List.of(), "", Price.of(Money.usd(cents)), stock);
        var saved = catalog.create(account, NewProduct.of(title, "<p>Good.</p>", variant));
        return ((Saved.Stored) saved).product();
    }

    /** A buyer in Oregon, where there is no sales tax, buys; everybody hears of it. */
    Order sold(AccountId account, Product product, int quantity) {
        var order = ((PayResult.Placed) pay(account, product, quantity, GOOD)).order();
        platform.events().drain();
        return order;
    }

    PayResult pay(AccountId account, Product product, int quantity, String card) {
        var lines = List.of(new LineRequest(product.variants().getFirst().id(), quantity));
        var started = checkout.start(account, lines, Source.post("post_1"), Optional.empty());
        var to = new ShipTo("<b>Anna</b>", "1 Main St", "", "Portland", "OR", "97035", "US");
        var details = new Details("anna@example.com", to, "standard");
        var session = checkout.save(((Started.Open) started).session().id(), details).orElseThrow();
        var version = checkout.bill(session).orElseThrow().version();
        return checkout.pay(session.id(), new Pay(details, Optional.of(card), version));
    }

    @Override
    public void close() {
        webhooks.close();
        network.close();
        vault.close();
        test.close();
    }
}
