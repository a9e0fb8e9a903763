package hawker.payouts;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.kernel.Currency;
import hawker.kernel.Money;
import hawker.kernel.PageRequest;
import hawker.ledger.Journal;
import hawker.ledger.Kind;
import hawker.ledger.Purpose;
import hawker.ledger.SourceType;
import hawker.ledger.Transfer;
import hawker.payouts.Payout.Status;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Payouts that somebody asks for. The stories begin on Friday, 20 November 2026. */
class AskedPayoutsTest {

    private final Till till = Till.on("2026-11-20");

    @AfterEach
    void close() {
        till.close();
    }

    @Test
    void a_seller_can_ask_for_money_and_the_next_automatic_payout_knows_it() {
        till.gift("ch_1", Money.usd(1000));
        var asked = till.payouts.request(till.shop, NewPayout.of(Money.usd(300)));
        assertThat(asked).isInstanceOf(Requested.Made.class);
        assertThat(till.payouts.request(till.shop, NewPayout.of(Money.usd(701))))
                .isEqualTo(new Requested.Insufficient(Money.usd(700)));
        till.run("2026-11-20");

        assertThat(till.newest().amount()).isEqualTo(Money.usd(700));
        assertThat(till.bank.total()).isEqualTo(1000);
        till.holds();
    }

    @Test
    void a_payout_is_canceled_before_the_bank_knows_of_it_and_never_after() {
        till.gift("ch_1", Money.usd(1000));
        till.payouts.request(till.shop, NewPayout.of(Money.usd(300)));
        var id = till.newest().id();
        var canceled = till.payouts.cancel(till.shop, id).orElseThrow();
        assertThat(canceled.status()).isEqualTo(Status.CANCELED);
        assertThat(till.payouts.cancel(till.shop, id)).isEmpty();
        assertThat(till.available()).isEqualTo(1000);
        till.jobs();
        assertThat(till.bank.heard).isEmpty();

        till.payouts.request(till.shop, NewPayout.of(Money.usd(300)));
        till.jobs();
        assertThat(till.payouts.cancel(till.shop, till.newest().id())).isEmpty();
        till.run("2026-11-20");
        assertThat(till.newest().amount()).isEqualTo(Money.usd(700));
        till.holds();
    }

    @Test
    void requests_that_cannot_be_are_refused_by_name() {
        till.gift("ch_1", Money.usd(1000));
        assertThat(till.payouts.request(till.shop, NewPayout.of(Money.usd(99))))
                .isEqualTo(new Requested.Refused(Requested.Refusal.TOO_SMALL));
        assertThat(till.payouts.request(till.shop, NewPayout.of(Money.of(500, Currency.EUR))))
                .isEqualTo(new Requested.Refused(Requested.Refusal.NO_BANK_ACCOUNT));
    }

    @Test
    void who_chose_to_ask_is_never_paid_unasked() {
        till.payouts.setSchedule(till.shop, new Schedule.Manual());
        till.gift("ch_1", Money.usd(1000));
        till.run("2026-11-20");

        assertThat(till.all()).isEmpty();
        assertThat(till.payouts.obstacle(till.shop)).contains(Obstacle.MANUAL);
        assertThat(till.payouts.schedule(till.shop)).isEqualTo(new Schedule.Manual());
    }

    @Test
    void a14_real_money_waits_a_day_after_the_bank_account_has_changed() {
        var live = till.shop.live();
        till.go("2026-11-30");
        var sale =
                Journal.of(
                        till.test.platform().ids().body(live),
                        live,
                        Kind.CHARGE_CAPTURED_NOW,
                        SourceType.CAPTURE,
                        "ch_live",
                        till.test.clock().now(),
                        List.of(
                                Transfer.of(
                                        Purpose.NETWORK_RECEIVABLE,
                                        Purpose.MERCHANT_AVAILABLE,
                                        Money.usd(1000))));
        till.test.platform().tx().doInAccount(live, tx -> till.ledger.post(tx, sale));
        till.bankAccount("110000000", Till.GOOD);
        till.run("2026-11-30");
        assertThat(till.payouts.list(live, PageRequest.first(10)).items()).isEmpty();
        assertThat(till.payouts.request(live, NewPayout.of(Money.usd(300))))
                .isEqualTo(new Requested.Refused(Requested.Refusal.BANK_CHANGED));
        till.test.clock().advance(Duration.ofHours(24));
        assertThat(till.payouts.request(live, NewPayout.of(Money.usd(300))))
                .isInstanceOf(Requested.Made.class);
        till.run("2026-12-01");
        assertThat(till.payouts.list(live, PageRequest.first(10)).items()).hasSize(2);
    }

    /** Asked for to the old account, and the new one is set before it leaves. */
    @Test
    void a14_real_money_that_is_asked_for_does_not_go_to_an_account_set_just_now() {
        var live = till.shop.live();
        till.go("2026-11-30");
        var sale =
                Journal.of(
                        till.test.platform().ids().body(live),
                        live,
                        Kind.CHARGE_CAPTURED_NOW,
                        SourceType.CAPTURE,
                        "ch_live",
                        till.test.clock().now(),
                        List.of(
                                Transfer.of(
                                        Purpose.NETWORK_RECEIVABLE,
                                        Purpose.MERCHANT_AVAILABLE,
                                        Money.usd(1000))));
        till.test.platform().tx().doInAccount(live, tx -> till.ledger.post(tx, sale));
        till.bankAccount("110000000", Till.GOOD);
        till.test.clock().advance(Duration.ofHours(25));
        assertThat(till.payouts.request(live, NewPayout.of(Money.usd(300))))
                .isInstanceOf(Requested.Made.class);
        till.bankAccount("110000000", Till.GOOD);
        till.test.clock().advance(Duration.ofSeconds(5));
        till.jobs();
        var payout = till.payouts.list(live, PageRequest.first(10)).items().getFirst();
        assertThat(payout.status()).isEqualTo(Payout.Status.FAILED);
        assertThat(till.ledger.balance(live, Purpose.MERCHANT_AVAILABLE, Currency.USD))
                .isEqualTo(Money.usd(1000));
    }
}
