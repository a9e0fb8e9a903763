package hawker.billing;

import com.stripe.StripeClient;
import hawker.accounts.Accounts;
import hawker.accounts.AccountsModule;
import hawker.accounts.OpenedAccount;
import hawker.accounts.Sellers;
import hawker.api.ApiModule;
import hawker.api.Expander;
import hawker.api.Got;
import hawker.api.Operation;
import hawker.api.ServedApi;
import hawker.connect.Connect;
import hawker.connect.ConnectModule;
import hawker.connect.WholeAccount;
import hawker.customers.CustomersModule;
import hawker.hosted.HostedModule;
import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.kernel.PageRequest;
import hawker.kernel.SettableClock;
import hawker.ledger.Audit;
import hawker.ledger.Invariant;
import hawker.ledger.Ledger;
import hawker.ledger.LedgerModule;
import hawker.ledger.Purpose;
import hawker.look.Look;
import hawker.network.NetworkModule;
import hawker.paper.PaperModule;
import hawker.payments.Charge;
import hawker.payments.PaymentIntent;
import hawker.payments.Payments;
import hawker.payments.PaymentsModule;
import hawker.platform.Event;
import hawker.platform.Platform;
import hawker.platform.TestPlatform;
import hawker.pricing.PricingModule;
import hawker.setups.SetupsModule;
import hawker.transfers.TransfersModule;
import hawker.usage.UsageModule;
import hawker.vault.VaultModule;
import hawker.web.Routes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The room with a database of its own, the simulated network, its API on a port, and a seller a
 * story.
 */
public final class Stage implements AutoCloseable {

    public static final String ORIGIN = "http://pages.test";

    private static final String NEWEST = "2026-10-28.endive";

    private static final List<String> SCHEMAS =
            List.of(
                    "api",
                    "accounts",
                    "connect",
                    "ledger",
                    "vault",
                    "customers",
                    "payments",
                    "setups",
                    "pricing",
                    "hosted",
                    "usage",
                    "paper",
                    "billing",
                    "transfers");

    /**
     * What a room above this one adds to the stage.
     *
     * @param routes of its pages, which ask the API
     * @param told the names of its events
     */
    public record Above(
            List<Operation> operations,
            Function<ApiModule.Inside, Routes> routes,
            List<Expander> expanders,
            Set<String> told) {

        static final Above NOTHING = new Above(List.of(), api -> new Routes(), List.of(), Set.of());
    }

    public final TestPlatform test;
    public final Platform platform;
    public final SettableClock clock;
    public final Accounts accounts;
    public final Connect connect;
    public final Payments payments;
    public final NetworkModule network;
    public final BillingModule module;
    public final Audit audit;
    public final Routes pages;
    public final List<Event> events = new CopyOnWriteArrayList<>();
    public final Ledger ledger;
    public final CustomersModule customers;
    public final PricingModule pricing;
    public final PaperModule paper;
    private final VaultModule vault;
    private final ServedApi served;

    public OpenedAccount.Opened opened;
    public AccountId seller;
    private int sellers;

    public Stage() {
        this(stage -> Above.NOTHING);
    }

    /**
     * With a room that stands on this one.
     *
     * @param schemas of that room
     */
    public Stage(Function<Stage, Above> more, String... schemas) {
        test =
                TestPlatform.open(
                        // An answer that does not come is waited for so long.
                        Map.of("HAWKER_NETWORK_ANSWER_MS", "2000"),
                        Stream.concat(SCHEMAS.stream(), Stream.of(schemas)).toArray(String[]::new));
        platform = test.platform();
        clock = test.clock();
        accounts = AccountsModule.open(platform).accounts();
        vault = VaultModule.open(platform);
        network = NetworkModule.open(platform, vault.vault(), "http://vault.test");
        var ledger = LedgerModule.open(platform);
        customers =
                CustomersModule.open(
                        platform,
                        vault.vault(),
                        network.verifier(),
                        new LaterDiscounts(() -> module().discounts()),
                        (tx, account, clock) -> module().clocks().now(tx, account, clock),
                        account -> Currency.USD);
        var paymentsModule =
                PaymentsModule.open(
                        platform,
                        accounts,
                        vault.vault(),
                        network,
                        ledger.ledger(),
                        customers.customers());
        payments = paymentsModule.payments();
        this.ledger = ledger.ledger();
        var connect = ConnectModule.open(platform, accounts);
        this.connect = connect.connect();
        customers.connectedBy(this.connect::connected);
        customers.usualBy(this.connect::usualTaxIds);
        connect.owningTaxIds(customers::ownsTaxNumber);
        var transfers =
                TransfersModule.open(platform, connect.connect(), payments, ledger.ledger());
        paymentsModule.share(transfers.sharing());
        paymentsModule.alsoReceived(transfers.received());
        var invariants = new ArrayList<Invariant>(paymentsModule.invariants());
        invariants.addAll(transfers.invariants());
        audit = ledger.audit(invariants);
        pricing = PricingModule.open(platform, customers.check()::exists);
        var look = new Look("http://vault.test");
        paper = PaperModule.open(platform, account -> Optional.empty());
        module =
                BillingModule.open(
                        platform,
                        new BillingModule.Doors(
                                accounts,
                                vault.vault(),
                                customers,
                                payments,
                                pricing.pricing(),
                                UsageModule.open(platform),
                                paper,
                                account -> Currency.USD),
                        look,
                        ORIGIN);
        var setups =
                SetupsModule.open(platform, accounts, vault.vault(), network, customers.check());
        paymentsModule.keepMandates(setups.mandates());
        var hosted =
                HostedModule.open(
                        platform,
                        new HostedModule.Doors(
                                accounts,
                                connect.connect(),
                                vault.vault(),
                                payments,
                                setups.setups(),
                                pricing.pricing(),
                                customers.check()::exists,
                                customers.customers(),
                                (account, file) -> Optional.empty(),
                                (account, id) -> Optional.empty(),
                                module.biller()),
                        look,
                        ORIGIN);
        var above = more.apply(this);
        var told = new ArrayList<>(module.renderer().types());
        told.addAll(above.told());
        told.addAll(hosted.renderer().types());
        platform.events().subscribe("told", told, events::add);
        var operations = new ArrayList<Operation>(module.operations());
        operations.addAll(above.operations());
        operations.addAll(hosted.operations());
        operations.addAll(connect.operations(id -> false));
        operations.addAll(transfers.operations());
        operations.addAll(setups.operations());
        operations.addAll(pricing.operations());
        operations.addAll(customers.operations());
        operations.addAll(paymentsModule.operations());
        operations.addAll(vault.operations(customers.check(), network.verifier()));
        var expanders =
                new ArrayList<Expander>(
                        module.expanders(
                                customers.fetch(), customers.methods(), paymentsModule.intents()));
        expanders.addAll(hosted.expanders());
        expanders.addAll(above.expanders());
        expanders.addAll(pricing.expanders());
        expanders.addAll(paymentsModule.expanders());
        expanders.addAll(customers.expanders());
        var api = ApiModule.open(platform, accounts, connect.connect());
        pages =
                new Routes()
                        .addAll(module.routes())
                        .addAll(above.routes().apply(api.inside(operations, expanders)))
                        .addAll(hosted.routes())
                        .addAll(setups.routes())
                        .addAll(paymentsModule.routes())
                        .addAll(network.routes(look, ""));
        served = new ServedApi(platform, api.routes(operations, expanders, List.of()));
        another();
    }

    /** The next story has a seller of its own, and nothing goes wrong on the line. */
    public void another() {
        opened = Sellers.open(accounts, "juniper-" + ++sellers, "Juniper");
        seller = opened.account().id().test();
        network.faults().clear();
        told();
    }

    public StripeClient client() {
        return StripeClient.builder()
                .setApiKey(opened.secretKey().secret())
                .setApiBase(served.origin())
                .setMaxNetworkRetries(0)
                .build();
    }

    public Got post(String path, String form) {
        return send("POST", path, form);
    }

    /** With an idempotency key whose row is lost afterwards, as after a crash before the answer. */
    public Got postAndCrash(String path, String form, String key) {
        var got = send("POST", path, form, NEWEST, "Idempotency-Key", key);
        platform.tx()
                .doInAccount(
                        seller,
                        tx ->
                                tx.update(
                                        "delete from api.idempotency where account_id = ? and key ="
                                                + " ?",
                                        seller,
                                        key));
        return got;
    }

    /** With an idempotency key. */
    public Got repeated(String path, String form, String key) {
        return send("POST", path, form, NEWEST, "Idempotency-Key", key);
    }

    public Got get(String path) {
        return send("GET", path, "");
    }

    /** What a program sees that asks for an older version of the API. */
    public Got older(String path, String version) {
        return send("GET", path.replace("[", "%5B").replace("]", "%5D"), "", version);
    }

    /** What such a program is answered that does something. */
    public Got olderPost(String path, String form, String version) {
        return send("POST", path, form, version);
    }

    public Got send(String method, String path, String form) {
        return send(method, path, form, NEWEST);
    }

    private Got send(String method, String path, String form, String version, String... headers) {
        var all = Stream.concat(Stream.of("Stripe-Version", version), Stream.of(headers));
        var key = opened.secretKey().secret();
        return served.ask(key, method, path, form, all.toArray(String[]::new));
    }

    /** An account of the seller, who is its platform; it may do everything. */
    public String connected() {
        var made = post("/v1/accounts", WholeAccount.CUSTOM);
        if (made.status() != 200) throw new AssertionError(made.body().toString());
        return made.text("id");
    }

    /** What the seller asks as the platform of an account. */
    public Got acting(String account, String path, String form) {
        var method = form.isEmpty() ? "GET" : "POST";
        return send(method, path, form, NEWEST, "Stripe-Account", account);
    }

    public AccountId number(String account) {
        return AccountId.parse(account).orElseThrow().test();
    }

    /** All that an account has, in cents of the dollar. */
    public long owns(AccountId account) {
        var sum = 0L;
        for (var purpose : List.of(Purpose.MERCHANT_AVAILABLE, Purpose.MERCHANT_PENDING))
            sum += ledger.balance(account, purpose, Currency.USD).minor();
        return sum;
    }

    private BillingModule module() {
        return module;
    }

    /** Events are heard and jobs done until nothing is left. */
    public void settle() {
        for (int i = 0; i < 3; i++) {
            platform.events().drain();
            platform.jobs().runDue();
        }
    }

    /** A customer with this card as the usual one. */
    public String customer(String card, String more) {
        return post(
                        "/v1/customers",
                        "email=bob@example.com&payment_method="
                                + card
                                + "&invoice_settings[default_payment_method]="
                                + card
                                + more)
                .text("id");
    }

    /** A price a month. */
    public String monthly(long amount) {
        return post(
                        "/v1/prices",
                        "currency=usd&recurring[interval]=month&product_data[name]=Gin&unit_amount="
                                + amount)
                .text("id");
    }

    /** A card in the vault; names of test cards make a new one at every use. */
    public String card(String name) {
        return vault.vault().createFixed(seller, name).orElseThrow().id().text();
    }

    public List<Charge> charges() {
        return payments.charges(seller, PageRequest.first(100)).items();
    }

    public List<PaymentIntent> intents() {
        return payments.intents(seller, PageRequest.first(100)).items();
    }

    /** The names of the events since the last time. */
    public List<String> told() {
        platform.events().drain();
        var names =
                events.stream()
                        .filter(event -> event.account().equals(seller))
                        .flatMap(event -> event.types().stream())
                        .toList();
        events.clear();
        return names;
    }

    public Optional<Object> wrong() {
        var findings = audit.checkFromTheStart(seller);
        return findings.isEmpty() ? Optional.empty() : Optional.of(findings);
    }

    @Override
    public void close() {
        served.close();
        network.close();
        vault.close();
        test.close();
    }
}
