package hawker.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaskingTest {

    @Test
    void a_card_number_keeps_first_six_and_last_four() {
        assertThat(Masking.mask("pay 4242424242424242 now")).isEqualTo("pay 424242******4242 now");
        assertThat(Masking.mask("4242 4242 4242 4242")).isEqualTo("4242 42** **** 4242");
        assertThat(Masking.mask("3782-822463-10005.")).isEqualTo("3782-82****-*0005.");
    }

    @Test
    void numbers_that_are_no_cards_stay() {
        var text = "order 4242424242424241, at 1764547200000000000000, 2026-11-22 10:00:00, $12.34";
        assertThat(Masking.mask(text)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    my card is 4242424242424242, thanks | my card is 424242******4242, thanks
                    4242-4242-4242-4242                 | 4242-42**-****-4242
                    4242\u00a04242\u00a04242\u00a04242          | 4242\u00a042**\u00a0****\u00a04242
                    3782 822463 10005                   | 3782 82**** *0005
                    ４242424242424242                   | ４24242******4242
                    flat 12 4242 4242 4242 4242 04 29   | flat 12 4242 42** **** 4242 04 29
                    no. 7 4242424242424242 123          | no. 7 424242******4242 123
                    x4242424242424242x                  | x424242******4242x
                    6011000990139424 5555555555554444   | 601100******9424 555555******4444
                    """)
    void a37_a_card_number_in_a_text_loses_its_middle(String text, String kept) {
        assertThat(Masking.cards(text)).isEqualTo(kept);
        assertThat(Masking.cards(kept)).isEqualTo(kept);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "stripe-node-retry-9181c115-db81-4653-9549-075732df2bd9",
                "aaaaaaaa-4242-4242-4242-4242aaaaaaaa",
                "order a1b2c3d4-4242-4242-4242-424200000000 is paid",
                "a4242424242424242b00000000000000000000000000000",
                "",
                "DAY-1001, 2026-11-29 14:03:22",
                "+49 30 901820 and +1 (415) 555-2671",
                "order 4242424242424241",
                "1Z999AA10123456784, 9400111899223197428490, 784190123456",
                "1764425000000 1764425000005 1764425000013",
                "DE89 3704 0044 0532 0130 00",
                "550e8400-e29b-41d4-a716-446655440000",
                "979999999999999993 shares at 0.25",
                "4242 4242 4242 424 2 42",
                "4242,4242,4242,4242"
            })
    void a37_other_numbers_are_left_alone(String text) {
        assertThat(Masking.cards(text)).isEqualTo(text);
    }

    @Test
    void keys_and_secrets_are_cut() {
        assertThat(Masking.mask("key sk_test_51Habcdefgh, whsec_ABCDEFGHIJ"))
                .isEqualTo("key sk_test_***, whsec_***");
        assertThat(Masking.mask("rk_live_1234567890")).isEqualTo("rk_live_***");
        assertThat(Masking.mask("pi_1abc_secret_AbCdEfGh12")).isEqualTo("pi_1abc_secret_***");
        assertThat(Masking.mask("the sk_ prefix and risk_level"))
                .isEqualTo("the sk_ prefix and risk_level");
        assertThat(Masking.mask("/v1/invoices/{id}/mark_uncollectible"))
                .isEqualTo("/v1/invoices/{id}/mark_uncollectible");
        assertThat(Masking.mask("a=%3Dsk_live_1234567890")).isEqualTo("a=%3Dsk_live_***");
    }

    @Test
    void authorization_values_are_cut() {
        assertThat(Masking.mask("Authorization: Bearer abc.def\nHost: x"))
                .isEqualTo("Authorization: ***\nHost: x");
        assertThat(Masking.mask("{\"authorization\":\"Basic Zm9v\",\"a\":1}"))
                .isEqualTo("{\"authorization\":\"***\",\"a\":1}");
        assertThat(Masking.mask("no authorization")).isEqualTo("no authorization");
    }

    @Test
    void a_log_record_is_one_line_of_json_without_secrets() {
        var entry = new LogRecord(Level.WARNING, "card \"4242424242424242\"\nsecond");
        entry.setLoggerName("hawker.test");
        entry.setThrown(new IllegalStateException("sk_live_abcdefghij"));
        var line = new JsonLog().format(entry);
        assertThat(line).endsWith("}\n").startsWith("{\"time\":\"");
        assertThat(line.strip()).doesNotContain("\n");
        assertThat(line)
                .contains("\"level\":\"WARNING\"")
                .contains("card \\\"424242******4242\\\"\\nsecond")
                .contains("sk_live_***")
                .doesNotContain("abcdefghij");
    }
}
