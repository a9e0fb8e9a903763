package hawker.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import hawker.kernel.AccountId;
import hawker.platform.TestPlatform;
import hawker.platform.Tx;
import hawker.usage.Usage.Aggregate;
import hawker.usage.Usage.Span;
import hawker.usage.Usage.Summary;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What records come to, and that a period is closed once; the API's stories are billing's. */
class UsageTest {

    private static final AccountId ACCOUNT = new AccountId(34).test();
    private static final AccountId OTHER = new AccountId(36).test();
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("2026-02-01T00:00:00Z");
    private static final Span JANUARY = new Span(START, END);
    private static TestPlatform test;
    private static final UsageSql SQL = new UsageSql();
    private static Usage usage;

    @BeforeAll
    static void open() {
        test = TestPlatform.open("usage");
        usage = UsageModule.open(test.platform()).usage();
    }

    @AfterAll
    static void close() {
        test.close();
    }

    private static <T> T in(AccountId account, Function<Tx, T> work) {
        return test.platform().tx().inAccount(account, work);
    }

    private static long total(String item, Aggregate aggregate, Span span) {
        return in(ACCOUNT, tx -> usage.total(tx, ACCOUNT, item, aggregate, span));
    }

    private static long set(AccountId account, String item, Instant at, long quantity) {
        return in(account, tx -> SQL.set(tx, account, item, at, quantity));
    }

    private static Optional<Long> increment(long quantity) {
        return in(ACCOUNT, tx -> SQL.increment(tx, ACCOUNT, "si_c", START, quantity));
    }

    private static boolean isUsed(Instant since) {
        return in(ACCOUNT, tx -> usage.isUsed(tx, ACCOUNT, "si_e", since));
    }

    @Test
    void records_become_a_quantity_as_it_is_wanted() {
        set(ACCOUNT, "si_a", START, 7);
        set(ACCOUNT, "si_a", START.plusSeconds(60), 9);
        set(ACCOUNT, "si_a", END.minusSeconds(1), 4);
        set(ACCOUNT, "si_a", END, 1000);
        set(ACCOUNT, "si_b", START, 5);
        set(OTHER, "si_a", START, 5);
        assertThat(total("si_a", Aggregate.SUM, JANUARY)).isEqualTo(20);
        assertThat(total("si_a", Aggregate.MAX, JANUARY)).isEqualTo(9);
        assertThat(total("si_a", Aggregate.LAST_DURING_PERIOD, JANUARY)).isEqualTo(4);
        assertThat(total("si_a", Aggregate.LAST_EVER, JANUARY)).isEqualTo(4);
        var march = new Span(END.plusSeconds(1), END.plusSeconds(1000));
        assertThat(total("si_a", Aggregate.SUM, march)).isZero();
        assertThat(total("si_a", Aggregate.LAST_DURING_PERIOD, march)).isZero();
        assertThat(total("si_a", Aggregate.LAST_EVER, march)).isEqualTo(1000);
    }

    @Test
    void a_moment_is_written_anew_or_added_to_up_to_an_end() {
        set(ACCOUNT, "si_c", START, 7);
        assertThat(increment(5)).contains(12L);
        assertThat(set(ACCOUNT, "si_c", START, 3)).isEqualTo(3);
        assertThat(increment(Usage.MOST)).isEmpty();
        assertThat(total("si_c", Aggregate.SUM, JANUARY)).isEqualTo(3);
    }

    @Test
    void a_period_is_closed_once() {
        var summary = new Summary("si_d", JANUARY, 3, Optional.of("in_1"));
        test.platform().tx().doInAccount(ACCOUNT, tx -> usage.close(tx, ACCOUNT, summary));
        assertThatThrownBy(() ->
                        test.platform()
                                .tx()
                                .doInAccount(ACCOUNT, tx -> usage.close(tx, ACCOUNT, summary)))
                .isInstanceOf(RuntimeException.class);
        List<Summary> closed = in(ACCOUNT, tx -> SQL.before(tx, ACCOUNT, "si_d", END, 9));
        assertThat(closed).containsExactly(summary);
    }

    @Test
    void what_is_not_billed_can_be_forgotten() {
        set(ACCOUNT, "si_e", START.minusSeconds(1), 2);
        set(ACCOUNT, "si_e", START, 2);
        assertThat(isUsed(START)).isTrue();
        test.platform().tx().doInAccount(ACCOUNT, tx -> usage.clear(tx, ACCOUNT, "si_e", START));
        assertThat(isUsed(START)).isFalse();
        assertThat(isUsed(Instant.EPOCH)).isTrue();
    }
}
