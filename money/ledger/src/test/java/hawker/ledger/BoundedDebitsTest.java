package hawker.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.kernel.Money;
import hawker.ledger.BoundedPosting.Insufficient;
import hawker.ledger.Posting.AlreadyPosted;
import hawker.ledger.Posting.Posted;
import hawker.platform.DatabaseException;
import hawker.platform.Tx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Attack A26: many at once, each for the whole balance; and mutation M6: the same unlocked. */
class BoundedDebitsTest {

    private static final int RACERS = 12;
    private static final int ROUNDS = 8;
    private static final Duration WINDOW = Duration.ofMillis(20);
    private static final Pocket AVAILABLE = new Pocket(Purpose.MERCHANT_AVAILABLE, Currency.USD);

    private final Books books = Books.open();

    @AfterEach
    void close() {
        books.close();
    }

    @Test
    void a_refund_takes_what_is_there_and_no_more() {
        books.post(books.gift(1000));

        assertThat(books.postBounded(books.refund("re_1", 700))).isInstanceOf(Posted.class);
        assertThat(books.postBounded(books.refund("re_2", 400)))
                .isEqualTo(new Insufficient(Money.usd(300)));
        assertThat(books.postBounded(books.refund("re_3", 300))).isInstanceOf(Posted.class);
        assertThat(books.balance(Purpose.MERCHANT_AVAILABLE)).isZero();
        books.holds();
    }

    @Test
    void a_refund_that_stands_is_not_refused_for_lack_of_money() {
        books.post(books.gift(1000));
        var refund = books.refund("re_1", 1000);
        books.postBounded(refund);

        assertThat(books.postBounded(books.refund("re_1", 1000)))
                .isEqualTo(new AlreadyPosted(refund.id()));
        books.holds();
    }

    @Test
    void an_overdraft_lets_it_go_below_zero_by_that_much() {
        var within = bounded(books.refund("re_1", 500), Money.usd(500), Optional.empty());
        assertThat(within).isInstanceOf(Posted.class);
        var beyond = bounded(books.refund("re_2", 1), Money.usd(500), Optional.empty());
        assertThat(beyond).isEqualTo(new Insufficient(Money.usd(0)));
        assertThat(books.balance(Purpose.MERCHANT_AVAILABLE)).isEqualTo(-500);
        books.holds();
    }

    @Test
    void a_dispute_may_take_what_is_not_there_and_nothing_bounded_follows_it() {
        books.post(books.gift(1000));
        books.post(books.dispute("dp_1", 2000));

        assertThat(books.balance(Purpose.MERCHANT_AVAILABLE)).isEqualTo(-2500);
        assertThat(books.postBounded(books.refund("re_1", 1)))
                .isEqualTo(new Insufficient(Money.usd(-2500)));
        books.holds();
    }

    @Test
    void held_money_is_left_alone_but_for_the_fact_it_is_held_for() {
        books.post(books.gift(1000));
        var hold =
                new Hold(
                        "hold1",
                        books.account,
                        Purpose.MERCHANT_AVAILABLE,
                        Money.usd(800),
                        SourceType.REFUND,
                        "re_1",
                        books.test.clock().now());
        books.tx()
                .doInAccount(
                        books.account,
                        tx -> {
                            assertThat(books.ledger.hold(tx, hold)).isTrue();
                            assertThat(books.ledger.hold(tx, hold)).isFalse();
                            assertThat(books.ledger.held(tx, books.account, AVAILABLE))
                                    .isEqualTo(Money.usd(800));
                        });

        assertThat(books.postBounded(books.refund("re_2", 300)))
                .isEqualTo(new Insufficient(Money.usd(200)));
        assertThat(bounded(books.refund("re_1", 800), Money.usd(0), Optional.of("hold1")))
                .isInstanceOf(Posted.class);
        assertThat(books.postBounded(books.refund("re_3", 200))).isInstanceOf(Posted.class);
        boolean again =
                books.tx()
                        .inAccount(
                                books.account,
                                tx -> books.ledger.releaseHold(tx, books.account, "hold1"));
        assertThat(again).isFalse();
        books.holds();
    }

    @Test
    void a26_of_many_racers_for_the_whole_balance_exactly_one_wins_every_round() {
        var ledger = racing(new BookSql()::lockPocket);
        for (int round = 0; round < ROUNDS; round++) {
            books.post(books.gift(1000));
            var outcomes = race(ledger, round);
            assertThat(outcomes).filteredOn(Posted.class::isInstance).hasSize(1);
            assertThat(outcomes)
                    .filteredOn(Insufficient.class::isInstance)
                    .hasSize(RACERS - 1)
                    .containsOnly(new Insufficient(Money.usd(0)));
            assertThat(books.balance(Purpose.MERCHANT_AVAILABLE)).isZero();
        }
        books.holds();
    }

    @Test
    void credits_go_on_while_a_bounded_debit_decides() {
        books.post(books.gift(1000));
        var ledger =
                new Ledger(
                        books.test.platform(),
                        new BoundedDebits(
                                new LedgerSql(),
                                new BookSql(),
                                new BookSql()::lockPocket,
                                // While the pocket is locked: would wait for ever if it needed it.
                                () -> books.commit(books.gift(50))));

        var outcome =
                books.tx()
                        .inAccount(
                                books.account,
                                tx ->
                                        ledger.postBounded(
                                                tx,
                                                books.refund("re_1", 1000),
                                                Purpose.MERCHANT_AVAILABLE,
                                                Money.usd(0)));

        assertThat(outcome).isInstanceOf(Posted.class);
        assertThat(books.balance(Purpose.MERCHANT_AVAILABLE)).isEqualTo(50);
        books.holds();
    }

    @Test
    void without_the_lock_the_second_guard_refuses_the_losers() {
        var ledger = unguarded();
        // The pocket's row must exist, or making it would queue the racers after all.
        books.tx()
                .doInAccount(books.account, tx -> books.ledger.lock(tx, books.account, AVAILABLE));
        books.post(books.gift(1000));
        var outcomes = race(ledger, 0);

        // The mutation is noticed: losers fail in the database instead of being told "not enough".
        assertThat(outcomes).filteredOn(Posted.class::isInstance).hasSize(1);
        assertThat(outcomes)
                .filteredOn(DatabaseException.class::isInstance)
                .hasSize(RACERS - 1)
                .allMatch(e -> ((DatabaseException) e).isDuplicate());
        books.holds();
    }

    @Test
    void m6_without_both_guards_all_win_double_entry_is_silent_and_the_audit_sees_it() {
        books.asOwner("alter table ledger.bounded_debit drop constraint bounded_debit_pkey");
        var ledger = unguarded();
        // The pocket's row must exist, or making it would queue the racers after all.
        books.tx()
                .doInAccount(books.account, tx -> books.ledger.lock(tx, books.account, AVAILABLE));
        books.post(books.gift(1000));
        var outcomes = race(ledger, 0);

        assertThat(outcomes).filteredOn(Posted.class::isInstance).hasSize(RACERS);
        assertThat(books.balance(Purpose.MERCHANT_AVAILABLE)).isNegative();
        assertThat(books.audit.check(books.account))
                .extracting(Finding::invariant)
                .containsOnly("I3");
        books.audit.checkAll();
        assertThat(books.ledger.payoutsStoppedBy(books.account).orElseThrow()).startsWith("I3");
    }

    private BoundedPosting bounded(Journal journal, Money overdraft, Optional<String> hold) {
        return books.tx()
                .inAccount(
                        books.account,
                        tx ->
                                hold.isPresent()
                                        ? books.ledger.postBounded(
                                                tx,
                                                journal,
                                                Purpose.MERCHANT_AVAILABLE,
                                                overdraft,
                                                hold.get())
                                        : books.ledger.postBounded(
                                                tx,
                                                journal,
                                                Purpose.MERCHANT_AVAILABLE,
                                                overdraft));
    }

    /** A ledger that dawdles between its decision and its writing. */
    private Ledger racing(BoundedDebits.Lock lock) {
        return new Ledger(
                books.test.platform(),
                new BoundedDebits(
                        new LedgerSql(),
                        new BookSql(),
                        lock,
                        () -> LockSupport.parkNanos(WINDOW.toNanos())));
    }

    /** Mutation M6, with a window so wide that all racers have decided before one writes. */
    private Ledger unguarded() {
        var decided = new CountDownLatch(RACERS);
        return new Ledger(
                books.test.platform(),
                new BoundedDebits(
                        new LedgerSql(),
                        new BookSql(),
                        BoundedDebitsTest::unlocked,
                        () -> {
                            decided.countDown();
                            await(decided);
                        }));
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(20, TimeUnit.SECONDS)) throw new IllegalStateException("too long");
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The floor is read, the row is not locked. */
    private static Optional<Long> unlocked(Tx tx, AccountId account, Pocket pocket) {
        return tx.one(
                """
                select floor_minor from ledger.pocket
                where account_id = ? and purpose = ? and currency = ?
                """,
                row -> row.number("floor_minor"),
                account,
                pocket.purpose().code(),
                pocket.currency());
    }

    private List<Object> race(Ledger ledger, int round) {
        var start = new CountDownLatch(1);
        var racers = new ArrayList<Future<Object>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < RACERS; i++) {
                var refund = books.refund("re_" + round + "_" + i, 1000);
                racers.add(
                        threads.submit(() -> {
                            start.await();
                            return outcome(ledger, refund);
                        }));
            }
            start.countDown();
        }
        return racers.stream().<Object>map(Future::resultNow).toList();
    }

    private Object outcome(Ledger ledger, Journal refund) {
        try {
            return books.tx()
                    .inAccount(
                            books.account,
                            tx ->
                                    ledger.postBounded(
                                            tx, refund, Purpose.MERCHANT_AVAILABLE, Money.usd(0)));
        } catch (DatabaseException e) {
            return e;
        }
    }
}
