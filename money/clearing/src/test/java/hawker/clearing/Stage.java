package hawker.clearing;

import hawker.accounts.Accounts;
import hawker.accounts.AccountsModule;
import hawker.accounts.Sellers;
import hawker.customers.CustomersModule;
import hawker.customers.Discounts;
import hawker.disputes.Disputes;
import hawker.disputes.DisputesModule;
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
import hawker.payments.Change;
import hawker.payments.Charge;
import hawker.payments.Confirmation;
import hawker.payments.NewRefund;
import hawker.payments.PaymentIntent;
import hawker.payments.Payments;
import hawker.payments.PaymentsModule;
import hawker.payments.Refund;
import hawker.payments.Terms;
import hawker.payouts.PayoutsModule;
import hawker.platform.Platform;
import hawker.platform.TestPlatform;
import hawker.vault.PaymentMethod;
import hawker.vault.VaultModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The room with those that move money beside it, and a network whose files can be spoilt. */
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
        "clearing"
    };

    final TestPlatform test;
    final Platform platform;
    final SettableClock clock;
    final NetworkModule network;
    final Ledger ledger;
    final Payments payments;
    final Disputes disputes;
    final Spoilt files;
    final ClearingDesk desk;
    private final Accounts accounts;
    private final VaultModule vault;
    private final Audit audit;
    AccountId seller;

    /** Whether asking for the names of cases breaks. */
    boolean namesFail;

    private int sellers;

    Stage(Map<String, String> settings) {
        var with = new HashMap<>(settings);
        with.putIfAbsent("HAWKER_NETWORK_ANSWER_MS", "300");
        test = TestPlatform.open(with, ROOMS);
        platform = test.platform();
        clock = test.clock();
        forget(platform.settings().data());
        accounts = AccountsModule.open(platform).accounts();
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
        var disputesModule =
                DisputesModule.open(
                        platform,
                        ledger,
                        network.chargebacks(),
                        payments,
                        payouts.balanceTransactions(),
                        (account, file) -> Optional.empty());
        disputes = disputesModule.disputes();
        files = new Spoilt(network.clearing());
        var module = ClearingModule.open(platform, ledger, network.network(), files, this::inBooks);
        desk = module.desk();
        var invariants = new ArrayList<Invariant>(paymentsModule.invariants());
        invariants.addAll(disputesModule.invariants());
        invariants.addAll(module.invariants());
        audit = ledgerModule.audit(invariants);
        another();
    }

    /** The log of the run before tells of sellers whom this database does not know. */
    private static void forget(Path data) {
        try {
            Files.deleteIfExists(data.resolve("witness.jsonl"));
            var folder = data.resolve("clearing");
            if (!Files.exists(folder)) return;
            try (var old = Files.walk(folder)) {
                for (var file : old.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Optional<String> inBooks(AccountId account, String caseId) {
        if (namesFail) throw new IllegalStateException("no names today");
        return disputes.inBooks(account, caseId);
    }

    /** The next story has a seller of its own. */
    void another() {
        var opened = Sellers.open(accounts, "juniper-" + ++sellers, "Juniper");
        seller = opened.account().id().test();
    }

    PaymentIntent intent(Terms terms) {
        clock.advance(Duration.ofSeconds(1));
        if (payments.create(seller, terms) instanceof Change.Done(var intent)) return intent;
        throw new AssertionError("no intent");
    }

    Confirmation confirm(PaymentIntent intent, String card) {
        return payments.confirm(
                seller,
                intent.id(),
                new Confirmation.Request(
                        Optional.of(new PaymentMethod.Id(card)),
                        false,
                        false,
                        Optional.of("https://shop.test/done"),
                        false));
    }

    Charge paid(long cents, String card) {
        if (confirm(intent(Terms.of(Money.usd(cents))), card)
                instanceof Confirmation.Succeeded(var ignored, var charge)) return charge;
        throw new AssertionError("not paid");
    }

    Charge paid(long cents) {
        return paid(cents, "pm_card_bypassPending");
    }

    Charge captured(long cents, long of) {
        var intent = intent(Terms.of(Money.usd(cents)).withCapture(Terms.Capture.MANUAL));
        confirm(intent, "pm_card_visa");
        payments.capture(seller, intent.id(), Optional.of(Money.usd(of)));
        return payments.charges(seller, intent.id()).getFirst();
    }

    Refund refunded(Charge charge, long cents) {
        var asked =
                new NewRefund(
                        new NewRefund.Target.OfCharge(charge.id()),
                        Optional.of(Money.usd(cents)),
                        Optional.empty(),
                        Map.of(),
                        Optional.empty());
        if (payments.refund(seller, asked) instanceof Refund.Outcome.Refunded(var refund))
            return refund;
        throw new AssertionError("not refunded");
    }

    /** What the network has still to be told is told. */
    void settle() {
        platform.jobs().runDue();
    }

    LocalDate today() {
        return clock.today();
    }

    /** The day ends, the network sends its file, and it is read. */
    void nextDay() {
        settle();
        clock.advance(Duration.ofDays(1));
        desk.read();
    }

    Money held(Purpose purpose) {
        return ledger.balance(seller, purpose, Currency.USD);
    }

    List<Difference> differences() {
        return desk.open(seller);
    }

    /** What is wrong in the books. */
    List<Finding> findings() {
        return audit.checkFromTheStart(seller);
    }

    @Override
    public void close() {
        network.close();
        vault.close();
        test.close();
    }
}
