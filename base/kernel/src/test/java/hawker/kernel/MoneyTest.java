package hawker.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MoneyTest {

    @ParameterizedTest
    @CsvSource({
        "500, 15",
        "1500, 44",
        "2500, 73",
        "3450, 100",
        "999, 29",
        "50, 1",
        "99999999, 2900000"
    })
    void shares_round_half_up(long amount, long share) {
        assertThat(Money.usd(amount).shareHalfUp(29, 1000)).isEqualTo(Money.usd(share));
    }

    @Test
    void a_thousand_in_three_is_334_333_333() {
        assertThat(Money.usd(1000).splitByLargestRemainder(List.of(1L, 1L, 1L)))
                .containsExactly(Money.usd(334), Money.usd(333), Money.usd(333));
    }

    @Test
    void the_parts_of_a_split_are_the_whole() {
        var random = new Random(11);
        for (int i = 0; i < 2_000; i++) {
            var amount = Money.usd(random.nextLong(1_000_000));
            var weights = random.longs(1 + random.nextInt(9), 1, 10_000).boxed().toList();
            var sum =
                    amount.splitByLargestRemainder(weights).stream()
                            .reduce(Money.usd(0), Money::plus);
            assertThat(sum).isEqualTo(amount);
        }
    }

    @Test
    void overflow_and_mixed_currencies_throw() {
        assertThatThrownBy(() -> Money.usd(Long.MAX_VALUE).plus(Money.usd(1)))
                .isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> Money.usd(1).plus(Money.of(1, Currency.EUR)))
                .hasMessageContaining("cannot mix");
    }

    @ParameterizedTest
    @CsvSource({"usd, 2, 1", "jpy, 0, 1", "kwd, 3, 10", "isk, 2, 100", "ugx, 2, 100", "clp, 0, 1"})
    void decimals_and_steps_are_those_of_the_api(String code, int decimals, int step) {
        assertThat(Currency.of(code).decimals()).isEqualTo(decimals);
        assertThat(Currency.of(code).step()).isEqualTo(step);
    }

    @Test
    void amounts_read_as_people_write_them() {
        assertThat(Money.usd(8420).text()).isEqualTo("$84.20");
        assertThat(Money.of(1000, Currency.JPY).text()).isEqualTo("¥1,000");
        assertThat(Money.usd(-5).text()).isEqualTo("-$0.05");
    }

    @Test
    void codes_that_are_no_currency_are_refused() {
        for (var code : new String[] {"", "us", "usdd", "zzz", "u$d", "ＵＳＤ"})
            assertThat(Currency.parse(code)).as(code).isEmpty();
        assertThat(Currency.parse("EUR")).contains(Currency.EUR);
        for (var code : new String[] {"xxx", "xau", "xts", "xdr"})
            assertThat(Currency.of(code).isMoney()).as(code).isFalse();
        assertThat(Currency.of("xof").isMoney()).isTrue();
    }

    @Test
    void a_share_can_be_passed_where_amounts_come_in_steps() {
        assertThat(Money.of(1000, Currency.of("kwd")).shareOnStep(1, 3))
                .isEqualTo(Money.of(330, Currency.of("kwd")));
        assertThat(Money.of(-1000, Currency.of("kwd")).shareOnStep(1, 8))
                .isEqualTo(Money.of(-130, Currency.of("kwd")));
        assertThat(Money.of(500, Currency.of("isk")).shareOnStep(1, 3))
                .isEqualTo(Money.of(200, Currency.of("isk")));
        assertThat(Money.usd(1000).shareOnStep(1, 3)).isEqualTo(Money.usd(333));
    }
}
