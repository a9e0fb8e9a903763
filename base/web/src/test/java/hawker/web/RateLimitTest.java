package hawker.web;

import static org.assertj.core.api.Assertions.assertThat;

import hawker.kernel.SettableClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class RateLimitTest {

    private final SettableClock clock = new SettableClock(Instant.parse("2026-01-01T00:00:00Z"));

    @Test
    void a_rate_limit_refills_with_time() {
        var limit = new RateLimit(2, Duration.ofMinutes(1), clock);
        assertThat(limit.tryTake("a")).isTrue();
        assertThat(limit.tryTake("a")).isTrue();
        assertThat(limit.tryTake("a")).isFalse();
        assertThat(limit.tryTake("b")).isTrue();
        clock.advance(Duration.ofSeconds(31));
        assertThat(limit.tryTake("a")).isTrue();
        assertThat(limit.tryTake("a")).isFalse();
    }
}
