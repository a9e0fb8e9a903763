package hawker.demo;

import gg.jte.Content;
import hawker.accounts.AccountsModule;
import hawker.catalog.CatalogModule;
import hawker.catalog.ProductRef;
import hawker.checkout.CheckoutModule;
import hawker.customers.CustomersModule;
import hawker.customers.Discounts;
import hawker.feed.FeedFragments;
import hawker.feed.FeedModule;
import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.ledger.Audit;
import hawker.ledger.LedgerModule;
import hawker.look.Look;
import hawker.market.Buying;
import hawker.market.MarketModule;
import hawker.market.Social;
import hawker.network.NetworkModule;
import hawker.orders.OrdersModule;
import hawker.payments.PaymentsModule;
import hawker.payouts.PayoutsModule;
import hawker.platform.Platform;
import hawker.vault.VaultModule;
import hawker.web.Request;
import hawker.web.Routes;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rooms that the demo needs, wired as app wires them. */
record TestRooms(Doors doors, Routes routes, NetworkModule network, Audit audit)
        implements AutoCloseable {

    static final String[] SCHEMAS = {
        "platform",
        "api",
        "accounts",
        "ledger",
        "vault",
        "customers",
        "payments",
        "payouts",
        "catalog",
        "orders",
        "checkout",
        "market",
        "feed"
    };

    static TestRooms open(Platform platform, String origin, String vaultOrigin) {
        var look = new Look(vaultOrigin);
        var accountsRoom = AccountsModule.open(platform);
        var accounts = accountsRoom.accounts();
        var vaultRoom = VaultModule.open(platform);
        var network = NetworkModule.open(platform, vaultRoom.vault(), vaultOrigin);
        var ledger = LedgerModule.open(platform);
        var customers =
                CustomersModule.open(
                        platform,
                        vaultRoom.vault(),
                        network.verifier(),
                        Discounts.NONE,
                        account -> Currency.USD);
        var payments =
                PaymentsModule.open(
                        platform,
                        accounts,
                        vaultRoom.vault(),
                        network,
                        ledger.ledger(),
                        customers.customers());
        var payouts = PayoutsModule.open(platform, accounts, ledger.ledger(), network.bank());
        var invariants = new ArrayList<>(payments.invariants());
        invariants.addAll(payouts.invariants());
        var catalogRoom = CatalogModule.open(platform);
        var catalog = catalogRoom.catalog();
        var orders = OrdersModule.open(platform, catalog).orders();
        var checkout =
                CheckoutModule.open(
                        platform, accounts, catalog, orders, payments.payments(), look, origin);
        var feed = FeedModule.open(platform, accounts, catalog, look);
        var market =
                MarketModule.open(
                        platform,
                        accounts,
                        catalog,
                        look,
                        social(feed.fragments()),
                        buying(checkout),
                        origin);
        var routes =
                new Routes()
                        .addAll(look.routes())
                        .addAll(accountsRoom.routes(look))
                        .addAll(catalogRoom.routes())
                        .addAll(checkout.routes())
                        .addAll(payments.routes())
                        .addAll(market.routes())
                        .addAll(feed.routes());
        var doors =
                new Doors(
                        platform,
                        accounts,
                        catalog,
                        vaultRoom.vault(),
                        orders,
                        checkout.checkout(),
                        feed.feed());
        return new TestRooms(doors, routes, network, ledger.audit(invariants));
    }

    private static Buying buying(CheckoutModule checkout) {
        return new Buying() {
            @Override
            public int pieces(Request request) {
                return checkout.carts().pieces(request);
            }

            @Override
            public String delivery(AccountId shop) {
                return checkout.checkout().delivery(shop).rates().stream()
                        .findFirst()
                        .map(rate -> rate.says() + ", " + rate.amount().text())
                        .orElse("");
            }

            @Override
            public List<Way> ways(AccountId shop) {
                return checkout.checkout().delivery(shop).rates().stream()
                        .map(rate -> new Way(rate.says(), rate.where("US"), rate.price()))
                        .toList();
            }
        };
    }

    private static Social social(FeedFragments feed) {
        return new Social() {
            @Override
            public Content posts(Request request, String handle) {
                return feed.posts(request, handle);
            }

            @Override
            public Optional<Content> about(Request request, ProductRef product) {
                return feed.about(request, product);
            }

            @Override
            public Content followButton(Request request, String handle) {
                return feed.followButton(request, handle);
            }

            @Override
            public int followers(String handle) {
                return feed.followers(handle);
            }

            @Override
            public Content actionForm(Request request) {
                return feed.actionForm(request);
            }

            @Override
            public String style() {
                return feed.style();
            }

            @Override
            public String script() {
                return feed.script();
            }
        };
    }

    @Override
    public void close() {
        network.close();
    }
}
