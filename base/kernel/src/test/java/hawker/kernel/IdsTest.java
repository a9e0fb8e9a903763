package hawker.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

class IdsTest {

    private final SettableClock clock = new SettableClock(Instant.parse("2026-11-22T09:00:00Z"));
    private final Ids ids = new Ids(clock);
    private final AccountId seller = new AccountId(123_456_790);

    @Test
    void an_ordinary_id_tells_its_time_and_its_owner() {
        var id = ids.ordinary("pi", seller);
        assertThat(id).startsWith("pi_1").hasSize(27);
        assertThat(IdCodec.account(id)).contains(seller);
        assertThat(IdCodec.time(id)).contains(clock.now());
    }

    @Test
    void ids_sort_by_creation_also_within_a_millisecond_and_when_the_clock_goes_back() {
        var made = new ArrayList<String>();
        for (int i = 0; i < 10_000; i++) {
            if (i % 1000 == 0) clock.advance(Duration.ofMillis(i % 3 - 1));
            made.add(ids.ordinary("evt", seller));
        }
        assertThat(made).isSorted();
        assertThat(new HashSet<>(made)).hasSize(made.size());
    }

    @Test
    void rows_stamped_in_a_span_have_ids_between_its_bounds() {
        var id = ids.body(seller);
        var now = clock.now();
        for (var later : new Duration[] {Duration.ZERO, Duration.ofDays(31)}) {
            var stamped = now.plus(later);
            assertThat(IdCodec.bodyBelow(stamped)).isLessThan(id);
            assertThat(IdCodec.bodyAbove(stamped.plusMillis(1))).isGreaterThan(id);
        }
        assertThat(IdCodec.bodyBelow(now.plus(Duration.ofDays(41)))).isGreaterThan(id);
        assertThat(IdCodec.bodyBelow(Instant.EPOCH)).isLessThan(id).hasSize(id.length());
        assertThat(IdCodec.bodyAbove(Instant.parse("9999-12-31T00:00:00Z")))
                .isGreaterThan(id)
                .hasSize(id.length());
    }

    @Test
    void a_secret_id_tells_its_owner_and_no_time() {
        var id = ids.secret("cks", seller);
        assertThat(id).startsWith("cks_2");
        assertThat(IdCodec.account(id)).contains(seller);
        assertThat(IdCodec.time(id)).isEmpty();
    }

    @Test
    void a6_a_hundred_thousand_secret_ids_are_all_different() {
        var made = new HashSet<String>();
        for (int i = 0; i < 100_000; i++) made.add(ids.secret("cks", seller));
        assertThat(made).hasSize(100_000);
    }

    @Test
    void the_public_id_of_an_account_is_the_same_in_both_modes_and_leads_back() {
        var live = new AccountId(77_000);
        assertThat(live.test().text()).isEqualTo(live.text());
        assertThat(AccountId.parse(live.text())).contains(live);
        assertThat(AccountId.parse(live.text().substring(0, 28) + "0")).isEmpty();
    }

    @Test
    void strangers_ids_have_no_owner() {
        for (var text :
                new String[] {
                    "",
                    "pi_",
                    "pi_123",
                    "pi_1abc!",
                    "gold-plan",
                    "pi_3" + "0".repeat(23),
                    "é".repeat(24)
                }) assertThat(IdCodec.owner(text)).as(text).isEmpty();
    }

    @Test
    void byte_order_is_number_order() {
        var random = new Random(7);
        for (int i = 0; i < 10_000; i++) {
            long a = random.nextLong(AccountId.LIMIT);
            long b = random.nextLong(AccountId.LIMIT);
            assertThat(Integer.signum(text(a).compareTo(text(b)))).isEqualTo(Long.compare(a, b));
            assertThat(Base62.read(text(a), 0, 6)).isEqualTo(a);
        }
    }

    private static String text(long number) {
        var out = new char[6];
        Base62.write(number, out, 0, 6);
        return new String(out);
    }
}
