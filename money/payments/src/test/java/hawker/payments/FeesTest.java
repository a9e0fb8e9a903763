package hawker.payments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hawker.kernel.Currency;
import hawker.kernel.Money;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The price list, by its golden table. */
class FeesTest {

    @ParameterizedTest
    @CsvSource({
        "usd, 30, 31",
        "usd, 50, 31",
        "usd, 500, 45",
        "usd, 999, 59",
        "usd, 1000, 59",
        "usd, 1500, 74",
        "usd, 2500, 103",
        "usd, 3450, 130",
        "usd, 3500, 132",
        "usd, 4500, 161",
        "usd, 10000, 320",
        "usd, 99999999, 2900030",
        "jpy, 1000, 69",
        "kwd, 5120, 238"
    })
    void a_sale_costs_what_the_table_says(String currency, long amount, long fee) {
        var of = Currency.of(currency);
        assertThat(Fees.of(Money.of(amount, of))).isEqualTo(Money.of(fee, of));
    }

    @Test
    void a_plan_says_its_price_in_the_currency_of_the_sale() {
        assertThat(Fees.says(Currency.USD)).isEqualTo("2.9 % + $0.30");
        assertThat(Fees.says(Fees.STANDARD.version(), Currency.EUR)).isEqualTo("2.9 % + €0.30");
        assertThat(Fees.says(Fees.STANDARD.version(), Currency.JPY)).startsWith("2.9 % + ");
        assertThat(Fees.says(0, Currency.USD)).isEmpty();
    }

    @Test
    void of_a_million_amounts_a_thousand_are_ties_and_all_round_up() {
        int ties = 0;
        for (long amount = 1; amount <= 1_000_000; amount++) {
            if (amount * 29 % 1000 != 500) continue;
            ties++;
            assertThat(Fees.of(Money.usd(amount)).minor()).isEqualTo(amount * 29 / 1000 + 1 + 30);
        }
        assertThat(ties).isEqualTo(1000);
    }

    @Test
    void a_fee_never_falls_when_the_amount_grows() {
        var before = Fees.of(Money.usd(1));
        for (long amount = 2; amount <= 100_000; amount++) {
            var now = Fees.of(Money.usd(amount));
            assertThat(now).isGreaterThanOrEqualTo(before);
            before = now;
        }
    }

    @Test
    void a_currency_without_a_price_is_closed() {
        assertThat(Fees.accepts(Currency.of("ars"))).isFalse();
        assertThatThrownBy(() -> Fees.of(Money.of(1000, Currency.of("ars"))))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"123, 41, 41, 41", "100, 33, 34, 33", "62, 21, 20, 21"})
    void partial_refunds_give_back_what_the_table_says(
            long whole, long first, long second, long third) {
        assertThat(givenBack(whole, 1000, List.of(333L, 333L, 334L)))
                .containsExactly(first, second, third);
    }

    @Test
    void the_last_partial_refund_clears_the_rest() {
        var random = new Random(20261122);
        for (int round = 0; round < 1000; round++) {
            long amount = random.nextLong(1, 100_001);
            long whole = random.nextInt(5_000);
            var parts = new java.util.ArrayList<Long>();
            for (long left = amount; left > 0; ) {
                long part = random.nextLong(1, left + 1);
                parts.add(part);
                left -= part;
            }
            var given = givenBack(whole, amount, parts);
            assertThat(given.stream().mapToLong(Long::longValue).sum()).isEqualTo(whole);
            assertThat(given).allMatch(part -> part >= 0);
        }
    }

    private static List<Long> givenBack(long whole, long amount, List<Long> refunds) {
        var given = new java.util.ArrayList<Long>();
        var before = Money.usd(0);
        for (var refund : refunds) {
            var now = Money.usd(refund);
            given.add(Fees.givenBack(Money.usd(whole), Money.usd(amount), before, now).minor());
            before = before.plus(now);
        }
        return given;
    }
}
