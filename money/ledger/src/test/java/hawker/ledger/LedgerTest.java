package hawker.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hawker.kernel.Currency;
import hawker.kernel.Money;
import hawker.kernel.PageRequest;
import hawker.ledger.Posting.AlreadyPosted;
import hawker.ledger.Posting.Posted;
import hawker.platform.DatabaseException;
import hawker.platform.GroupCommit.Outcome;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LedgerTest {

    private final Books books = Books.open();

    @AfterEach
    void close() {
        books.holds();
        books.close();
    }

    @Test
    void a_sale_of_ten_dollars_leaves_nine_forty_one_pending() {
        books.post(books.sale("ch_1", 1000, Books.TUESDAY));

        assertThat(books.balance(Purpose.NETWORK_RECEIVABLE)).isEqualTo(1000);
        assertThat(books.balance(Purpose.MERCHANT_PENDING)).isEqualTo(941);
        assertThat(books.balance(Purpose.FEE_PROCESSING)).isEqualTo(59);
        assertThat(books.balance(Purpose.MERCHANT_AVAILABLE)).isZero();
    }

    @Test
    void the_group_commit_writer_posts_the_same() {
        assertThat(books.commit(books.sale("ch_1", 1000, Books.TUESDAY)))
                .isEqualTo(Outcome.COMMITTED);

        assertThat(books.balance(Purpose.MERCHANT_PENDING)).isEqualTo(941);
        assertThat(books.ledger.entriesOf(books.account, SourceType.CAPTURE, "ch_1")).hasSize(1);
    }

    @Test
    void a_fact_is_posted_once_on_every_way() {
        var first = books.sale("ch_1", 1000, Books.TUESDAY);
        assertThat(books.post(first)).isEqualTo(new Posted(first));

        var again = books.sale("ch_1", 1000, Books.TUESDAY);
        assertThat(books.post(again)).isEqualTo(new AlreadyPosted(first.id()));
        assertThat(books.commit(again)).isEqualTo(Outcome.CONFLICT);
        assertThat(books.balance(Purpose.MERCHANT_PENDING)).isEqualTo(941);
    }

    @Test
    void the_second_capture_of_a_charge_is_another_leg() {
        books.post(books.sale("ch_1", 1000, Books.TUESDAY));
        books.post(books.sale("ch_1", 500, Books.TUESDAY).withLeg(1));

        assertThat(books.balance(Purpose.MERCHANT_PENDING)).isEqualTo(941 + 455);
    }

    @Test
    void a_fee_may_exceed_its_sale() {
        books.post(books.sale("ch_1", 30, Books.TUESDAY));

        assertThat(books.balance(Purpose.MERCHANT_PENDING)).isEqualTo(-1);
    }

    @Test
    void stripes_add_up() {
        books.ledger.setStripes(books.account, 16);
        for (int i = 0; i < 40; i++) books.commit(books.sale("ch_" + i, 1000, Books.TUESDAY));
        books.post(books.sale("ch_tx", 1000, Books.TUESDAY));

        assertThat(books.balance(Purpose.MERCHANT_PENDING)).isEqualTo(41 * 941);
        assertThat(new Ledger(books.test.platform()).balances(books.account).all()).hasSize(3);
    }

    @Test
    void a_kind_moves_money_only_as_its_template_says() {
        assertThatThrownBy(() ->
                        books.journal(
                                Kind.CHARGE_CAPTURED,
                                SourceType.CAPTURE,
                                "ch_1",
                                Transfer.of(
                                        Purpose.SETTLEMENT_BANK,
                                        Purpose.MERCHANT_AVAILABLE,
                                        Money.usd(1))))
                .hasMessageContaining("does not go from SETTLEMENT_BANK to MERCHANT_AVAILABLE");
    }

    @Test
    void two_currencies_meet_only_in_the_clearing_pocket() {
        var eur = Currency.EUR;
        books.post(
                books.journal(
                        Kind.CHARGE_CAPTURED_FX,
                        SourceType.CAPTURE,
                        "ch_fx",
                        Transfer.of(
                                Purpose.NETWORK_RECEIVABLE,
                                Purpose.FX_CLEARING,
                                Money.of(1000, eur)),
                        Transfer.of(
                                Purpose.FX_CLEARING,
                                Purpose.MERCHANT_PENDING,
                                Money.usd(1085),
                                Books.TUESDAY),
                        Transfer.of(
                                Purpose.MERCHANT_PENDING,
                                Purpose.FX_SPREAD_INCOME,
                                Money.usd(11),
                                Books.TUESDAY),
                        Transfer.of(
                                Purpose.MERCHANT_PENDING,
                                Purpose.FEE_PROCESSING,
                                Money.usd(61),
                                Books.TUESDAY)));

        var balances = books.ledger.balances(books.account);
        assertThat(balances.of(Purpose.FX_CLEARING, eur)).isEqualTo(Money.of(-1000, eur));
        assertThat(balances.of(Purpose.FX_CLEARING, Currency.USD)).isEqualTo(Money.usd(1085));
        assertThat(balances.currencies()).containsExactly(eur, Currency.USD);
        var line = books.ledger.entriesOf(books.account, "ch_fx").getFirst();
        assertThat(line.amount()).isEqualTo(Money.usd(1085));
        assertThat(line.fee()).isEqualTo(Money.usd(72));
        assertThat(line.net()).isEqualTo(Money.usd(1013));

        assertThatThrownBy(() ->
                        books.journal(
                                Kind.CHARGE_CAPTURED,
                                SourceType.CAPTURE,
                                "ch_mix",
                                Transfer.of(
                                        Purpose.NETWORK_RECEIVABLE,
                                        Purpose.MERCHANT_PENDING,
                                        Money.of(1000, eur)),
                                Transfer.of(
                                        Purpose.MERCHANT_PENDING,
                                        Purpose.FEE_PROCESSING,
                                        Money.usd(59))))
                .hasMessageContaining("outside the clearing pocket");
    }

    @Test
    void a_bounded_kind_has_only_the_bounded_way_in() {
        var refund = books.refund("re_1", 100);
        assertThatThrownBy(() -> books.post(refund)).hasMessageContaining("use postBounded");
        assertThatThrownBy(() -> books.commit(refund)).hasMessageContaining("use postBounded");
    }

    @Test
    void a_correction_takes_everything_back_and_is_made_once() {
        var wrong = books.sale("ch_1", 1000, Books.TUESDAY);
        books.post(wrong);

        books.tx()
                .doInAccount(
                        books.account,
                        tx -> {
                            var done = books.ledger.correct(tx, books.account, wrong.id());
                            assertThat(done).isInstanceOf(Posted.class);
                        });
        books.tx()
                .doInAccount(
                        books.account,
                        tx -> {
                            var again = books.ledger.correct(tx, books.account, wrong.id());
                            assertThat(again).isInstanceOf(AlreadyPosted.class);
                        });

        var balances = books.ledger.balances(books.account);
        assertThat(balances.all().values()).allMatch(Money::isZero);
        var lines = books.ledger.entriesOf(books.account, SourceType.JOURNAL, wrong.id());
        assertThat(lines).hasSize(1);
        assertThat(lines.getFirst().journal().reverses()).contains(wrong.id());
        assertThat(lines.getFirst().net()).isEqualTo(Money.usd(-941));
    }

    @Test
    void the_books_are_append_only_for_the_program() {
        var sale = books.sale("ch_1", 1000, Books.TUESDAY);
        books.post(sale);

        for (var table : List.of("journal", "transfer", "seal", "checkpoint", "bounded_debit"))
            for (var change :
                    List.of("delete from ledger.%s", "update ledger.%s set account_id = 4"))
                assertThatThrownBy(() ->
                                books.tx()
                                        .doInAccount(
                                                books.account,
                                                tx ->
                                                        tx.update(
                                                                change.formatted(table)
                                                                        + " where account_id = ?",
                                                                books.account)))
                        .as(change.formatted(table))
                        .isInstanceOfSatisfying(
                                DatabaseException.class,
                                e -> assertThat(e.sqlState()).isEqualTo("42501"));
    }

    @Test
    void nothing_of_a_failed_transaction_stays() {
        assertThatThrownBy(() ->
                        books.tx()
                                .doInAccount(
                                        books.account,
                                        tx -> {
                                            books.ledger.post(
                                                    tx, books.sale("ch_1", 1000, Books.TUESDAY));
                                            throw new IllegalStateException("no");
                                        }))
                .hasMessage("no");

        assertThat(books.ledger.balances(books.account).all()).isEmpty();
        assertThat(books.ledger.entries(books.account, EntryFilter.ALL, PageRequest.first(10)))
                .extracting(page -> page.items().size())
                .isEqualTo(0);
    }

    @Test
    void a_statement_is_paged_both_ways_newest_first() {
        for (int i = 0; i < 5; i++) {
            books.post(books.sale("ch_" + i, 1000 + i, Books.TUESDAY));
            books.test.clock().advance(Duration.ofSeconds(1));
        }
        var newest = books.ledger.entries(books.account, EntryFilter.ALL, PageRequest.first(2));
        assertThat(sources(newest.items())).containsExactly("ch_4", "ch_3");
        assertThat(newest.hasMore()).isTrue();

        var third = newest.items().getLast().journal().id();
        var older =
                books.ledger.entries(books.account, EntryFilter.ALL, PageRequest.after(third, 3));
        assertThat(sources(older.items())).containsExactly("ch_2", "ch_1", "ch_0");
        assertThat(older.hasMore()).isFalse();

        var oldest = older.items().getLast().journal().id();
        var back =
                books.ledger.entries(books.account, EntryFilter.ALL, PageRequest.before(oldest, 2));
        assertThat(sources(back.items())).containsExactly("ch_2", "ch_1");
        assertThat(back.hasMore()).isTrue();
    }

    @Test
    void a_statement_is_filtered_by_kind_time_currency_and_day() {
        books.post(books.gift(5000));
        books.test.clock().advance(Duration.ofHours(1));
        var noon = books.test.clock().now();
        books.post(books.sale("ch_1", 1000, Books.TUESDAY));
        books.test.clock().advance(Duration.ofMillis(1));
        books.postBounded(books.refund("re_1", 300));

        var refunds = filter(Set.of(Kind.REFUND_PAID), Optional.empty());
        assertThat(sources(list(refunds))).containsExactly("re_1");
        var eur = filter(Set.of(), Optional.of(Currency.EUR));
        assertThat(list(eur)).isEmpty();
        var late =
                new EntryFilter(
                        Set.of(),
                        Optional.empty(),
                        Optional.of(noon),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());
        assertThat(sources(list(late))).containsExactly("re_1", "ch_1");
        var tuesday =
                new EntryFilter(
                        Set.of(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(Books.TUESDAY),
                        Optional.empty(),
                        Optional.empty());
        assertThat(sources(list(tuesday))).containsExactly("ch_1");
    }

    @Test
    void a_line_says_amount_fee_net_and_day() {
        books.post(books.gift(5000));
        books.post(books.sale("ch_1", 1000, Books.TUESDAY));
        books.post(books.dispute("dp_1", 1000));

        var sale = books.ledger.entriesOf(books.account, "ch_1").getFirst();
        assertThat(List.of(sale.amount(), sale.fee(), sale.net()))
                .containsExactly(Money.usd(1000), Money.usd(59), Money.usd(941));
        assertThat(sale.availableOn()).isEqualTo(Books.TUESDAY);
        var dispute = books.ledger.entriesOf(books.account, "dp_1").getFirst();
        assertThat(List.of(dispute.amount(), dispute.fee(), dispute.net()))
                .containsExactly(Money.usd(-1000), Money.usd(1500), Money.usd(-2500));
        assertThat(dispute.availableOn()).isEqualTo(Books.TODAY);
    }

    @Test
    void a_release_is_no_line() {
        var release =
                books.journal(
                        Kind.FUNDS_RELEASED,
                        SourceType.RELEASE_DAY,
                        "2026-11-24:usd",
                        Transfer.of(
                                Purpose.MERCHANT_PENDING,
                                Purpose.MERCHANT_AVAILABLE,
                                Money.usd(941),
                                Books.TUESDAY));
        books.post(books.sale("ch_1", 1000, Books.TUESDAY));
        books.post(release);

        assertThat(books.balance(Purpose.MERCHANT_AVAILABLE)).isEqualTo(941);
        assertThat(sources(list(EntryFilter.ALL))).containsExactly("ch_1");
        assertThat(books.ledger.entry(books.account, release.id())).isEmpty();
        assertThat(books.ledger.journal(books.account, release.id())).contains(release);
        assertThat(
                        books.ledger.waiting(
                                books.account,
                                Purpose.MERCHANT_PENDING,
                                Books.TODAY,
                                LocalDate.of(2026, 12, 1)))
                .isEmpty();
    }

    @Test
    void one_account_never_sees_the_others_book() {
        books.post(books.sale("ch_1", 1000, Books.TUESDAY));
        var other = books.newAccount();

        assertThat(books.ledger.balances(other).all()).isEmpty();
        assertThat(books.ledger.entriesOf(other, "ch_1")).isEmpty();
        assertThat(books.ledger.accounts(Optional.empty(), 10)).containsExactly(books.account);
    }

    private EntryFilter filter(Set<Kind> kinds, Optional<Currency> currency) {
        return new EntryFilter(
                kinds,
                currency,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private List<Entry> list(EntryFilter filter) {
        return books.ledger.entries(books.account, filter, PageRequest.first(10)).items();
    }

    private static List<String> sources(List<Entry> lines) {
        return lines.stream().map(line -> line.journal().sourceId()).toList();
    }
}
