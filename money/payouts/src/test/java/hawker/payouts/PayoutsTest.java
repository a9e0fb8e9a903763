package hawker.payouts;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.kernel.Currency;
import hawker.kernel.Money;
import hawker.ledger.Kind;
import hawker.ledger.Purpose;
import hawker.ledger.SourceType;
import hawker.ledger.Transfer;
import hawker.payouts.Payout.Status;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** From sale to bank. The stories begin on Friday, 20 November 2026. */
class PayoutsTest {

    private final Till till = Till.on("2026-11-20");

    @AfterEach
    void close() {
        till.close();
    }

    @Test
    void fridays_sale_is_paid_out_on_tuesday_and_arrives_on_wednesday() {
        till.sale("ch_1", 1000);
        till.run("2026-11-20");
        till.run("2026-11-23");
        assertThat(till.pending()).isEqualTo(941);
        assertThat(till.all()).isEmpty();

        till.run("2026-11-24");
        assertThat(till.pending()).isZero();
        assertThat(till.available()).isZero();
        assertThat(till.inTransit()).isEqualTo(941);
        var payout = till.newest();
        assertThat(payout.amount()).isEqualTo(Money.usd(941));
        assertThat(payout.status()).isEqualTo(Status.IN_TRANSIT);
        assertThat(payout.arrivesOn()).isEqualTo(LocalDate.of(2026, 11, 25));
        assertThat(payout.isAutomatic()).isTrue();
        assertThat(payout.bankLast4()).isEqualTo("6789");

        till.run("2026-11-25");
        assertThat(till.newest().status()).isEqualTo(Status.PAID);
        assertThat(till.inTransit()).isZero();
        assertThat(till.bank.total()).isEqualTo(941);
        till.test.platform().events().drain();
        assertThat(till.told)
                .containsExactly(
                        "balance.available",
                        "payout.created",
                        "payout.reconciliation_completed",
                        "payout.updated",
                        "payout.paid",
                        "payout.updated");
        till.holds();
    }

    @Test
    void the_same_day_again_changes_nothing() {
        till.sale("ch_1", 1000);
        till.run("2026-11-24");
        till.gift("ch_2", Money.usd(5000));
        till.run("2026-11-24");
        till.run("2026-11-24");

        assertThat(till.all()).hasSize(1);
        assertThat(till.available()).isEqualTo(5000);
        till.holds();
    }

    @Test
    void two_nodes_that_run_a_day_at_once_make_one_payout() throws Exception {
        till.sale("ch_1", 1000);
        till.go("2026-11-24");
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var runs =
                    List.of(1, 2, 3, 4).stream()
                            .map(n ->
                                    threads.submit(
                                            () -> till.payouts.runDay(LocalDate.of(2026, 11, 24))))
                            .toList();
            for (var run : runs) run.get();
        }
        till.jobs();

        assertThat(till.all()).hasSize(1);
        assertThat(till.bank.total()).isEqualTo(941);
        assertThat(till.available()).isZero();
        till.holds();
    }

    @Test
    void no_money_moves_at_weekends_and_on_bank_holidays() {
        till.gift("ch_1", Money.usd(1000));
        till.run("2026-11-21");
        till.run("2026-11-22");
        till.run("2026-11-26");
        assertThat(till.all()).isEmpty();
        till.run("2026-11-27");
        assertThat(till.all()).hasSize(1);
    }

    @Test
    void a_missed_day_is_released_with_the_next() {
        till.sale("ch_1", 1000);
        till.go("2026-11-23");
        till.sale("ch_2", 500);
        till.run("2026-11-30");

        assertThat(till.pending()).isZero();
        assertThat(till.newest().amount()).isEqualTo(Money.usd(941 + 455));
        till.holds();
    }

    @Test
    void refunds_and_disputes_lessen_the_payout() {
        till.sale("ch_1", 10_000);
        till.gift("ch_2", Money.usd(3000));
        till.refund("re_1", 1000);
        till.dispute("dp_1", 500);
        till.run("2026-11-24");

        assertThat(till.newest().amount()).isEqualTo(Money.usd(9680 + 3000 - 1000 - 2000));
        till.holds();
    }

    @Test
    void who_owes_is_not_paid_until_sales_have_filled_it() {
        till.dispute("dp_1", 1000);
        till.run("2026-11-20");
        assertThat(till.all()).isEmpty();
        assertThat(till.available()).isEqualTo(-2500);

        till.sale("ch_1", 10_000);
        till.run("2026-11-24");
        assertThat(till.newest().amount()).isEqualTo(Money.usd(9680 - 2500));
        till.holds();
    }

    @Test
    void what_is_below_the_smallest_payout_waits_for_more() {
        till.gift("ch_1", Money.usd(99));
        till.run("2026-11-20");
        assertThat(till.all()).isEmpty();

        till.gift("ch_2", Money.usd(1));
        till.run("2026-11-23");
        assertThat(till.newest().amount()).isEqualTo(Money.usd(100));
        till.holds();
    }

    @Test
    void what_banks_cannot_pay_is_carried_on() {
        var huf = Currency.of("huf");
        till.accounts.setBankAccount(till.shop, "HU", huf, "J", "110000000", Till.GOOD);
        till.gift("ch_1", Money.of(1250, huf));
        till.run("2026-11-20");
        assertThat(till.newest().amount()).isEqualTo(Money.of(1200, huf));
        assertThat(till.newest().range().orElseThrow().carriedOut()).isEqualTo(50);

        till.gift("ch_2", Money.of(1050, huf));
        till.run("2026-11-23");
        assertThat(till.newest().amount()).isEqualTo(Money.of(1100, huf));
        assertThat(till.newest().range().orElseThrow().carriedIn()).isEqualTo(50);
        assertThat(till.newest().range().orElseThrow().carriedOut()).isZero();
        till.holds();
    }

    @Test
    void a_payout_that_fails_comes_back_and_the_next_waits_for_another_bank_account() {
        till.bankAccount("110000000", Till.CLOSED);
        till.gift("ch_1", Money.usd(1000));
        till.run("2026-11-20");
        till.run("2026-11-23");
        var failed = till.newest();
        assertThat(failed.status()).isEqualTo(Status.FAILED);
        assertThat(failed.failure().orElseThrow().code()).isEqualTo("account_closed");
        assertThat(till.available()).isEqualTo(1000);
        assertThat(till.payouts.obstacle(till.shop)).contains(Obstacle.LAST_FAILED);
        till.run("2026-11-24");
        assertThat(till.all()).hasSize(1);

        till.bankAccount("110000000", Till.GOOD);
        till.run("2026-11-25");
        till.run("2026-11-27");
        assertThat(till.newest().status()).isEqualTo(Status.PAID);
        assertThat(till.newest().amount()).isEqualTo(Money.usd(1000));
        till.holds();
    }

    @Test
    void a_bank_that_refuses_at_once_fails_the_payout_at_once() {
        till.bankAccount("999999999", Till.GOOD);
        till.gift("ch_1", Money.usd(1000));
        till.run("2026-11-20");

        assertThat(till.newest().status()).isEqualTo(Status.FAILED);
        assertThat(till.available()).isEqualTo(1000);
        till.holds();
    }

    @Test
    void a_bank_without_an_answer_is_told_again_under_the_same_name() {
        till.bank.silent = 2;
        till.gift("ch_1", Money.usd(1000));
        till.run("2026-11-20");
        assertThat(till.newest().status()).isEqualTo(Status.PENDING);
        assertThat(till.payouts.cancel(till.shop, till.newest().id())).isEmpty();

        for (int i = 0; i < 2; i++) {
            till.test.clock().advance(Duration.ofMinutes(3));
            till.jobs();
        }
        assertThat(till.newest().status()).isEqualTo(Status.IN_TRANSIT);
        assertThat(till.bank.heard).hasSize(3);
        assertThat(till.bank.total()).isEqualTo(1000);
    }

    /** What a bank sends back would be nobody's. */
    @Test
    void an_account_holds_money_until_its_bank_has_it() {
        assertThat(till.ledger.holdsMoney(till.shop)).isFalse();
        till.gift("ch_1", Money.usd(1000));
        assertThat(till.ledger.holdsMoney(till.shop)).isTrue();
        till.run("2026-11-20");
        assertThat(till.available()).isZero();
        assertThat(till.ledger.holdsMoney(till.shop)).as("in transit").isTrue();
        till.run("2026-11-23");
        assertThat(till.newest().status()).isEqualTo(Status.PAID);
        assertThat(till.ledger.holdsMoney(till.shop)).isFalse();
    }

    @Test
    void a_payout_that_is_sent_anew_says_where_it_went() {
        till.bank.deaf = 1;
        till.gift("ch_1", Money.usd(1000));
        till.run("2026-11-20");
        assertThat(till.newest().status()).isEqualTo(Status.PENDING);
        till.bankAccount("110000000", "000987654321");
        till.test.clock().advance(Duration.ofMinutes(3));
        till.jobs();

        assertThat(till.newest().status()).isEqualTo(Status.IN_TRANSIT);
        assertThat(till.bank.heard.getLast().accountNumber()).isEqualTo("000987654321");
        assertThat(till.newest().destination())
                .isEqualTo(till.accounts.bankAccount(till.shop).orElseThrow().id());
        assertThat(till.newest().bankLast4()).isEqualTo("4321");
    }

    @Test
    void a_late_sale_of_a_released_day_is_released_as_the_next_leg() {
        till.sale("ch_1", 1000);
        till.run("2026-11-24");
        // Booked after its day had come: a capture that was found late.
        var day = LocalDate.of(2026, 11, 24);
        till.post(
                till.journal(
                        Kind.CHARGE_CAPTURED,
                        SourceType.CAPTURE,
                        "ch_late",
                        Transfer.of(
                                Purpose.NETWORK_RECEIVABLE,
                                Purpose.MERCHANT_PENDING,
                                Money.usd(500),
                                day)));
        till.run("2026-11-25");

        assertThat(till.pending()).isZero();
        assertThat(till.newest().amount()).isEqualTo(Money.usd(500));
        till.holds();
    }

    @Test
    void a_day_whose_fees_exceed_its_sales_lessens_what_is_available() {
        till.sale("ch_1", 30); // fee 31
        till.run("2026-11-24");
        assertThat(till.pending()).isZero();
        assertThat(till.available()).isEqualTo(-1);
        till.holds();
    }

    @Test
    void the_next_payout_is_foreseen() {
        assertThat(till.payouts.next(till.shop, Currency.USD)).isEmpty();
        till.sale("ch_1", 1000);
        assertThat(till.payouts.next(till.shop, Currency.USD))
                .contains(
                        new Upcoming(
                                LocalDate.of(2026, 11, 24),
                                LocalDate.of(2026, 11, 25),
                                Money.usd(941)));
        till.gift("ch_2", Money.usd(200));
        assertThat(till.payouts.next(till.shop, Currency.USD))
                .map(Upcoming::on)
                .contains(LocalDate.of(2026, 11, 20));
        till.run("2026-11-20");
        assertThat(till.payouts.next(till.shop, Currency.USD))
                .map(Upcoming::amount)
                .contains(Money.usd(941));
    }

    @Test
    void a_weekly_payout_comes_on_its_day_or_the_next_business_day() {
        till.payouts.setSchedule(till.shop, new Schedule.Weekly(java.time.DayOfWeek.THURSDAY));
        till.gift("ch_1", Money.usd(1000));
        for (int day = 20; day <= 27; day++) till.run("2026-11-" + day);

        assertThat(till.all()).hasSize(1); // Thursday the 26th is Thanksgiving
        assertThat(till.newest().range().orElseThrow().day()).isEqualTo(LocalDate.of(2026, 11, 27));
    }

    @Test
    void the_chore_does_today_once_for_each_account() {
        till.gift("ch_1", Money.usd(1000));
        till.go("2026-11-20");
        till.test.platform().chores().run(Payouts.CHORE);
        till.gift("ch_2", Money.usd(1000));
        till.test.platform().chores().run(Payouts.CHORE);
        assertThat(till.all()).hasSize(1);

        till.go("2026-11-23");
        till.test.platform().chores().run(Payouts.CHORE);
        assertThat(till.all()).hasSize(2);
        Optional<Payout> found = till.payouts.find(till.shop, till.newest().id());
        assertThat(found).contains(till.newest());
    }
}
