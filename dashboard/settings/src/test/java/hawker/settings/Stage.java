package hawker.settings;

import hawker.accounts.Accounts;
import hawker.accounts.AccountsModule;
import hawker.accounts.Role.Right;
import hawker.catalog.CatalogModule;
import hawker.checkout.Checkout;
import hawker.checkout.CheckoutModule;
import hawker.customers.CustomersModule;
import hawker.customers.Discounts;
import hawker.desk.Browser;
import hawker.desk.Desk;
import hawker.kernel.Currency;
import hawker.ledger.LedgerModule;
import hawker.look.Look;
import hawker.network.NetworkModule;
import hawker.orders.OrdersModule;
import hawker.payments.PaymentsModule;
import hawker.platform.TestPlatform;
import hawker.vault.VaultModule;
import hawker.web.Response;
import hawker.web.Routes;
import java.util.Map;

/** The rooms under the pages of what a seller sets, and a browser. */
final class Stage implements AutoCloseable {

    /** Where anybody at the desk reads the token of their forms. */
    static final String TOKEN = "/token";

    final TestPlatform test =
            TestPlatform.open(
                    Map.of(),
                    "api",
                    "accounts",
                    "ledger",
                    "vault",
                    "customers",
                    "payments",
                    "catalog",
                    "orders",
                    "checkout");
    final AccountsModule module;
    final Accounts accounts;
    final Checkout checkout;
    final Routes pages;
    final Browser browser;
    private final VaultModule vault;
    private final NetworkModule network;

    Stage() {
        var platform = test.platform();
        var look = new Look("http://vault.test");
        module = AccountsModule.open(platform);
        accounts = module.accounts();
        vault = VaultModule.open(platform);
        network = NetworkModule.open(platform, vault.vault(), "http://vault.test");
        var customers =
                CustomersModule.open(
                        platform,
                        vault.vault(),
                        network.verifier(),
                        Discounts.NONE,
                        account -> Currency.USD);
        var payments =
                PaymentsModule.open(
                        platform,
                        accounts,
                        vault.vault(),
                        network,
                        LedgerModule.open(platform).ledger(),
                        customers.customers());
        var catalog = CatalogModule.open(platform).catalog();
        var orders = OrdersModule.open(platform, catalog).orders();
        checkout =
                CheckoutModule.open(
                                platform,
                                accounts,
                                catalog,
                                orders,
                                payments.payments(),
                                look,
                                "http://shop.test")
                        .checkout();
        var desk = new Desk(accounts, orders, look);
        pages = SettingsModule.open(desk, look, accounts, catalog.media(), checkout).routes();
        browser =
                new Browser(
                        platform,
                        new Routes()
                                .addAll(pages)
                                .get(
                                        TOKEN,
                                        desk.seller(
                                                Right.SEE_GOODS,
                                                seat -> Response.text(200, seat.csrf()))));
    }

    @Override
    public void close() {
        browser.close();
        network.close();
        vault.close();
        test.close();
    }
}
