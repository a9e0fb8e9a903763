package hawker.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.kernel.Money;
import hawker.platform.GroupCommit;
import hawker.platform.GroupCommit.Outcome;
import hawker.platform.TestPlatform;
import hawker.platform.TxRunner;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** The room opened for a test, with words for what tests do most. */
final class Books implements AutoCloseable {

    static final LocalDate TODAY = LocalDate.of(2026, 11, 22);
    static final LocalDate TUESDAY = LocalDate.of(2026, 11, 24);

    final TestPlatform test;
    final Ledger ledger;
    final Audit audit;
    final AccountId account;
    private int facts;

    private Books(TestPlatform test) {
        this.test = test;
        this.ledger = new Ledger(test.platform());
        this.audit = new Audit(test.platform(), List.of());
        this.account = newAccount();
    }

    static Books open() {
        return new Books(TestPlatform.open(Map.of("HAWKER_DATABASE_POOL", "16"), "ledger"));
    }

    TxRunner tx() {
        return test.platform().tx();
    }

    AccountId newAccount() {
        return test.platform().ids().newAccount();
    }

    Journal journal(Kind kind, SourceType type, String source, Transfer... transfers) {
        return Journal.of(
                test.platform().ids().body(account),
                account,
                kind,
                type,
                source,
                test.clock().now(),
                List.of(transfers));
    }

    /** A sale of 2.9 % + 30, as payments posts it. */
    Journal sale(String charge, long cents, LocalDate availableOn) {
        long fee = (cents * 29 + 500) / 1000 + 30;
        return journal(
                Kind.CHARGE_CAPTURED,
                SourceType.CAPTURE,
                charge,
                Transfer.of(
                        Purpose.NETWORK_RECEIVABLE,
                        Purpose.MERCHANT_PENDING,
                        Money.usd(cents),
                        availableOn),
                Transfer.of(
                        Purpose.MERCHANT_PENDING,
                        Purpose.FEE_PROCESSING,
                        Money.usd(fee),
                        availableOn));
    }

    /** Money that is available at once, without a fee. */
    Journal gift(long cents) {
        return journal(
                Kind.CHARGE_CAPTURED_NOW,
                SourceType.CAPTURE,
                "ch_gift" + facts++,
                Transfer.of(
                        Purpose.NETWORK_RECEIVABLE, Purpose.MERCHANT_AVAILABLE, Money.usd(cents)));
    }

    Journal refund(String refund, long cents) {
        return journal(
                Kind.REFUND_PAID,
                SourceType.REFUND,
                refund,
                Transfer.of(Purpose.MERCHANT_AVAILABLE, Purpose.NETWORK_PAYABLE, Money.usd(cents)));
    }

    Journal dispute(String dispute, long cents) {
        return journal(
                Kind.DISPUTE_OPENED,
                SourceType.DISPUTE,
                dispute,
                Transfer.of(Purpose.MERCHANT_AVAILABLE, Purpose.NETWORK_PAYABLE, Money.usd(cents)),
                Transfer.of(Purpose.MERCHANT_AVAILABLE, Purpose.FEE_DISPUTE, Money.usd(1500)));
    }

    Posting post(Journal journal) {
        return tx().inAccount(account, tx -> ledger.post(tx, journal));
    }

    BoundedPosting postBounded(Journal journal) {
        return tx().inAccount(
                        account,
                        tx ->
                                ledger.postBounded(
                                        tx, journal, Purpose.MERCHANT_AVAILABLE, Money.usd(0)));
    }

    /** Through the group-commit writer. */
    Outcome commit(Journal journal) {
        var unit = new GroupCommit.Unit(journal.account());
        ledger.add(unit, journal);
        return test.platform().groupCommit().commit(unit);
    }

    long balance(Purpose purpose) {
        return ledger.balance(account, purpose, Currency.USD).minor();
    }

    Seal seal() {
        assertThat(ledger.settled(account)).isTrue();
        return tx().inAccount(account, tx -> ledger.seal(tx, account));
    }

    void holds() {
        assertThat(audit.checkFromTheStart(account)).isEmpty();
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
