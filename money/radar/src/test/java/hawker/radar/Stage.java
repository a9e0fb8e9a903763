package hawker.radar;

import hawker.accounts.Accounts;
import hawker.accounts.AccountsModule;
import hawker.accounts.OpenedAccount;
import hawker.accounts.Sellers;
import hawker.api.ApiModule;
import hawker.api.Expander;
import hawker.api.Got;
import hawker.api.Operation;
import hawker.api.ServedApi;
import hawker.customers.CustomersModule;
import hawker.customers.Discounts;
import hawker.disputes.Dispute;
import hawker.disputes.Disputes;
import hawker.disputes.DisputesModule;
import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.kernel.Money;
import hawker.kernel.SettableClock;
import hawker.ledger.LedgerModule;
import hawker.network.NetworkModule;
import hawker.payments.Change;
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
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The room with those below it, its API on a port, and short words for what tests do most. */
final class Stage implements AutoCloseable {

    private static final String[] ROOMS = {
        "api",
        "accounts",
        "ledger",
        "vault",
        "customers",
        "payments",
        "payouts",
        "disputes",
        "radar"
    };

    final TestPlatform test;
    final Platform platform;
    final SettableClock clock;
    final Accounts accounts;
    final VaultModule vault;
    final NetworkModule network;
    final Payments payments;
    final Disputes disputes;
    final RadarModule module;
    final Radar radar;
    final List<Event> told = new ArrayList<>();

    OpenedAccount.Opened opened;
    AccountId seller;
    private int sellers;
    private final ServedApi served;

    Stage(Map<String, String> settings) {
        test = TestPlatform.open(settings, ROOMS);
        platform = test.platform();
        clock = test.clock();
        accounts = AccountsModule.open(platform).accounts();
        vault = VaultModule.open(platform);
        network = NetworkModule.open(platform, vault.vault());
        var ledger = LedgerModule.open(platform).ledger();
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
        disputes =
                DisputesModule.open(
                                platform,
                                ledger,
                                network.chargebacks(),
                                payments,
                                payouts.balanceTransactions(),
                                (account, file) -> Optional.empty())
                        .disputes();
        module =
                RadarModule.open(
                        platform,
                        vault.vault(),
                        network.chargebacks(),
                        payments,
                        (account, id) ->
                                Dispute.Id.parse(id)
                                        .flatMap(dispute -> disputes.find(account, dispute))
                                        .map(dispute -> dispute.facts().charge()));
        radar = module.radar();
        paymentsModule.judge(module.judge());
        platform.events().subscribe("stage", List.copyOf(RadarModule.TYPES), told::add);
        opened = open("juniper-0");
        seller = opened.account().id().test();
        served = serve(paymentsModule);
    }

    private ServedApi serve(PaymentsModule paymentsModule) {
        var operations = new ArrayList<Operation>(paymentsModule.operations());
        operations.addAll(module.operations());
        var expanders = new ArrayList<Expander>(paymentsModule.expanders());
        expanders.addAll(module.expanders());
        var api = ApiModule.open(platform, accounts);
        var routes = api.routes(operations, expanders, List.of(paymentsModule.replayer()));
        return new ServedApi(platform, routes);
    }

    /** The next story has a seller of its own. */
    void another() {
        opened = open("juniper-" + ++sellers);
        seller = opened.account().id().test();
        told.clear();
    }

    OpenedAccount.Opened open(String handle) {
        return Sellers.open(accounts, handle, "Juniper");
    }

    /** Pays so many cents with a fixed card, a second after what was before. */
    Confirmation pay(long cents, String card) {
        return pay(cents, card, Optional.empty());
    }

    Confirmation pay(long cents, String card, Optional<String> address) {
        clock.advance(Duration.ofSeconds(1));
        if (!(payments.create(seller, Terms.of(Money.usd(cents)))
                instanceof Change.Done(var intent))) throw new AssertionError("no intent");
        var request =
                new Confirmation.Request(
                        Optional.of(new PaymentMethod.Id(card)),
                        false,
                        false,
                        Optional.of("https://shop.test/done"),
                        false,
                        address);
        return payments.confirm(seller, intent.id(), request);
    }

    Charge paid(long cents, String card) {
        if (pay(cents, card) instanceof Confirmation.Succeeded(var ignored, var charge))
            return charge;
        throw new AssertionError("not paid");
    }

    /** The charge of a payment that failed. */
    Charge failed(Confirmation ended) {
        if (ended instanceof Confirmation.Declined(var ignored, var failure))
            return payments.charge(seller, failure.charge().orElseThrow()).orElseThrow();
        throw new AssertionError("not declined: " + ended);
    }

    Verdict verdict(Charge charge) {
        return radar.verdict(seller, charge.id()).orElseThrow();
    }

    void refund(Charge charge, Optional<Refund.Reason> reason) {
        payments.refund(
                seller,
                new NewRefund(
                        new NewRefund.Target.OfCharge(charge.id()),
                        Optional.empty(),
                        reason,
                        Map.of(),
                        Optional.empty()));
        settle();
    }

    /** What listeners have still to hear is heard. */
    void settle() {
        platform.events().drain();
        platform.jobs().runDue();
        platform.events().drain();
    }

    /** What was told, by its names, oldest first. */
    List<String> told() {
        settle();
        return told.stream().flatMap(event -> event.types().stream()).toList();
    }

    Got get(String path) {
        return send("GET", path, "");
    }

    Got post(String path, String form) {
        return send("POST", path, form);
    }

    Got delete(String path) {
        return send("DELETE", path, "");
    }

    Got send(String method, String path, String form) {
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
