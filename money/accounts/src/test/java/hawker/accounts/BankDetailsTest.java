package hawker.accounts;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BankDetailsTest {

    @ParameterizedTest
    @CsvSource({
        "US,110000000,000123456789,''",
        "US,1100-0000 0,000 123 456 789,''",
        "US,110000001,000123456789,routing",
        "US,000000000,000123456789,routing",
        "US,11000000,000123456789,routing",
        "US,110000000,123,number",
        "US,110000000,12345678901234567890,number",
        "US,'','','number,routing'",
        "GB,20-00-00,55779911,''",
        "GB,2000,55779911,routing",
        "GB,200000,5577991,number",
        "DE,'',DE89 3704 0044 0532 0130 00,''",
        "DE,'',DE89370400440532013001,number",
        "DE,'',FR1420041010050500013M02606,number",
        "FR,'',FR1420041010050500013M02606,''",
        "JP,BOTKJPJT,1234567,''",
        "JP,BOTK,1234567,routing",
        "JP,BOTKJPJT,１２３４５６７,number",
    })
    void what_is_typed_is_held_against_the_rules_of_the_country(
            String country, String routing, String number, String wrong) {
        var details = new BankDetails(country, "Juniper & Sons", routing, number);
        assertThat(String.join(",", details.problems().keySet())).isEqualTo(wrong);
    }

    @ParameterizedTest
    @CsvSource({"''", "'  '", "'two\nlines'"})
    void somebody_holds_the_account(String holder) {
        var details = new BankDetails("US", holder, "110000000", "000123456789");
        assertThat(details.problems()).containsOnlyKeys("holder");
    }
}
