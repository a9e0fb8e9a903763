package hawker.payouts;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.kernel.Money;
import hawker.ledger.Finding;
import hawker.ledger.Hold;
import hawker.ledger.Purpose;
import hawker.ledger.SourceType;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * What stops payouts, and what the audit finds of them. The stories begin on Friday, 20 November
 * 2026.
 */
class PayoutStopsTest {

    private final Till till = Till.on("2026-11-20");

    @AfterEach
    void close() {
        till.close();
    }

    @Test
    void what_should_have_been_released_and_was_not_is_found() {
        till.sale("ch_1", 1000);
        till.go("2026-11-24");
        assertThat(till.audit.check(till.shop)).isEmpty();
        till.go("2026-11-25");
        assertThat(till.audit.check(till.shop)).extracting(Finding::invariant).containsOnly("I7");
        till.run("2026-11-25");
        till.holds();
    }

    @Test
    void a_payout_that_is_not_the_sum_of_its_lines_is_found() {
        till.gift("ch_1", Money.usd(1000));
        till.run("2026-11-20");
        till.gift("ch_2", Money.usd(1000));
        till.run("2026-11-23");
        till.holds();

        for (var change :
                List.of(
                        "amount = amount + 1",
                        "carried_in = 1",
                        "after_seq = 0",
                        "carried_out = 1")) {
            till.asOwner("create table payouts.kept as table payouts.payout");
            till.asOwner("drop index payouts.payout_after");
            till.asOwner("update payouts.payout set " + change + " where on_day = '2026-11-23'");
            assertThat(till.audit.check(till.shop))
                    .as(change)
                    .extracting(Finding::invariant)
                    .containsOnly("I8");
            till.asOwner("delete from payouts.payout");
            till.asOwner("insert into payouts.payout table payouts.kept");
            till.asOwner("drop table payouts.kept");
            till.asOwner(
                    "create unique index payout_after on payouts.payout (account_id, currency,"
                            + " after_seq)");
        }
        till.holds();
    }

    @Test
    void a_broken_book_stops_payouts_and_releases_go_on() {
        till.gift("ch_1", Money.usd(1000));
        till.sale("ch_2", 1000);
        till.asOwner("update ledger.balance set credits = credits + 1 where purpose = 40");
        till.audit.checkAll();
        till.run("2026-11-24");

        assertThat(till.payouts.obstacle(till.shop)).contains(Obstacle.STOPPED);
        assertThat(till.all()).isEmpty();
        assertThat(till.available()).isEqualTo(1941);
        assertThat(till.payouts.request(till.shop, NewPayout.of(Money.usd(500))))
                .isEqualTo(new Requested.Refused(Requested.Refusal.STOPPED));
    }

    @Test
    void money_held_for_a_refund_stops_the_payout_of_its_currency() {
        till.gift("ch_1", Money.usd(1000));
        var hold =
                new Hold(
                        "hold1",
                        till.shop,
                        Purpose.MERCHANT_AVAILABLE,
                        Money.usd(1),
                        SourceType.REFUND,
                        "re_1",
                        till.test.clock().now());
        var tx = till.test.platform().tx();
        tx.doInAccount(till.shop, t -> till.ledger.hold(t, hold));
        till.run("2026-11-20");
        assertThat(till.all()).isEmpty();

        tx.doInAccount(till.shop, t -> till.ledger.releaseHold(t, till.shop, "hold1"));
        till.run("2026-11-20");
        assertThat(till.all()).hasSize(1);
    }
}
