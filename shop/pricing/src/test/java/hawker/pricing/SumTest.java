package hawker.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.kernel.Currency;
import hawker.kernel.Money;
import hawker.pricing.Coupon.Off;
import hawker.pricing.Sum.Part;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SumTest {

    private static final Currency USD = Currency.USD;
    private static final Money NOTHING = Money.usd(0);

    private static TaxRate rate(String percent, boolean inclusive) {
        return new TaxRate(
                new TaxRate.Id("txr_" + percent + inclusive),
                "Tax",
                true,
                inclusive,
                new BigDecimal(percent));
    }

    private static Coupon coupon(Off off, String... products) {
        return new Coupon(
                new Coupon.Id("C"),
                Optional.empty(),
                off,
                List.of(products),
                "once",
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static Coupon percent(String percent, String... products) {
        return coupon(new Off.Percent(new BigDecimal(percent)), products);
    }

    private static Coupon fixed(long cents, String... products) {
        return coupon(new Off.Fixed(Map.of(USD, Money.usd(cents))), products);
    }

    private static Part part(long cents, TaxRate... rates) {
        return new Part("prod_a", Money.usd(cents), List.of(rates));
    }

    private static Sum sum(List<Part> parts, Coupon... rebates) {
        return Sum.of(USD, parts, List.of(rebates), NOTHING);
    }

    @Test
    void shipping_is_added_to_the_lines() {
        var sum = Sum.of(USD, List.of(part(1000), part(500)), List.of(), Money.usd(300));
        assertThat(sum.subtotal()).isEqualTo(Money.usd(1500));
        assertThat(sum.total()).isEqualTo(Money.usd(1800));
    }

    @Test
    void a_percentage_is_of_the_whole_and_lands_on_the_lines_without_a_cent_lost() {
        // 10 % of 99 is 9.9: 10, however many lines it is split over.
        var sum = sum(List.of(part(33), part(33), part(33)), percent("10"));
        assertThat(sum.discount()).isEqualTo(Money.usd(10));
        assertThat(sum.lines().stream().map(Sum.Line::discount))
                .containsExactly(Money.usd(4), Money.usd(3), Money.usd(3));
        assertThat(sum.total()).isEqualTo(Money.usd(89));
    }

    @Test
    void what_cannot_be_passed_is_not_the_sum() {
        for (var code : List.of("kwd", "isk")) {
            var currency = Currency.of(code);
            int step = currency.step();
            var parts =
                    List.of(
                            new Part(
                                    "a",
                                    Money.of(37L * step, currency),
                                    List.of(rate("24", false))),
                            new Part(
                                    "b", Money.of(10L * step, currency), List.of(rate("7", true))));
            var sum = Sum.of(currency, parts, List.of(percent("33.3")), Money.zero(currency));
            // 47 steps less 15.651 are 31; 24 % of 25 (and a bit) are 6.
            assertThat(sum.discount()).isEqualTo(Money.of(16L * step, currency));
            assertThat(sum.total().minor() % step).isZero();
            assertThat(sum.total()).isEqualTo(Money.of(37L * step, currency));
            for (var line : sum.lines())
                assertThat(line.total())
                        .isEqualTo(
                                line.subtotal()
                                        .minus(line.discount())
                                        .plus(
                                                line.taxes().getFirst().rate().inclusive()
                                                        ? Money.zero(currency)
                                                        : line.tax()));
        }
    }

    @Test
    void a_fixed_sum_never_takes_more_than_there_is() {
        var sum = sum(List.of(part(300), part(200)), fixed(900));
        assertThat(sum.discount()).isEqualTo(Money.usd(500));
        assertThat(sum.total()).isEqualTo(NOTHING);
    }

    @Test
    void rebates_follow_each_other_and_never_go_below_zero() {
        var sum = sum(List.of(part(1000)), percent("50"), fixed(400), percent("100"), fixed(1));
        assertThat(sum.lines().getFirst().discounts())
                .containsExactly(Money.usd(500), Money.usd(400), Money.usd(100), NOTHING);
        assertThat(sum.total()).isEqualTo(NOTHING);
        assertThat(sum.discount(1)).isEqualTo(Money.usd(400));
    }

    @Test
    void a_rebate_for_a_product_leaves_the_others_alone() {
        var other = new Part("prod_b", Money.usd(1000), List.of());
        var sum = sum(List.of(part(1000), other), fixed(1500, "prod_b"));
        assertThat(sum.lines().get(0).discount()).isEqualTo(NOTHING);
        assertThat(sum.lines().get(1).total()).isEqualTo(NOTHING);
        assertThat(sum(List.of(part(1000)), percent("10", "prod_x")).discount()).isEqualTo(NOTHING);
    }

    @Test
    void exclusive_tax_is_added_inclusive_tax_is_in_it() {
        var added = sum(List.of(part(1000, rate("7.25", false))));
        assertThat(added.tax()).isEqualTo(Money.usd(73));
        assertThat(added.total()).isEqualTo(Money.usd(1073));
        var within = sum(List.of(part(1190, rate("19", true))));
        assertThat(within.tax()).isEqualTo(Money.usd(190));
        assertThat(within.lines().getFirst().taxes().getFirst().taxable())
                .isEqualTo(Money.usd(1000));
        assertThat(within.total()).isEqualTo(Money.usd(1190));
    }

    @Test
    void tax_is_on_what_the_rebate_left() {
        var sum = sum(List.of(part(1000, rate("10", false))), percent("50"));
        assertThat(sum.tax()).isEqualTo(Money.usd(50));
        assertThat(sum.total()).isEqualTo(Money.usd(550));
    }

    @Test
    void a_rate_is_rounded_once_over_all_lines() {
        // 8.875 % of 3 × 33 = 8.786: 9, not 3 × 2.93 rounded = 9 by luck; 3 × 0.5 = 1.5: 2, not 3.
        var half = rate("5", false);
        var sum = sum(List.of(part(10, half), part(10, half), part(10, half)));
        assertThat(sum.tax()).isEqualTo(Money.usd(2));
        assertThat(sum.lines().stream().map(Sum.Line::tax))
                .containsExactly(Money.usd(1), Money.usd(1), NOTHING);
    }

    @Test
    void two_thirds_and_a_sixth_of_a_tie_are_a_tie() {
        // 1/3 + 1/6 = 1/2 of a cent in tax, rounded up although neither is a finite decimal.
        var rate = rate("50", true);
        var sum = sum(List.of(part(1, rate)));
        assertThat(sum.tax()).isEqualTo(NOTHING);
        assertThat(sum(List.of(part(1, rate("100", true)))).tax()).isEqualTo(Money.usd(1));
        var thirds = rate("20", true);
        // 1/6 + 2/6 = 1/2
        assertThat(sum(List.of(part(1, thirds), part(2, thirds))).tax()).isEqualTo(Money.usd(1));
    }

    @Test
    void whatever_is_bought_the_total_is_the_sum_of_the_lines_and_not_below_zero() {
        long seed = 20261129;
        var random = new Random(seed);
        for (int round = 0; round < 3000; round++) {
            var rates = List.of(rate("19", true), rate("8.875", false), rate("3.3333", false));
            var parts = new ArrayList<Part>();
            for (int i = random.nextInt(1, 8); i > 0; i--) {
                var taxes = rates.stream().filter(r -> random.nextInt(3) == 0).toList();
                parts.add(
                        new Part(
                                "prod_" + random.nextInt(3),
                                Money.usd(random.nextLong(0, 100_000)),
                                taxes));
            }
            var rebates = new ArrayList<Coupon>();
            for (int i = random.nextInt(3); i > 0; i--)
                rebates.add(
                        random.nextBoolean()
                                ? percent("" + random.nextInt(1, 101), "prod_1", "prod_2")
                                : fixed(random.nextLong(1, 200_000)));
            var shipping = Money.usd(random.nextLong(0, 2000));
            var sum = Sum.of(USD, parts, rebates, shipping);
            var about = "seed " + seed + " round " + round;
            var total = shipping;
            for (var line : sum.lines()) {
                total = total.plus(line.total());
                assertThat(line.total().isNegative()).as(about).isFalse();
                var exclusive = NOTHING;
                for (var tax : line.taxes())
                    if (!tax.rate().inclusive()) exclusive = exclusive.plus(tax.amount());
                assertThat(line.total())
                        .as(about)
                        .isEqualTo(line.subtotal().minus(line.discount()).plus(exclusive));
            }
            assertThat(sum.total()).as(about).isEqualTo(total);
        }
    }
}
