package hawker.payouts;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.accounts.Accounts;
import hawker.accounts.AccountsModule;
import hawker.accounts.NewAccount;
import hawker.accounts.NewPerson;
import hawker.accounts.OpenedAccount;
import hawker.accounts.SignedUp;
import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.kernel.Money;
import hawker.kernel.PageRequest;
import hawker.ledger.Audit;
import hawker.ledger.BoundedPosting;
import hawker.ledger.BusinessDays;
import hawker.ledger.Journal;
import hawker.ledger.Kind;
import hawker.ledger.Ledger;
import hawker.ledger.LedgerModule;
import hawker.ledger.Purpose;
import hawker.ledger.SourceType;
import hawker.ledger.Transfer;
import hawker.platform.TestPlatform;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** A shop with a bank account, the rooms it needs, and short words for what tests do most. */
final class Till implements AutoCloseable {

    static final String GOOD = "000123456789";
    static final String CLOSED = "000111111113";

    final TestPlatform test = TestPlatform.open("api", "accounts", "ledger", "payouts");
    final Accounts accounts = AccountsModule.open(test.platform()).accounts();
    final LedgerModule ledgerModule = LedgerModule.open(test.platform());
    final Ledger ledger = ledgerModule.ledger();
    final FakeBank bank = new FakeBank(test.clock());
    final PayoutsModule module = PayoutsModule.open(test.platform(), accounts, ledger, bank);
    final Payouts payouts = module.payouts();
    final Audit audit = ledgerModule.audit(module.invariants());
    final OpenedAccount.Opened opened = open("juniper");
    final AccountId shop = opened.account().id().test();
    final List<String> told = new ArrayList<>();

    private Till() {
        test.clock().set(Instant.parse("2026-11-01T00:00:00Z"));
        bankAccount("110000000", GOOD);
        test.platform()
                .events()
                .subscribe(
                        "till",
                        List.of(
                                "balance.available",
                                "payout.created",
                                "payout.updated",
                                "payout.paid",
                                "payout.failed",
                                "payout.canceled",
                                "payout.reconciliation_completed"),
                        event -> told.addAll(event.types()));
    }

    static Till on(String day) {
        var till = new Till();
        till.go(day);
        return till;
    }

    OpenedAccount.Opened open(String handle) {
        var person =
                NewPerson.of(handle + "-owner", "Ann", handle + "@example.com", "correct horse 7");
        if (!(accounts.signUp(person) instanceof SignedUp.Welcome welcome))
            throw new AssertionError("no such person");
        var wanted = NewAccount.of(handle, "Juniper", "US", Currency.USD, handle + "@example.com");
        if (accounts.openAccount(wanted, welcome.person().id()) instanceof OpenedAccount.Opened o)
            return o;
        throw new AssertionError("not opened");
    }

    void bankAccount(String routing, String number) {
        test.clock().advance(Duration.ofSeconds(1));
        accounts.setBankAccount(shop, "US", Currency.USD, "Juniper", routing, number);
    }

    /** Ten in the morning of a day, or now if that is later: time never goes back. */
    void go(String day) {
        var ten = Days.start(LocalDate.parse(day)).plus(Duration.ofHours(10));
        if (ten.isAfter(test.clock().now())) test.clock().set(ten);
    }

    /** The day's run, and the jobs that are due. */
    void run(String day) {
        go(day);
        payouts.runDay(LocalDate.parse(day));
        jobs();
    }

    /** The jobs that are due when whoever asked for a payout can no longer think better of it. */
    void jobs() {
        test.clock().advance(Duration.ofSeconds(2));
        test.platform().jobs().runDue();
    }

    /** A sale of so many cents, as payments posts it; the seller gets it less 2.9 % + 30. */
    void sale(String charge, long cents) {
        long fee = (cents * 29 + 500) / 1000 + 30;
        var day = BusinessDays.availableOn(Days.of(test.clock().now()));
        post(
                journal(
                        Kind.CHARGE_CAPTURED,
                        SourceType.CAPTURE,
                        charge,
                        Transfer.of(
                                Purpose.NETWORK_RECEIVABLE,
                                Purpose.MERCHANT_PENDING,
                                Money.usd(cents),
                                day),
                        Transfer.of(
                                Purpose.MERCHANT_PENDING,
                                Purpose.FEE_PROCESSING,
                                Money.usd(fee),
                                day)));
    }

    /** Money without a fee that is available at once. */
    void gift(String charge, Money amount) {
        post(
                journal(
                        Kind.CHARGE_CAPTURED_NOW,
                        SourceType.CAPTURE,
                        charge,
                        Transfer.of(
                                Purpose.NETWORK_RECEIVABLE, Purpose.MERCHANT_AVAILABLE, amount)));
    }

    BoundedPosting refund(String refund, long cents) {
        var journal =
                journal(
                        Kind.REFUND_PAID,
                        SourceType.REFUND,
                        refund,
                        Transfer.of(
                                Purpose.MERCHANT_AVAILABLE,
                                Purpose.NETWORK_PAYABLE,
                                Money.usd(cents)));
        return test.platform()
                .tx()
                .inAccount(
                        shop,
                        tx ->
                                ledger.postBounded(
                                        tx, journal, Purpose.MERCHANT_AVAILABLE, Money.usd(0)));
    }

    void dispute(String dispute, long cents) {
        post(
                journal(
                        Kind.DISPUTE_OPENED,
                        SourceType.DISPUTE,
                        dispute,
                        Transfer.of(
                                Purpose.MERCHANT_AVAILABLE,
                                Purpose.NETWORK_PAYABLE,
                                Money.usd(cents)),
                        Transfer.of(
                                Purpose.MERCHANT_AVAILABLE, Purpose.FEE_DISPUTE, Money.usd(1500))));
    }

    /** As covering sets money aside for an account whose balance is negative. */
    BoundedPosting setAside(String move, long cents) {
        var journal =
                journal(
                        Kind.RESERVE_SET,
                        SourceType.RESERVE_ORDER,
                        move,
                        Transfer.of(
                                Purpose.MERCHANT_AVAILABLE,
                                Purpose.MERCHANT_RESERVE,
                                Money.usd(cents)));
        return test.platform()
                .tx()
                .inAccount(
                        shop,
                        tx ->
                                ledger.postBounded(
                                        tx, journal, Purpose.MERCHANT_AVAILABLE, Money.usd(0)));
    }

    void giveFree(String move, long cents) {
        post(
                journal(
                        Kind.RESERVE_RELEASED,
                        SourceType.RESERVE_ORDER,
                        move,
                        Transfer.of(
                                Purpose.MERCHANT_RESERVE,
                                Purpose.MERCHANT_AVAILABLE,
                                Money.usd(cents))));
    }

    long aside() {
        return ledger.balance(shop, Purpose.MERCHANT_RESERVE, Currency.USD).minor();
    }

    Journal journal(Kind kind, SourceType type, String source, Transfer... transfers) {
        test.clock().advance(Duration.ofMillis(1));
        return Journal.of(
                test.platform().ids().body(shop),
                shop,
                kind,
                type,
                source,
                test.clock().now(),
                List.of(transfers));
    }

    void post(Journal journal) {
        test.platform().tx().doInAccount(shop, tx -> ledger.post(tx, journal));
    }

    long available() {
        return ledger.balance(shop, Purpose.MERCHANT_AVAILABLE, Currency.USD).minor();
    }

    long pending() {
        return ledger.balance(shop, Purpose.MERCHANT_PENDING, Currency.USD).minor();
    }

    long inTransit() {
        return ledger.balance(shop, Purpose.PAYOUT_IN_TRANSIT, Currency.USD).minor();
    }

    /** All payouts, newest first. */
    List<Payout> all() {
        return payouts.list(shop, PageRequest.first(100)).items();
    }

    Payout newest() {
        return all().getFirst();
    }

    void holds() {
        assertThat(audit.checkFromTheStart(shop)).isEmpty();
    }

    /** A statement as the owner of the tables: what no role of the program may do. */
    void asOwner(String sql) {
        var url = test.platform().settings().get("HAWKER_DATABASE_MIGRATION_URL").orElseThrow();
        try (var connection = DriverManager.getConnection(url);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        test.close();
    }
}
