package hawker.checkout;

import hawker.accounts.Accounts;
import hawker.accounts.AccountsModule;
import hawker.accounts.NewAccount;
import hawker.accounts.NewPerson;
import hawker.accounts.OpenedAccount;
import hawker.accounts.SignIn;
import hawker.accounts.SignedUp;
import hawker.catalog.Catalog;
import hawker.catalog.CatalogModule;
import hawker.catalog.LineRequest;
import hawker.catalog.NewProduct;
import hawker.catalog.NewVariant;
import hawker.catalog.Price;
import hawker.catalog.Product;
import hawker.catalog.Saved;
import hawker.catalog.StockLevel;
import hawker.catalog.Variant;
import hawker.customers.CustomersModule;
import hawker.customers.Discounts;
import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.kernel.Money;
import hawker.kernel.PageRequest;
import hawker.ledger.LedgerModule;
import hawker.look.Look;
import hawker.network.NetworkModule;
import hawker.orders.Order;
import hawker.orders.OrderFilter;
import hawker.orders.Orders;
import hawker.orders.OrdersModule;
import hawker.orders.ShipTo;
import hawker.orders.Source;
import hawker.payments.Charge;
import hawker.payments.Payments;
import hawker.payments.PaymentsModule;
import hawker.platform.Platform;
import hawker.platform.TestPlatform;
import hawker.vault.VaultModule;
import hawker.web.Browser;
import hawker.web.Routes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** A shop with goods, the simulated card network, and short words for buying. */
final class Stage implements AutoCloseable {

    static final String ORIGIN = "http://shop.test";
    static final String GOOD = "pm_card_visa";
    static final String BAD = "pm_card_visa_chargeDeclined";

    final TestPlatform test;
    final Platform platform;
    final Accounts accounts;
    final NetworkModule network;
    final Payments payments;
    final Catalog catalog;
    final Orders orders;
    final CheckoutModule module;
    final Checkout checkout;

    /** The shop of the story, and what it sells. */
    AccountId shop;

    Product mug;
    String handle = "";
    private int stories;
    private Instant begun;

    private final VaultModule vault;

    /** Where the buyers of card payments were, as the judge of payments is told. */
    final List<Optional<String>> addresses = new CopyOnWriteArrayList<>();

    private final PaymentsModule paymentsModule;

    @SuppressWarnings("NullAway.Init")
    Stage() {
        test =
                TestPlatform.open(
                        // An answer that does not come is waited for so long.
                        Map.of("HAWKER_NETWORK_ANSWER_MS", "2000"),
                        "api",
                        "accounts",
                        "ledger",
                        "vault",
                        "customers",
                        "payments",
                        "catalog",
                        "orders",
                        "checkout");
        platform = test.platform();
        accounts = AccountsModule.open(platform).accounts();
        vault = VaultModule.open(platform);
        network = NetworkModule.open(platform, vault.vault(), "http://vault.test");
        var ledger = LedgerModule.open(platform).ledger();
        var customers =
                CustomersModule.open(
                        platform,
                        vault.vault(),
                        network.verifier(),
                        Discounts.NONE,
                        account -> Currency.USD);
        paymentsModule =
                PaymentsModule.open(
                        platform, accounts, vault.vault(), network, ledger, customers.customers());
        paymentsModule.judge(payment -> {
            addresses.add(payment.address());
            return Optional.empty();
        });
        payments = paymentsModule.payments();
        catalog = CatalogModule.open(platform).catalog();
        orders = OrdersModule.open(platform, catalog).orders();
        module =
                CheckoutModule.open(
                        platform,
                        accounts,
                        catalog,
                        orders,
                        payments,
                        new Look("http://vault.test"),
                        ORIGIN);
        checkout = module.checkout();
        another();
    }

    /** The next story has a shop of its own, and nothing goes wrong on the line. */
    void another() {
        handle = "juniper-" + ++stories;
        shop = shop(handle, "US", Currency.USD);
        mug = product(shop, "Mug", "MUG", Price.of(Money.usd(1_200)), 5);
        network.faults().clear();
        addresses.clear();
        test.clock().advance(Duration.ofHours(2));
        begun = test.clock().now();
    }

    AccountId shop(String handle, String country, Currency currency) {
        var person =
                NewPerson.of(handle + "-owner", "Ann", handle + "@example.com", "correct horse 7");
        var owner = ((SignedUp.Welcome) accounts.signUp(person)).person().id();
        var wanted = NewAccount.of(handle, "Juniper", country, currency, handle + "@example.com");
        var opened = (OpenedAccount.Opened) accounts.openAccount(wanted, owner);
        return accounts.shopAccount(opened.account().id());
    }

    Product product(AccountId account, String title, String sku, Price price, int stock) {
        var variant = NewVariant.of(List.of(), sku, price, stock);
        var saved = catalog.create(account, NewProduct.of(title, "<p>Good.</p>", variant));
        return ((Saved.Stored) saved).product();
    }

    /** The session token of a shop's owner. */
    String signIn(String handle) {
        var signedIn = accounts.signIn(handle + "@example.com", "correct horse 7", "127.0.0.1");
        return ((SignIn.SignedIn) signedIn).token();
    }

    /** Where buyers come back from the bank. */
    Routes paymentPages() {
        return paymentsModule.routes();
    }

    static List<LineRequest> lines(Product product, int quantity) {
        return List.of(new LineRequest(product.variants().getFirst().id(), quantity));
    }

    /** A session that has everything but a card: two mugs to Oakland. */
    CheckoutSession ready() {
        return ready(2);
    }

    CheckoutSession ready(int quantity) {
        var started = (Started.Open) start(quantity);
        return checkout.save(started.session().id(), anna()).orElseThrow();
    }

    Started start(int quantity) {
        return checkout.start(shop, lines(mug, quantity), Source.post("post_1"), Optional.empty());
    }

    /** The shop sells nothing for a while. */
    void close(String says) {
        accounts.changeProfile(shop, profile -> profile.withClosed(Optional.of(says)));
    }

    void reopen() {
        accounts.changeProfile(shop, profile -> profile.withClosed(Optional.empty()));
    }

    static Details anna() {
        var to = new ShipTo("Anna Berg", "1 Main St", "", "Oakland", "CA", "94601", "US");
        return new Details("Anna@Example.com", to, "standard");
    }

    PayResult pay(CheckoutSession session, String card) {
        var version = checkout.bill(session).map(Bill::version).orElse("");
        return checkout.pay(session.id(), new Pay(session.details(), Optional.of(card), version));
    }

    Order placed(CheckoutSession session) {
        return ((PayResult.Placed) pay(session, GOOD)).order();
    }

    CheckoutSession now(CheckoutSession session) {
        return checkout.find(session.id()).orElseThrow();
    }

    List<Order> orders() {
        return orders.list(shop, OrderFilter.all(), PageRequest.first(100)).items();
    }

    /** Every attempt on a card in the shop. */
    List<Charge> charges() {
        return payments.charges(shop, PageRequest.first(100)).items();
    }

    StockLevel level() {
        return catalog.stock().level(shop, mug.variants().getFirst().id()).orElseThrow();
    }

    /** The subjects of the story's mails to somebody, newest first. */
    List<String> mailTo(String address) {
        return platform.mail().newest(Optional.of(address), 20).stream()
                .filter(stored -> !stored.at().isBefore(begun))
                .map(stored -> stored.mail().subject())
                .toList();
    }

    /** A browser before the room's pages, the banks' and the payments' own. */
    Browser browser() {
        var routes =
                new Routes()
                        .addAll(module.routes())
                        .addAll(network.routes(new Look("http://vault.test"), ORIGIN))
                        .addAll(paymentPages());
        return new Browser(platform, routes);
    }

    /** Lets jobs and events come late and twice. */
    void settleAll() {
        platform.events().drain();
        test.clock().advance(Duration.ofMinutes(2));
        platform.jobs().runDue();
        platform.events().drain();
    }

    Variant.Id variant() {
        return mug.variants().getFirst().id();
    }

    @Override
    public void close() {
        network.close();
        vault.close();
        test.close();
    }
}
