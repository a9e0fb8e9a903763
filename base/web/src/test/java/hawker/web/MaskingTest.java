package hawker.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.junit.jupiter.api.Test;

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

    @Test
    void keys_and_secrets_are_cut() {
        assertThat(Masking.mask("key sk_test_51Habcdefgh, whsec_ABCDEFGHIJ"))
                .isEqualTo("key sk_test_***, whsec_***");
        assertThat(Masking.mask("rk_live_1234567890")).isEqualTo("rk_live_***");
        assertThat(Masking.mask("pi_1abc_secret_AbCdEfGh12")).isEqualTo("pi_1abc_secret_***");
        assertThat(Masking.mask("the sk_ prefix and risk_level"))
                .isEqualTo("the sk_ prefix and risk_level");
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
