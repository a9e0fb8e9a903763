package hawker.payouts;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.kernel.Currency;
import hawker.kernel.Money;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What speed costs. */
class InstantFeesTest {

    private static final InstantFees FEES = new InstantFees(100);

    @Test
    void a_hundredth_rounded_half_up_and_at_least_fifty() {
        for (var row :
                List.of(
                        List.of(100L, 50L),
                        List.of(5_000L, 50L),
                        List.of(5_049L, 50L),
                        List.of(5_050L, 51L),
                        List.of(12_345L, 123L),
                        List.of(99_999_999L, 1_000_000L)))
            assertThat(FEES.of(Money.usd(row.getFirst()))).isEqualTo(Money.usd(row.getLast()));
        assertThat(FEES.of(Money.of(1_000, Currency.of("kwd"))).minor()).isEqualTo(500);
    }

    @Test
    void the_most_that_can_be_paid_leaves_exactly_room_for_its_fee() {
        for (long there = -200; there < 30_000; there += 7) {
            var most = FEES.most(Money.usd(there));
            if (most.isZero()) {
                assertThat(there).isLessThan(150);
                continue;
            }
            assertThat(most.plus(FEES.of(most)).minor()).isLessThanOrEqualTo(there);
            var more = most.plus(Money.usd(1));
            assertThat(more.plus(FEES.of(more)).minor()).isGreaterThan(there);
        }
    }
}
