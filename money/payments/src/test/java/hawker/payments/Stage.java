package hawker.payments;

import hawker.accounts.Accounts;
import hawker.accounts.AccountsModule;
import hawker.accounts.OpenedAccount;
import hawker.accounts.Sellers;
import hawker.customers.Customers;
import hawker.customers.CustomersModule;
import hawker.customers.Discounts;
import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.kernel.Money;
import hawker.kernel.SettableClock;
import hawker.ledger.Audit;
import hawker.ledger.Finding;
import hawker.ledger.Ledger;
import hawker.ledger.LedgerModule;
import hawker.ledger.Purpose;
import hawker.network.NetworkModule;
import hawker.network.sim.FaultScript;
import hawker.payments.Confirmation.Request;
import hawker.platform.Platform;
import hawker.platform.TestPlatform;
import hawker.vault.PaymentMethod;
import hawker.vault.Vault;
import hawker.vault.VaultModule;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The room with a database of its own, the simulated network, and short words for what tests do
 * again and again.
 */
final class Stage implements AutoCloseable {

    static final String[] ROOMS = {"api", "accounts", "ledger", "vault", "customers", "payments"};

    final TestPlatform test;
    final Platform platform;
    final SettableClock clock;
    final AccountsModule accountsModule;
    final Accounts accounts;
    final VaultModule vaultModule;
    final Vault vault;
    final NetworkModule network;
    final LedgerModule ledgerModule;
    final Ledger ledger;
    final CustomersModule customersModule;
    final Customers customers;
    final PaymentsModule module;
    final Payments payments;
    final Audit audit;

    /** The seller of the story, test mode. */
    AccountId seller;

    OpenedAccount.Opened opened;
    private int sellers;

    /** An answer that does not come is waited for two seconds. */
    Stage() {
        this(Map.of("HAWKER_NETWORK_ANSWER_MS", "2000"));
    }

    Stage(Map<String, String> settings) {
        test = TestPlatform.open(settings, ROOMS);
        platform = test.platform();
        clock = test.clock();
        accountsModule = AccountsModule.open(platform);
        accounts = accountsModule.accounts();
        vaultModule = VaultModule.open(platform);
        vault = vaultModule.vault();
        network = NetworkModule.open(platform, vault);
        ledgerModule = LedgerModule.open(platform);
        ledger = ledgerModule.ledger();
        customersModule =
                CustomersModule.open(
                        platform,
                        vault,
                        network.verifier(),
                        Discounts.NONE,
                        account -> Currency.USD);
        customers = customersModule.customers();
        module = PaymentsModule.open(platform, accounts, vault, network, ledger, customers);
        payments = module.payments();
        audit = ledgerModule.audit(module.invariants());
        opened = open("juniper-0");
        seller = opened.account().id().test();
    }

    /** The next story has a seller of its own, and nothing goes wrong on the line. */
    void another() {
        opened = open("juniper-" + ++sellers);
        seller = opened.account().id().test();
        faults().clear();
    }

    OpenedAccount.Opened open(String handle) {
        return Sellers.open(accounts, handle, "Juniper");
    }

    FaultScript faults() {
        return network.faults();
    }

    static PaymentMethod.Id card(String name) {
        return new PaymentMethod.Id(name);
    }

    /** An intent of so many cents. */
    PaymentIntent intent(long cents) {
        return intent(Terms.of(Money.usd(cents)));
    }

    PaymentIntent intent(Terms terms) {
        return done(payments.create(seller, terms));
    }

    static PaymentIntent done(Change change) {
        if (change instanceof Change.Done(var intent)) return intent;
        throw new AssertionError("refused: " + change);
    }

    static Refusal refusal(Change change) {
        if (change instanceof Change.Refused(var reason, var ignored)) return reason;
        throw new AssertionError("not refused: " + change);
    }

    /** Confirms a second after what was before, so that ids sort as things happened. */
    Confirmation confirm(PaymentIntent intent, String card) {
        clock.advance(Duration.ofSeconds(1));
        return payments.confirm(seller, intent.id(), with(card));
    }

    static Request with(String card) {
        return new Request(
                Optional.of(card(card)),
                false,
                false,
                Optional.of("https://shop.test/done"),
                false);
    }

    /** A charge of so many cents that was paid with the ordinary card. */
    Charge paid(long cents) {
        return paid(cents, "pm_card_visa");
    }

    Charge paid(long cents, String card) {
        if (confirm(intent(cents), card) instanceof Confirmation.Succeeded(var ignored, var charge))
            return charge;
        throw new AssertionError("not paid");
    }

    /** An intent whose card is authorised and not captured. */
    PaymentIntent held(long cents) {
        var terms = Terms.of(Money.usd(cents)).withCapture(Terms.Capture.MANUAL);
        if (confirm(intent(terms), "pm_card_visa") instanceof Confirmation.Capturable held)
            return held.intent();
        throw new AssertionError("not held");
    }

    Refund refunded(Refund.Outcome outcome) {
        if (outcome instanceof Refund.Outcome.Refunded(var refund)) return refund;
        throw new AssertionError("refused: " + outcome);
    }

    Refund.Outcome refund(Charge charge, long cents) {
        return payments.refund(seller, asked(charge, cents));
    }

    static NewRefund asked(Charge charge, long cents) {
        return new NewRefund(
                new NewRefund.Target.OfCharge(charge.id()),
                Optional.of(Money.usd(cents)),
                Optional.empty(),
                Map.of(),
                Optional.empty());
    }

    /** What the network and the jobs have still to do is done. */
    void settle() {
        platform.jobs().runDue();
    }

    Money balance(Purpose purpose) {
        return ledger.balance(seller, purpose, Currency.USD);
    }

    /** What {@link #slowly} began, until it is closed. */
    interface Slow extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Each row of a table takes 20 ms to be written, so that everybody else decides meanwhile:
     * races that the tests' own speed would hide.
     */
    Slow slowly(String table) {
        asOwner(
                "create function public.pause() returns trigger language plpgsql as"
                        + " 'begin perform pg_sleep(0.02); return new; end'");
        asOwner(
                "create trigger pause before insert on "
                        + table
                        + " for each row execute function public.pause()");
        return () -> {
            asOwner("drop trigger pause on " + table);
            asOwner("drop function public.pause()");
        };
    }

    void asOwner(String sql) {
        var url = platform.settings().get("HAWKER_DATABASE_MIGRATION_URL").orElseThrow();
        try (var connection = DriverManager.getConnection(url);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What is wrong in the books. */
    List<Finding> findings() {
        return audit.checkFromTheStart(seller);
    }

    @Override
    public void close() {
        network.close();
        vaultModule.close();
        test.close();
    }
}
