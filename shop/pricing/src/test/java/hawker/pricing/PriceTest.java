package hawker.pricing;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.api.Json;
import hawker.kernel.Currency;
import hawker.kernel.Money;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PriceTest {

    private static final String TIERS =
            """
            [{"up_to": 10, "unit_amount_decimal": "100", "flat_amount_decimal": null},
             {"up_to": 20, "unit_amount_decimal": "50", "flat_amount_decimal": "7"},
             {"up_to": null, "unit_amount_decimal": "0.5", "flat_amount_decimal": null}]
            """;

    private static Price price(String more) {
        return Price.of(
                Json.parse(
                        """
                        {"id": "price_1", "product": "prod_1", "active": true, "currency": "usd", %s}
                        """
                                .formatted(more)));
    }

    private static Money amount(Price price, long quantity) {
        return price.amount(quantity, Currency.USD, Optional.empty());
    }

    @Test
    void fractions_of_a_cent_are_rounded_once_for_the_whole_quantity() {
        var price = price("\"unit_amount_decimal\": \"0.05\"");
        assertThat(amount(price, 9)).isEqualTo(Money.usd(0));
        assertThat(amount(price, 10)).isEqualTo(Money.usd(1));
        assertThat(amount(price, 1000)).isEqualTo(Money.usd(50));
    }

    @ParameterizedTest
    @CsvSource({"1,100", "10,1000", "11,1057", "20,1507", "21,1508", "40,1517"})
    void each_piece_is_paid_by_its_tier_when_graduated(long quantity, long cents) {
        var price = price("\"tiers_mode\": \"graduated\", \"tiers\": " + TIERS);
        assertThat(amount(price, quantity)).isEqualTo(Money.usd(cents));
    }

    @ParameterizedTest
    @CsvSource({"1,100", "10,1000", "11,557", "20,1007", "21,11", "100,50"})
    void all_pieces_are_paid_by_the_last_tier_when_by_volume(long quantity, long cents) {
        var price = price("\"tiers_mode\": \"volume\", \"tiers\": " + TIERS);
        assertThat(amount(price, quantity)).isEqualTo(Money.usd(cents));
    }

    @ParameterizedTest
    @CsvSource({"up,1,500", "up,10,500", "up,11,1000", "down,9,0", "down,19,500"})
    void packages_are_paid_whole_or_not_at_all(String round, long quantity, long cents) {
        var price =
                price(
                        "\"unit_amount_decimal\": \"500\", \"transform_quantity\":"
                                + " {\"divide_by\": 10, \"round\": \""
                                + round
                                + "\"}");
        assertThat(amount(price, quantity)).isEqualTo(Money.usd(cents));
    }

    @Test
    void other_currencies_have_amounts_of_their_own() {
        var price =
                price(
                        "\"unit_amount_decimal\": \"500\", \"currency_options\":"
                                + " {\"jpy\": {\"unit_amount_decimal\": \"700\"}}");
        assertThat(price.amount(2, Currency.JPY, Optional.empty()))
                .isEqualTo(Money.of(1400, Currency.JPY));
        assertThat(price.isIn(Currency.EUR)).isFalse();
    }

    @Test
    void the_buyer_chooses_or_the_preset_stands() {
        var price =
                price(
                        "\"custom_unit_amount\": {\"minimum\": 100, \"maximum\": null, \"preset\": 300}");
        assertThat(amount(price, 1)).isEqualTo(Money.usd(300));
        assertThat(price.amount(2, Currency.USD, Optional.of(Money.usd(450))))
                .isEqualTo(Money.usd(900));
        assertThat(price.chosen(Currency.USD)).isPresent();
    }
}
