package hawker.billing;

import static java.math.RoundingMode.HALF_UP;
import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Sessions whose subscription has its first full period later. */
class AnchorSessionsTest extends SessionStory {

    @Test
    void the_time_until_the_anchor_is_paid_as_the_buyer_saw_it() {
        var made = stage.clock.now();
        var anchor = made.atZone(ZoneOffset.UTC).plusDays(9).toInstant();
        var before = anchor.atZone(ZoneOffset.UTC).minusMonths(1).toInstant();
        var form =
                "&subscription_data[billing_cycle_anchor]="
                        + anchor.getEpochSecond()
                        + "&subscription_data[billing_mode][type]=flexible";
        var session = fits(sells(stage.monthly(4567), form));
        long period = anchor.getEpochSecond() - before.getEpochSecond();
        long left = anchor.getEpochSecond() - made.getEpochSecond();
        long part =
                BigDecimal.valueOf(2 * 4567 * left)
                        .divide(BigDecimal.valueOf(period), 0, HALF_UP)
                        .longValueExact();
        assertThat(session.body().path("amount_total").asLong()).isEqualTo(part);
        var path = "/c/pay/" + session.text("id");
        assertThat(browser.get(path).body()).contains("Then $91.34 per month from ");
        // The price stands while the buyer thinks about it.
        stage.clock.advance(Duration.ofHours(3));
        assertThat(press(path, stage.card("pm_card_visa"), Map.of()).location()).isEqualTo(path);
        var done = session(session);
        assertThat(billed(done).body().path("amount_paid").asLong()).isEqualTo(part);
        var subscription = begun(done).body();
        assertThat(subscription.path("billing_cycle_anchor").asLong())
                .isEqualTo(anchor.getEpochSecond());
        assertThat(subscription.at("/items/data/0/current_period_end").asLong())
                .isEqualTo(anchor.getEpochSecond());
        assertThat(subscription.at("/billing_mode/type").asText()).isEqualTo("flexible");
        stage.clock.advance(Duration.ofDays(9));
        stage.settle();
        stage.clock.advance(Duration.ofHours(2));
        stage.settle();
        assertThat(stage.charges().getFirst().amount().minor()).isEqualTo(9134);
        assertThat(paid().size()).isEqualTo(2);
    }

    @Test
    void the_time_until_the_anchor_may_be_free() {
        var anchor = stage.clock.now().plus(Duration.ofDays(3)).getEpochSecond();
        stage.post("/v1/coupons", "id=TEN&percent_off=10&duration=once");
        var session =
                fits(
                        sells(
                                stage.monthly(1000),
                                "&subscription_data[proration_behavior]=none&discounts[0][coupon]=TEN"
                                        + "&subscription_data[billing_cycle_anchor]="
                                        + anchor));
        assertThat(session.body().path("amount_total").asLong()).isZero();
        var path = "/c/pay/" + session.text("id");
        assertThat(browser.get(path).body()).contains("Free until then, and $18.00 per month");
        assertThat(press(path, stage.card("pm_card_visa"), Map.of()).location()).isEqualTo(path);
        assertThat(begun(session(session)).text("status")).isEqualTo("active");
        assertThat(stage.charges()).isEmpty();
        stage.clock.advance(Duration.ofDays(3));
        stage.settle();
        stage.clock.advance(Duration.ofHours(2));
        stage.settle();
        assertThat(stage.charges().getFirst().amount().minor()).isEqualTo(1800);
    }

    @Test
    void an_anchor_lies_between_the_sessions_end_and_the_first_period_s() {
        var name = "&subscription_data[billing_cycle_anchor]=";
        var now = stage.clock.now();
        var price = stage.monthly(1000);
        var soon = now.plus(Duration.ofHours(23)).getEpochSecond();
        var late = now.plus(Duration.ofDays(40)).getEpochSecond();
        var good = now.plus(Duration.ofDays(5)).getEpochSecond();
        for (var at : new long[] {soon, late})
            assertThat(sells(price, name + at).error("param"))
                    .isEqualTo("subscription_data[billing_cycle_anchor]");
        var trial = "&subscription_data[trial_period_days]=4";
        assertThat(sells(price, name + good + trial).status()).isEqualTo(400);
        assertThat(sells(price, "&subscription_data[proration_behavior]=none").error("param"))
                .isEqualTo("subscription_data[proration_behavior]");
    }
}
