package hawker.disputes;

import com.stripe.StripeClient;
import hawker.accounts.Accounts;
import hawker.accounts.AccountsModule;
import hawker.accounts.OpenedAccount;
import hawker.accounts.Sellers;
import hawker.api.ApiModule;
import hawker.api.Expander;
import hawker.api.Got;
import hawker.api.OfficialClient;
import hawker.api.Operation;
import hawker.api.ServedApi;
import hawker.customers.CustomersModule;
import hawker.customers.Discounts;
import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.kernel.Money;
import hawker.kernel.SettableClock;
import hawker.ledger.Audit;
import hawker.ledger.Finding;
import hawker.ledger.Invariant;
import hawker.ledger.Ledger;
import hawker.ledger.LedgerModule;
import hawker.ledger.Purpose;
import hawker.network.NetworkModule;
import hawker.payments.Charge;
import hawker.payments.Confirmation;
import hawker.payments.NewRefund;
import hawker.payments.Payments;
import hawker.payments.PaymentsModule;
import hawker.payments.Refund;
import hawker.payments.Terms;
import hawker.payouts.PayoutsModule;
import hawker.platform.Event;
import hawker.platform.Platform;
import hawker.platform.TestPlatform;
import hawker.vault.PaymentMethod;
import hawker.vault.VaultModule;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The room with those below it, its API on a port, and short words for what tests do most. */
final class Stage implements AutoCloseable {

    private static final String[] ROOMS = {
        "api", "accounts", "ledger", "vault", "customers", "payments", "payouts", "disputes"
    };

    final TestPlatform test;
    final Platform platform;
    final SettableClock clock;
    final Accounts accounts;
    final VaultModule vault;
    final NetworkModule network;
    final Ledger ledger;
    final Payments payments;
    final DisputesModule module;
    final Disputes disputes;
    final Audit audit;
    final List<Event> told = new ArrayList<>();

    /** Files that exist, with their sizes. */
    final Map<String, Long> files = new ConcurrentHashMap<>();

    OpenedAccount.Opened opened;
    AccountId seller;
    private int sellers;
    private final ServedApi served;

    Stage(Map<String, String> settings) {
        test = TestPlatform.open(settings, ROOMS);
        platform = test.platform();
        clock = test.clock();
        var accountsModule = AccountsModule.open(platform);
        accounts = accountsModule.accounts();
        vault = VaultModule.open(platform);
        network = NetworkModule.open(platform, vault.vault());
        var ledgerModule = LedgerModule.open(platform);
        ledger = ledgerModule.ledger();
        var customers =
                CustomersModule.open(
                        platform,
                        vault.vault(),
                        network.verifier(),
                        Discounts.NONE,
                        account -> Currency.USD);
        var paymentsModule =
                PaymentsModule.open(
                        platform, accounts, vault.vault(), network, ledger, customers.customers());
        payments = paymentsModule.payments();
        var payouts = PayoutsModule.open(platform, accounts, ledger, network.bank());
        module =
                DisputesModule.open(
                        platform,
                        ledger,
                        network.chargebacks(),
                        payments,
                        payouts.balanceTransactions(),
                        (account, file) -> Optional.ofNullable(files.get(file)));
        disputes = module.disputes();
        var invariants = new ArrayList<Invariant>(paymentsModule.invariants());
        invariants.addAll(module.invariants());
        audit = ledgerModule.audit(invariants);
        platform.events().subscribe("stage", List.copyOf(DisputesRenderer.TYPES), told::add);
        opened = open("juniper-0");
        seller = opened.account().id().test();
        served = serve(paymentsModule, payouts);
    }

    private ServedApi serve(PaymentsModule paymentsModule, PayoutsModule payouts) {
        var operations = new ArrayList<Operation>(paymentsModule.operations());
        operations.addAll(payouts.operations());
        operations.addAll(module.operations());
        var expanders = new ArrayList<Expander>(paymentsModule.expanders());
        var sources = new HashMap<>(paymentsModule.sources());
        sources.putAll(module.sources());
        expanders.addAll(payouts.expanders(sources));
        var api = ApiModule.open(platform, accounts);
        var routes = api.routes(operations, expanders, List.of(paymentsModule.replayer()));
        return new ServedApi(platform, routes);
    }

    /** The next story has a seller of its own. */
    void another() {
        opened = open("juniper-" + ++sellers);
        seller = opened.account().id().test();
        told.clear();
        files.clear();
    }

    OpenedAccount.Opened open(String handle) {
        return Sellers.open(accounts, handle, "Juniper");
    }

    /** A charge of so many cents, paid with a fixed card; its cardholder has not complained yet. */
    Charge paid(long cents, String card) {
        clock.advance(Duration.ofSeconds(1));
        if (!(payments.create(seller, Terms.of(Money.usd(cents)))
                instanceof hawker.payments.Change.Done(var intent)))
            throw new AssertionError("no intent");
        var request =
                new Confirmation.Request(
                        Optional.of(new PaymentMethod.Id(card)),
                        false,
                        false,
                        Optional.of("https://shop.test/done"),
                        false);
        if (payments.confirm(seller, intent.id(), request)
                instanceof Confirmation.Succeeded(var ignored, var charge)) return charge;
        throw new AssertionError("not paid");
    }

    /** A charge whose cardholder has complained. */
    Dispute disputed(long cents, String card) {
        var charge = paid(cents, card);
        disputes.hear();
        return disputes.ofCharge(seller, charge.id().text()).getFirst();
    }

    Charge charge(Dispute dispute) {
        return payments.charge(seller, dispute.facts().charge()).orElseThrow();
    }

    Dispute now(Dispute dispute) {
        return disputes.find(seller, dispute.id()).orElseThrow();
    }

    Refund.Outcome refund(Charge charge, long cents) {
        return payments.refund(
                seller,
                new NewRefund(
                        new NewRefund.Target.OfCharge(charge.id()),
                        Optional.of(Money.usd(cents)),
                        Optional.empty(),
                        Map.of(),
                        Optional.empty()));
    }

    /** What jobs and listeners have still to do is done. */
    void settle() {
        for (int i = 0; i < 3; i++) {
            platform.events().drain();
            platform.jobs().runDue();
            disputes.hear();
        }
        platform.events().drain();
    }

    long balance(Purpose purpose) {
        return ledger.balance(seller, purpose, Currency.USD).minor();
    }

    /** The names of all events so far of a dispute, oldest first. */
    List<String> told(Dispute dispute) {
        platform.events().drain();
        return told.stream()
                .filter(event -> event.subject().equals(dispute.id().text()))
                .flatMap(event -> event.types().stream())
                .map(type -> type.substring("charge.dispute.".length()))
                .toList();
    }

    List<Finding> findings() {
        return audit.checkFromTheStart(seller);
    }

    StripeClient client() {
        return OfficialClient.of(served, opened.secretKey().secret());
    }

    Got get(String path) {
        return send("GET", path, "");
    }

    Got post(String path, String form) {
        return send("POST", path, form);
    }

    private Got send(String method, String path, String form) {
        return served.ask(opened.secretKey().secret(), method, path, form);
    }

    @Override
    public void close() {
        served.close();
        network.close();
        vault.close();
        test.close();
    }
}
