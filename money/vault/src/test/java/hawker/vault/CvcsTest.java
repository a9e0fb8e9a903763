package hawker.vault;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.kernel.SettableClock;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** The memory of CVCs. */
class CvcsTest {

    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-22T09:00:00Z"));

    @Test
    void a_cvc_is_taken_once() {
        try (var cvcs = new Cvcs(clock, 4)) {
            cvcs.put("card_1", "1234");
            assertThat(text(cvcs.take("card_1"))).isEqualTo("1234");
            assertThat(cvcs.take("card_1")).isEmpty();
        }
    }

    @Test
    void a_newer_cvc_replaces_the_one_before() {
        try (var cvcs = new Cvcs(clock, 4)) {
            cvcs.put("card_1", "123");
            cvcs.put("card_1", "456");
            assertThat(cvcs.size()).isEqualTo(1);
            assertThat(text(cvcs.take("card_1"))).isEqualTo("456");
        }
    }

    @Test
    void the_oldest_is_wiped_when_there_is_no_room() {
        try (var cvcs = new Cvcs(clock, 2)) {
            cvcs.put("card_1", "111");
            cvcs.put("card_2", "222");
            cvcs.put("card_3", "333");
            assertThat(cvcs.take("card_1")).isEmpty();
            assertThat(text(cvcs.take("card_2"))).isEqualTo("222");
            assertThat(text(cvcs.take("card_3"))).isEqualTo("333");
        }
    }

    @Test
    void what_nobody_used_in_time_is_wiped() {
        try (var cvcs = new Cvcs(clock, 2)) {
            cvcs.put("card_1", "111");
            clock.advance(Duration.ofMinutes(5));
            cvcs.put("card_2", "222");
            clock.advance(Duration.ofMinutes(5));
            cvcs.wipeExpired();
            assertThat(cvcs.size()).isEqualTo(1);
            assertThat(cvcs.take("card_1")).isEmpty();
            assertThat(text(cvcs.take("card_2"))).isEqualTo("222");
        }
    }

    @Test
    void under_another_name_it_is_kept_no_longer() {
        try (var cvcs = new Cvcs(clock, 2)) {
            cvcs.put("token_1", "111");
            clock.advance(Duration.ofMinutes(9));
            cvcs.put("card_2", "222");
            cvcs.move("token_1", "payment_1");
            cvcs.move("nothing", "payment_2");
            assertThat(cvcs.take("token_1")).isEmpty();
            clock.advance(Duration.ofMinutes(1));
            cvcs.wipeExpired();
            assertThat(cvcs.size()).isEqualTo(1);
            assertThat(cvcs.take("payment_1")).isEmpty();
            cvcs.move("card_2", "payment_2");
            assertThat(text(cvcs.take("payment_2"))).isEqualTo("222");
        }
    }

    private static String text(byte[] digits) {
        return new String(digits, StandardCharsets.US_ASCII);
    }
}
