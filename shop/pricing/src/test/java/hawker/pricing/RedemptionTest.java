package hawker.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.kernel.Currency;
import hawker.kernel.Money;
import hawker.pricing.Rebate.Found;
import hawker.pricing.Rebate.Refusal;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Coupons are used up, once a purchase and never more often than they may. */
class RedemptionTest {

    private static Stage stage;

    @BeforeAll
    static void open() {
        stage = new Stage();
    }

    @AfterAll
    static void close() {
        stage.close();
    }

    @BeforeEach
    void begin() {
        stage.another();
    }

    private static final class UsedUp extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    /** As every user of the door does it: false rolls back. */
    private boolean redeem(String subject, Rebate rebate) {
        try {
            stage.platform
                    .tx()
                    .doInAccount(
                            stage.seller,
                            tx -> {
                                if (!stage.pricing.redeem(tx, stage.seller, subject, rebate))
                                    throw new UsedUp();
                            });
            return true;
        } catch (UsedUp none) {
            return false;
        }
    }

    private Found code(String id, Purchase purchase) {
        return stage.platform
                .tx()
                .readAccount(
                        stage.seller,
                        tx ->
                                stage.pricing.promotionCode(
                                        tx, stage.seller, new PromotionCode.Id(id), purchase));
    }

    private static Purchase purchase(long cents) {
        return new Purchase(Money.usd(cents), Optional.empty(), true);
    }

    private String made(String form) {
        var got = stage.post("/v1/promotion_codes", form);
        assertThat(got.status()).as(got.body().toString()).isEqualTo(200);
        return got.body().path("id").asText();
    }

    private static Rebate usable(Found found) {
        if (found instanceof Found.Usable(var rebate)) return rebate;
        throw new AssertionError(found);
    }

    private long redeemed(String path) {
        return stage.get(path).body().path("times_redeemed").asLong();
    }

    @Test
    void a_purchase_counts_once_and_can_give_back() {
        stage.post("/v1/coupons", "id=C&percent_off=10&max_redemptions=1");
        var id = made("coupon=C&code=once");
        var rebate = usable(code(id, purchase(1000)));
        assertThat(redeem("cs_1", rebate)).isTrue();
        assertThat(redeem("cs_1", rebate)).isTrue();
        assertThat(redeemed("/v1/coupons/C")).isEqualTo(1);
        assertThat(redeem("cs_2", rebate)).isFalse();
        assertThat(redeemed("/v1/promotion_codes/" + id)).isEqualTo(1);
        assertThat(code(id, purchase(1000))).isEqualTo(new Found.Refused(Refusal.OVER));
        stage.platform
                .tx()
                .doInAccount(stage.seller, tx -> stage.pricing.release(tx, stage.seller, "cs_1"));
        assertThat(redeemed("/v1/coupons/C")).isZero();
        assertThat(redeem("cs_2", rebate)).isTrue();
    }

    @Test
    void a20_of_many_who_race_for_the_last_use_exactly_one_wins() throws Exception {
        for (int round = 0; round < 10; round++) {
            stage.post("/v1/coupons", "id=R" + round + "&percent_off=10");
            var id = made("coupon=R" + round + "&max_redemptions=1");
            var rebate = usable(code(id, purchase(1000)));
            int racers = 8;
            var start = new CyclicBarrier(racers);
            var wins = new ArrayList<Future<Boolean>>();
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < racers; i++) {
                    var subject = "cs_" + round + "_" + i;
                    wins.add(
                            threads.submit(() -> {
                                start.await();
                                return redeem(subject, rebate);
                            }));
                }
            }
            int won = 0;
            for (var win : wins) if (win.get()) won++;
            assertThat(won).isEqualTo(1);
            assertThat(redeemed("/v1/promotion_codes/" + id)).isEqualTo(1);
            assertThat(redeemed("/v1/coupons/R" + round)).isEqualTo(1);
        }
    }

    @Test
    void a_code_holds_its_restrictions() {
        stage.post("/v1/coupons", "id=D&amount_off=500&currency=usd");
        var least =
                made(
                        "coupon=D&restrictions[minimum_amount]=2000"
                                + "&restrictions[minimum_amount_currency]=usd");
        assertThat(code(least, purchase(1999))).isEqualTo(new Found.Refused(Refusal.TOO_SMALL));
        assertThat(code(least, purchase(2000))).isInstanceOf(Found.Usable.class);
        var first = made("coupon=D&restrictions[first_time_transaction]=true");
        assertThat(code(first, new Purchase(Money.usd(1), Optional.empty(), false)))
                .isEqualTo(new Found.Refused(Refusal.NOT_FIRST));
        var personal = made("coupon=D&customer=" + Stage.CUSTOMER);
        assertThat(code(personal, purchase(1))).isEqualTo(new Found.Refused(Refusal.UNKNOWN));
        assertThat(code(personal, new Purchase(Money.usd(1), Optional.of(Stage.CUSTOMER), true)))
                .isInstanceOf(Found.Usable.class);
        var yen = new Purchase(Money.of(1000, Currency.JPY), Optional.empty(), true);
        assertThat(code(first, yen)).isEqualTo(new Found.Refused(Refusal.OTHER_CURRENCY));
    }
}
