package hawker.app;

import hawker.accounts.Accounts;
import hawker.accounts.AccountsModule;
import hawker.api.ApiModule;
import hawker.billing.BillingModule;
import hawker.cash.CashModule;
import hawker.catalog.CatalogModule;
import hawker.catalog.ProductRef;
import hawker.checkout.CheckoutModule;
import hawker.clearing.ClearingModule;
import hawker.connect.ConnectModule;
import hawker.covering.CoveringModule;
import hawker.customers.CustomersModule;
import hawker.demo.Doors;
import hawker.disputes.Dispute;
import hawker.disputes.DisputesModule;
import hawker.elements.ElementsModule;
import hawker.express.ExpressModule;
import hawker.feed.FeedModule;
import hawker.fields.FieldsModule;
import hawker.files.FilesModule;
import hawker.files.Purpose;
import hawker.files.StoredFile;
import hawker.hosted.HostedModule;
import hawker.kernel.AccountId;
import hawker.ledger.Invariant;
import hawker.ledger.LedgerModule;
import hawker.look.Csrf;
import hawker.look.Look;
import hawker.look.Visitor;
import hawker.market.MarketModule;
import hawker.methods.MethodsModule;
import hawker.network.NetworkModule;
import hawker.oauth.OauthModule;
import hawker.orders.OrdersModule;
import hawker.paper.PaperModule;
import hawker.payments.PaymentsModule;
import hawker.payouts.PayoutsModule;
import hawker.platform.Platform;
import hawker.portal.PortalModule;
import hawker.pricing.PricingModule;
import hawker.radar.RadarModule;
import hawker.setups.SetupsModule;
import hawker.sources.SourcesModule;
import hawker.terminal.TerminalModule;
import hawker.transfers.TransfersModule;
import hawker.vault.VaultModule;
import hawker.web.Masking;
import hawker.web.Request;
import hawker.webhooks.WebhooksModule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All rooms, opened from the ground up; what a room asks of those above is handed in here. */
final class Rooms implements AutoCloseable {

    /** In the order of the stairs: a room's tables may be asked for by those after it. */
    private static final String[] SCHEMAS =
            """
            platform api files accounts connect oauth ledger vault customers payments
            setups payouts express disputes radar transfers covering clearing terminal cash sources
            methods webhooks pricing hosted usage paper billing portal catalog orders checkout market feed team
            """
                    .split("\\s+");

    final Platform platform;
    final Origins origins;
    final Look look;

    /** Pages of the vault's origin are nobody's: a session's cookie is not for them. */
    final Look vaultLook;

    final ApiModule api;
    final AccountsModule accounts;
    final FilesModule files;
    final ConnectModule connect;
    final OauthModule oauth;
    final LedgerModule ledger;
    final VaultModule vault;
    final FieldsModule fields;
    final NetworkModule network;
    final CustomersModule customers;
    final PaymentsModule payments;
    final SetupsModule setups;
    final PayoutsModule payouts;
    final ExpressModule express;
    final DisputesModule disputes;
    final RadarModule radar;
    final TransfersModule transfers;
    final CoveringModule covering;
    final ClearingModule clearing;
    final TerminalModule terminal;
    final CashModule cash;
    final SourcesModule sources;
    final MethodsModule methods;
    final WebhooksModule webhooks;
    final ElementsModule elements;
    final PricingModule pricing;
    final PaperModule paper;
    final BillingModule billing;
    final PortalModule portal;
    final CatalogModule catalog;
    final OrdersModule orders;
    final CheckoutModule checkout;
    final FeedModule feed;
    final HostedModule hosted;
    final MarketModule market;
    final DashboardParts dashboard;

    /** What all rooms together answer to the API. */
    final ApiParts answers = new ApiParts(this);

    Rooms(Platform platform) {
        this.platform = platform;
        origins = Origins.of(platform.settings());
        platform.migrate(SCHEMAS);
        look = new Look(origins.vault(), this::onlooker);
        vaultLook = new Look(origins.vault());

        accounts = AccountsModule.open(platform);
        var accountsDoor = accounts.accounts();
        files = FilesModule.open(platform, origins.pages());
        connect = ConnectModule.open(platform, accountsDoor);
        oauth = OauthModule.open(platform, accounts, connect.connect());
        ledger = LedgerModule.open(platform);
        vault = VaultModule.open(platform);
        vault.schedule();
        fields = FieldsModule.open(platform, vault.vault());
        var tokens = new ConnectTokens(vault.vault(), files.files());
        connect.keeping(tokens, tokens);
        network = NetworkModule.open(platform, vault.vault(), origins.vault());
        customers =
                CustomersModule.open(
                        platform,
                        vault.vault(),
                        network.verifier(),
                        new CustomersAbove(this::billing),
                        (tx, account, clock) -> billing().clocks().now(tx, account, clock),
                        account -> accountsDoor.find(account).orElseThrow().currency());
        customers.connectedBy(connect.connect()::connected);
        customers.usualBy(connect.connect()::usualTaxIds);
        connect.owningTaxIds(customers::ownsTaxNumber);
        api = ApiModule.open(platform, customers.authenticator(accountsDoor), connect.connect());
        payments =
                PaymentsModule.open(
                        platform,
                        accountsDoor,
                        vault.vault(),
                        network,
                        ledger.ledger(),
                        customers.customers());
        setups =
                SetupsModule.open(
                        platform, accountsDoor, vault.vault(), network, customers.check());
        payments.keepMandates(setups.mandates());
        payouts = PayoutsModule.open(platform, accountsDoor, ledger.ledger(), network.bank());
        payouts.payingTo(new PayoutPlaces(connect.connect()));
        payments.tellingAvailable(payouts.available());
        payments.waiting(new PayoutDelays(payouts.payouts()));
        express = express(accountsDoor);
        disputes =
                DisputesModule.open(
                        platform,
                        ledger.ledger(),
                        network.chargebacks(),
                        payments.payments(),
                        payouts.balanceTransactions(),
                        this::evidence);
        radar = radar();
        transfers =
                TransfersModule.open(
                        platform, connect.connect(), payments.payments(), ledger.ledger());
        covering =
                CoveringModule.open(platform, connect.connect(), ledger.ledger(), network.bank());
        clearing = clearing(platform, ledger, network, disputes);
        payments.share(transfers.sharing());
        setups.share(transfers.sharing());
        payments.alsoReceived(transfers.received());
        terminal =
                TerminalModule.open(platform, vault.vault(), payments.payments(), setups.setups());
        cash = cash(platform, accountsDoor);
        payments.keepCash(cash.buyersCash());
        sources = sources();
        methods = MethodsModule.open(platform);
        payments.configuredBy(methods::configuration);
        setups.configuredBy(methods::configuration);
        pricing = PricingModule.open(platform, customers.check()::exists);
        paper = BillingParts.paper(platform, connect.connect());
        billing = BillingParts.open(this);
        portal = BillingParts.portal(this);
        hosted = hosted(accountsDoor, look);
        webhooks =
                WebhooksModule.open(
                        platform,
                        api.versions(answers.expanders()),
                        answers.eventSources(),
                        connect.connect()::platforms);
        elements = elements(accountsDoor, payments, setups, methods, origins);
        var audit = ledger.audit(invariants(), Masking::cards);
        PayoutWishes.listen(platform.events(), connect.connect(), payouts.payouts());
        payWaitingRefunds(platform, payments);

        catalog = CatalogModule.open(platform);
        var goods = catalog.catalog();
        orders = OrdersModule.open(platform, goods);
        checkout =
                CheckoutModule.open(
                        platform,
                        accountsDoor,
                        goods,
                        orders.orders(),
                        payments.payments(),
                        look,
                        origins.pages());
        feed = FeedModule.open(platform, accountsDoor, goods, look, this::found);
        market =
                MarketModule.open(
                        platform,
                        accountsDoor,
                        goods,
                        look,
                        new SocialParts(feed.fragments()),
                        new BuyingParts(accountsDoor, checkout),
                        origins.pages());
        dashboard = DashboardParts.open(this, audit);
    }

    private RadarModule radar() {
        var judging =
                RadarModule.open(
                        platform,
                        vault.vault(),
                        network.chargebacks(),
                        payments.payments(),
                        (account, dispute) ->
                                Dispute.Id.parse(dispute)
                                        .flatMap(id -> disputes.disputes().find(account, id))
                                        .map(found -> found.facts().charge()));
        payments.judge(judging.judge());
        return judging;
    }

    /** Opened after the feed, which asks it when a request has come. */
    private List<ProductRef> found(String words, int most) {
        return market.find(words, most);
    }

    /** Opened after the customers, who ask it when a request has come. */
    private BillingModule billing() {
        return billing;
    }

    private HostedModule hosted(Accounts accounts, Look look) {
        return HostedModule.open(
                platform,
                new HostedModule.Doors(
                        accounts,
                        connect.connect(),
                        vault.vault(),
                        payments.payments(),
                        setups.setups(),
                        pricing.pricing(),
                        customers.check()::exists,
                        customers.customers(),
                        this::picture,
                        methods::configuration,
                        billing.biller()),
                look,
                origins.pages());
    }

    private Optional<HostedModule.Picture> picture(AccountId account, String id) {
        var found = StoredFile.Id.parse(id).flatMap(file -> files.files().find(account, file));
        return found.flatMap(file ->
                files.files()
                        .bytes(account, file.id())
                        .map(bytes ->
                                new HostedModule.Picture(
                                        file.purpose().text(), file.type().contentType(), bytes)));
    }

    /** Refunds that waited for money are paid as soon as some has become available. */
    private static void payWaitingRefunds(Platform platform, PaymentsModule payments) {
        platform.events()
                .subscribe(
                        "payments-waiting-refunds",
                        List.of("balance.available"),
                        event -> payments.payments().retryRefunds(event.account()));
    }

    private ElementsModule elements(
            Accounts accounts,
            PaymentsModule payments,
            SetupsModule setups,
            MethodsModule methods,
            Origins origins) {
        return ElementsModule.open(
                platform,
                accounts,
                payments.payments(),
                setups.setups(),
                methods::wallets,
                origins.pages(),
                origins.vault());
    }

    private ExpressModule express(Accounts doors) {
        return ExpressModule.open(
                platform, doors, connect.connect(), ledger.ledger(), payouts.payouts());
    }

    private static ClearingModule clearing(
            Platform platform,
            LedgerModule ledger,
            NetworkModule network,
            DisputesModule disputes) {
        return ClearingModule.open(
                platform,
                ledger.ledger(),
                network.network(),
                network.clearing(),
                disputes.disputes()::inBooks);
    }

    /** The size of a file that was handed in as evidence. */
    private Optional<Long> evidence(AccountId account, String file) {
        return StoredFile.Id.parse(file)
                .flatMap(id -> files.files().find(account, id))
                .filter(found -> found.purpose() == Purpose.DISPUTE_EVIDENCE)
                .map(found -> (long) found.size());
    }

    private SourcesModule sources() {
        var kept = SourcesModule.open(platform, vault, network.debits(), customers.check());
        payments.keepSources(kept.forPayments());
        customers.keepSources(kept.forCustomers());
        return kept;
    }

    private CashModule cash(Platform on, Accounts sellers) {
        return CashModule.open(
                on,
                ledger.ledger(),
                customers.customers(),
                payments.payments(),
                account -> sellers.find(account).orElseThrow().name());
    }

    private Look.Onlooker onlooker(Request request) {
        var viewer = accounts.accounts().viewer(request);
        var visitor =
                viewer.map(v -> Visitor.of(v.person().name(), v.person().handle(), v.sells()))
                        .orElseGet(Visitor::stranger)
                        .withCart(checkout.carts().pieces(request));
        return new Look.Onlooker(visitor, viewer.map(v -> Csrf.token(request, v.csrfToken())));
    }

    Doors demoDoors() {
        return new Doors(
                platform,
                accounts.accounts(),
                catalog.catalog(),
                vault.vault(),
                orders.orders(),
                checkout.checkout(),
                feed.feed());
    }

    /** Whether an account still owns or owes something, so that it cannot go. */
    boolean holdsMoney(AccountId account) {
        return ledger.ledger().holdsMoney(account);
    }

    private List<Invariant> invariants() {
        var all = new ArrayList<Invariant>();
        all.addAll(payments.invariants());
        all.addAll(payouts.invariants());
        all.addAll(disputes.invariants());
        all.addAll(transfers.invariants());
        all.addAll(covering.invariants());
        all.addAll(clearing.invariants());
        all.addAll(cash.invariants());
        return all;
    }

    @Override
    public void close() {
        webhooks.close();
        network.close();
        vault.close();
    }
}
