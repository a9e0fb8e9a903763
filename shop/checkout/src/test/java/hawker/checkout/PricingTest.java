package hawker.checkout;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.accounts.Account;
import hawker.catalog.Price;
import hawker.catalog.Product;
import hawker.catalog.Quote;
import hawker.catalog.Variant;
import hawker.kernel.AccountId;
import hawker.kernel.Currency;
import hawker.kernel.Money;
import hawker.orders.ShipTo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PricingTest {

    @Test
    void in_the_united_states_the_states_tax_comes_on_top() {
        var bill = bill("US", Currency.USD, to("US", "CA"), Price.of(Money.usd(1_999)));
        assertThat(bill.totals().tax()).isEqualTo(Money.usd(145));
        assertThat(bill.totals().taxLabel()).isEqualTo("Sales tax, California (7.25 %)");
        assertThat(bill.total()).isEqualTo(Money.usd(1_999 + 590 + 145));
    }

    @Test
    void some_states_tax_delivery_too_and_some_nothing() {
        var texas = bill("US", Currency.USD, to("US", "TX"), Price.of(Money.usd(1_000)));
        assertThat(texas.totals().tax()).isEqualTo(Money.usd(63 + 37));
        var oregon = bill("US", Currency.USD, to("US", "OR"), Price.of(Money.usd(1_000)));
        assertThat(oregon.totals().tax()).isEqualTo(Money.usd(0));
        assertThat(oregon.totals().taxLabel()).isEmpty();
    }

    @Test
    void in_europe_the_tax_of_the_destination_is_read_out_of_the_price() {
        var price = Price.withTax(Money.of(11_900, Currency.EUR));
        var german = bill("DE", Currency.EUR, to("DE", ""), price);
        assertThat(german.totals().taxIncluded()).isTrue();
        assertThat(german.lines().getFirst().tax()).isEqualTo(Money.of(1_900, Currency.EUR));
        assertThat(german.total()).isEqualTo(Money.of(11_900 + 590, Currency.EUR));
        var french = bill("DE", Currency.EUR, to("FR", ""), price);
        assertThat(french.lines().getFirst().tax()).isEqualTo(Money.of(1_983, Currency.EUR));
        assertThat(french.total()).isEqualTo(Money.of(11_900 + 1_990, Currency.EUR));
    }

    @Test
    void abroad_a_price_with_tax_is_freed_of_it() {
        var price = Price.withTax(Money.of(11_900, Currency.EUR));
        var american = bill("DE", Currency.EUR, to("US", "CA"), price);
        assertThat(american.totals().items()).isEqualTo(Money.of(10_000, Currency.EUR));
        assertThat(american.totals().tax()).isEqualTo(Money.of(725, Currency.EUR));
        var swiss = bill("DE", Currency.EUR, to("CH", ""), price);
        assertThat(swiss.total()).isEqualTo(Money.of(10_000 + 1_990, Currency.EUR));
    }

    @Test
    void delivery_follows_the_country_and_may_be_free() {
        var rate =
                new ShippingRate(
                        "standard",
                        ShippingRate.Kind.POST,
                        "Standard",
                        "",
                        ShippingRate.Reach.HOME,
                        List.of(),
                        Money.usd(500),
                        Optional.of(Money.usd(5_000)));
        var delivery = new Delivery("NY", List.of(rate));
        var cheap = bill("US", Currency.USD, delivery, to("US", "OR"), Price.of(Money.usd(4_999)));
        assertThat(cheap.totals().shipping()).isEqualTo(Money.usd(500));
        var dear = bill("US", Currency.USD, delivery, to("US", "OR"), Price.of(Money.usd(5_000)));
        assertThat(dear.totals().shipping()).isEqualTo(Money.usd(0));
        var abroad = bill("US", Currency.USD, delivery, to("CA", "ON"), Price.of(Money.usd(5_000)));
        assertThat(abroad.delivery()).isEmpty();
    }

    @Test
    void a_country_that_a_rate_names_is_none_of_all_the_others() {
        var delivery =
                new Delivery(
                        "",
                        List.of(
                                rate("home", ShippingRate.Reach.HOME, 500),
                                rate("near", ShippingRate.Reach.CHOSEN, 900, "CA", "MX"),
                                rate("far", ShippingRate.Reach.ABROAD, 1_900)));
        assertThat(ways(delivery, "US")).containsExactly("home");
        assertThat(ways(delivery, "CA")).containsExactly("near");
        assertThat(ways(delivery, "MX")).containsExactly("near");
        assertThat(ways(delivery, "FR")).containsExactly("far");
        assertThat(delivery.rates().get(1).where("US")).isEqualTo("Canada, Mexico");
        assertThat(delivery.rates().getFirst().where("US")).isEqualTo("Within United States");
    }

    private static List<String> ways(Delivery delivery, String country) {
        return delivery.to(country, "US", Currency.USD).stream().map(ShippingRate::key).toList();
    }

    private static ShippingRate rate(
            String key, ShippingRate.Reach reach, long cents, String... countries) {
        return new ShippingRate(
                key,
                ShippingRate.Kind.POST,
                key,
                "",
                reach,
                List.of(countries),
                Money.usd(cents),
                Optional.empty());
    }

    @Test
    void what_is_picked_up_is_taxed_where_the_shop_stands() {
        var delivery = new Delivery("NY", Delivery.usual(Currency.USD).rates());
        var details = new Details("", address("US", "OR"), "pick-up");
        var bill = bill("US", Currency.USD, delivery, details, Price.of(Money.usd(10_000)));
        assertThat(bill.totals().taxLabel()).contains("New York");
        assertThat(bill.total()).isEqualTo(Money.usd(10_400));
    }

    @Test
    void amounts_keep_to_the_steps_of_their_currency() {
        var isk = Currency.of("isk");
        var bill = bill("IS", isk, to("US", "CA"), Price.of(Money.of(123_400, isk)));
        assertThat(bill.total().minor() % 100).isZero();
        var jpy = bill("JP", Currency.JPY, to("JP", ""), Price.of(Money.of(1_000, Currency.JPY)));
        assertThat(jpy.total()).isEqualTo(Money.of(1_590, Currency.JPY));
    }

    @Test
    void anything_that_changes_the_bill_changes_its_version() {
        var one = bill("US", Currency.USD, to("US", "CA"), Price.of(Money.usd(1_000)));
        var same = bill("US", Currency.USD, to("US", "CA"), Price.of(Money.usd(1_000)));
        var state = bill("US", Currency.USD, to("US", "NY"), Price.of(Money.usd(1_000)));
        var price = bill("US", Currency.USD, to("US", "CA"), Price.of(Money.usd(1_001)));
        assertThat(same.version()).isEqualTo(one.version());
        assertThat(List.of(state.version(), price.version())).doesNotContain(one.version());
    }

    @Test
    void parts_add_up_for_any_goods_anywhere() {
        long seed = 20_261_122;
        var random = new Random(seed);
        var places = List.of("US CA", "US MN", "US OR", "DE ", "FI ", "GB ", "CA ON", "HU ");
        for (int i = 0; i < 2_000; i++) {
            var place = places.get(random.nextInt(places.size())).split(" ", -1);
            var lines = new ArrayList<Quote.Line>();
            for (int n = 0; n <= random.nextInt(6); n++) {
                var amount = Money.of(1 + random.nextInt(100_000), Currency.EUR);
                var price = random.nextBoolean() ? Price.of(amount) : Price.withTax(amount);
                lines.add(line(n, price, 1 + random.nextInt(20)));
            }
            var quote = new Quote(new AccountId(3), Currency.EUR, lines);
            var pricing = new Pricing(seller("DE", Currency.EUR), Delivery.usual(Currency.EUR));
            var bill = pricing.bill(quote, to(place[0], place[1]));
            var sum =
                    bill.lines().stream()
                            .map(Bill.Line::amount)
                            .reduce(Money.zero(Currency.EUR), Money::plus);
            assertThat(sum).as("seed %s round %s", seed, i).isEqualTo(bill.totals().items());
            assertThat(bill.total().minor()).isPositive();
            assertThat(bill.lines()).allMatch(l -> !l.tax().isNegative());
        }
    }

    private static Bill bill(String country, Currency currency, Details details, Price price) {
        return bill(country, currency, Delivery.usual(currency), details, price);
    }

    private static Bill bill(
            String country, Currency currency, Delivery delivery, Details details, Price price) {
        var quote = new Quote(new AccountId(3), currency, List.of(line(1, price, 1)));
        return new Pricing(seller(country, currency), delivery).bill(quote, details);
    }

    private static Quote.Line line(int n, Price price, int quantity) {
        return new Quote.Line(
                new Product.Id("prod_" + n),
                new Variant.Id("var_" + n),
                "Mug",
                "mug",
                "",
                "MUG",
                Optional.empty(),
                price,
                quantity,
                100,
                true);
    }

    private static Details to(String country, String state) {
        return new Details("a@b.cd", address(country, state), "");
    }

    private static ShipTo address(String country, String state) {
        return new ShipTo("Anna", "1 Main St", "", "Town", state, "12345", country);
    }

    private static Account seller(String country, Currency currency) {
        return new Account(
                new AccountId(2),
                "juniper",
                "Juniper",
                country,
                currency,
                "j@example.com",
                true,
                true,
                "",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                "",
                Optional.empty(),
                "v",
                Instant.EPOCH);
    }
}
