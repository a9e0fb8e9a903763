package hawker.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.kernel.Currency;
import hawker.kernel.Money;
import hawker.kernel.PageRequest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SealingTest {

    private static final Pocket AVAILABLE = new Pocket(Purpose.MERCHANT_AVAILABLE, Currency.USD);

    private final Books books = Books.open();

    @AfterEach
    void close() {
        books.holds();
        books.close();
    }

    @Test
    void seals_count_from_one_and_are_drawn_only_where_something_was_written() {
        assertThat(books.seal()).isEqualTo(Seal.BEGINNING);
        books.post(books.gift(100));
        var first = books.seal();
        assertThat(first.number()).isEqualTo(1);
        assertThat(books.seal()).isEqualTo(first);
        books.post(books.gift(100));
        var second = books.seal();
        assertThat(second.number()).isEqualTo(2);
        assertThat(second.position()).isGreaterThan(first.position());
        Optional<Seal> read =
                books.tx().inAccount(books.account, tx -> books.ledger.seal(tx, books.account, 1));
        assertThat(read).contains(first);
    }

    @Test
    void what_lies_between_two_seals_is_what_was_gained() {
        books.post(books.gift(1000));
        var first = books.seal();
        books.post(books.gift(500));
        books.postBounded(books.refund("re_1", 200));
        var second = books.seal();
        books.post(books.gift(7));

        assertThat(gained(Seal.BEGINNING, first)).isEqualTo(1000);
        assertThat(gained(first, second)).isEqualTo(300);
    }

    @Test
    void an_automatic_payouts_own_journal_is_left_out_and_a_manual_ones_is_not() {
        books.post(books.gift(1000));
        var first = books.seal();
        books.postBounded(payout(SourceType.PAYOUT, "po_1", 600));
        books.postBounded(payout(SourceType.MANUAL_PAYOUT, "po_2", 100));
        var second = books.seal();

        assertThat(gained(first, second)).isEqualTo(-100);
    }

    @Test
    void nothing_appears_under_a_line_from_a_transaction_that_commits_late() throws Exception {
        books.post(books.gift(1));
        books.seal();
        var written = new CountDownLatch(1);
        var mayCommit = new CountDownLatch(1);
        var late = books.gift(1000); // its id is older than everything below
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var slow =
                    threads.submit(() ->
                            books.tx()
                                    .inAccount(
                                            books.account,
                                            tx -> {
                                                books.ledger.post(tx, late);
                                                written.countDown();
                                                await(mayCommit);
                                                return true;
                                            }));
            await(written);
            books.commit(books.gift(20)); // committed, but above the line while the other is open
            var line =
                    books.tx().inAccount(books.account, tx -> books.ledger.seal(tx, books.account));
            assertThat(gained(Seal.BEGINNING, line)).isEqualTo(1);
            mayCommit.countDown();
            assertThat(slow.get()).isTrue();

            assertThat(gained(Seal.BEGINNING, line)).isEqualTo(1);
            var next = books.seal();
            assertThat(gained(line, next)).isEqualTo(1020);
        }
    }

    @Test
    void the_lines_of_a_payout_are_its_sales_and_what_moved_available_money() {
        books.post(books.sale("ch_in", 1000, Books.TUESDAY));
        books.post(books.sale("ch_later", 1000, Books.TUESDAY.plusDays(1)));
        var beforeRelease = books.seal();
        books.post(
                books.journal(
                        Kind.FUNDS_RELEASED,
                        SourceType.RELEASE_DAY,
                        "2026-11-24:usd",
                        Transfer.of(
                                Purpose.MERCHANT_PENDING,
                                Purpose.MERCHANT_AVAILABLE,
                                Money.usd(941),
                                Books.TUESDAY)));
        books.postBounded(books.refund("re_1", 41));
        var line = books.seal();
        books.postBounded(payout(SourceType.PAYOUT, "po_1", 900));
        books.post(books.gift(5));

        var part =
                new EntryFilter.Part(
                        "po_1",
                        Currency.USD,
                        Seal.BEGINNING,
                        line,
                        List.of(
                                new EntryFilter.ReleasedDay(
                                        Books.TUESDAY, Seal.BEGINNING, beforeRelease)));
        var filter =
                new EntryFilter(
                        Set.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(part));
        var lines = books.ledger.entries(books.account, filter, PageRequest.first(10)).items();

        assertThat(lines)
                .extracting(line1 -> line1.journal().sourceId())
                .containsExactlyInAnyOrder("po_1", "re_1", "ch_in");
        assertThat(lines.stream().mapToLong(l -> l.net().minor()).sum()).isZero();
    }

    @Test
    void what_waits_for_a_day_is_counted_once_between_two_lines() {
        books.post(books.sale("ch_1", 1000, Books.TUESDAY));
        var first = books.seal();
        books.post(books.sale("ch_2", 500, Books.TUESDAY));
        books.post(books.sale("ch_3", 500, Books.TUESDAY.plusDays(1)));
        var second = books.seal();

        assertThat(waiting(Seal.BEGINNING, first)).isEqualTo(Money.usd(941));
        assertThat(waiting(first, second)).isEqualTo(Money.usd(455));
        assertThat(
                        books.ledger.waiting(
                                books.account,
                                Purpose.MERCHANT_PENDING,
                                Books.TODAY,
                                Books.TUESDAY.plusDays(9)))
                .containsExactly(
                        new Waiting(Books.TUESDAY, Money.usd(1396)),
                        new Waiting(Books.TUESDAY.plusDays(1), Money.usd(455)));
    }

    private Money waiting(Seal after, Seal upTo) {
        return books.tx()
                .inAccount(
                        books.account,
                        tx ->
                                books.ledger.waitingFor(
                                        tx,
                                        books.account,
                                        Purpose.MERCHANT_PENDING,
                                        Books.TUESDAY,
                                        after,
                                        upTo))
                .getOrDefault(Currency.USD, Money.usd(0));
    }

    private Journal payout(SourceType type, String id, long cents) {
        return books.journal(
                Kind.PAYOUT_CREATED,
                type,
                id,
                Transfer.of(
                        Purpose.MERCHANT_AVAILABLE, Purpose.PAYOUT_IN_TRANSIT, Money.usd(cents)));
    }

    private long gained(Seal after, Seal upTo) {
        return books.tx()
                .inAccount(
                        books.account,
                        tx -> books.ledger.gained(tx, books.account, AVAILABLE, after, upTo))
                .minor();
    }

    private static void await(CountDownLatch latch) {
        try {
            if (!latch.await(20, TimeUnit.SECONDS)) throw new IllegalStateException("too long");
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
