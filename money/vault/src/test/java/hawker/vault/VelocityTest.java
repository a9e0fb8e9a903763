package hawker.vault;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.kernel.SettableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Card testing is slowed down. */
class VelocityTest {

    private static final List<String> ME = List.of("address 192.0.2.1");

    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-22T09:00:00Z"));
    private final Velocity velocity = new Velocity(new Velocity.Limits(30, 10, 10), clock);

    @Test
    void a4_numbers_of_one_issuer_from_one_source_are_counted() {
        for (int i = 0; i < 10; i++)
            assertThat(velocity.allows(ME, "453957", "fingerprint" + i)).isTrue();

        assertThat(velocity.allows(ME, "453957", "fingerprint10")).isFalse();
        assertThat(velocity.allows(ME, "453957", "fingerprint3")).isTrue();
        assertThat(velocity.allows(ME, "545454", "fingerprint11")).isTrue();
        assertThat(velocity.allows(List.of("address 192.0.2.2"), "453957", "fingerprint12"))
                .isTrue();
        clock.advance(Duration.ofMinutes(11));
        assertThat(velocity.allows(ME, "453957", "fingerprint10")).isTrue();
    }

    @Test
    void a1_so_many_cards_a_minute_and_not_one_more() {
        for (int i = 0; i < 30; i++)
            assertThat(velocity.allows(ME, "bin" + i, "fingerprint" + i)).isTrue();

        assertThat(velocity.allows(ME, "bin", "fingerprint")).isFalse();
        clock.advance(Duration.ofSeconds(61));
        assertThat(velocity.allows(ME, "bin", "fingerprint")).isTrue();
    }

    @Test
    void a1_after_ten_declines_a_source_waits() {
        velocity.cameFrom("card_1", ME);
        for (int i = 0; i < 10; i++) velocity.declined("card_1");

        assertThat(velocity.allows(ME, "bin", "fingerprint")).isFalse();
        assertThat(velocity.allows(List.of("session x"), "bin", "fingerprint")).isTrue();
        clock.advance(Duration.ofSeconds(61));
        assertThat(velocity.allows(ME, "bin", "fingerprint")).isTrue();
    }

    @Test
    void the_sellers_own_server_is_not_counted() {
        for (int i = 0; i < 100; i++)
            assertThat(velocity.allows(List.of(), "453957", "fingerprint" + i)).isTrue();
    }
}
