package hawker.payments;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.kernel.Currency;
import hawker.kernel.Money;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which amounts can be charged. */
class AmountsTest {

    @ParameterizedTest
    @CsvSource({
        "usd, 49, AMOUNT_TOO_SMALL",
        "usd, 0, AMOUNT_TOO_SMALL",
        "usd, -1, AMOUNT_TOO_SMALL",
        "gbp, 29, AMOUNT_TOO_SMALL",
        "jpy, 49, AMOUNT_TOO_SMALL",
        "usd, 100000000, AMOUNT_TOO_LARGE",
        "kwd, 5124, AMOUNT_STEP",
        "isk, 50100, CURRENCY_CLOSED",
        "ars, 50000, CURRENCY_CLOSED"
    })
    void an_amount_that_cannot_be_charged_is_refused_by_name(
            String currency, long amount, Refusal reason) {
        assertThat(Amounts.refusal(Money.of(amount, Currency.of(currency))))
                .get()
                .extracting(Change.Refused::reason)
                .isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource({"usd, 50", "usd, 99999999", "gbp, 30", "jpy, 50", "kwd, 5120", "eur, 50"})
    void an_ordinary_amount_is_taken(String currency, long amount) {
        assertThat(Amounts.refusal(Money.of(amount, Currency.of(currency)))).isEmpty();
    }
}
