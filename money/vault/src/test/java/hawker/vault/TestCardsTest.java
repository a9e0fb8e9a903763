package hawker.vault;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The published table. */
class TestCardsTest {

    @Test
    void the_table_is_whole() {
        assertThat(TestCards.all()).hasSize(150);
        for (var card : TestCards.all()) {
            assertThat(card.number()).matches("[0-9]{14,19}");
            assertThat(card.country()).matches("[A-Z]{2}");
            assertThat(CardNumber.passesLuhn(card.number()))
                    .isEqualTo(!card.number().equals("4242424242424241"));
        }
    }

    @Test
    void names_and_numbers_lead_to_their_rows() {
        assertThat(TestCards.byName("pm_card_visa"))
                .get()
                .extracting(TestCard::number)
                .isEqualTo("4242424242424242");
        assertThat(TestCards.byName("tok_visa_debit"))
                .get()
                .extracting(TestCard::funding)
                .isEqualTo("debit");
        assertThat(TestCards.byName("pm_card_chargeDeclined"))
                .get()
                .extracting(TestCard::last4)
                .isEqualTo("0002");
        for (var name :
                List.of(
                        "pm_card_visa_chargeDeclinedInsufficientFunds",
                        "pm_card_chargeDeclinedInsufficientFunds",
                        "tok_chargeDeclinedInsufficientFunds"))
            assertThat(TestCards.byName(name)).get().extracting(TestCard::last4).isEqualTo("9995");
        assertThat(TestCards.byName("pm_card_visa_chargeDeclinedExpiredCard"))
                .get()
                .extracting(TestCard::last4)
                .isEqualTo("0069");
        assertThat(TestCards.byNumber("378282246310005"))
                .get()
                .extracting(TestCard::brand)
                .isEqualTo("amex");
        assertThat(TestCards.byNumber("4539578763621486")).isEmpty();
    }

    @Test
    void countries_stand_in_the_rows_or_in_the_digits() {
        assertThat(TestCards.byName("pm_card_de"))
                .get()
                .extracting(TestCard::country)
                .isEqualTo("DE");
        assertThat(TestCards.byName("pm_card_authenticationRequired"))
                .get()
                .extracting(TestCard::country)
                .isEqualTo("DE");
        assertThat(TestCards.byName("pm_card_authenticationRequiredOnSetup"))
                .get()
                .extracting(TestCard::country)
                .isEqualTo("FR");
        assertThat(TestCards.byName("pm_card_visa"))
                .get()
                .extracting(TestCard::country)
                .isEqualTo("US");
    }

    @Test
    void brands_of_the_table_are_those_that_the_number_tells() {
        for (var card : TestCards.all()) {
            if (card.brand().equals("unknown") || card.brand().equals("interac")) continue;
            assertThat(CardNumber.brand(card.number())).as(card.number()).isEqualTo(card.brand());
            assertThat(CardNumber.hasKnownLength(card.number())).as(card.number()).isTrue();
        }
    }
}
